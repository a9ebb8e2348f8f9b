// Which cell formats show a number as a date, and which date a number is. Knows no cell.
import type { Limits } from '../limits.ts';
import { UnreadableFile } from '../unreadable.ts';
import { tags } from './xml.ts';

/** Built-in formats that show a day; 27-36 and 50-58 are dates in Chinese Excel, 18-21, 32-33 and 45-47 times. */
const DATE_FORMATS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

/** For each cell format (the `s` of a cell): does it show its number as a date? */
export function dateStyles(xml: string, limits: Limits): boolean[] {
  const custom = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inside = false;
  for (const { name, closes, attributes } of tags(xml)) {
    if (name === 'numFmt' && !closes) {
      custom.set(Number(attributes.numFmtId), showsDate(attributes.formatCode ?? ''));
    } else if (name === 'cellXfs') {
      inside = !closes;
    } else if (name === 'xf' && inside && !closes) {
      const format = Number(attributes.numFmtId ?? 0);
      styles.push(custom.get(format) ?? DATE_FORMATS.has(format));
      if (styles.length > limits.cellFormats)
        throw new UnreadableFile('too-many-formats', { limit: limits.cellFormats });
    }
  }
  return styles;
}

/** Does a custom format code show a day, a month or a year? Minutes are not months. */
export function showsDate(format: string): boolean {
  const code = format
    .replace(/"[^"]*"?|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replace(/AM\/PM|A\/P|上午\/下午|General|G\/通用格式/gi, '');
  if (/[yd年月日]|a{3,4}/i.test(code)) return true;
  return /m/i.test(code) && !/[hs]/i.test(code);
}

const DAY_MS = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 31);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const LAST_SERIAL = 2_958_465;

/** The day behind a serial number as `YYYY-MM-DD`, or null where there is none. Time of day is dropped. */
export function serialDate(serial: number, date1904: boolean): string | null {
  const day = Math.floor(serial);
  if (!(day >= (date1904 ? 0 : 1)) || day > LAST_SERIAL) return null;
  if (date1904) return isoDay(EPOCH_1904 + day * DAY_MS);
  // Spreadsheets keep Lotus' mistake of a 29 February 1900, which is number 60.
  if (day === 60) return '1900-02-29';
  return isoDay(EPOCH_1900 + (day < 60 ? day : day - 1) * DAY_MS);
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
