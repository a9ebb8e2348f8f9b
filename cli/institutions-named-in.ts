// Whose certificates a file holds, of the institutions that are known. Judges nothing.
import type { InstitutionLine } from '../domain/directory.ts';
import { cellText } from '../domain/sheet.ts';
import type { Standard } from '../domain/standard.ts';
import { readHeader, type Table } from '../domain/table.ts';
import { folded } from '../domain/text.ts';
import { withoutOwnMarks } from '../workbook/own-marks.ts';
import { rows } from '../workbook/read.ts';

/** Rows that are looked at; more would change nothing. */
const SAMPLE_ROWS = 500;
const PREFIX_LENGTH = 13;

/**
 * The institutions that most rows name: by the first 13 characters of the certificate number, or, where no row has
 * a known prefix, by the institution's name. Several when they draw, none when no row names any. Throws UnreadableFile.
 */
export async function institutionsNamedIn(
  bytes: Uint8Array,
  institutions: readonly InstitutionLine[],
  standard: Standard,
): Promise<InstitutionLine[]> {
  const byPrefix = new Map<InstitutionLine, number>();
  const byName = new Map<InstitutionLine, number>();
  const count = (counts: Map<InstitutionLine, number>, one: InstitutionLine | undefined) => {
    if (one !== undefined) counts.set(one, (counts.get(one) ?? 0) + 1);
  };
  let table: Table | null = null;
  let looked = 0;
  for await (const { cells } of withoutOwnMarks(rows(bytes))) {
    if (looked++ > SAMPLE_ROWS) break;
    table ??= readHeader(cells, standard);
    if (table === null) continue;
    const number = folded(cellText(cells[table.columns.get('number') ?? -1]));
    const name = folded(cellText(cells[table.columns.get('institution') ?? -1]));
    count(
      byPrefix,
      institutions.find(({ prefixes }) => prefixes.includes(number.slice(0, PREFIX_LENGTH))),
    );
    count(
      byName,
      institutions.find((one) => folded(one.name) === name),
    );
  }
  const counts = byPrefix.size > 0 ? byPrefix : byName;
  const most = Math.max(...counts.values());
  return [...counts].flatMap(([institution, rows]) => (rows === most ? institution : []));
}
