// A manager's report in every state, with made-up figures.
import { type ReportView, reportCard } from '../../cards/report.ts';

export const reportView: ReportView = {
  today: '2026-03-16',
  weekly: true,
  lookBack: 60,
  open: [
    { tier: '市级审核', age: 0, count: 14 },
    { tier: '市级审核', age: 1, count: 5 },
    { tier: '市级审核', age: 2, count: 1 },
    { tier: '省中心核准', age: 0, count: 8 },
    { tier: '上报部中心', age: 1, count: 2 },
  ],
  spent: [
    { tier: '市级审核', median: 4, most: 9, count: 61 },
    { tier: '省中心核准', median: 6, most: 11, count: 48 },
  ],
  returns: [
    { title: '个人信息有误', count: 12 },
    { title: '证书编号有误', count: 5 },
    { title: '其他', count: 1 },
  ],
  breaks: [
    { no: 'HZ-1007', post: '市级审核岗', breaksOn: '2026-03-20' },
    { no: 'HZ-1009', post: '市级审核岗', breaksOn: '2026-03-24' },
  ],
  marker: 'm_report',
};
export const reports = {
  weekly: reportCard(reportView),
  asked: reportCard({ ...reportView, weekly: false, breaks: [], returns: [] }),
  none: reportCard({ ...reportView, weekly: false, open: [], spent: [], returns: [], breaks: [] }),
};
