// The made-up submission that the cards' states are about.
import type { HistoryLine } from '../../cards/review-view.ts';

export const submission = '0190a0b0-0000-7000-8000-000000001001';
export const second = '0190a0b0-0000-7000-8000-000000001002';
export const no = 'HZ-1001';
export const institution = '示例市第一职业技能评价中心';
export const soon = { day: '2026-03-19', left: 8, provisional: false };
export const over = { day: '2026-03-19', left: -2, provisional: false };

export const history: readonly HistoryLine[] = [
  { when: '3月5日 10:00', who: '林示例', what: '发来第 1 版文件', words: null },
  { when: '3月5日 10:02', who: '林示例', what: '提交（第 1 次上报）', words: '逾期原因：考评员生病。' },
];
