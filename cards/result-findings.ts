// What a check found, on the clerk's card: the single cause first, then counts, then the rules that clear most, the rest folded.
import { unlistedCount } from '../domain/listing.ts';
import type { CheckOutcome } from '../domain/submission.ts';
import { type Element, type Markdown, md, panel, plain, text } from './kit.ts';
import { maxPlaces, type Place, type ResultView, type RuleFound, sum } from './result-view.ts';
import { count } from './words.ts';

/** Rules shown before the rest is folded away. */
const leadingRules = 3;
/** Rules listed in the folded part. */
const maxFolded = 12;

const marks = {
  error: "<font color='red'>必须改</font>",
  barred: "<font color='red'>须省中心受理</font>",
  warning: "<font color='orange'>请核对</font>",
  note: "<font color='grey'>提示</font>",
};

/** Everything about what was found, `most` entries of each list at most. */
export function findings(view: ResultView, most: number): (Element | null)[] {
  return [cause(view), counts(view), unlisted(view), changes(view), leading(view), folded(view, most)];
}

/** One cause in the place of thousands of findings. */
function cause(view: ResultView): Element | null {
  if (view.cause === null) return null;
  return text(md`**先看这里：很可能只有一个原因**\n${view.cause.message}\n**怎么办**：${view.cause.next}`);
}

/** Places, rows and cells side by side, each with its own word, so that no number is taken for another. */
function counts({ check }: ResultView): Element | null {
  if (check === null || check.errors + check.warnings + check.notes === 0) return null;
  const lines = [
    ...errorCounts(check),
    counted('warning', check.warnings, check.rowsWith.warnings, check.cellsWith.warnings),
    counted('note', check.notes, 0, 0),
  ].filter((line) => line !== null);
  return text(md`${lines}`);
}

/** Rows and cells are counted over all errors: with two kinds of them, no kind's own are known. */
function errorCounts({ errors, barred, rowsWith, cellsWith }: CheckOutcome): (Markdown | null)[] {
  if (barred === 0) return [counted('error', errors, rowsWith.errors, cellsWith.errors)];
  if (barred === errors) return [counted('barred', barred, rowsWith.errors, cellsWith.errors)];
  return [counted('error', errors - barred, 0, 0), counted('barred', barred, 0, 0)];
}

/** Not all of it stands in the workbook: said before anybody looks for the rest there. */
function unlisted({ check }: ResultView): Element | null {
  const more = unlistedCount(check?.unlisted);
  if (check === null || more === 0) return null;
  const listed = check.errors + check.warnings + check.notes - more;
  return plain(
    `问题太多，标注文件里只逐处列出 ${count(listed)} 处，另有 ${count(more)} 处只计入各类的总数。请先改好已列出的，再把文件发给我重新校验。`,
  );
}

function counted(severity: RuleFound['severity'], places: number, rows: number, cells: number): Markdown | null {
  if (places === 0) return null;
  const touched = [rows > 0 ? `${count(rows)} 行` : '', cells > 0 ? `${count(cells)} 个单元格` : ''].filter(Boolean);
  const where = touched.length > 0 ? `（涉及 ${touched.join('、')}）` : '';
  return md`${{ markdown: marks[severity] }} **${count(places)} 处**${where}`;
}

/** What became of the version before, and what was put right in this one. */
function changes({ check }: ResultView): Element | null {
  const repaired = sum(check?.repaired);
  const delta = check?.delta ?? null;
  const lines: Markdown[] = [];
  if (delta !== null) {
    const { fixed, still, fresh, changed } = delta;
    lines.push(md`与上一版相比：已改好 **${fixed}** 处，仍有 **${still}** 处，新出现 **${fresh}** 处`);
    if (changed > 0) lines.push(md`<font color='orange'>原来正确却改动了 ${changed} 行，请核对是否有意</font>`);
  }
  if (repaired > 0) lines.push(md`已按您的确认修正 **${repaired}** 处，原文件没有改动`);
  return lines.length > 0 ? text(md`${lines}`) : null;
}

function leading(view: ResultView): Element | null {
  const first = view.rules.slice(0, leadingRules);
  if (first.length === 0) return null;
  const blocking = first.filter(({ severity }) => severity === 'error');
  const cleared = blocking.reduce((all, rule) => all + rule.count, 0);
  const all = (view.check?.errors ?? 0) - (view.check?.barred ?? 0);
  const lead =
    blocking.length > 0 && view.rules.length > leadingRules
      ? md`**先改这 ${blocking.length} 类**，可解决 ${all} 处必须改中的 ${cleared} 处`
      : md`**发现的问题**`;
  return text(md`${lead}\n${first.map(line)}`);
}

function line(rule: RuleFound): Markdown {
  return md`- ${{ markdown: marks[rule.severity] }} **${rule.title}**（${rule.count} 处）：${rule.next}`;
}

/** The other rules, and single places, opened on demand; what is not listed even there is announced. */
function folded(view: ResultView, most: number): Element | null {
  const others = view.rules.slice(leadingRules);
  const rules = others.slice(0, Math.min(maxFolded, most));
  const places = view.places.slice(0, Math.min(maxPlaces, most));
  const moreRules = others.length - rules.length;
  if (rules.length + places.length + moreRules === 0) return null;
  const found = view.check === null ? 0 : view.check.errors + view.check.warnings + view.check.notes;
  const more = Math.max(0, found - places.length);
  const isCut = unlistedCount(view.check?.unlisted) > 0;
  const title = [others.length > 0 ? `其余 ${others.length} 类问题` : '', places.length > 0 ? '逐处清单' : ''];
  return panel(title.filter(Boolean).join('和'), [
    ...(rules.length > 0 ? [text(md`${rules.map(line)}`)] : []),
    ...(moreRules > 0 ? [plain(`另有 ${moreRules} 类问题，都写在标注文件里`)] : []),
    ...(places.length > 0 ? [text(md`${places.map(placeLine)}`)] : []),
    ...(places.length > 0 && more > 0
      ? [plain(`另有 ${count(more)} 处，${isCut ? '列出的部分' : '都'}在标注文件里`)]
      : []),
  ]);
}

function placeLine({ row, column, severity, short }: Place): Markdown {
  const where = row === null ? '全表' : `第 ${row} 行`;
  return md`- ${{ markdown: marks[severity] }} ${where}${column === '' ? '' : `「${column}」`}：${short}`;
}
