// The rows that must be looked at, alone: for a clerk's workbook that with our findings is too large for one message.
import type { Finding } from '../domain/finding.ts';
import type { Cell } from '../domain/sheet.ts';
import type { Standard } from '../domain/standard.ts';
import { readHeader } from '../domain/table.ts';
import { inParts } from './in-parts.ts';
import { FAILED_SHEET, withoutOwnMarks } from './own-marks.ts';
import { rows } from './read.ts';
import { annotate, putCell } from './write-annotated.ts';
import { HEADED, streamedWorkbook } from './write-workbook.ts';
import type { FindingWords } from './xlsx/result-sheet.ts';

const ROW_HEADER = '原行号';

type Asked = {
  findings: readonly Finding[];
  wording: (finding: Finding) => FindingWords;
  standard: Standard;
  maxBytes: number;
};

/**
 * Workbooks of at most `maxBytes` with the rows that have an error or a warning, each under its number in the clerk's
 * file, annotated like the file itself. The sheet carries our mark: sent back, it is not taken for the data.
 * Throws UnreadableFile.
 */
export function writeFailedRows(bytes: Uint8Array, asked: Asked): Promise<Buffer[]> {
  const { findings, wording, standard, maxBytes } = asked;
  const sheet = findings.find((finding) => finding.sheet !== null)?.sheet ?? null;
  const failed = new Set(findings.flatMap(({ row, severity }) => (severity === 'note' ? [] : (row ?? []))));
  return inParts(async (from, to) => {
    const kept = await keptRows(bytes, standard, { sheet, failed, from, to });
    const moved = findings.flatMap((finding) => {
      const row = finding.row === null ? null : kept.places.get(finding.row);
      const column = finding.column === null ? null : finding.column + 1;
      return row === undefined ? [] : { ...finding, sheet: FAILED_SHEET, row, column };
    });
    return { bytes: await annotate(kept.workbook, moved, wording), rows: kept.rows };
  }, maxBytes);
}

/** The header and the failed rows `from` to `to`; `places` leads from a row's number to its new one. */
async function keptRows(
  bytes: Uint8Array,
  standard: Standard,
  of: { sheet: string | null; failed: ReadonlySet<number>; from: number; to: number },
): Promise<{ workbook: Buffer; places: ReadonlyMap<number, number>; rows: number }> {
  const { workbook, finish } = streamedWorkbook({ useSharedStrings: true });
  const sheet = workbook.addWorksheet(FAILED_SHEET, HEADED);
  const places = new Map<number, number>();
  const put = (row: number, first: string, cells: readonly Cell[]) => {
    places.set(row, places.size + 1);
    const line = sheet.getRow(places.size);
    [first, ...cells].forEach((cell, column) => {
      putCell(line.getCell(column + 1), cell);
    });
    line.commit();
  };
  let hasHeader = false;
  let seen = 0;
  let kept = 0;
  for await (const { sheet: name, row, cells } of withoutOwnMarks(rows(bytes))) {
    if (name !== of.sheet) continue;
    if (!hasHeader) {
      hasHeader = readHeader(cells, standard) !== null;
      if (hasHeader) put(row, ROW_HEADER, cells);
    } else if (of.failed.has(row)) {
      if (seen >= of.from && seen < of.to) {
        put(row, String(row), cells);
        kept += 1;
      }
      seen += 1;
    }
  }
  sheet.commit();
  return { workbook: await finish(), places, rows: kept };
}
