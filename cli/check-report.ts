// What `npx hezheng check` prints: one JSON object for programs, or plain words for people. Shows no cell's value.
import type { CheckSummary } from '../domain/check.ts';
import type { CheckedInstitution } from '../domain/context.ts';
import type { Finding, Severity } from '../domain/finding.ts';
import type { Standard } from '../domain/standard.ts';
import { wordFinding } from '../domain/wording.ts';
import { columnLetters } from '../workbook/sheet-facts.ts';

export type CheckReport = {
  file: string;
  scope: string | null;
  on: string;
  out: string | null;
  standard: Standard;
  institution: CheckedInstitution | null;
  refused: null;
  summary: CheckSummary;
  findings: readonly Finding[];
};

/** When nothing could be checked. */
export type RefusedReport = { standard: Standard; refused: { code: string; message: string } };

/** How many places are named for each rule; the rest is counted. */
const SHOWN_PLACES = 5;
const ORDER: readonly Severity[] = ['error', 'warning', 'note'];
const NAMES: Readonly<Record<Severity, string>> = { error: '错误', warning: '提醒', note: '提示' };

/**
 * `{standard, rows, refused, cause, findings, counts, skipped}`: rows as the spreadsheet shows them, columns as letters,
 * null where they do not apply; every finding is in it.
 */
export function reportAsJson(report: CheckReport | RefusedReport): string {
  const { standard, refused } = report;
  const summary = 'summary' in report ? report.summary : null;
  const findings = 'findings' in report ? report.findings : [];
  return JSON.stringify(
    {
      standard: `${standard.id}@${standard.version}`,
      rows: summary?.rows ?? 0,
      refused,
      cause: null,
      findings: findings.map((finding) => ({
        code: finding.code,
        severity: finding.severity,
        sheet: finding.sheet,
        row: finding.row,
        column: finding.column === null ? null : columnLetters(finding.column),
        message: wordFinding(finding, standard).full,
      })),
      counts: summary?.counts ?? { error: 0, warning: 0, note: 0 },
      skipped: summary?.skipped ?? [],
    },
    null,
    2,
  );
}

/** The same for a person: counts by rule, the first places of each, and what to do next. */
export function reportInWords(report: CheckReport): string {
  const { standard, institution, summary, findings } = report;
  const { error, warning, note } = summary.counts;
  const rules = new Map<string, Finding[]>();
  for (const finding of findings) {
    const same = rules.get(finding.code);
    if (same === undefined) rules.set(finding.code, [finding]);
    else same.push(finding);
  }
  const ordered = [...rules.values()].sort((a, b) => rankOf(a) - rankOf(b) || b.length - a.length);
  return [
    `文件：${report.file}${summary.sheet === null ? '' : `（工作表“${summary.sheet}”）`}`,
    `标准：${standard.title}，第 ${standard.version} 版；按 ${report.on} 核对`,
    ...(institution === null ? [] : [`机构：${institution.name}（备案表 ${report.scope}）`]),
    `结果：${summary.rows} 行数据，错误 ${error} 处，提醒 ${warning} 处，提示 ${note} 处`,
    '',
    ...ordered.flatMap((same) => ruleInWords(same, standard)),
    ...nextSteps(report),
  ].join('\n');
}

function rankOf([first]: readonly Finding[]): number {
  return first === undefined ? ORDER.length : ORDER.indexOf(first.severity);
}

function ruleInWords(findings: readonly Finding[], standard: Standard): string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const { title, full, next } = wordFinding(first, standard);
  const places = findings.slice(0, SHOWN_PLACES).map(placeOf);
  const rest = findings.length - places.length;
  const more = rest > 0 ? `，还有 ${rest} 处` : '';
  return [
    `【${NAMES[first.severity]}】${title}（${first.code}）：${findings.length} 处`,
    `  位置：${places.join('、')}${more}`,
    `  说明：${full}`,
    `  怎么改：${next}`,
    '',
  ];
}

function placeOf({ row, column }: Finding): string {
  if (row === null && column === null) return '整个文件';
  const place = column === null ? '' : `${columnLetters(column)} 列`;
  return row === null ? place : `第 ${row} 行${place === '' ? '' : ` ${place}`}`;
}

function nextSteps({ summary, institution, out }: CheckReport): string[] {
  const { error, warning } = summary.counts;
  const steps = [];
  if (error > 0) steps.push(`下一步：改好 ${error} 处错误后再核对一次，改好之前不能提交。`);
  else if (warning > 0) steps.push(`下一步：没有必须改的错误；${warning} 处提醒请核实，提交时要逐条说明。`);
  else steps.push('下一步：没有发现必须改的问题，可以把文件发给核证机器人提交。');
  if (out !== null) steps.push(`问题已写进工作簿的副本：${out}`);
  else if (error + warning > 0) steps.push('要在工作簿里逐行查看，请加上 --out 批注.xlsx 再运行一次。');
  if (summary.skipped.length > 0) {
    const how = institution === null ? '；加上 --scope 备案.xlsx 可以核对其中的机构和评价范围' : '';
    steps.push(`有 ${summary.skipped.length} 条规则这次没有核对（${summary.skipped.join('、')}）${how}。`);
  }
  return steps;
}
