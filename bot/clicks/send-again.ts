// Clicks that only ask to be shown something: a file again, the history, the answer to a word. Nothing is decided here.
import type { Action } from '../../cards/action.ts';
import { orderDelivery } from '../../store/deliveries.ts';
import { receive } from '../../store/inbox.ts';
import { maySee } from '../../store/submission-lists.ts';
import { foldStream } from '../../store/submissions.ts';
import type { BotParts } from '../parts.ts';
import { type ClickListener, type KnownClick, success, type Told, turnedAway, warning } from './answer-click.ts';

type Asking = Extract<Action, { act: 'workbook' | 'repairs' | 'export' | 'history' | 'say' }>;

const menuKeys = {
  进度: 'progress',
  周报: 'report',
  模板: 'template',
  帮助: 'help',
  试填: 'trial',
  待办: 'todo',
  撤回: 'withdraw',
  请假: 'leave',
  代理: 'delegations',
} as const;

export const sendAgain: ClickListener<Asking> = async (parts, click, now) => {
  const { action, standing, eventId } = click;
  const { store } = parts;
  if (action.act === 'say') {
    const key = `event:${eventId}`;
    const payload = { kind: 'menu', key, operator: standing.openId, eventKey: menuKeys[action.word] };
    await receive(store.db, store.sealer, { key, kind: 'menu', payload }, now);
    return success('好的，马上发给您。');
  }
  if (!(await maySee(store.db, standing, action.submission)))
    return turnedAway('outside-post', '您没有权限查看这份数据。');
  const refused = await refusedFile(parts, click);
  if (refused !== null) return refused;
  const key = await keyOf(parts, action, standing.id, eventId);
  await store.db.transaction((tx) =>
    orderDelivery(
      tx,
      {
        key,
        kind: action.act === 'workbook' ? 'annotated' : action.act,
        person: standing.id,
        openId: standing.openId ?? '',
        submission: action.submission,
        about: 'version' in action ? { version: action.version } : 'round' in action ? { round: action.round } : {},
      },
      now,
    ),
  );
  return success('好的，马上发给您。');
};

/** Every press is answered anew, but the list of repairs is one card for as long as nothing has changed. */
async function keyOf(parts: BotParts, action: Exclude<Asking, { act: 'say' }>, person: string, eventId: string) {
  if (action.act !== 'repairs') return `again:${eventId}`;
  const { seq } = await foldStream(parts.store.db, action.submission);
  return `repairs:${action.submission}:${seq}:${person}`;
}

/** Files hold people's data: the clerk gets the clerk's own, the desk gets the export while it has to hand it over. */
async function refusedFile(parts: BotParts, { action, standing }: KnownClick<Asking>): Promise<Told | null> {
  if (action.act !== 'workbook' && action.act !== 'repairs' && action.act !== 'export') return null;
  const { state } = await foldStream(parts.store.db, action.submission);
  if (state.at === 'none') return warning('没有找到这份数据。');
  if (action.act !== 'export') {
    if (!standing.institutions.includes(state.institution))
      return turnedAway('outside-post', '这份数据只由本机构的专管员办理。');
    return action.version === state.version ? null : warning('这是较早的一版，请在最新的卡片上操作。');
  }
  const holds = state.at === 'in-hand-over' && standing.posts.includes(state.post) && state.round === action.round;
  return holds ? null : warning('这一步已办结，不再提供上报文件。');
}
