// Writes docs/rules.md from the rule catalogue: `npx tsx cli/docs-rules.ts`. A test holds the two equal, both ways.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hebei2022 } from '../config/standards.ts';
import type { FieldKey } from '../domain/certificate.ts';
import { soundCertificate } from '../domain/example.ts';
import type { Held } from '../domain/register.ts';
import type { Example, Rule, RuleScope } from '../domain/rule.ts';
import { rules } from '../domain/rules.ts';
import { type Cell, cellText, type SheetLayout } from '../domain/sheet.ts';
import { fieldOf } from '../domain/standard.ts';
import { SEVERITY_NAMES } from '../workbook/xlsx/result-sheet.ts';

const scopes: Record<RuleScope, string> = {
  file: '文件',
  header: '表头',
  cell: '单元格',
  row: '行',
  'file-wide': '行与行之间',
  register: '与已有数据比对',
};
const storedNames = {
  'rich-text': '带格式文本',
  number: '数字',
  boolean: '是/否',
  date: '日期',
  formula: '公式',
  error: '错误值',
};

/** The whole page, as it stands in docs/rules.md. */
export function rulesPage(): string {
  return [
    '# 核对规则',
    '',
    `由 \`npx tsx cli/docs-rules.ts\` 从规则表生成，请不要手工修改。依据：${hebei2022.source}《${hebei2022.title}》第 ${hebei2022.version} 版。`,
    '',
    '- **错误**：改正以前不能提交。',
    '- **提醒**：提交前须说明或改正。',
    '- **提示**：只供参考，不用处理。',
    '',
    '| 代码 | 级别 | 范围 | 字段 | 名称 |',
    '|---|---|---|---|---|',
    ...rules.map(
      (rule) => `| [${rule.code}](#${rule.code.toLowerCase()}) | ${placeOf(rule).join(' | ')} | ${rule.title} |`,
    ),
    ...rules.flatMap(sectionOf),
    '',
  ].join('\n');
}

function placeOf(rule: Rule): string[] {
  return [SEVERITY_NAMES[rule.severity], scopes[rule.scope], rule.field ? headerOf(rule.field) : '—'];
}

function sectionOf(rule: Rule): string[] {
  return [
    '',
    `## ${rule.code}`,
    '',
    `**${rule.title}** · ${placeOf(rule).join(' · ')} · \`${rule.check}\``,
    '',
    `- 依据：${rule.source}`,
    `- 简述：${rule.short}`,
    `- 说明：${rule.full}`,
    `- 怎么办：${rule.next}`,
    ...examplesOf(rule),
    ...(rule.repair ? [`- 可以代为修正：${rule.repair}`] : []),
    ...(rule.needs ? [`- 没有比对依据时跳过：\`${rule.needs}\``] : []),
    ...(rule.overridable ? ['- 省中心可以凭书面原因受理'] : []),
  ];
}

function examplesOf({ wrong, right }: Rule): string[] {
  const bad = wordExample(wrong);
  return bad === '' ? [] : [`- 错例：${bad}`, `- 对例：${wordExample(right) || rightCells(wrong)}`];
}

/** The sound row's own cells for the fields that the wrong example changes. */
function rightCells({ rows }: Example): string {
  const changed = Object.keys(rows?.[0] ?? {}).length === 1 && rows?.length === 1;
  const key = hebei2022.fields.find((field) => field.key in (rows?.[0] ?? {}))?.key;
  return changed && key ? wordCells({ [key]: soundCertificate[key] }) : '各列齐全、各行完整的数据表';
}

function wordExample(example: Example): string {
  const { header, rows, above, between, below, beside, hidden, otherSheet, held, previous, layout } = example;
  const parts = [
    header && `表头为 ${header.map(quoted).join('、')}`,
    rows && wordRows(rows),
    above && `表头上方有一行 ${above.flat().map(quoted).join('、')}`,
    between && `两行之间夹着一行 ${between.flat().map(quoted).join('、')}`,
    below && `表格下方有一行 ${below.flat().map(quoted).join('、')}`,
    beside && `表格右侧写着 ${beside.map(quoted).join('、')}`,
    hidden && '第一行数据被隐藏',
    otherSheet === 'same' && '另一个工作表也是同样的表',
    otherSheet === 'notes' && '另一个工作表写着说明',
    layout && wordLayout(layout),
    held && wordHeld(held),
    previous && `上一版里这一行${wordCells(previous) || '完全相同'}`,
    example.today && `核对日期为 ${example.today}`,
  ];
  return parts.filter((part) => part).join('；');
}

function wordLayout({ visibility, hiddenColumns, filter, mergedRanges }: Partial<SheetLayout>): string {
  if (visibility) return '另有一个隐藏的工作表';
  if (hiddenColumns) return '有一列被隐藏';
  if (filter) return '数据上设有筛选';
  return mergedRanges ? '两行的评价机构合并成一格' : '';
}

function wordHeld({ number, awards }: Held): string {
  if (number)
    return { open: '编号在另一份审核中的数据里', register: '编号已入库', deleted: '编号属于已删除的证书' }[number];
  const said = awards.map(({ occupation, level, issuedOn, ours, sameName }) => {
    const holder = `${ours ? '本机构' : '别的机构'}${sameName ? '' : '、姓名不同'}`;
    return `${occupation} ${level} ${issuedOn}（${holder}）`;
  });
  return `库里此人已有 ${said.join('、')}`;
}

function wordRows(rows: readonly Partial<Record<FieldKey, Cell>>[]): string {
  if (rows.length === 0) return '只有表头';
  if (rows.length === 1) return wordCells(rows[0] ?? {});
  return rows.map((cells, i) => `第${i + 1}条 ${wordCells(cells) || '不变'}`).join('；');
}

function wordCells(cells: Partial<Record<FieldKey, Cell>>): string {
  return hebei2022.fields
    .flatMap(({ key, header }) => {
      const cell = cells[key];
      if (cell === undefined) return [];
      return typeof cell === 'string'
        ? `${header} ${quoted(cell)}`
        : `${header} ${quoted(cellText(cell))}（${storedNames[cell.stored]}）`;
    })
    .join('，');
}

/** What cannot be seen is written as its code point. */
function quoted(text: string): string {
  const seen = text.replace(
    /[\p{C}]/gu,
    (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return seen === '' ? '（空）' : `\`${shortened(seen)}\``;
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > 60 ? `${characters.slice(0, 8).join('')}…共${characters.length}个字` : text;
}

function headerOf(key: FieldKey): string {
  return fieldOf(hebei2022, key).header;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../docs/rules.md', import.meta.url), rulesPage());
}
