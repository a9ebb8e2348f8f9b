// The template that clerks fill in, generated from the standard so that the two cannot drift.
import ExcelJS from 'exceljs';
import type { Standard, StandardField } from '../domain/standard.ts';
import { exampleCertificates } from './example-certificates.ts';
import { GUIDE_SHEET } from './own-marks.ts';
import { addDropDown } from './write-drop-down.ts';
import { columnWidth, DATA_SHEET } from './write-export.ts';
import { bytesOf, HEADED, TEXT } from './write-workbook.ts';

/** Rows that get drop-downs; text cells go on below. */
const PREPARED_ROWS = 10_000;
const HEADER_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFDDEBF7' } } as const;

/**
 * An .xlsx with text cells, drop-downs for document types and levels, a note on each column, and a page that explains;
 * `filled` adds rows that pass every rule.
 */
export async function writeTemplate(standard: Standard, { filled = false } = {}): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(DATA_SHEET, HEADED);
  const lists = addGuide(workbook, standard, filled);
  sheet.columns = standard.fields.map((field) => ({ width: columnWidth(field.maxLength), style: { numFmt: TEXT } }));
  const header = sheet.addRow(standard.fields.map((field) => field.header));
  standard.fields.forEach((field, index) => {
    const cell = header.getCell(index + 1);
    cell.font = { bold: true };
    cell.fill = HEADER_FILL;
    cell.note = noteOf(field);
  });
  if (filled) {
    for (const one of exampleCertificates(standard)) sheet.addRow(standard.fields.map((field) => one[field.key]));
  }
  standard.fields.forEach((field, index) => {
    const list = lists[field.key];
    if (list === undefined) return;
    addDropDown(sheet, index + 1, PREPARED_ROWS, {
      formula: list,
      allowBlank: !field.required,
      refusal: { title: field.header, words: '请从下拉列表中选择一项。' },
    });
  });
  return bytesOf(workbook);
}

/** Adds the page of notes; answers where on it the lists for drop-downs stand. */
function addGuide(workbook: ExcelJS.Workbook, standard: Standard, filled: boolean): Partial<Record<string, string>> {
  const guide = workbook.addWorksheet(GUIDE_SHEET);
  guide.columns = [{ width: 18 }, { width: 70 }, { width: 4 }, { width: 46 }, { width: 16 }];
  const lines = [
    ['列', '填写要求', '', '证件类型', '职业技能等级'],
    ...standard.fields.map((field) => [field.header, noteOf(field)]),
    ['依据', `${standard.title}（${standard.source}，第 ${standard.version} 版）`],
    ['注意', '不要增加、删除或调换列；单元格保持文本格式；字段中不留空格。'],
    ...(filled ? [['示例', '示例中的机构和人员都是虚构的，请不要上报；填写时请用空白模板。']] : []),
  ];
  lines.forEach((line, index) => {
    guide.getRow(index + 1).values = line;
  });
  guide.getRow(1).font = { bold: true };
  return {
    documentType: addList(
      guide,
      'D',
      standard.documentTypes.map((type) => type.name),
    ),
    level: addList(
      guide,
      'E',
      standard.levels.map((level) => level.name),
    ),
  };
}

function addList(guide: ExcelJS.Worksheet, column: string, names: readonly string[]): string {
  names.forEach((name, index) => {
    guide.getCell(`${column}${index + 2}`).value = name;
  });
  return `'${GUIDE_SHEET}'!$${column}$2:$${column}$${names.length + 1}`;
}

function noteOf(field: StandardField): string {
  const need = field.required ? '必填' : '可以不填';
  const note = field.note === '' ? '' : `；${field.note}`;
  return `${need}，文本格式，最多 ${field.maxLength} 个字符${note}。`;
}
