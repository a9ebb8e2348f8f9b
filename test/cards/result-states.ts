// The cards a clerk has of a file in every state, with made-up people: what the check found, and what may be repaired.
import { type RepairsView, repairsCard } from '../../cards/repairs.ts';
import { resultCard } from '../../cards/result.ts';
import type { ResultView } from '../../cards/result-view.ts';
import { nothingFound } from '../../domain/submission.ts';
import { institution, no, soon, submission } from './made-up.ts';

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
  'rows-returned': resultCard({
    ...ready,
    no: 'HZ-1003',
    at: 'returned',
    upload: null,
    correction: { day: '2026-03-24', left: 10, provisional: false },
    lineage: { parent: { no, rows: '第 1 版第 3、8-12 行' }, children: [] },
    returned: { by: '市级审核 赵示例', when: '3月10日 10:00', title: '个人信息有误', words: '姓名与证件不符。' },
  }),
  'rows-gone': resultCard({
    ...inReview,
    lineage: { parent: null, children: [{ no: 'HZ-1003', rows: 20, returned: true }] },
  }),
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
