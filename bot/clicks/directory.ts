// Clicks about a directory workbook: put it in force, put it aside, or have the whole list sent. For administrators only.
import type { Action } from '../../cards/action.ts';
import { orderDelivery } from '../../store/deliveries.ts';
import { confirmProposal, declineProposal } from '../../store/directory-proposals.ts';
import { type ClickListener, success, type Toast, warning } from './answer-click.ts';

type Deciding = Extract<Action, { act: 'directory-confirm' | 'directory-decline' | 'directory-list' }>;

/** The card was sent to whoever dropped the workbook, and nobody else's click counts on it; what they are may have changed. */
export const decideDirectory: ClickListener<Deciding> = async (parts, { action, standing, eventId }, now) => {
  const { store } = parts;
  const { proposal } = action;
  if (!standing.administrator) return warning('您目前不是管理员，不能更换机构备案表，没有作任何改动。');
  switch (action.act) {
    case 'directory-confirm': {
      const { basedOn } = action;
      return confirmedWords(await confirmProposal(store, { proposal, basedOn, by: standing.id }, now));
    }
    case 'directory-decline': {
      const declined = await store.db.transaction((tx) => declineProposal(tx, proposal, now));
      return declined ? success('好的，这份机构备案表不采用。') : warning('这份机构备案表已经办理过了。');
    }
    case 'directory-list': {
      const { id: person, openId } = standing;
      const order = { key: `again:${eventId}`, kind: 'directory-list' as const, person, about: { proposal } };
      await store.db.transaction((tx) => orderDelivery(tx, { ...order, openId: openId ?? '' }, now));
      return success('好的，马上发给您。');
    }
  }
};

function confirmedWords(confirmed: Awaited<ReturnType<typeof confirmProposal>>): Toast {
  switch (confirmed.now) {
    case 'in-force':
      return success(
        `机构备案表第 ${confirmed.edition} 版已生效。${
          confirmed.byCode > 0 ? `有 ${confirmed.byCode} 位人员没有手机和邮箱，请用命令行给他们生成加入码。` : ''
        }`,
      );
    case 'moved-on':
      return warning('比对之后机构备案表又有变更，这份没有生效。正在重新比对，请在新的卡片上确认。');
    case 'settled':
      return warning(
        confirmed.proposal.at === 'in-force'
          ? `这份机构备案表已经生效，为第 ${confirmed.proposal.edition} 版。`
          : '这份机构备案表已经选择不采用。需要时请再发一次。',
      );
    case 'not-ready':
      return warning('这份机构备案表还不能生效。请按卡片上的说明改好后再发一次。');
  }
}
