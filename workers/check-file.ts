// Checks one version of a submission: reads the file, holds it against the standard, keeps rows and findings, says so.
import { dayOf } from '../domain/calendar.ts';
import { checkRows } from '../domain/check.ts';
import type { CheckOutcome } from '../domain/submission.ts';
import { readCalendar } from '../store/calendars.ts';
import { holdCheck, keepCheck } from '../store/checks.ts';
import { institutionOf } from '../store/directory.ts';
import { readVersion } from '../store/drops.ts';
import { getFile } from '../store/files.ts';
import { finish, isWaiting } from '../store/outbox.ts';
import { actWithin, foldStream } from '../store/submissions.ts';
import { withoutOwnMarks } from '../workbook/own-marks.ts';
import { rows } from '../workbook/read.ts';
import { UnreadableFile } from '../workbook/unreadable.ts';
import type { WorkerParts } from './parts.ts';

export async function checkFile(
  parts: WorkerParts,
  of: { submission: string; version: number },
  work: number,
): Promise<void> {
  const { store, clock } = parts;
  if (!(await isWaiting(store.db, work))) return;
  const outcome = await outcomeOf(parts, of);
  const now = await clock.now();
  if (outcome === null) {
    await store.db.transaction((tx) => finish(tx, work, now));
    return;
  }
  const asked = { command: () => ({ type: 'record-check' as const, version: of.version, outcome }) };
  await actWithin(
    store,
    of.submission,
    asked,
    now,
    async (tx) => {
      await finish(tx, work, now);
    },
    (tx) => holdCheck(tx, of.submission),
  );
}

async function outcomeOf(
  parts: WorkerParts,
  of: { submission: string; version: number },
): Promise<CheckOutcome | null> {
  const { store, clock } = parts;
  const now = await clock.now();
  const { state } = await foldStream(store.db, of.submission);
  if (state.at !== 'checking' || state.version !== of.version) return null;
  const { file } = await readVersion(store.db, of.submission, of.version);
  const bytes = await getFile(store.db, store.sealer, file);
  const context = {
    standard: parts.standard(state.standard),
    calendar: await readCalendar(store.db),
    today: dayOf(now),
    institution: await institutionOf(store.db, state.institution),
    firstSubmittedOn: state.firstSubmittedOn,
  };
  try {
    return await keepCheck(store, of, checkRows(withoutOwnMarks(rows(bytes)), context), now);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { limit, where } = error.facts;
    const unreadable = { code: error.code, limit: limit ?? null, where: where === undefined ? null : String(where) };
    return { rows: 0, errors: 1, warnings: 0, notes: 0, earliestIssuedOn: null, latestIssuedOn: null, unreadable };
  }
}
