// The cards about leave in every state, with made-up people.
import { type DelegationsView, delegationsCard, type LeaveLine, type LeaveView, leaveCard } from '../../cards/leave.ts';

const colleague = '0190a0b0-0000-7000-8000-0000000000c1';
const line: LeaveLine = {
  leave: '0190a0b0-0000-7000-8000-00000000e001',
  other: '钱示例',
  posts: '「市级审核岗」',
  from: '2026-03-09',
  to: '2026-03-13',
  begun: true,
};
const later: LeaveLine = {
  ...line,
  leave: line.leave.replace(/1$/, '2'),
  posts: '全部岗位',
  to: '2026-03-09',
  begun: false,
};

export const leaveView: LeaveView = {
  posts: [['city-review', '市级审核岗']],
  colleagues: [[colleague, '钱示例（市级审核岗、市级主管）']],
  given: [],
  today: '2026-03-09',
  marker: 'm_leave',
};
export const leaves = {
  open: leaveCard(leaveView),
  'two-posts': leaveCard({ ...leaveView, posts: [...leaveView.posts, ['city-manage', '市级主管']], given: [line] }),
  nobody: leaveCard({ ...leaveView, colleagues: [] }),
};

export const delegationsView: DelegationsView = { news: null, given: [line], held: [later], marker: 'm_delegations' };
const news = { who: '赵示例', posts: '全部岗位', from: '2026-03-09', to: '2026-03-13' };
export const delegations = {
  both: delegationsCard(delegationsView),
  none: delegationsCard({ ...delegationsView, given: [], held: [] }),
  said: delegationsCard({ ...delegationsView, given: [], news: { ...news, what: 'said' } }),
  cancelled: delegationsCard({ news: { ...news, what: 'cancelled' }, given: [], held: [] }),
  left: delegationsCard({ news: { ...news, what: 'left' }, given: [line], held: [] }),
  declined: delegationsCard({ news: { ...news, what: 'declined' }, given: [], held: [] }),
};
