// A database with the tests' directory loaded and everybody known to the platform, a clock that stands still, and a
// Feishu in memory: for tests of the store and of single jobs. Whole stories are told in test/flows.
import { createLog } from '../../bot/log.ts';
import { partsOf } from '../../messages/parts-of.ts';
import type { Database } from '../../store/database.ts';
import { type Standing, standingOf } from '../../store/directory.ts';
import { keepDrop } from '../../store/drops.ts';
import { loadDirectory } from '../../store/load-directory.ts';
import { learnOpenId, peopleNamed } from '../../store/people.ts';
import { placeDrop } from '../../store/place-drop.ts';
import { type Acted, act } from '../../store/submissions.ts';
import { checkFile } from '../../workers/check-file.ts';
import { jobCalled } from '../../workers/jobs.ts';
import type { WorkerParts } from '../../workers/parts.ts';
import { freshDatabase } from './database.ts';
import { feishuInMemory } from './feishu-in-memory.ts';
import { cast, certificates, directory, type Who, workbook } from './world-people.ts';

const masterKey = { name: 'test', key: Buffer.alloc(32, 9) };
export const opening = new Date('2026-03-05T01:00:00Z');

export type Record = Awaited<ReturnType<typeof openRecord>>;

/** Call `close` in `afterAll`. */
export async function openRecord() {
  const fresh = await freshDatabase();
  const shared = await partsOf(
    {
      DATABASE_URL: fresh.url,
      HEZHENG_MASTER_KEY: [masterKey],
      HEZHENG_QUIET_MINUTES: 0,
      HEZHENG_WORKING_HOURS: 'off',
    },
    'test',
    opening,
  );
  const { store } = shared;
  const { db } = store;
  const feishu = feishuInMemory();
  let now = opening;
  const clock = { now: async () => now, onJump: () => () => {}, close: () => {} };
  const parts: WorkerParts = { ...shared, feishu: feishu.gateway, clock, log: createLog({ level: 'silent' }) };

  await loadDirectory(store, directory, opening);
  for (const name of Object.keys(cast) as Who[]) {
    const [person] = await peopleNamed(db, store.sealer, name);
    if (person !== undefined) await db.transaction((tx) => learnOpenId(tx, person, openIdOf(name), opening));
  }
  await db.query('delete from outbox');

  const standing = (who: Who): Promise<Standing> => known(db, openIdOf(who), now);
  let dropped = 0;
  /** A file as the clerk sends it, placed as a new submission or as the next version of one. */
  const send = async (who: Who, bytes: Buffer, submission: string | null = null): Promise<Acted & { ok: true }> => {
    const by = await standing(who);
    dropped += 1;
    const messageId = `om_file_${dropped}`;
    const institution = by.institutions[0] ?? '';
    return db.transaction(async (tx) => {
      const came = { messageId, chatId: 'oc_1', person: by.id, fileName: '三月.xlsx', bytes };
      const drop = await keepDrop(tx, store.sealer, came, now);
      const acted = await placeDrop(tx, store, { drop: drop.id, by, institution, submission, trial: false }, now);
      if (acted === 'settled' || !acted.ok) throw new Error('the file was not taken');
      return acted;
    });
  };
  const check = async (submission: string, version: number) => {
    const { rows } = await db.query<{ id: number }>(
      "select id from outbox where job = 'check-file' and payload->>'submission' = $1 and done_at is null",
      [submission],
    );
    await checkFile(parts, { submission, version }, rows[0]?.id ?? 0);
  };
  return {
    parts,
    store,
    db,
    feishu,
    standing,
    send,
    check,
    /** Moves the clock to an instant. */
    at: (instant: string) => {
      now = new Date(instant);
    },
    now: () => now,
    /** A clean submission of some rows in the hands of the city. */
    submitted: async (from: number, count = 2): Promise<string> => {
      const { id } = await send('甲专管', await workbook(certificates(from, count)));
      await check(id, 1);
      const by = await standing('甲专管');
      const acted = await act(
        store,
        id,
        { command: () => ({ type: 'submit', by, version: 1, lateReason: null }) },
        now,
      );
      if (!acted.ok) throw new Error(`not submitted: ${acted.refusal.refused}`);
      return id;
    },
    /** Work of this job that waits, as the relay would queue it. */
    waiting: async (job: string): Promise<{ id: number; payload: unknown }[]> =>
      (
        await db.query<{ id: number; payload: unknown }>(
          'select id, payload from outbox where job = $1 and done_at is null order by id',
          [job],
        )
      ).rows,
    /** Runs one row of work, as a worker would. */
    run: async (job: string, work: { id: number; payload: unknown }): Promise<void> =>
      jobCalled(job).run(parts, work.payload, work.id),
    /** To look behind the scenes, or to let the database settle. */
    adminUrl: fresh.adminUrl,
    close: async () => {
      await db.close();
      await fresh.drop();
    },
  };
}

/** Everybody's id on the platform. */
export function openIdOf(who: Who): string {
  return `ou_${cast[who]}`;
}

async function known(db: Database, openId: string, now: Date): Promise<Standing> {
  const found = await standingOf(db, openId, now.toISOString().slice(0, 10));
  if (found === null) throw new Error(`${openId} is a stranger`);
  return found;
}
