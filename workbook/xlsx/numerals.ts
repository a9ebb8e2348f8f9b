// Numbers and column letters straight from bytes. Part of the hot path; allocates nothing in the usual case.
import { UnreadableFile } from '../unreadable.ts';

const ZERO = 0x30;
const A = 0x41;
const Z = 0x5a;

/** The column of a cell reference such as `AB12`, from 0. Throws UnreadableFile when there is none. */
export function columnAt(bytes: Buffer, from: number): number {
  let column = 0;
  for (let p = from; p < from + 3; p++) {
    const byte = bytes[p] as number;
    if (byte < A || byte > Z) break;
    column = column * 26 + byte - A + 1;
  }
  if (column === 0) throw new UnreadableFile('damaged', { where: '单元格位置' });
  return column - 1;
}

/** The whole number in `bytes[from..to)`; anything else as JavaScript reads it. */
export function numberAt(bytes: Buffer, from: number, to: number): number {
  let number = 0;
  for (let p = from; p < to; p++) {
    const digit = (bytes[p] as number) - ZERO;
    if (digit < 0 || digit > 9) return Number(bytes.toString('latin1', from, to));
    number = number * 10 + digit;
  }
  return number;
}
