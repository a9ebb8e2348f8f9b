// One row's cells as eleven values in stored form, with what is wrong about each cell alone. Compares no two cells.
import type { FieldKey } from './certificate.ts';
import type { Found } from './context.ts';
import { type Cell, cellText, type SheetRow, type StoredCell } from './sheet.ts';
import type { Standard, StandardField } from './standard.ts';
import type { Table } from './table.ts';
import { type Cleaned, clean, codePoints, halfWidth } from './text.ts';

/** A value nobody can use (absent column, required but empty, digits lost) is null; nothing more is said about it. */
export type RowValues = Record<FieldKey, string | null>;

/** A spreadsheet keeps 15 significant digits of a number. */
const exactDigits = 15;
const placeholder = /^(无|没有|暂无|[/\\／＼]+|[-—–－]+|null|nil|none|n\/a|undefined)$/i;
const plainNumber = /^[\dA-Z-]*$/;

/** Reads the cells of one row of a file; `found` receives what is found. */
export type CellsReader = (row: SheetRow, table: Table, found: Found[]) => RowValues;

/** A reader for the rows of one file: a text that stands in its column again, and had nothing wrong, is not read again. */
export function cellsReader(standard: Standard): CellsReader {
  /** By field, the last text in which nothing was found, and its value. */
  const soundTexts: string[] = [];
  const soundValues: (string | null)[] = [];
  return (row, table, found) => {
    const values = noValues();
    for (let i = 0; i < standard.fields.length; i += 1) {
      const field = standard.fields[i] as StandardField;
      const column = table.columns.get(field.key);
      if (column === undefined) continue;
      const cell = row.cells[column] ?? '';
      if (cell === soundTexts[i]) {
        values[field.key] = soundValues[i] ?? null;
        continue;
      }
      const foundBefore = found.length;
      const value = readCell(cell, field, standard, found);
      values[field.key] = value;
      if (typeof cell !== 'string' || found.length > foundBefore) continue;
      soundTexts[i] = cell;
      soundValues[i] = value;
    }
    return values;
  };
}

function noValues(): RowValues {
  return {
    name: null,
    documentType: null,
    documentNumber: null,
    employer: null,
    occupation: null,
    workType: null,
    level: null,
    number: null,
    issuedOn: null,
    institution: null,
    issuer: null,
  };
}

function readCell(cell: Cell, field: StandardField, standard: Standard, found: Found[]): string | null {
  const text = typeof cell === 'object' ? readStored(cell, field.key, found) : cell;
  if (text === null) return null;

  const cleaned = isCoded(field.key) ? withoutSpaces(clean(text)) : clean(text);
  if (cleaned.invisible) found.push({ check: 'invisible', field: field.key, after: cleaned.visible });
  if (cleaned.spaces && !isOfficialSpelling(cleaned.visible, field.key, standard)) {
    found.push({ check: 'spaces', field: field.key, after: cleaned.value });
  }
  if (cleaned.latinSpace) found.push({ check: 'latin-space', field: field.key });
  return readFilled(narrowed(cleaned.value, field.key, found), field, found);
}

/** The text of a cell that is not stored as text, or null when it cannot be trusted (附件1: 字段类型“文本”). */
function readStored(cell: StoredCell, key: FieldKey, found: Found[]): string | null {
  switch (cell.stored) {
    case 'rich-text':
      return cell.text;
    case 'number':
      return readNumber(cell.text, key, found);
    case 'date':
      if (key === 'issuedOn') {
        found.push({ check: 'stored-date', field: key, after: cell.text });
        return cell.text;
      }
      found.push({ check: 'stored-other', field: key });
      return null;
    case 'boolean':
      found.push({ check: 'stored-other', field: key });
      return null;
    case 'formula':
      found.push({ check: 'stored-formula', field: key });
      return null;
    case 'error':
      found.push({ check: 'stored-error', field: key });
      return null;
  }
}

function readNumber(text: string, key: FieldKey, found: Found[]): string | null {
  if (key === 'issuedOn') return text;
  const digits = text.replace(/[-.]/g, '');
  if (!/^\d+$/.test(digits) || digits.length > exactDigits) {
    found.push({ check: 'digits-lost', field: key });
    return null;
  }
  if (key === 'documentNumber' || key === 'number') found.push({ check: 'stored-number-unsure', field: key });
  else found.push({ check: 'stored-number', field: key, after: text });
  return text;
}

/** Annex 1 itself writes one document type with a space. */
function isOfficialSpelling(text: string, key: FieldKey, standard: Standard): boolean {
  return key === 'documentType' && standard.documentTypes.some((type) => type.aliases.includes(text));
}

function isCoded(key: FieldKey): boolean {
  return key === 'documentNumber' || key === 'number' || key === 'issuedOn';
}

/** Words may be divided by a space, numbers never are: `S0000 1300…` holds a letter, but no word. */
function withoutSpaces(cleaned: Cleaned): Cleaned {
  if (!cleaned.latinSpace) return cleaned;
  return { ...cleaned, value: cleaned.value.replaceAll(' ', ''), spaces: true, latinSpace: false };
}

function narrowed(value: string, key: FieldKey, found: Found[]): string {
  if (!isCoded(key) || plainNumber.test(value) || placeholder.test(value)) return value;
  const narrow = halfWidth(value);
  if (narrow !== value) found.push({ check: 'odd-width', field: key, after: narrow });
  return narrow;
}

function readFilled(value: string, field: StandardField, found: Found[]): string | null {
  if (value === '') {
    if (field.required) found.push({ check: 'required-empty', field: field.key });
    return field.required ? null : '';
  }
  if (placeholder.test(value)) {
    if (field.required) found.push({ check: 'required-placeholder', field: field.key });
    else found.push({ check: 'optional-placeholder', field: field.key, after: '' });
    return field.required ? null : '';
  }
  if (value.includes('\uFFFD')) {
    found.push({ check: 'garbled', field: field.key });
    return null;
  }
  if (value.length > field.maxLength && field.key !== 'issuedOn') {
    const length = codePoints(value);
    if (length > field.maxLength) {
      found.push({ check: 'too-long', field: field.key, facts: { length } });
      return null;
    }
  }
  if (/^[=+\-@]/.test(value)) found.push({ check: 'formula-start', field: field.key });
  return value;
}

/** Whether the row holds nothing a person could see. */
export function isBlank(cells: readonly Cell[]): boolean {
  return cells.every((cell) => cell === '' || clean(cellText(cell)).value === '');
}
