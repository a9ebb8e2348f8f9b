// Cuts what does not fit into one message: as few workbooks as keep each within its bytes. Knows no content.

/** Parts are unequal by a little: each aims at this share of the bound. */
const AIM = 0.9;
const MORE = 1.3;

/** One workbook of the rows from index `from` up to, not including, `to`; `rows` is how many it found there. */
export type MakePart = (from: number, to: number) => Promise<{ bytes: Buffer; rows: number }>;

/** All rows in one workbook, or in numbered ones of equally many rows. Only a single row may exceed `maxBytes`. */
export async function inParts(make: MakePart, maxBytes: number): Promise<Buffer[]> {
  const whole = await make(0, Number.POSITIVE_INFINITY);
  if (whole.bytes.length <= maxBytes || whole.rows <= 1) return [whole.bytes];
  for (let wanted = whole.bytes.length / (maxBytes * AIM); ; wanted *= MORE) {
    const size = Math.ceil(whole.rows / Math.ceil(wanted));
    const parts: Buffer[] = [];
    for (let from = 0; from < whole.rows; from += size) {
      const { bytes } = await make(from, from + size);
      if (bytes.length > maxBytes && size > 1) break;
      parts.push(bytes);
    }
    if (parts.length === Math.ceil(whole.rows / size)) return parts;
  }
}
