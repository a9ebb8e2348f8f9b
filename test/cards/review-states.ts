// The cards of a review in every state, with made-up people: the review itself, a question to the clerk, a late admission.
import { type AdmissionView, admissionCard } from '../../cards/admission.ts';
import { type InquiryView, inquiryCard } from '../../cards/inquiry.ts';
import { reviewCard } from '../../cards/review.ts';
import type { AskedQuestion, ReviewView } from '../../cards/review-view.ts';
import { returnReasons } from '../../config/return-reasons.ts';
import { charged, history, institution, no, over, second, soon, submission } from './made-up.ts';

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
  warnings: [
    { title: '同一人同一天有多本证书', count: 2, reason: null, suspicious: true },
    { title: '姓名用字少见', count: 1, reason: '已对照证件核对，确认无误。', suspicious: false },
  ],
  record: { decided: 37, firstPass: 34, inReview: 5, toCorrect: 2 },
  chain: [
    { title: '20 个工作日（第十条）', deadline: { day: '2026-03-30', left: 15, provisional: false } },
    { title: '6 个月（第十二条）', deadline: { day: '2026-09-02', left: 125, provisional: false } },
  ],
  repaired: [{ title: '去掉空格', count: 12 }],
  issued: { earliest: '2026-03-02', latest: '2026-03-03' },
  deadline: soon,
  late: false,
  history,
  sample: [
    {
      row: 2,
      name: '测**',
      document: '130***********1234',
      occupation: '电工',
      level: '三级',
      issuedOn: '2026-03-02',
      why: null,
    },
    {
      row: 7,
      name: '示**',
      document: '130***********5678',
      occupation: '焊工（示例工种）',
      level: '四级',
      issuedOn: '2026-03-03',
      why: '同一人同一天有多本证书',
    },
  ],
  page: 1,
  attachments: [{ no: 1, who: '林示例', when: '3月5日 10:01', kind: 'PDF', size: '86 KB' }],
  returnReasons,
  sentBack: null,
  returnTo: [],
  questions: [],
  assignee: null,
  standsFor: null,
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
    record: { decided: 0, firstPass: 0, inReview: 0, toCorrect: 0 },
    chain: reviewView.chain.map((one, i) => (i === 0 ? { ...one, deadline: over } : one)),
    page: 3,
  }),
  province: reviewCard({
    ...reviewView,
    tier: { key: 'province', title: '省中心核准', task: 'review', article: '第十条' },
    returnTo: [['city', '市级审核']],
    questions: [question, { ...question, question: '第 5 行的工种是哪一个？', answer: null }],
    assignee: '钱示例',
    charged: { ...charged, chain: null },
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
    record: null,
    chain: [],
    repaired: [],
  }),
  pending: reviewCard({
    ...reviewView,
    closed: '赵示例 已审核通过',
    takeBackUntil: '3月10日 10:10',
    sample: [],
    warnings: [],
    record: null,
    chain: [],
    repaired: [],
  }),
  'standing-in': reviewCard({ ...reviewView, standsFor: '钱示例' }),
  'rows-gone': reviewCard({
    ...reviewView,
    lineage: {
      parent: { no: 'HZ-0990', rows: '第 1 版第 3、8-12 行' },
      children: [
        { no: 'HZ-1003', rows: 20, returned: true },
        { no: 'HZ-1004', rows: 3, returned: false },
      ],
    },
  }),
  'rows-pending': reviewCard({
    ...reviewView,
    closed: '赵示例 已退回第 3、8-12 行',
    takeBackUntil: '3月10日 10:10',
  }),
  desk: reviewCard({ ...reviewView, tier: desk, deadline: { ...soon, left: 2, provisional: true } }),
  ministry: reviewCard({ ...reviewView, tier: ministry }),
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
