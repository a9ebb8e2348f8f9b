// A reviewer's question to the clerk, with the form to answer it. Closed once answered, or once nobody waits for it any more.
import { fields } from './action.ts';
import { button, type Card, card, type Element, facts, fitted, form, input, md, note, plain, text } from './kit.ts';
import type { AskedQuestion } from './review-view.ts';
import { type Deadline, dueDay } from './words.ts';

export type InquiryView = AskedQuestion & {
  submission: string;
  no: string;
  round: number;
  /** The question's number in its round, from 1. */
  number: number;
  institution: string;
  /** Which tier asks, e.g. 市级审核, and by when it must have decided; null when nobody waits any more. */
  tier: string;
  deadline: Deadline | null;
  /** Why there is nothing to do any more, in words; null while an answer is waited for. */
  closed: string | null;
  marker?: string;
};

/** The question of one reviewer, to the letter, for the clerk. */
export function inquiryCard(view: InquiryView): Card {
  return fitted(view, make);
}

function make(view: InquiryView): Card {
  const { closed, no, tier, institution } = view;
  const tone = closed === null ? 'orange' : 'grey';
  const tag = closed === null ? { text: '待答复', tone } : { text: '已办结', tone: 'neutral' };
  return card(
    { title: `${tier}提问 ${no}`, subtitle: institution, tone, tags: [tag] },
    closed === null ? `${no} ${tier}向您提问，请答复` : `${no} ${closed}`,
    [
      closed === null ? null : text(md`**${closed}**`),
      text(md`${view.who} 于 ${view.when} 提问：`),
      plain(view.question),
      ...answered(view),
      ...(closed === null ? open(view) : []),
    ],
    view.marker ? { marker: view.marker } : {},
  );
}

function answered({ answer }: InquiryView): Element[] {
  return answer === null ? [] : [text(md`${answer.who} 于 ${answer.when} 答复：`), plain(answer.words)];
}

function open({ submission, round, number, tier, deadline }: InquiryView): (Element | null)[] {
  return [
    deadline === null ? null : facts([[`${tier}期限`, dueDay(deadline)]]),
    note('提问期间办理期限照常计算，请尽快答复。答复会留在办理经过里。'),
    form('inquiry', [
      input(fields.reply, '答复', { placeholder: '请写明核实的情况，不要填写证件号码', required: true, lines: 3 }),
      button({
        text: '答复',
        kind: 'primary_filled',
        action: { act: 'reply', submission, round, question: number },
        submits: 'answer',
      }),
    ]),
  ];
}
