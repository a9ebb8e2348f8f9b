// What a round of the sweep costs beside a hundred thousand open submissions: when none has anything to say, and when a
// thousand have. All are copies of one that was really submitted.

import { openRecord, type Record } from '../test/support/record.ts';
import { asAdmin } from '../test/support/run-databases.ts';
import { sweep } from '../workers/sweep.ts';
import { type Bench, median } from './figure.ts';

const OPEN = 100_000;
const DUE = 1_000;
const ROUNDS = 5;
const reminderDay = '2026-03-24T01:00:00Z';

export const sweepCost: Bench = async (tell) => {
  const record = await openRecord();
  await fill(record, await record.submitted(0));

  const idle: number[] = [];
  for (let round = 0; round < ROUNDS; round++) idle.push((await timed(record)).ms);
  record.at(reminderDay);
  const busy = await timed(record);
  await record.close();
  if (busy.told !== DUE) throw new Error(`${busy.told} of ${DUE} were told`);
  tell({ case: `${OPEN} open, nothing to say`, median: median(idle), unit: 'ms' });
  tell({ case: `${OPEN} open, ${DUE} to be reminded, each`, median: busy.ms / DUE, unit: 'ms' });
};

async function timed(record: Record): Promise<{ ms: number; told: number }> {
  const before = performance.now();
  const told = await sweep(record.parts);
  return { ms: performance.now() - before, told };
}

/** Copies of a submission with their streams; but for a few, their next step lies far off. */
async function fill({ db, adminUrl }: Record, id: string): Promise<void> {
  await db.query(
    `with copies as materialized (select gen_random_uuid() as copy, n from generate_series(2, $2::int) n),
     told as (
       insert into events (kind, id, seq, type, version, at, body, previous, digest)
       select kind, copy::text, seq, type, version, at, body, previous, digest from events cross join copies
       where kind = 'submission' and id = $1::text)
     insert into submissions (id, institution, at, state, seq, post, due, wake_on, created_at, changed_at)
     select copy, institution, at, state, seq, post, due, case when n <= $3 then wake_on else date '2030-01-01' end,
       created_at, changed_at
     from submissions cross join copies where id = $1::uuid`,
    [id, OPEN, DUE],
  );
  await asAdmin(adminUrl, (admin) => admin.query('vacuum (analyze) submissions, events'));
}
