// The alarm about an empty post, and its end, in every state.
import { type FilledView, filledCard, type VacancyView, vacancyCard } from '../../cards/vacancy.ts';

export const vacancyView: VacancyView = {
  post: '市级审核岗',
  office: '示范市中心',
  from: '2026-03-16',
  begun: false,
  why: '任期到 2026年3月13日（周五） 为止',
  waiting: 3,
  earliest: { day: '2026-03-19', left: 8, provisional: false },
  marker: 'm_vacancy',
};
export const filledView: FilledView = {
  post: '市级审核岗',
  office: '示范市中心',
  holders: ['钱示例', '孙示例（代 赵示例）'],
};

export const vacancies = {
  soon: vacancyCard(vacancyView),
  now: vacancyCard({ ...vacancyView, begun: true, why: '任职的人都在请假，没有可以办理的代理人' }),
  'no-work': vacancyCard({ ...vacancyView, waiting: 0, earliest: null }),
  filled: filledCard(filledView),
  'filled-without-names': filledCard({ ...filledView, holders: [] }),
};
