// Checks one version of a submission: reads the file, holds it against the standard, keeps rows and findings, says so.
import { z } from 'zod';
import { dayOf } from '../domain/calendar.ts';
import { checkRows } from '../domain/check.ts';
import type { CheckContext } from '../domain/context.ts';
import type { EarlierVersion } from '../domain/delta.ts';
import { type CheckOutcome, nothingFound, type Unreadable } from '../domain/submission.ts';
import { readCalendar } from '../store/calendars.ts';
import { holdCheck, keepCheck } from '../store/checks.ts';
import { institutionOf } from '../store/directory.ts';
import { readVersion } from '../store/drops.ts';
import { getFile } from '../store/files.ts';
import { heldBy } from '../store/held.ts';
import { finish, isWaiting } from '../store/outbox.ts';
import { earlierVersion } from '../store/previous-version.ts';
import { WrittenReplies } from '../store/replies.ts';
import { actWithin, foldStream, type Told } from '../store/submissions.ts';
import { batchesWithoutOwnMarks } from '../workbook/own-marks.ts';
import { rowBatches } from '../workbook/read.ts';
import type { SheetFacts } from '../workbook/sheet-facts.ts';
import { UnreadableFile } from '../workbook/unreadable.ts';
import type { WorkerParts } from './parts.ts';
import { showPlaces } from './show-progress.ts';
import { type Watch, watchCheck } from './watch-check.ts';

export const checkedVersion = z.object({ submission: z.uuid(), version: z.number().int() });
type CheckedVersion = z.infer<typeof checkedVersion>;

/** @param ticks monotonic milliseconds, for tests */
export async function checkFile(
  parts: WorkerParts,
  of: CheckedVersion,
  work: number,
  ticks?: () => number,
): Promise<void> {
  const { store, clock } = parts;
  if (!(await isWaiting(store.db, work))) return;
  const watch = watchCheck(parts, of, ticks);
  // A picture of the way must not land on the card after the outcome.
  const outcome = await outcomeOf(parts, of, watch).finally(watch.end);
  if (outcome === null) {
    const now = await clock.now();
    await store.db.transaction((tx) => finish(tx, work, now));
    return;
  }
  await recordOutcome(parts, of, outcome, work);
  await showPlaces(parts).catch((error: unknown) => parts.log.warn({ err: error }, 'places could not be shown'));
}

/** After the last try: the clerk is told that the check failed and what to do, not left with 校验中. */
export async function giveUpCheck(parts: WorkerParts, of: CheckedVersion, work: number): Promise<void> {
  const unreadable = { code: 'check-failed', limit: null, where: null };
  await recordOutcome(parts, of, nothingRead(unreadable), work);
}

function nothingRead(unreadable: Unreadable): CheckOutcome {
  return { ...nothingFound, errors: 1, unreadable };
}

async function recordOutcome(
  { store, clock }: WorkerParts,
  of: CheckedVersion,
  outcome: CheckOutcome,
  work: number,
): Promise<void> {
  const now = await clock.now();
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

async function outcomeOf(parts: WorkerParts, of: CheckedVersion, watch: Watch): Promise<CheckOutcome | null> {
  const { store, clock } = parts;
  const now = await clock.now();
  const { state, events } = await foldStream(store.db, of.submission);
  if (state.at !== 'checking' || state.version !== of.version) return null;
  const { file } = await readVersion(store.db, of.submission, of.version);
  const bytes = await getFile(store.db, store.sealer, file);
  const sheets: SheetFacts[] = [];
  const context = {
    standard: parts.standard(state.standard),
    calendar: await readCalendar(store.db),
    today: dayOf(now),
    institution: await institutionOf(store.db, state.institution),
    firstSubmittedOn: state.firstSubmittedOn,
    route: store.route(state.route),
    divisions: parts.divisions,
    ...(parts.occupations && { dictionary: parts.occupations }),
    register: await heldBy(store.db, store.sealer, { submission: of.submission, institution: state.institution }, now),
    layout: () => sheets,
    accepted: new Set(state.accepted),
    sheet: state.sheet,
  };
  const written = new WrittenReplies();
  const batches = rowBatches(bytes, { onSheet: (sheet) => sheets.push(sheet) });
  const read = batchesWithoutOwnMarks(watch.over(batches), (reply) => written.take(reply));
  try {
    const previous = await earlierOf(parts, of, events, context, watch);
    return await keepCheck(store, of, checkRows(read, { ...context, ...(previous && { previous }) }), now, written);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { limit, where } = error.facts;
    const unreadable = { code: error.code, limit: limit ?? null, where: where === undefined ? null : String(where) };
    return nothingRead(unreadable);
  }
}

/** Null too for a version that a newer program reads no more: the delta is left out, and the check goes on. */
async function earlierOf(
  { store, standard }: WorkerParts,
  of: CheckedVersion,
  events: readonly Told[],
  context: CheckContext,
  watch: Watch,
): Promise<EarlierVersion | null> {
  const batches = (bytes: Uint8Array) => batchesWithoutOwnMarks(watch.overEarlier(rowBatches(bytes)));
  try {
    return await earlierVersion(store, of, events, context, { standard, batches });
  } catch (error) {
    if (!(error instanceof UnreadableFile) || error.code === 'too-slow') throw error;
    return null;
  }
}
