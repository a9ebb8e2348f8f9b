// The cards of the talk with the bot in every state, with made-up people: what a file is, progress, history, help.

import { helpCard } from '../../cards/help.ts';
import { type HistoryView, historyCard, type ProgressView, progressCard } from '../../cards/progress.ts';
import { type QuestionView, questionCard } from '../../cards/question.ts';
import { type TodoView, todoCard } from '../../cards/todo.ts';
import { type WithdrawalsView, withdrawalsCard } from '../../cards/withdrawals.ts';
import { returnReasons } from '../../config/return-reasons.ts';
import { charged, history, institution, no, over, second, soon, submission } from './made-up.ts';

const drop = '0190a0b0-0000-7000-8000-00000000d001';
const one = { code: 'I-1', name: institution };
export const questionView: QuestionView = {
  drop,
  size: '86 KB',
  receivedAt: '3月12日 09:00',
  trial: false,
  attach: null,
  data: true,
  open: [{ submission, no, institution: one, state: '已退回，待更正', rows: 1200 }],
  institutions: [one],
  settled: null,
  marker: 'm_question',
};
const attachable = { submission, no, about: `${institution}，审核中` };
export const questions = {
  evidence: questionCard({ ...questionView, open: [], institutions: [], data: false, attach: [attachable] }),
  'evidence-or-data': questionCard({
    ...questionView,
    attach: [attachable, { ...attachable, submission: second, no: 'HZ-1002' }],
  }),
  'evidence-for-nothing': questionCard({ ...questionView, open: [], institutions: [], data: false, attach: [] }),
  open: questionCard(questionView),
  'two-institutions': questionCard({
    ...questionView,
    open: [],
    institutions: [one, { code: 'I-2', name: '示例技师学院' }],
  }),
  trial: questionCard({
    ...questionView,
    trial: true,
    open: [],
    institutions: [one, { code: 'I-2', name: '示例技师学院' }],
  }),
  settled: questionCard({ ...questionView, settled: '已作为 HZ-1001 更正后的文件，正在校验。' }),
};

export const progressView: ProgressView = {
  today: '2026-03-23',
  sections: [
    {
      title: '在我岗位上的',
      more: 0,
      rows: [{ submission, no, institution, at: 'in-review', trial: false, holder: '市级审核', deadline: over }],
    },
    {
      title: '本单位全部',
      more: 4,
      rows: [
        { submission, no, institution, at: 'in-review', trial: false, holder: '市级审核', deadline: over },
        {
          submission: second,
          no: 'HZ-1002',
          institution: '示例技师学院',
          at: 'ready',
          trial: true,
          holder: '专管员',
          deadline: null,
        },
      ],
    },
  ],
  marker: 'm_progress',
};
export const historyView: HistoryView = {
  submission,
  attachments: [{ no: 1, who: '林示例', when: '3月5日 10:01', kind: 'PDF', size: '86 KB' }],
  no,
  institution,
  at: 'in-review',
  charged,
  history,
  marker: 'm_history',
};
export const progresses = {
  apart: progressCard({
    ...progressView,
    sections: progressView.sections.map((one) => ({
      ...one,
      rows: one.rows.map((row) => ({ ...row, trial: false, from: 'HZ-0990' })),
    })),
  }),
  some: progressCard(progressView),
  none: progressCard({ ...progressView, sections: [{ title: '在我岗位上的', more: 0, rows: [] }] }),
};
export const histories = { some: historyCard(historyView) };

const todoRow = {
  submission,
  no,
  institution,
  step: '市级审核',
  rows: 1200,
  deadline: over,
  review: { round: 1, tier: 'city' },
};
export const todoView: TodoView = {
  today: '2026-03-23',
  rows: [
    todoRow,
    { ...todoRow, submission: second, no: 'HZ-1002', institution: '示例技师学院', deadline: soon },
    { ...todoRow, no: 'HZ-1003', step: '上报部中心', deadline: null, review: null },
  ],
  page: 1,
  pages: 1,
  total: 3,
  outcomes: [],
  returnReasons,
  marker: 'm_todo',
};
export const todos = {
  some: todoCard(todoView),
  paged: todoCard({ ...todoView, rows: todoView.rows.slice(1), page: 2, pages: 3, total: 44 }),
  decided: todoCard({
    ...todoView,
    rows: todoView.rows.slice(1, 2),
    total: 1,
    outcomes: [
      { no, done: true, words: '已通过，3月23日 10:10 前可在它的卡片上收回' },
      { no: 'HZ-1004', done: false, words: '未办理：赵示例已于3月23日 09:58退回，不需要再办理。' },
    ],
  }),
  'not-here': todoCard({ ...todoView, rows: todoView.rows.slice(2), total: 1 }),
  none: todoCard({ ...todoView, rows: [], total: 0 }),
};

export const withdrawable = { submission, no, version: 2, trial: false, institution, state: '审核中', rows: 1200 };
export const withdrawalsView: WithdrawalsView = {
  today: '2026-03-23',
  can: [withdrawable, { ...withdrawable, submission: second, no: 'HZ-1002', trial: true, state: '待修改', rows: 0 }],
  cannot: [{ ...withdrawable, no: 'HZ-1003', holder: '省中心核准' }],
  more: 0,
  marker: 'm_withdrawals',
};
export const withdrawals = {
  some: withdrawalsCard(withdrawalsView),
  none: withdrawalsCard({ ...withdrawalsView, can: [], cannot: [] }),
};

export const helps = {
  greeting: helpCard({ name: '林示例', roles: ['clerk'], occasion: 'greeting', marker: 'm_help' }),
  unknown: helpCard({ name: null, roles: ['reviewer', 'manager', 'administrator'], occasion: 'unknown' }),
  stranger: helpCard({ name: null, roles: [], occasion: 'asked' }),
};
