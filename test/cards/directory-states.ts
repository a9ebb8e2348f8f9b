// The card about a directory workbook in every state, with made-up content.
import { type DirectoryView, directoryCard } from '../../cards/directory.ts';

export const directoryView: DirectoryView = {
  proposal: '0190a0b0-0000-7000-8000-00000000e001',
  size: '28 KB',
  receivedAt: '3月5日 09:00',
  at: 'offered',
  unreadable: null,
  problems: [],
  problemCount: 0,
  counts: [
    { kind: '机构', words: '变更 1' },
    { kind: '人员', words: '新增 1，停用 1' },
  ],
  changes: ['变更 机构 示例培训学校（SL01）：备案止 （空） → 2027-12-31', '新增 人员 林**', '停用 人员 钱**'],
  changeCount: 3,
  warnings: [],
  basedOn: 4,
  edition: null,
  settledAt: '3月5日 09:10',
  marker: 'm_directory',
};
const nothing = { counts: [], changes: [], changeCount: 0 };
const problems = ['「机构」第 3 行 E 列：“备案起”应为日期，写作 2026-01-31。', '「人员」：至少要有一位管理员。'];

export const directories = {
  unreadable: directoryCard({
    ...directoryView,
    ...nothing,
    at: 'unreadable',
    unreadable: '这个文件设有打开密码，不能读取。请删除密码后再发一次。',
  }),
  faulty: directoryCard({ ...directoryView, ...nothing, at: 'faulty', problems, problemCount: 2 }),
  same: directoryCard({ ...directoryView, ...nothing, at: 'same' }),
  first: directoryCard({ ...directoryView, basedOn: 0 }),
  offered: directoryCard(directoryView),
  warned: directoryCard({
    ...directoryView,
    changeCount: 41,
    warnings: ['岗位「市级审核岗」有 3 件待办，生效后没有人办理。请先在“人员”表中安排人员。'],
  }),
  outdated: directoryCard({ ...directoryView, at: 'outdated' }),
  'in-force': directoryCard({ ...directoryView, at: 'in-force', edition: 5 }),
  declined: directoryCard({ ...directoryView, at: 'declined' }),
};
