// From the parts of a cell's XML to a cell that keeps how it is stored. Scans no bytes beyond the type.
import type { Cell } from '../../domain/sheet.ts';
import type { Limits } from '../limits.ts';
import type { SharedStrings } from './shared-strings.ts';
import { serialDate } from './styles.ts';
import { isOn } from './xml.ts';

export type CellContext = {
  strings: SharedStrings;
  dateStyles: readonly boolean[];
  date1904: boolean;
  limits: Limits;
};

/** The `t` of a cell; 0 is a number. */
export const SHARED = 1;
const INLINE = 2;
const TEXT = 3;
const BOOLEAN = 4;
const ERROR = 5;
const ISO_DATE = 6;

const b = 0x62;
const d = 0x64;
const e = 0x65;
const i = 0x69;
const s = 0x73;
const t = 0x74;

/** The cell behind the parts that a scanner has read. */
export function cellOf(
  { strings, dateStyles, date1904 }: CellContext,
  text: string,
  type: number,
  style: number,
  rich: boolean,
  formula: string | null,
): Cell {
  const date = type === 0 && dateStyles[style] === true ? dateOf(text, date1904) : null;
  if (formula !== null) {
    const result = type === SHARED ? strings.get(Number(text)) : '';
    const shown = typeof result === 'string' ? result : result.text;
    return { stored: 'formula', text: shown || (date ?? (type === BOOLEAN ? booleanOf(text) : text)), raw: formula };
  }
  if (date !== null) return { stored: 'date', text: date, raw: text };
  switch (type) {
    case 0:
      return { stored: 'number', text };
    case BOOLEAN:
      return { stored: 'boolean', text: booleanOf(text) };
    case ERROR:
      return { stored: 'error', text };
    case ISO_DATE:
      return { stored: 'date', text: text.slice(0, 10), raw: text };
    default:
      return rich ? { stored: 'rich-text', text } : text;
  }
}

/** The `t` of a cell, whose value begins at `at`. */
export function typeAt(bytes: Buffer, at: number): number {
  switch (bytes[at]) {
    case s:
      return bytes[at + 1] === t ? TEXT : SHARED;
    case i:
      return INLINE;
    case b:
      return BOOLEAN;
    case e:
      return ERROR;
    case d:
      return ISO_DATE;
    default:
      return 0;
  }
}

function booleanOf(text: string): string {
  return isOn(text) ? 'TRUE' : 'FALSE';
}

function dateOf(text: string, date1904: boolean): string | null {
  return serialDate(Number(text), date1904);
}
