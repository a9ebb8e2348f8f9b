// What `npx hezheng check` prints for a person: the one cause first, then what clears most, then rule by rule.
import type { Finding, Severity } from '../domain/finding.ts';
import { findRule } from '../domain/rules.ts';
import type { Standard } from '../domain/standard.ts';
import { wordFinding } from '../domain/wording.ts';
import { columnLetters } from '../workbook/sheet-facts.ts';
import { SEVERITIES, SEVERITY_NAMES } from '../workbook/xlsx/result-sheet.ts';
import { type CheckReport, skippedRules } from './check-report.ts';
import type { OfferedRepair } from './offered-repairs.ts';

/** How many places are named for each rule; the rest is counted. */
const SHOWN_PLACES = 5;
const FIRST_STEPS = 3;

/** All findings of one rule. */
type OfRule = { first: Finding; findings: Finding[] };

/** The report as lines of Chinese. Says how many more there are wherever it does not name all places. */
export function reportInWords(report: CheckReport): string {
  const { standard, institution, summary, findings, repairs } = report;
  const rules = byRule(findings);
  return [
    `文件：${report.file}${summary.sheet === null ? '' : `（工作表“${summary.sheet}”）`}`,
    `标准：${standard.title}，第 ${standard.version} 版；按 ${report.on} 核对`,
    ...(institution === null ? [] : [`机构：${institution.name}（备案表 ${report.scope}）`]),
    `结果：共 ${summary.rows} 行数据`,
    ...SEVERITIES.map((severity) => `  ${SEVERITY_NAMES[severity]}：${countedAll(findings, severity)}`),
    '',
    ...(summary.cause === null
      ? []
      : ['【很可能是同一个原因】', `  ${summary.cause.message}`, `  怎么改：${summary.cause.next}`, '']),
    ...firstSteps(rules, standard),
    ...rules.flatMap((rule) => ruleInWords(rule, standard)),
    ...repairsInWords(rules, repairs),
    ...nextSteps(report),
  ].join('\n');
}

/** Errors first, then what was found most often. */
function byRule(findings: readonly Finding[]): OfRule[] {
  const rules = new Map<string, OfRule>();
  for (const finding of findings) {
    const rule = rules.get(finding.code);
    if (rule === undefined) rules.set(finding.code, { first: finding, findings: [finding] });
    else rule.findings.push(finding);
  }
  const rank = ({ first }: OfRule) => SEVERITIES.indexOf(first.severity);
  return [...rules.values()].sort((a, b) => rank(a) - rank(b) || b.findings.length - a.findings.length);
}

function countedAll(findings: readonly Finding[], severity: Severity): string {
  const some = findings.filter((finding) => finding.severity === severity);
  if (some.length === 0) return '没有';
  return `${new Set(some.map(({ code }) => code)).size} 条规则，${counted(some)}`;
}

/** Places, rows and cells are three numbers: one cell may break two rules, one row many. */
function counted(findings: readonly Finding[]): string {
  const rows = new Set<number>();
  const cells = new Set<string>();
  for (const { row, column } of findings) {
    if (row !== null) rows.add(row);
    if (row !== null && column !== null) cells.add(`${row} ${column}`);
  }
  if (rows.size === 0) return `${findings.length} 处`;
  return `${findings.length} 处（涉及 ${rows.size} 行、${cells.size} 个单元格）`;
}

/** The rules with most findings, whether or not they block. */
function firstSteps(rules: readonly OfRule[], standard: Standard): string[] {
  const toClear = rules.filter(({ first }) => first.severity !== 'note');
  if (toClear.length <= FIRST_STEPS) return [];
  const most = [...toClear].sort((a, b) => b.findings.length - a.findings.length).slice(0, FIRST_STEPS);
  return [
    `先改这 ${FIRST_STEPS} 类，消去的问题最多：`,
    ...most.map(({ first, findings }, i) => {
      return `  ${i + 1}. ${wordFinding(first, standard).title}（${first.code}）：${findings.length} 处`;
    }),
    '',
  ];
}

function ruleInWords({ first, findings }: OfRule, standard: Standard): string[] {
  const { title, full, next } = wordFinding(first, standard);
  const rule = findRule(first.code);
  const isOfFirst = findings.length > 1 && rule !== null && (rule.full + rule.next).includes('{');
  const places = findings.slice(0, SHOWN_PLACES).map(placeOf);
  const rest = findings.length - places.length;
  return [
    `【${SEVERITY_NAMES[first.severity]}】${title}（${first.code}）：${counted(findings)}`,
    `  位置：${places.join('、')}${rest > 0 ? `，还有 ${rest} 处` : ''}`,
    `  ${isOfFirst ? '说明（以第一处为例）' : '说明'}：${full}`,
    `  怎么改：${next}`,
    '',
  ];
}

function placeOf({ row, column }: Finding): string {
  if (row === null && column === null) return '整个文件';
  const place = column === null ? '' : `${columnLetters(column)} 列`;
  return row === null ? place : `第 ${row} 行${place === '' ? '' : ` ${place}`}`;
}

function repairsInWords(rules: readonly OfRule[], repairs: ReadonlyMap<Finding, OfferedRepair>): string[] {
  if (repairs.size === 0) return [];
  const lines = rules.flatMap(({ first, findings }) => {
    const offered = findings.filter((finding) => repairs.has(finding));
    const example = offered[0] && repairs.get(offered[0]);
    if (offered[0] === undefined || example === undefined) return [];
    const change = `${placeOf(offered[0])} “${example.before}” → “${example.after}”`;
    return [`  ${findRule(first.code)?.repair}（${first.code}）：${offered.length} 处，例如 ${change}`];
  });
  return [
    `可以代为修正 ${repairs.size} 处（内容已遮盖）：`,
    ...lines,
    '  把文件发给核证机器人，在结果卡片上点「接受修正」即可；这里不改动文件，接受之前它们仍然算作问题。',
    '',
  ];
}

function nextSteps(report: CheckReport): string[] {
  const { summary, institution, out } = report;
  const { error, warning } = summary.counts;
  const skipped = skippedRules(summary);
  const steps = [];
  if (error > 0) steps.push(`下一步：改好 ${error} 处错误后再核对一次，改好之前不能提交。`);
  else if (warning > 0) steps.push(`下一步：没有必须改的错误；${warning} 处提醒请核实，提交时要说明。`);
  else steps.push('下一步：没有发现必须改的问题，可以把文件发给核证机器人提交。');
  if (out !== null) steps.push(`问题已写进工作簿的副本：${out}`);
  else if (error + warning > 0) steps.push('要在工作簿里逐行查看，请加上 --out 批注.xlsx 再运行一次。');
  if (skipped.length > 0) {
    const how = institution === null ? '；加上 --scope 备案.xlsx 可以核对其中的机构和评价范围' : '';
    steps.push(`有 ${skipped.length} 条规则这次没有核对（${skipped.join('、')}）${how}。`);
  }
  return steps;
}
