// The cards of the talk with the bot in every state, with made-up people: what a file is, progress, history, help.
import { helpCard } from '../../cards/help.ts';
import { type HistoryView, historyCard, type ProgressView, progressCard } from '../../cards/progress.ts';
import { type QuestionView, questionCard } from '../../cards/question.ts';
import { charged, history, institution, no, over, second, submission } from './made-up.ts';

const drop = '0190a0b0-0000-7000-8000-00000000d001';
const one = { code: 'I-1', name: institution };
export const questionView: QuestionView = {
  drop,
  size: '86 KB',
  receivedAt: '3月12日 09:00',
  trial: false,
  open: [{ submission, no, institution: one, state: '已退回，待更正', rows: 1200 }],
  institutions: [one],
  settled: null,
  marker: 'm_question',
};
export const questions = {
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
      title: '待我办理的',
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
export const historyView: HistoryView = { no, institution, at: 'in-review', charged, history, marker: 'm_history' };
export const progresses = {
  some: progressCard(progressView),
  none: progressCard({ ...progressView, sections: [{ title: '待我办理的', more: 0, rows: [] }] }),
};
export const histories = { some: historyCard(historyView) };

export const helps = {
  greeting: helpCard({ name: '林示例', roles: ['clerk'], occasion: 'greeting', marker: 'm_help' }),
  unknown: helpCard({ name: null, roles: ['reviewer', 'manager', 'administrator'], occasion: 'unknown' }),
  stranger: helpCard({ name: null, roles: [], occasion: 'asked' }),
};
