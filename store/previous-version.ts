// The version before, for a check to compare with: its file read once more, beside what was found in it then.
import { checkRows } from '../domain/check.ts';
import type { CheckContext } from '../domain/context.ts';
import { EarlierVersion } from '../domain/delta.ts';
import type { SheetRow } from '../domain/sheet.ts';
import type { Standard } from '../domain/standard.ts';
import { ownRows } from './departures.ts';
import { readVersion } from './drops.ts';
import { getFile } from './files.ts';
import { readFindings } from './findings.ts';
import type { Store } from './store.ts';
import type { Told } from './submissions.ts';

const FINDINGS_PAGE = 1_000;

/** Turns a file's bytes into batches of rows; throws what it throws. */
export type BatchReader = (bytes: Uint8Array) => AsyncIterable<SheetRow[]>;

/**
 * The last version before this one that could be read, under its own standard and otherwise held against what this one
 * is held against; null when there is none, and when there was too much wrong with it to compare with. Nothing is kept for it at its own check: most files have no next version.
 */
export async function earlierVersion(
  store: Pick<Store, 'db' | 'sealer'>,
  of: { submission: string; version: number },
  events: readonly Told[],
  context: CheckContext,
  reading: { standard: (frozen: string) => Standard; batches: BatchReader },
): Promise<EarlierVersion | null> {
  const before = lastRead(events, of.version);
  if (before === null || !before.listedAll) return null;
  const standard = reading.standard(before.standard);
  const { calendar, today, institution } = context;
  const { file } = await readVersion(store.db, of.submission, before.version);
  const batches = reading.batches(await getFile(store.db, store.sealer, file));
  const earlier = new EarlierVersion(standard);
  const isOwn = await ownRows(store.db, of.submission, before.version);
  for await (const rows of checkRows(batches, { standard, calendar, today, institution, sheet: before.sheet })) {
    for (const { row, values } of rows) if (isOwn(row)) earlier.addRow(row, values);
  }
  for (let skip = 0; ; skip += FINDINGS_PAGE) {
    const page = await readFindings(store.db, of.submission, before.version, { skip, limit: FINDINGS_PAGE });
    for (const finding of page) earlier.addFinding(finding);
    if (page.length < FINDINGS_PAGE) return earlier;
  }
}

/** A version as it was last checked: under which standard, of which sheet, with which repairs accepted, and when. */
export type ReadVersion = {
  version: number;
  standard: string;
  sheet: number | null;
  accepted: readonly string[];
  firstSubmittedOn: string | null;
  at: Date;
  /** Whether all its findings are stored one by one. */
  listedAll: boolean;
};

/** The last version before `before` whose check read it; null for none. */
export function lastRead(events: readonly Told[], before: number): ReadVersion | null {
  let read: ReadVersion | null = null;
  let current: Omit<ReadVersion, 'at' | 'listedAll'> | null = null;
  let firstSubmittedOn: string | null = null;
  for (const { event, at } of events) {
    if (event.type === 'received' && event.version >= before) break;
    if (event.type === 'submitted') firstSubmittedOn ??= event.on;
    if (event.type === 'split-off') {
      const { standard, sheet, accepted } = event;
      firstSubmittedOn = event.firstSubmittedOn;
      current = { version: 1, standard, sheet, accepted, firstSubmittedOn };
      read = { ...current, at, listedAll: true };
    }
    if (event.type === 'received') {
      const { version, standard } = event;
      current = { version, standard, sheet: null, accepted: [], firstSubmittedOn };
    }
    if (event.type === 'check-asked' && current !== null) {
      current = { ...current, sheet: event.sheet, accepted: event.accepted };
    }
    if (event.type === 'checked' && event.unreadable === null && current !== null) {
      read = { ...current, at, listedAll: event.unlisted.length === 0 };
    }
  }
  return read;
}
