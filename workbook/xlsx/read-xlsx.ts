// An .xlsx as rows, sheet by sheet in the order of the tabs. Knows the format's parts; judges no content.
import type { SheetRow } from '../../domain/sheet.ts';
import { LIMITS } from '../limits.ts';
import type { ReadOptions } from '../read.ts';
import { UnreadableFile } from '../unreadable.ts';
import { type SheetPart, workbookParts } from './parts.ts';
import { windows } from './scan.ts';
import { readSharedStrings, SharedStrings } from './shared-strings.ts';
import { type SheetContext, SheetScanner } from './sheet-xml.ts';
import { dateStyles } from './styles.ts';
import { openZip } from './zip.ts';

/** Batches of rows of all visible sheets. Throws UnreadableFile. */
export async function* xlsxRows(bytes: Uint8Array, options: ReadOptions): AsyncGenerator<SheetRow[], void, undefined> {
  const limits = { ...LIMITS, ...options.limits };
  const zip = openZip(bytes, limits);
  const parts = await workbookParts(zip, limits);
  const strings = parts.sharedStrings
    ? await readSharedStrings(zip.stream(parts.sharedStrings, options.chunkBytes), limits)
    : new SharedStrings(limits);
  const styles = parts.styles ? dateStyles((await zip.whole(parts.styles)).toString('utf8'), limits) : [];
  let rows = 0;
  const onRow = () => {
    rows++;
    if (rows > limits.rows) throw new UnreadableFile('too-many-rows', { limit: limits.rows });
  };
  const context: SheetContext = { strings, dateStyles: styles, date1904: parts.date1904, limits, onRow };

  for (const [i, sheet] of parts.sheets.entries()) {
    const scanner = new SheetScanner(sheet.name, i + 1, context);
    if (sheet.visibility === 'visible') {
      for await (const _ of windows(zip.stream(sheet.entry, options.chunkBytes), limits, scanner.take.bind(scanner))) {
        if (scanner.rows.length === 0) continue;
        yield scanner.rows;
        scanner.rows = [];
      }
      if (!scanner.isWhole) throw new UnreadableFile('damaged', { where: `第 ${i + 1} 张工作表` });
    }
    options.onSheet?.(factsOf(sheet, scanner));
  }
}

function factsOf(sheet: SheetPart, scanner: SheetScanner) {
  return {
    name: sheet.name,
    visibility: sheet.visibility,
    rows: scanner.rowCount,
    hiddenRows: scanner.hiddenRows,
    hiddenColumns: scanner.hiddenColumns,
    filter: scanner.filter,
    mergedRanges: scanner.mergedRanges,
  };
}
