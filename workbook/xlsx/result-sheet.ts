// The first sheet that we add to a clerk's workbook: the findings counted by rule, and what to do about each.
import type { Finding, Severity } from '../../domain/finding.ts';
import { REPLY_HEADER, RESULT_SHEET } from '../own-marks.ts';
import { columnLetters } from '../sheet-facts.ts';
import type { PackageEdits } from './package-edits.ts';
import { relationsPath, type WorkbookParts } from './parts.ts';
import { escapeXml } from './patch-sheet.ts';
import { tags } from './xml.ts';

/** `title`: what the rule is called; the rest is about the one place. `reply`: what the clerk has answered beside the row, where it has been answered. */
export type FindingWords = { title: string; short: string; full: string; next: string; reply?: string };

export const SEVERITY_NAMES: Readonly<Record<Severity, string>> = { error: '错误', warning: '提醒', note: '提示' };
/** The gravest first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

const RELATION_ID = 'hezhengResult';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const OURS = '本表和“核证：”开头的列由核证生成，再次提交时不必删除。';
const REPLIES = `提醒可以在“${REPLY_HEADER}”列逐行说明原因，保存后把文件发回即可。`;
const EXCERPT = '这里只有有问题的行。请按“原行号”在您自己的文件里修改，改好后发回完整的文件；这一份不用发回。';
const VALUES_ONLY = '这里只有单元格的值：公式按结果写出，隐藏的行列、合并和格式没有保留，请以您自己的文件为准。';
const WIDTHS = [10, 28, 10, 10, 60, 60];

/**
 * The summary sheet's XML: one line a rule, errors first, the most frequent first. `uncommented` cells got no comment; an
 * excerpt holds failed rows alone and cannot be sent back. `unlisted` findings were counted and are not
 * among these. An excerpt, and what was an .xls, keep the values of cells alone, which is said.
 */
export function resultXml(
  findings: readonly Finding[],
  wording: (finding: Finding) => FindingWords,
  {
    uncommented,
    unlisted,
    isExcerpt,
    isFromXls,
  }: { uncommented: number; unlisted: number; isExcerpt: boolean; isFromXls: boolean },
): string {
  const byCode = new Map<string, { first: Finding; cells: number; rows: Set<string> }>();
  for (const finding of findings) {
    const rule = byCode.get(finding.code) ?? { first: finding, cells: 0, rows: new Set() };
    byCode.set(finding.code, rule);
    rule.cells++;
    if (finding.row !== null) rule.rows.add(`${finding.sheet} ${finding.row}`);
  }
  const rules = [...byCode.values()].sort(
    (a, b) => SEVERITIES.indexOf(a.first.severity) - SEVERITIES.indexOf(b.first.severity) || b.cells - a.cells,
  );
  const lines = [
    [`${RESULT_SHEET}：共 ${findings.length} 处，涉及 ${byCode.size} 条规则。${isExcerpt ? '' : OURS}`],
    [isExcerpt ? EXCERPT : REPLIES],
    ...(unlisted > 0
      ? [[`问题太多：另有 ${unlisted} 处没有逐处列出，也不在下面的处数里；各类的总数见机器人的结果卡片。`]]
      : []),
    ...(isExcerpt || isFromXls ? [[VALUES_ONLY]] : []),
    ...(uncommented > 0
      ? [[`批注太多会打不开：另有 ${uncommented} 个单元格只标了颜色，说明都在“核证：”开头的列里。`]]
      : []),
    ['级别', '规则', '处数', '行数', '说明（以第一处为例）', '怎么改'],
    ...rules.map(({ first, cells, rows }) => {
      const { title, full, next } = wording(first);
      return [
        SEVERITY_NAMES[first.severity],
        `${title}（${first.code}）`,
        String(cells),
        String(rows.size),
        full,
        next,
      ];
    }),
  ];
  const rows = lines.map(
    (line, i) => `<row r="${i + 1}">${line.map((text, column) => inlineCell(text, i + 1, column)).join('')}</row>`,
  );
  const columns = WIDTHS.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`);
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${MAIN}"><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><cols>${columns.join('')}</cols><sheetData>${rows.join('')}</sheetData></worksheet>`;
}

function inlineCell(text: string, row: number, column: number): string {
  return `<c r="${columnLetters(column)}${row}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

/** Puts the summary before all other sheets, or in the place of the one from an earlier answer. */
export async function addResultSheet(parts: WorkbookParts, xml: string, edits: PackageEdits): Promise<void> {
  const old = parts.sheets.find((sheet) => sheet.name === RESULT_SHEET);
  const path = old?.entry.name ?? edits.freePath('xl/worksheets/sheet', '.xml');
  edits.set(path, xml);
  const workbook = await edits.text(parts.path);
  if (old !== undefined) {
    edits.set(parts.path, openedAt(workbook, parts.sheets.indexOf(old)));
    return;
  }
  await edits.addType(path, 'spreadsheetml.worksheet');
  await edits.addRelation(relationsPath(parts.path), RELATION_ID, 'worksheet', path);
  edits.set(parts.path, openedAt(withFirstSheet(workbook), 0));
}

/** The sheet at this place is the one that opens. */
function openedAt(workbook: string, place: number): string {
  return workbook.replace(/<((?:\w+:)?workbookView)\b([^>]*?)(\/?)>/g, (_, name, attributes: string, slash) => {
    return `<${name}${attributes.replace(/\s(?:activeTab|firstSheet)="\d+"/g, '')} activeTab="${place}"${slash}>`;
  });
}

/** Names of ranges count sheets by their place, which moves by one. */
function withFirstSheet(workbook: string): string {
  let lastId = 0;
  for (const { name, attributes } of tags(workbook)) {
    if (name === 'sheet') lastId = Math.max(lastId, Number(attributes.sheetId ?? 0));
  }
  const next = (count: string | undefined) => Number(count ?? 0) + 1;
  return workbook
    .replace(/(<(?:\w+:)?definedName\b[^>]*\blocalSheetId=")(\d+)"/g, (_, before, id) => `${before}${next(id)}"`)
    .replace(/<((?:\w+:)?)sheets\b[^>]*>/, (open, prefix) => {
      const attributes = `name="${RESULT_SHEET}" sheetId="${lastId + 1}" xmlns:r="${RELATIONS}" r:id="${RELATION_ID}"`;
      return `${open}<${prefix}sheet ${attributes}/>`;
    });
}
