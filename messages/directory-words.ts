// A directory workbook's findings and changes in words, the same in the chat and on the command line.
import type { DirectoryProblem } from '../domain/directory.ts';
import { type Change, changeHows, changeKinds } from '../domain/directory-changes.ts';
import { columnLetters } from '../workbook/sheet-facts.ts';

/** Runs of digits and addresses that may be a person's, wherever in the workbook they were written. */
const PERSONAL = /(?<![A-Za-z\d])\d{7,}[\dXx]?|[^\s“”「」（），、；：]+@[^\s“”「」（），、；：]+/g;

/** Text of the workbook as it may be shown: a number or address in the wrong column is cut down to its beginning. */
export function withoutNumbers(text: string): string {
  return text.replace(PERSONAL, (found) => `${found.slice(0, 3)}****`);
}

/** `「机构」第 3 行 C 列：…` */
export function problemWords({ sheet, row, column, message }: DirectoryProblem): string {
  const place = [row === null ? '' : `第 ${row} 行`, column === null ? '' : ` ${columnLetters(column)} 列`].join('');
  return `「${sheet}」${place}：${withoutNumbers(message)}`;
}

/** `变更　机构　…：备案止 2026-12-31 → 2027-12-31` */
export function changeWords({ kind, how, what, facts }: Change): string {
  const details = facts.map(({ name, before, after }) =>
    how === 'added' || (before === '' && after.startsWith('已'))
      ? `${name} ${after}`
      : `${name} ${before || '（空）'} → ${after || '（空）'}`,
  );
  const words = details.length === 0 ? what : `${what}：${details.join('；')}`;
  return `${changeHows[how]} ${changeKinds[kind]} ${withoutNumbers(words)}`;
}
