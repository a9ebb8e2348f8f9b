// Rows that leave, again and again: every row of what was submitted is with exactly one submission, and its number is
// claimed once, by that one; whatever is withdrawn, corrected or published afterwards.
//
// Planted one at a time and each seen to fail, here or in test/flows/rows-returned.test.ts; those of domain/ are in
// test/faults/workflow-faults.ts:
// - departures.ts: claims stay with the parent; awards stay; drafts are copied under new certificate ids; a row that left
//   may leave again; what is left is counted with what left before
// - records.ts: publication enters the drafts of the version instead of those that remain
// - drafts.ts: the desk's file has the rows that left
// - recall-files.ts: the file that has them is not taken back
// - decide-submission.ts: with row numbers filled in, the whole is returned
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { spansOf } from '../../domain/row-spans.ts';
import { act, foldStream } from '../../store/submissions.ts';
import { openRecord, type Record } from '../support/record.ts';

let record: Record;
beforeAll(async () => {
  record = await openRecord();
});
afterAll(async () => record?.close());

const ROWS = 9;
let sent = 0;

/** What is with whom: of the submissions that came of one file. */
async function whereabouts(root: string) {
  const { rows } = await record.db.query<{
    id: string;
    rows: number[];
    claimed: string[];
    held: string[];
    awards: number;
  }>(
    `with recursive line as (
       select id from submissions where id = $1
       union all select d.child from line join (select distinct submission, child from departures) d on d.submission = line.id)
     select line.id,
       array(select d.certificate_id::text from remaining_drafts d join submissions s on s.id = d.submission_id
         where d.submission_id = line.id and d.version = (s.state ->> 'version')::int order by d.row) as held,
       array(select d.row from remaining_drafts d join submissions s on s.id = d.submission_id
         where d.submission_id = line.id and d.version = (s.state ->> 'version')::int order by d.row) as rows,
       array(select c.certificate_id::text from claims c join drafts d on d.number_hash = c.number_hash
           and d.submission_id = c.submission_id and d.version = 1
         where c.submission_id = line.id order by d.row) as claimed,
       (select count(*)::int from open_awards o where o.submission_id = line.id) as awards
     from line order by 1`,
    [root],
  );
  return rows;
}

const returnRows = async (submission: string, rows: readonly number[], child: string) => {
  const by = await record.standing('乙市审');
  const about = { round: 1, tier: 'city', code: 'R01', rows: spansOf(rows), child };
  const asked = (note: string | null) => ({ type: 'return-rows' as const, by, ...about, reason: note ?? '' });
  return act(record.store, submission, { words: '姓名有误', command: asked }, record.now());
};

test('whatever leaves, each row is with one submission, and its number claimed there and nowhere else', async () => {
  const wanted = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: ROWS + 2 }), { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(wanted, async (returns) => {
      sent += ROWS;
      const root = await record.submitted(1_000 + sent, ROWS);
      const [before] = await whereabouts(root);
      let left = Array.from({ length: ROWS }, (_, i) => i + 2);
      for (const rows of returns) {
        const acted = await returnRows(root, rows, crypto.randomUUID());
        const fits = rows.every((row) => left.includes(row)) && rows.length < left.length;
        expect(acted.ok).toBe(fits);
        if (fits) left = left.filter((row) => !rows.includes(row));
      }

      const all = await whereabouts(root);
      expect(all.flatMap(({ rows }) => rows).sort((a, b) => a - b)).toEqual(before?.rows);
      expect(all.flatMap(({ held }) => held).sort()).toEqual(before?.held.toSorted());
      for (const one of all) {
        expect(one.claimed).toEqual(one.held);
        expect(one.awards).toBe(one.rows.length);
      }
      expect(all.find(({ id }) => id === root)?.rows).toEqual(left);
      const { state } = await foldStream(record.db, root);
      expect(state).toMatchObject({ check: { rows: left.length } });
    }),
    { numRuns: 12 },
  );
});

test('of the same rows returned by two at the same moment one return is taken', async () => {
  sent += ROWS;
  const root = await record.submitted(1_000 + sent, ROWS);

  const both = await Promise.all([1, 2].map(() => returnRows(root, [3, 4], crypto.randomUUID())));

  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(both.find(({ ok }) => !ok)).toMatchObject({ refusal: { refused: 'rows-not-here', rows: [3, 4] } });
  expect(await whereabouts(root)).toHaveLength(2);
});

test('a child that is withdrawn frees the numbers of its own rows alone', async () => {
  sent += ROWS;
  const root = await record.submitted(1_000 + sent, ROWS);
  const child = crypto.randomUUID();
  await returnRows(root, [2, 5], child);
  const by = await record.standing('甲专管');

  const acted = await act(record.store, child, { command: () => ({ type: 'withdraw', by, version: 1 }) }, record.now());

  expect(acted.ok).toBe(true);
  const all = await whereabouts(root);
  expect(all.find(({ id }) => id === child)).toMatchObject({ claimed: [], awards: 0 });
  expect(all.find(({ id }) => id === root)?.claimed).toHaveLength(ROWS - 2);
});
