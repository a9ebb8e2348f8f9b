// The clerk's request to be admitted past the six months (article 12), for the post that may admit it. Closed once granted.
import { fields } from './action.ts';
import { button, type Card, card, type Element, facts, fitted, form, input, md, note, plain, text } from './kit.ts';
import { count, dayWords } from './words.ts';

export type AdmissionView = {
  submission: string;
  no: string;
  version: number;
  institution: string;
  clerk: string;
  rows: number;
  /** The earliest issue date in the file; null while a new version is being checked. */
  earliest: string | null;
  /** When it was asked for, and why it is so late, to the letter. */
  when: string;
  reason: string;
  /** Who admitted it and when, or what became of it, in words; null while it waits. */
  closed: string | null;
  /** Why it cannot be decided just now, in words. */
  paused: string | null;
  marker?: string;
};

/** What the province needs to know to admit it all the same. */
export function admissionCard(view: AdmissionView): Card {
  return fitted(view, make);
}

function make(view: AdmissionView): Card {
  const { no, institution, closed } = view;
  const tone = closed === null ? 'orange' : 'grey';
  const tag = closed === null ? { text: '待办理', tone } : { text: '已办结', tone: 'neutral' };
  return card(
    { title: `申请受理 ${no}`, subtitle: institution, tone, tags: [tag] },
    closed === null ? `${no} 申请受理超过 6 个月的数据：${institution}` : `${no} ${closed}`,
    [
      closed === null ? null : text(md`**${closed}**`),
      text(md`自发证日期起已超过 6 个月，按第十二条原则上不予受理。专管员申请省中心受理。`),
      facts([
        ['专管员', view.clerk],
        ['证书数据', `${count(view.rows)} 行（第 ${view.version} 版）`],
        ['最早发证日期', view.earliest === null ? '正在校验' : dayWords(view.earliest)],
        ['申请时间', view.when],
      ]),
      text(md`**逾期原因**`),
      plain(view.reason),
      ...(closed === null ? open(view) : []),
    ],
    view.marker ? { marker: view.marker } : {},
  );
}

function open(view: AdmissionView): Element[] {
  if (view.paused !== null) return [text(md`**${view.paused}**`)];
  const { submission, version } = view;
  return [
    form('admission', [
      input(fields.admission, '同意受理的理由', { placeholder: '请写明同意的理由，记录在办理经过里', lines: 3 }),
      button({
        text: '同意受理',
        kind: 'primary_filled',
        action: { act: 'admit', submission, version },
        confirm: { title: '确认同意受理？', text: '同意后专管员可以提交，从第一级开始审核。' },
        submits: 'admit',
      }),
    ]),
    note('不同意的，不用点击，并请告知专管员：没有同意就不能提交，超时不等于同意。'),
  ];
}
