// The cards that only tell, in every state, with made-up people: what was decided, what is due, what is overdue.
import { alertCard, type ReminderView, reminderCard } from '../../cards/reminder.ts';
import { replacedCard } from '../../cards/replaced.ts';
import { type ToldView, toldCard } from '../../cards/told.ts';
import { charged, institution, no, over, soon, submission } from './made-up.ts';

export const toldView: ToldView = {
  no,
  institution,
  event: 'approved',
  tier: '市级审核',
  who: '赵示例',
  when: '3月10日 10:00',
  to: null,
  said: [],
  next: { title: '省中心核准', deadline: { day: '2026-03-24', left: 10, provisional: false } },
  marker: 'm_told',
};
export const tolds = {
  approved: toldCard(toldView),
  returned: toldCard({
    ...toldView,
    event: 'returned',
    said: [{ title: '退回原因：证书编号有误', words: '第 3 行编号的年份不对。' }],
    next: { title: '更正', deadline: { day: '2026-03-24', left: 10, provisional: false } },
  }),
  'handed-over': toldCard({ ...toldView, event: 'handed-over', next: { title: '部中心公布', deadline: soon } }),
  published: toldCard({ ...toldView, event: 'published', next: null }),
  'returned-to-tier': toldCard({
    ...toldView,
    event: 'returned',
    tier: '省中心核准',
    to: '市级审核',
    said: [{ title: '退回原因：其他', words: '请核对第 3 行。' }],
    next: { title: '市级审核', deadline: soon },
  }),
  replied: toldCard({
    ...toldView,
    event: 'replied',
    tier: '',
    said: [
      { title: '您的提问', words: '第 3 行的姓名与证件一致吗？' },
      { title: '答复', words: '一致。' },
    ],
    next: null,
  }),
  admitted: toldCard({
    ...toldView,
    event: 'admitted',
    tier: '',
    said: [{ title: '同意的理由', words: '因系统停用，情况属实。' }],
    next: null,
  }),
};

export const reminderView: ReminderView = {
  submission,
  no,
  institution,
  rows: 1200,
  task: '市级审核',
  article: '第十条',
  work: 'review',
  deadline: { day: '2026-03-19', left: 3, provisional: false },
  holder: '赵示例、钱示例',
  since: '2026年3月5日（周四）',
  round: 1,
  due: '2026-03-19',
  seen: null,
  above: false,
  charged,
  marker: 'm_reminder',
};
const correction = { task: '更正退回的数据', article: '第十一条', work: 'correction' } as const;
const publication = { task: '部中心公布', work: 'publication' } as const;
const today = { day: '2026-03-19', left: 0, provisional: true };
export const reminders = {
  before: reminderCard(reminderView),
  seen: reminderCard({ ...reminderView, seen: '赵示例 于 3月16日 10:02' }),
  due: reminderCard({ ...reminderView, deadline: today }),
  overdue: reminderCard({ ...reminderView, deadline: over }),
  correction: reminderCard({ ...reminderView, ...correction }),
  'correction-overdue': reminderCard({ ...reminderView, ...correction, deadline: over }),
  publication: reminderCard({ ...reminderView, ...publication }),
  'publication-overdue': reminderCard({ ...reminderView, ...publication, deadline: over }),
};
export const replaced = { closed: replacedCard({ no, institution, marker: 'm_replaced' }) };
export const alerts = {
  overdue: alertCard({ ...reminderView, deadline: over }),
  above: alertCard({ ...reminderView, deadline: over, seen: '赵示例 于 3月16日 10:02', above: true }),
};
