// Every card in every state, with made-up people: the sketches, the golden files and the platform's rules are held against these.

import { type AdmissionView, admissionCard } from '../../cards/admission.ts';
import { helpCard } from '../../cards/help.ts';
import { type InquiryView, inquiryCard } from '../../cards/inquiry.ts';
import { type HistoryView, historyCard, type ProgressView, progressCard } from '../../cards/progress.ts';
import { type QuestionView, questionCard } from '../../cards/question.ts';
import { alertCard, type ReminderView, reminderCard } from '../../cards/reminder.ts';
import { type RepairsView, repairsCard } from '../../cards/repairs.ts';
import { resultCard } from '../../cards/result.ts';
import type { ResultView } from '../../cards/result-view.ts';
import { reviewCard } from '../../cards/review.ts';
import type { AskedQuestion, HistoryLine, ReviewView } from '../../cards/review-view.ts';
import { type ToldView, toldCard } from '../../cards/told.ts';
import { returnReasons } from '../../config/return-reasons.ts';
import { nothingFound } from '../../domain/submission.ts';
import { directories } from './directory-states.ts';
import { movedDays } from './moved-days-states.ts';

const submission = '0190a0b0-0000-7000-8000-000000001001';
const second = '0190a0b0-0000-7000-8000-000000001002';
const drop = '0190a0b0-0000-7000-8000-00000000d001';
const no = 'HZ-1001';
const institution = '示例市第一职业技能评价中心';
const soon = { day: '2026-03-19', left: 8, provisional: false };
const over = { day: '2026-03-19', left: -2, provisional: false };
const outcome = { ...nothingFound, earliestIssuedOn: '2026-03-02', latestIssuedOn: '2026-03-03' };
const check = { ...outcome, rows: 1200 };

export const resultView: ResultView = {
  submission,
  no,
  version: 1,
  at: 'checking',
  trial: false,
  superseded: false,
  institution,
  receivedAt: '3月5日 10:00',
  size: '86 KB',
  check: null,
  unreadable: null,
  cause: null,
  sheets: [],
  rules: [],
  places: [],
  repairs: [],
  toAnswer: [],
  answered: [],
  upload: null,
  correction: null,
  late: false,
  tier: null,
  wall: null,
  returned: null,
  published: null,
  marker: 'm_result',
};

const upload = { day: '2026-03-30', left: 17, provisional: false };
const faultyCheck = {
  ...check,
  ...{ errors: 3, warnings: 1, notes: 1 },
  rowsWith: { errors: 2, warnings: 1 },
  cellsWith: { errors: 3, warnings: 1 },
};
const faulty: ResultView = {
  ...resultView,
  at: 'faulty',
  check: faultyCheck,
  upload,
  rules: [
    {
      code: 'id-check-digit',
      severity: 'error',
      title: '身份证号码校验位不对',
      next: '请对照证件逐位核对。',
      count: 2,
    },
    { code: 'required', severity: 'error', title: '必填项为空', next: '请补填。', count: 1 },
    { code: 'rare-name', severity: 'warning', title: '姓名用字少见', next: '请核对，无误可不改。', count: 1 },
  ],
  places: [
    { row: null, column: '', severity: 'note', short: '有隐藏的工作表' },
    { row: 3, column: '证件号码', severity: 'error', short: '校验位不对' },
    { row: 17, column: '姓名', severity: 'warning', short: '用字少见' },
  ],
};
const toAnswer = [
  { code: 'P01', title: '姓名里有不常见的字符', count: 2 },
  { code: 'C08', title: '证书编号的省级代码是外省', count: 1 },
];
const ready: ResultView = { ...resultView, at: 'ready', check, upload };
const beyond: ResultView = { ...ready, upload: { ...upload, left: -120 }, late: true };
const inReview: ResultView = { ...ready, at: 'in-review', upload: null, tier: { title: '市级审核', deadline: soon } };

export const results = {
  checking: resultCard(resultView),
  faulty: resultCard(faulty),
  unreadable: resultCard({
    ...resultView,
    at: 'faulty',
    check: { ...check, rows: 0, unreadable: { code: 'encrypted', limit: null, where: null } },
    unreadable: '文件设有打开密码，请去掉密码后另存为 .xlsx。',
  }),
  cause: resultCard({
    ...faulty,
    cause: {
      message: '“证件号码”这一列像是单独排过序：它与“姓名”有 1,180 行对不上，但两列各种内容的个数相同。',
      next: '请撤销排序；重新排序时要选中整个表格，而不是一列，再重新上传。',
    },
    rules: [
      ...faulty.rules,
      { code: 'T07', severity: 'warning', title: '有空格', next: '可以一次接受修正。', count: 1 },
    ],
    repairs: [{ code: 'T07', title: '去掉空格', count: 1 }],
  }),
  sheets: resultCard({ ...faulty, sheets: ['一月', '二月'], rules: [], places: [] }),
  'next-version': resultCard({
    ...faulty,
    version: 2,
    check: { ...faultyCheck, repaired: { T07: 2 }, delta: { fixed: 5, still: 2, fresh: 1, changed: 4 } },
    answered: [{ title: '姓名用字少见', count: 1, reason: '已对照证件核对，\n确认 **无误**。' }],
  }),
  'check-failed': resultCard({
    ...resultView,
    at: 'faulty',
    check: { ...check, rows: 0, unreadable: { code: 'check-failed', limit: null, where: null } },
    unreadable: '系统没能完成这次校验，文件本身不一定有问题。',
  }),
  ready: resultCard({ ...ready, check: { ...check, notes: 2 } }),
  'ready-unanswered': resultCard({ ...ready, check: { ...check, warnings: 3 }, toAnswer }),
  'ready-answered': resultCard({
    ...ready,
    check: { ...check, warnings: 1 },
    answered: [{ title: '姓名用字少见', count: 1, reason: '已对照证件核对，确认无误。' }],
  }),
  trial: resultCard({ ...ready, trial: true }),
  'ready-late': resultCard({ ...ready, upload: { ...upload, left: -1, provisional: true }, late: true }),
  'beyond-six-months': resultCard({ ...beyond, wall: 'closed' }),
  'admission-asked': resultCard({ ...beyond, wall: 'asked' }),
  admitted: resultCard({ ...beyond, wall: 'admitted' }),
  'in-review': resultCard(inReview),
  'at-province': resultCard({ ...inReview, approved: true, tier: { title: '省中心核准', deadline: soon } }),
  'at-ministry': resultCard({ ...inReview, at: 'at-ministry', tier: { title: '部中心公布', deadline: soon } }),
  returned: resultCard({
    ...ready,
    at: 'returned',
    upload: null,
    correction: { day: '2026-03-24', left: 10, provisional: false },
    returned: {
      by: '市级审核 赵示例',
      when: '3月10日 10:00',
      title: '证书编号有误',
      words: '第 3 行和第 17 行的编号\n与 **年份** 不符。',
    },
  }),
  published: resultCard({ ...ready, at: 'published', upload: null, published: '2026-04-07' }),
  withdrawn: resultCard({ ...ready, at: 'withdrawn', upload: null }),
  superseded: resultCard({ ...faulty, superseded: true, check: null, rules: [], places: [] }),
};

export const repairsView: RepairsView = {
  submission,
  no,
  version: 1,
  institution,
  rules: [
    {
      code: 'T07',
      title: '去掉空格',
      count: 1200,
      examples: [
        { where: '第 3 行「姓名」', before: null, after: '测**', words: '去掉空格 2 个' },
        { where: '第 4 行「职业技能等级」', before: '三 级', after: '三级', words: '' },
        { where: '第 9 行「证件号码」', before: null, after: '130***********1234', words: '去掉空格 1 个' },
      ],
    },
    {
      code: 'D09',
      title: '改写成“年-月-日”',
      count: 1,
      examples: [{ where: '第 3 行「发证日期」', before: '2026/3/2', after: '2026-03-02', words: '' }],
    },
  ],
  settled: null,
  marker: 'm_repairs',
};
export const repairs = {
  open: repairsCard(repairsView),
  settled: repairsCard({ ...repairsView, rules: [], settled: '可以修正的都已按您的确认修正。' }),
};

const history: readonly HistoryLine[] = [
  { when: '3月5日 10:00', who: '林示例', what: '发来第 1 版文件', words: null },
  { when: '3月5日 10:02', who: '林示例', what: '提交（第 1 次上报）', words: '逾期原因：考评员生病。' },
];
export const reviewView: ReviewView = {
  submission,
  no,
  round: 1,
  version: 1,
  tier: { key: 'city', title: '市级审核', task: 'review', article: '第十条' },
  closed: null,
  takeBackUntil: null,
  institution,
  clerk: '林示例',
  rows: 1200,
  groups: [
    { occupation: '电工', level: '三级', count: 1100 },
    { occupation: '焊工（示例工种）', level: '四级', count: 100 },
  ],
  changes: null,
  warnings: [{ title: '姓名用字少见', count: 1, reason: '已对照证件核对，确认无误。' }],
  repaired: [{ title: '去掉空格', count: 12 }],
  issued: { earliest: '2026-03-02', latest: '2026-03-03' },
  deadline: soon,
  late: false,
  history,
  sample: [
    { row: 2, name: '测**', document: '130***********1234', occupation: '电工', level: '三级', issuedOn: '2026-03-02' },
  ],
  returnReasons,
  sentBack: null,
  returnTo: [],
  questions: [],
  assignee: null,
  colleagues: [],
  signatures: null,
  today: '2026-03-09',
  marker: 'm_review',
};
const desk = { key: 'desk', title: '上报部中心', task: 'hand-over', article: '第十条' } as const;
const ministry = { key: 'ministry', title: '部中心公布', task: 'publication', article: '第十条' } as const;

const question: AskedQuestion = {
  who: '孙示例',
  when: '3月11日 09:00',
  question: '第 3 行的 **姓名** 与证件一致吗？',
  answer: { who: '林示例', when: '3月11日 10:00', words: '一致，\n已核对。' },
};

export const reviews = {
  city: reviewCard(reviewView),
  late: reviewCard({
    ...reviewView,
    round: 2,
    version: 2,
    changes: { added: 2, removed: 0, changed: 1 },
    deadline: over,
    late: true,
    warnings: [],
  }),
  province: reviewCard({
    ...reviewView,
    tier: { key: 'province', title: '省中心核准', task: 'review', article: '第十条' },
    returnTo: [['city', '市级审核']],
    questions: [question, { ...question, question: '第 5 行的工种是哪一个？', answer: null }],
    assignee: '钱示例',
    colleagues: [[second, '钱示例']],
  }),
  'sent-back': reviewCard({
    ...reviewView,
    sentBack: { by: '省中心核准 孙示例', when: '3月12日 15:00', title: '其他', words: '请核对第 3 行。' },
  }),
  'and-sign': reviewCard({ ...reviewView, signatures: { signed: ['赵示例'], waiting: ['钱示例', '李示例'] } }),
  closed: reviewCard({
    ...reviewView,
    closed: '赵示例 已于 3月10日 10:00 审核通过',
    sample: [],
    warnings: [],
    repaired: [],
  }),
  pending: reviewCard({
    ...reviewView,
    closed: '赵示例 已审核通过',
    takeBackUntil: '3月10日 10:10',
    sample: [],
    warnings: [],
    repaired: [],
  }),
  desk: reviewCard({ ...reviewView, tier: desk, deadline: { ...soon, left: 2, provisional: true } }),
  ministry: reviewCard({ ...reviewView, tier: ministry }),
};

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

export const inquiryView: InquiryView = {
  ...question,
  answer: null,
  submission,
  no,
  round: 1,
  number: 1,
  institution,
  tier: '省中心核准',
  deadline: soon,
  closed: null,
  marker: 'm_inquiry',
};
export const inquiries = {
  open: inquiryCard(inquiryView),
  answered: inquiryCard({ ...inquiryView, answer: question.answer, closed: '已答复，审核人会收到您的答复。' }),
};

export const admissionCardView: AdmissionView = {
  submission,
  no,
  version: 1,
  institution,
  clerk: '林示例',
  rows: 1200,
  earliest: '2026-03-02',
  when: '9月7日 09:00',
  reason: '系统停用，\n**没有**按期上报。',
  closed: null,
  paused: null,
  marker: 'm_admission',
};
export const admissions = {
  open: admissionCard(admissionCardView),
  paused: admissionCard({ ...admissionCardView, earliest: null, paused: '专管员正在更换文件。' }),
  granted: admissionCard({ ...admissionCardView, closed: '孙示例 已于 9月8日 09:00 同意受理' }),
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
  marker: 'm_reminder',
};
const correction = { task: '更正退回的数据', article: '第十一条', work: 'correction' } as const;
const publication = { task: '部中心公布', work: 'publication' } as const;
const today = { day: '2026-03-19', left: 0, provisional: true };
export const reminders = {
  before: reminderCard(reminderView),
  due: reminderCard({ ...reminderView, deadline: today }),
  overdue: reminderCard({ ...reminderView, deadline: over }),
  correction: reminderCard({ ...reminderView, ...correction }),
  'correction-overdue': reminderCard({ ...reminderView, ...correction, deadline: over }),
  publication: reminderCard({ ...reminderView, ...publication }),
  'publication-overdue': reminderCard({ ...reminderView, ...publication, deadline: over }),
};
export const alerts = { overdue: alertCard({ ...reminderView, deadline: over }) };

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
export const historyView: HistoryView = { no, institution, at: 'in-review', history, marker: 'm_history' };
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

const groups = {
  result: results,
  repairs,
  review: reviews,
  inquiry: inquiries,
  admission: admissions,
  told: tolds,
  reminder: reminders,
  alert: alerts,
  question: questions,
  progress: progresses,
  history: histories,
  help: helps,
  directory: directories,
  'moved-days': movedDays,
};

/** `<card>-<state>` and the card. */
export const everyState = Object.entries(groups).flatMap(([name, states]) =>
  Object.entries(states).map(([state, card]) => [`${name}-${state}`, card] as const),
);
