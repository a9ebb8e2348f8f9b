// Clicks of a reviewer who wants to see more of the data before deciding: the next rows of the sample, or all of them in a
// workbook. Decides nothing.
import type { Action } from '../../cards/action.ts';
import type { State } from '../../domain/submission.ts';
import { currentPage, pageAfter } from '../../messages/sample.ts';
import { orderDelivery } from '../../store/deliveries.ts';
import { lockLooks, noteLook, pagesOf } from '../../store/looks.ts';
import { leave } from '../../store/outbox.ts';
import { foldStream } from '../../store/submissions.ts';
import type { BotParts } from '../parts.ts';
import {
  type ClickListener,
  type KnownClick,
  success,
  type Toast,
  type Told,
  turnedAway,
  warning,
} from './answer-click.ts';

type Looking = Extract<Action, { act: 'sample' | 'whole' }>;

/** Pages one reader may turn at one tier of a round: some thousand rows. */
const maxPages = 500;

export const look: ClickListener<Looking> = async (parts, click, now) => {
  const { action, standing } = click;
  const { state } = await foldStream(parts.store.db, action.submission);
  const refused = notHeld(parts, state, action, standing.posts);
  if (refused !== null) return refused;
  const { act } = action;
  return act === 'sample' ? nextSample(parts, { ...click, action }, state, now) : wholeWorkbook(parts, click, now);
};

/** Who may have it is asked again when it is made, and what went out is on record then. */
async function wholeWorkbook({ store }: BotParts, click: KnownClick<Looking>, now: Date): Promise<Toast> {
  const { action, standing, eventId } = click;
  const { submission, round, tier } = action;
  const about = { round, tier };
  const to = { person: standing.id, openId: standing.openId ?? '', submission, about };
  await store.db.transaction((tx) => orderDelivery(tx, { key: `again:${eventId}`, kind: 'whole', ...to }, now));
  return success('好的，马上把全部数据发到您的单聊里。本级办结后会自动撤回，请不要转存。');
}

/** Only whoever holds the tier that has the submission at this moment sees more of its people. */
function notHeld(
  parts: BotParts,
  state: State,
  { round, tier }: { round: number; tier: string },
  posts: readonly string[],
): Told | null {
  if (!('post' in state) || state.round !== round || parts.store.route(state.route).tiers[state.tier]?.key !== tier)
    return warning('这一步已办结，不再提供数据。');
  return posts.includes(state.post) ? null : turnedAway('outside-post', '这一步不由您的岗位办理，不能查看数据。');
}

/** A button pressed twice, or on a copy that shows an earlier page, turns no further page: the reader would miss rows. */
async function nextSample(
  parts: BotParts,
  { action, standing, delivery }: KnownClick<Extract<Looking, { act: 'sample' }>>,
  state: State,
  now: Date,
): Promise<Toast> {
  const { submission, round, tier } = action;
  if (state.at === 'none') return warning('没有找到这份数据。');
  const of = { submission, version: state.version, reading: { round, tier, to: standing.id } };
  return parts.store.db.transaction(async (tx) => {
    await lockLooks(tx, submission);
    const { look: current, isFresh } = await currentPage(tx, of, delivery.id);
    if (isFresh) await noteLook(tx, submission, current, now);
    if (current.page !== action.page) return success('已显示您看到的最新一批。');
    if (current.page >= maxPages) return warning('已抽看很多批了，请点「完整工作簿」查看全部数据。');
    const next = await pageAfter(tx, of, await pagesOf(tx, submission, of.reading), delivery.id);
    await noteLook(tx, submission, next, now);
    await leave(tx, { job: 'refresh-cards', payload: { submission } }, now);
    return success(
      next.lap > current.lap ? '全部数据都抽看过了，从头再抽一批。' : `已换一批，这是第 ${next.page} 批。`,
    );
  });
}
