// What a list of the ministry centre returns, for the desk that sent it: which rows of which submissions, and one press each.
import { fields } from './action.ts';
import { button, type Card, card, type Element, fitted, form, hr, input, md, note, select, text } from './kit.ts';
import { count } from './words.ts';

export type ReturnListView = {
  drop: string;
  size: string;
  receivedAt: string;
  /** Why nothing can be returned by it, in words; null when something can. */
  none: string | null;
  /** Everything it named has been returned, or it was set aside. */
  settled: boolean;
  /** Numbers that lie at none of the reader's posts. */
  unknown: number;
  /** `rows` in words; `reasons` counts the rows that have one beside them; `all` are the submission's rows. */
  submissions: readonly {
    submission: string;
    no: string;
    institution: string;
    round: number;
    tier: string;
    count: number;
    all: number;
    rows: string;
    reasons: number;
  }[];
  returnReasons: readonly (readonly [code: string, title: string])[];
  marker?: string;
};

/** Submissions on one card; once some are returned, the next take their place. */
const maxSubmissions = 6;

export function returnListCard(view: ReturnListView): Card {
  return fitted(view, make);
}

function make(view: ReturnListView, room: number): Card {
  const { settled, none, receivedAt, size } = view;
  const tone = settled ? 'grey' : none === null ? 'blue' : 'orange';
  const tag = settled ? { text: '已处理', tone: 'neutral' } : { text: none === null ? '待确认' : '没有读到', tone };
  const some = view.submissions.slice(0, Math.min(maxSubmissions, room));
  const more = view.submissions.length - some.length;
  return card(
    { title: '部中心退回清单', tone, tags: [tag] },
    '部中心退回清单',
    [
      text(md`${receivedAt} 收到的文件（${size}）`),
      settled ? text(md`这份清单已经处理完了。`) : null,
      none === null ? null : text(md`**下一步**：${none}`),
      view.unknown > 0 && none === null
        ? text(md`另有 ${count(view.unknown)} 个证书编号不在您岗位上待公布的数据里，不会处理。`)
        : null,
      some.length === 0 ? null : listForm(view, some, more),
      none === null && !settled ? note('退回后其余的行继续等待公布。各行的原因会写进发给专管员的退回文件。') : null,
    ],
    view.marker ? { marker: view.marker } : {},
  );
}

type Listed = ReturnListView['submissions'][number];

/** One form: on a card a field's name may stand once. */
function listForm(view: ReturnListView, some: readonly Listed[], more: number): Element {
  return form('return_list', [
    select(fields.returnCode, '退回原因', view.returnReasons),
    input(fields.reason, '补充说明（可不填）', { placeholder: '清单里各行的原因会自动带上', lines: 2 }),
    ...some.flatMap((one) => [hr(), ...submissionPart(view.drop, one)]),
    more > 0 ? text(md`还有 ${count(more)} 份，退回上面的以后会显示。`) : null,
  ]);
}

function submissionPart(drop: string, one: Listed): Element[] {
  const { submission, round, tier, no } = one;
  const whole = one.count === one.all;
  const what = whole ? `全部 ${count(one.count)} 行` : `${count(one.count)} 行（${one.rows}）`;
  return [
    text(md`**${no}** ${one.institution}：${what}，其中 ${count(one.reasons)} 行写有原因。`),
    button({
      text: whole ? `退回 ${no} 全部数据` : `退回 ${no} 的这些行`,
      kind: 'danger',
      action: { act: 'return-listed', drop, submission, round, tier },
      submits: `return_${no.replaceAll('-', '_')}`,
    }),
  ];
}
