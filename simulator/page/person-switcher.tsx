// Who acts in this window: the rail on the left, and the same list as a sheet on a phone.
import type { Person } from '../api.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { useSession } from './session.ts';

type Props = { unread: Record<string, number>; choose: (openId: string) => void };

export function Badge({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span class="badge" role="img" aria-label={`${count} 条未读`}>
      {count > 99 ? '99+' : count}
    </span>
  );
}

/** The post alone: 「市人社局 · 审核员」 is too wide for the rail. */
function post(title: string): string {
  return title.split('·').at(-1)?.trim() ?? '';
}

function PersonButton({ person, unread, choose, wide }: Props & { person: Person; wide: boolean }) {
  const { me } = useSession();
  const { open_id, name, title } = person;
  return (
    <button
      type="button"
      class={wide ? 'person person-wide' : 'person'}
      data-testid={`person-${open_id}`}
      aria-pressed={me.open_id === open_id}
      title={title === '' ? name : `${name}（${title}）`}
      onClick={() => choose(open_id)}
    >
      <span class="person-face">
        <Avatar id={open_id} name={name} size={wide ? 40 : 36} />
        <Badge count={unread[open_id] ?? 0} />
      </span>
      <span class="person-words">
        <span class="person-name">{name}</span>
        {title !== '' && <span class="person-title">{person.resigned ? '已离职' : wide ? title : post(title)}</span>}
      </span>
    </button>
  );
}

export function PersonSwitcher({ unread, choose }: Props) {
  const { world, me } = useSession();
  return (
    <nav class="rail" data-testid="person-switcher" aria-label="切换人员">
      <div class="rail-people">
        {world.people.map((person) => (
          <PersonButton key={person.open_id} person={person} unread={unread} choose={choose} wide={false} />
        ))}
      </div>
      <a class="rail-link" href={`/?as=${encodeURIComponent(me.open_id)}`} target="_blank" rel="noreferrer">
        <Icon name="window" size={18} />
        新窗口
      </a>
    </nav>
  );
}

export function PersonSheet({ unread, choose, close }: Props & { close: () => void }) {
  const { world } = useSession();
  return (
    <div class="sheet-ground">
      <button type="button" class="sheet-shade" aria-label="关闭人员列表" onClick={close} />
      <nav class="sheet" data-testid="person-switcher" aria-label="切换人员">
        <h2>切换人员</h2>
        {world.people.map((person) => (
          <PersonButton key={person.open_id} person={person} unread={unread} choose={choose} wide />
        ))}
      </nav>
    </div>
  );
}
