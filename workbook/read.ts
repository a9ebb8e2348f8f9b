// The one way in for workbooks: bytes → rows. Needs no bot, database or queue, and judges no content.
import type { SheetRow } from '../domain/sheet.ts';
import { kindOf } from './kind.ts';
import { LIMITS, type Limits } from './limits.ts';
import { textRows } from './separated-text.ts';
import type { SheetFacts } from './sheet-facts.ts';
import { xlsRows } from './xls/read-xls.ts';
import { xlsxRows } from './xlsx/read-xlsx.ts';

export type ReadOptions = {
  /** Bounds other than those of LIMITS. */
  limits?: Partial<Limits>;
  /** Told of each sheet, hidden ones too, once its rows have been read. */
  onSheet?: (facts: SheetFacts) => void;
  /** Bytes inflated or decoded at a time. */
  chunkBytes?: number;
};

/**
 * The rows of all visible sheets, in the order of the tabs; rows without content are left out, numbers kept.
 * Throws UnreadableFile when the file cannot be read, possibly after some rows.
 */
export async function* rows(bytes: Uint8Array, options: ReadOptions = {}): AsyncGenerator<SheetRow, void, undefined> {
  for await (const batch of rowBatches(bytes, options)) yield* batch;
}

/** The same rows in batches, for those who read hundreds of thousands. */
export async function* rowBatches(
  bytes: Uint8Array,
  options: ReadOptions = {},
): AsyncGenerator<SheetRow[], void, undefined> {
  const file = kindOf(bytes, { ...LIMITS, ...options.limits });
  if (file.kind === 'xlsx') yield* xlsxRows(bytes, options);
  else if (file.kind === 'xls') yield* xlsRows(bytes, options);
  else yield* textRows(bytes, file.encoding, options);
}
