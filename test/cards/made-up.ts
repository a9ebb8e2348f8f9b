// The made-up submission that the cards' states are about.
import type { ChargedView } from '../../cards/charged.ts';
import type { HistoryLine } from '../../cards/review-view.ts';

export const submission = '0190a0b0-0000-7000-8000-000000001001';
export const second = '0190a0b0-0000-7000-8000-000000001002';
export const no = 'HZ-1001';
export const institution = '示例市第一职业技能评价中心';
export const soon = { day: '2026-03-19', left: 8, provisional: false };
export const over = { day: '2026-03-19', left: -2, provisional: false };

/** Returned once by the city, and with it again. */
export const charged: ChargedView = {
  holders: [
    { title: '专管员', workingDays: 3, times: 1, now: false },
    { title: '市级审核', workingDays: 6, times: 2, now: true },
    { title: '专管员更正', workingDays: 4, times: 1, now: false },
  ],
  returns: 1,
  chain: {
    issuedOn: '2026-03-02',
    workingDays: 13,
    mark: { day: '2026-03-30', provisional: false },
    wall: '2026-09-02',
  },
};
export const history: readonly HistoryLine[] = [
  { when: '3月5日 10:00', who: '林示例', what: '发来第 1 版文件', words: null },
  { when: '3月5日 10:02', who: '林示例', what: '提交（第 1 次上报）', words: '逾期原因：考评员生病。' },
];
