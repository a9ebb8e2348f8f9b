// What the holder of a tier does besides deciding: ask the clerk, give it to a colleague, see who has signed. Decides nothing.
import { fields } from './action.ts';
import { button, type Element, form, input, md, panel, plain, select, text } from './kit.ts';
import type { AskedQuestion, ReviewView } from './review-view.ts';

/** Questions take this part of the card's room. */
const maxShare = 3;
/** Colleagues one may choose from. */
const maxColleagues = 20;

/** Questions to the clerk with their answers, to the letter; the latest first. */
export function questions(view: ReviewView, rows: number): (Element | null)[] {
  const { questions: asked } = view;
  if (asked.length === 0) return [];
  const open = asked.filter(({ answer }) => answer === null).length;
  const shown = asked.slice(-Math.ceil(rows / maxShare)).reverse();
  const title = `向专管员的提问 ${asked.length} 条${open > 0 ? `，${open} 条待答复` : '，都已答复'}`;
  return [panel(title, shown.flatMap(questionLines), !view.closed)];
}

/** One question and, under it, the answer or that there is none yet. */
function questionLines({ who, when, question, answer }: AskedQuestion): Element[] {
  const asked = [text(md`<font color='grey'>${when}</font> **${who} 提问**`), plain(question)];
  if (answer === null) return [...asked, text(md`<font color='grey'>等待专管员答复</font>`)];
  return [...asked, text(md`<font color='grey'>${answer.when}</font> **${answer.who} 答复**`), plain(answer.words)];
}

/** Where everybody of the post must sign. */
export function signatures({ signatures: both }: ReviewView, rows: number): Element | null {
  if (both === null) return null;
  const named = (names: readonly string[]) =>
    names.length === 0
      ? '无'
      : `${names.slice(0, rows).join('、')}${names.length > rows ? `等 ${names.length} 人` : ''}`;
  return text(
    md`**会签**：本级须由岗位上的每个人签署。\n已签署：${named(both.signed)}\n待签署：${named(both.waiting)}`,
  );
}

/** The forms under the decision. */
export function consult(view: ReviewView, rows: number): (Element | null)[] {
  return [askForm(view), ...transferPart(view, rows)];
}

function askForm(view: ReviewView): Element {
  return form('inquiry', [
    input(fields.question, '向专管员提问', { placeholder: '要核实的事；期限不因提问而停止', lines: 2 }),
    button({ text: '发出提问', action: { act: 'ask', ...placeOf(view) }, submits: 'ask' }),
  ]);
}

function transferPart(view: ReviewView, rows: number): (Element | null)[] {
  const { colleagues, assignee } = view;
  const given = assignee === null ? null : text(md`**已转给 ${assignee} 办理**，同岗位的其他人仍可办理。`);
  if (colleagues.length === 0) return [given];
  return [
    given,
    form('colleagues', [
      select(fields.colleague, '转给同岗位的同事', colleagues.slice(0, Math.min(maxColleagues, rows))),
      button({ text: '转给同事办理', action: { act: 'transfer', ...placeOf(view) }, submits: 'transfer' }),
    ]),
  ];
}

function placeOf({ submission, round, tier }: ReviewView) {
  return { submission, round, tier: tier.key };
}
