// An old version checked once more: under the standard, the calendar and the directory of its own day, and nothing written.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rerun } from '../../cli/rerun.ts';
import { hebei2022, standardOf } from '../../config/standards.ts';
import type { Standard } from '../../domain/standard.ts';
import { loadDirectory } from '../../store/load-directory.ts';
import { submissionCalled } from '../../store/submission-lists.ts';
import { openRecord, type Record } from '../support/record.ts';
import { certificates, directory, workbook } from '../support/world-people.ts';

let record: Record;
beforeAll(async () => {
  record = await openRecord();
});
afterAll(async () => record?.close());

/** The next version of the standard, which demands an employer of everybody. */
const stricter: Standard = standardOf({
  ...hebei2022,
  version: 2,
  fields: hebei2022.fields.map((field) => (field.key === 'employer' ? { ...field, required: true } : field)),
});
const standardCalled = (frozen: string) => (frozen.endsWith('@2') ? stricter : hebei2022);

const counts = async () =>
  (
    await record.db.query(
      `select (select count(*) from events) as events, (select count(*) from findings) as findings,
         (select count(*) from drafts) as drafts, (select count(*) from calendar_years) as years`,
    )
  ).rows[0];

test('each version gives what it gave, whatever came into force since', async () => {
  const [a, b, c] = certificates(0, 3);
  if (!a || !b || !c) throw new Error('three certificates were wanted');
  record.parts.standard = standardCalled;
  const { id } = await record.send('甲专管', await workbook([a, { ...b, name: '' }]));
  await record.check(id, 1);

  record.parts.store.terms = () => ({ route: 'hebei-2022', standard: `${hebei2022.id}@2` });
  const file = await workbook([
    { ...a, issuer: '另一家中心' },
    { ...b, employer: '' },
    { ...c, employer: '某某示例厂' },
  ]);
  await record.send('甲专管', file, id);
  await record.check(id, 2);
  record.at('2026-05-20T01:00:00Z');
  const scopes = directory.scopes.map((scope) => ({ ...scope, occupation: '焊工' }));
  await loadDirectory(record.store, { ...directory, scopes }, record.now());
  await record.db.query(
    `insert into calendar_years select year, version + 1, notice, '{}', '{}', $1 from calendar_years where year = 2026`,
    [record.now()],
  );
  const before = await counts();

  const first = await rerun(record.store, standardCalled, { submission: id, version: 1 });
  const second = await rerun(record.store, standardCalled, { submission: id, version: 2 });

  expect(first).toMatchObject({ standard: `${hebei2022.id}@1`, on: '2026-03-05', differences: [] });
  expect(second).toMatchObject({ standard: `${hebei2022.id}@2`, on: '2026-03-05', differences: [] });
  expect(first?.calendar).toBe(second?.calendar);
  expect(await counts()).toEqual(before);
});

test('a number is read as people write it', async () => {
  const { id } = await record.send('甲专管', await workbook(certificates(20, 1)));
  const { rows } = await record.db.query<{ no: number }>('select no from submissions where id = $1', [id]);
  const no = rows[0]?.no;

  for (const written of [`HZ-${no}`, `hz-${no}`, `${no}`]) {
    expect(await submissionCalled(record.db, written)).toEqual({ id, version: 1 });
  }
  expect(await submissionCalled(record.db, 'HZ-999999')).toBeNull();
  expect(await submissionCalled(record.db, "1' or '1")).toBeNull();
});

test('under another standard, what differs is named', async () => {
  const { id } = await record.send(
    '甲专管',
    await workbook(certificates(10, 2).map((one) => ({ ...one, employer: '' }))),
  );
  await record.check(id, 1);

  const other = await rerun(record.store, () => hebei2022, { submission: id, version: 1 });

  expect(other?.differences.map(({ only, row, field }) => `${only} ${row} ${field}`)).toEqual([
    'then 2 employer',
    'then 3 employer',
  ]);
});

test('a version that was never read cannot be run again', async () => {
  const { id } = await record.send('甲专管', Buffer.from('%PDF-1.4\n%demo\n'));
  await record.check(id, 1);

  expect(await rerun(record.store, standardCalled, { submission: id, version: 1 })).toBeNull();
  expect(await rerun(record.store, standardCalled, { submission: id, version: 7 })).toBeNull();
});
