// Clicks about files attached as evidence: announce the next file, say where it belongs, have one sent. Decides nothing else.
import type { Action } from '../../cards/action.ts';
import { attachDrop } from '../../store/attach-drop.ts';
import { orderDelivery } from '../../store/deliveries.ts';
import { readDrop } from '../../store/drops.ts';
import { intend } from '../../store/intents.ts';
import { maySee } from '../../store/submission-lists.ts';
import { foldStream } from '../../store/submissions.ts';
import type { BotParts } from '../parts.ts';
import { type ClickListener, type KnownClick, success, type Told, turnedAway, warning } from './answer-click.ts';
import { refused } from './decide-submission.ts';

type Attaching = Extract<Action, { act: 'attach' | 'attach-drop' | 'attachment' }>;
type On<A extends Attaching['act']> = KnownClick<Extract<Attaching, { act: A }>>;

export const evidence: ClickListener<Attaching> = async (parts, click, now) => {
  const { action } = click;
  switch (action.act) {
    case 'attach':
      return announce(parts, { ...click, action }, now);
    case 'attach-drop':
      return place(parts, { ...click, action }, now);
    case 'attachment':
      return send(parts, { ...click, action }, now);
  }
};

async function announce(parts: BotParts, { action, standing }: On<'attach'>, now: Date): Promise<Told> {
  const { state } = await foldStream(parts.store.db, action.submission);
  const holds = 'post' in state && standing.posts.includes(state.post);
  if (state.at === 'none' || !(holds || standing.institutions.includes(state.institution)))
    return turnedAway('outside-post', '这份数据现在不由您办理，不能附上文件。');
  await parts.store.db.transaction((tx) => intend(tx, standing.id, 'attachment', now, action.submission));
  return success('好的，请在 15 分钟内把文件直接发到这里（图片请以“文件”方式发送）。收到后我会再问一次用途。');
}

/** What the file is was told from its bytes when it came, and stands with the message, not in the button. */
async function place(parts: BotParts, { action, standing, delivery }: On<'attach-drop'>, now: Date): Promise<Told> {
  const { store } = parts;
  const { drop: id, submission } = action;
  const drop = await readDrop(store.db, id);
  const { evidence: kind, drop: asked } = delivery.about;
  if (drop === null || drop.person !== standing.id || asked !== id || kind === undefined)
    return warning('这份文件不是您发来的，不能在这里办理。');
  const attached = await store.db.transaction((tx) =>
    attachDrop(tx, store, { drop: id, submission, by: standing, kind }, now),
  );
  if (attached === 'settled') return warning('这份文件已经处理过了，请看先前的卡片。');
  return attached.ok ? success(`好的，已作为 ${attached.no} 的附件。`) : refused(parts, attached.refusal);
}

/** Whoever may see the submission's history; asked again when it is sent, and on record then. */
async function send(parts: BotParts, { action, standing, eventId }: On<'attachment'>, now: Date): Promise<Told> {
  const { submission, no } = action;
  const { db } = parts.store;
  if (!(await maySee(db, standing, submission))) return turnedAway('outside-post', '您没有权限查看这份数据。');
  const to = { person: standing.id, openId: standing.openId ?? '', submission, about: { no } };
  await db.transaction((tx) => orderDelivery(tx, { key: `again:${eventId}`, kind: 'attachment', ...to }, now));
  return success('好的，马上发给您。');
}
