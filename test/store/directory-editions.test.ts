// The directory edition by edition: what is in force, and that what was can be asked again, for good.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shippedCalendar } from '../../config/calendars.ts';
import { hebei2022 } from '../../config/standards.ts';
import { checkRows } from '../../domain/check.ts';
import type { DirectoryFile } from '../../domain/directory.ts';
import { compareDirectory } from '../../store/compare-directory.ts';
import { institutionOf, postsFor } from '../../store/directory.ts';
import { currentEdition, editionAt, entriesAt, personAt } from '../../store/directory-editions.ts';
import { readStream } from '../../store/events.ts';
import { loadDirectory, loadWithin } from '../../store/load-directory.ts';
import { rowBatches } from '../../workbook/read.ts';
import { opening, openRecord, type Record } from '../support/record.ts';
import { certificates, directory, line, workbook } from '../support/world-people.ts';

let record: Record;
beforeAll(async () => {
  record = await openRecord();
});
afterAll(() => record?.close());

const later = (days: number) => new Date(opening.getTime() + days * 86_400_000);
const load = (file: DirectoryFile, days: number) => loadDirectory(record.store, file, later(days));
const eventsOf = () => readStream(record.db, { kind: 'directory', id: 'directory' });

/** Another occupation, name and prefix for 甲's institution, and 辛 works for it now. */
const changed: DirectoryFile = {
  ...directory,
  institutions: directory.institutions.map((one) =>
    one.code === 'JG-A' ? { ...one, name: '改名评价中心', prefixes: ['S000013000009'] } : one,
  ),
  scopes: directory.scopes.map((one) => (one.institution === 'JG-A' ? { ...one, occupation: '电工' } : one)),
  people: directory.people.map((one) => (one.name === '辛专管' ? { ...one, institution: 'JG-A' } : one)),
};

/** Codes of what a file is told when it is checked against what an edition said. */
async function found(edition: number): Promise<string[]> {
  const checking = checkRows(rowBatches(await workbook(certificates(0, 2))), {
    standard: hebei2022,
    calendar: shippedCalendar,
    today: '2026-03-05',
    institution: await institutionOf(record.db, 'JG-A', edition),
  });
  const codes = new Set<string>();
  for await (const batch of checking) for (const { code } of batch.flatMap(({ findings }) => findings)) codes.add(code);
  return [...codes].sort();
}

test('the same workbook again, its rows in another order, makes no new edition', async () => {
  const before = await currentEdition(record.db);

  const loaded = await load(
    {
      ...directory,
      people: directory.people.toReversed(),
      institutions: directory.institutions.toReversed(),
      scopes: directory.scopes.toReversed(),
    },
    1,
  );

  expect(loaded).toMatchObject({ edition: before, changed: false });
  expect(await currentEdition(record.db)).toBe(before);
});

test('a file checked under an older edition is told the same again', async () => {
  const first = await currentEdition(record.db);
  const once = await found(first);

  const { edition } = await load(changed, 2);

  expect(edition).toBe(first + 1);
  expect(await found(first)).toEqual(once);
  expect(await found(edition)).not.toEqual(once);
  expect(await institutionOf(record.db, 'JG-A', first)).toMatchObject({
    name: '河北示范评价中心（甲）',
    scope: [{ occupation: '车工' }],
  });
  expect(await institutionOf(record.db, 'JG-A')).toMatchObject({
    name: '改名评价中心',
    scope: [{ occupation: '电工' }],
  });
});

test('the edition in force is told by its moment', async () => {
  const edition = await currentEdition(record.db);

  expect(await editionAt(record.db, later(2))).toBe(edition);
  expect(await editionAt(record.db, later(1.5))).toBe(edition - 1);
  expect(await editionAt(record.db, later(-1))).toBe(0);
});

test('what a person held is kept edition by edition', async () => {
  const edition = await currentEdition(record.db);
  const { id } = await record.standing('辛专管');

  expect((await personAt(record.db, id, edition - 1))?.clerkOf).toEqual([
    { institution: 'JG-B', from: null, to: null },
  ]);
  expect((await personAt(record.db, id, edition))?.clerkOf).toEqual([{ institution: 'JG-A', from: null, to: null }]);
});

test('what is no longer listed is gone from the newest edition and stays in the older ones', async () => {
  const { edition } = await load(
    {
      ...directory,
      institutions: directory.institutions.filter(({ code }) => code !== 'JG-B'),
      scopes: directory.scopes.filter(({ institution }) => institution !== 'JG-B'),
      people: directory.people.filter(({ institution }) => institution !== 'JG-B'),
    },
    3,
  );

  expect(await institutionOf(record.db, 'JG-B')).toBeNull();
  expect(await institutionOf(record.db, 'JG-B', edition - 1)).toMatchObject({ code: 'JG-B', provinceCode: '13' });
  expect((await entriesAt(record.db, edition)).institution.size).toBe(1);
});

test('a post that is listed no more is not chosen for new work', async () => {
  const post = { row: 9, code: 'a-first', office: 'CITY', title: '先前的岗', kind: 'review' } as const;
  const holder = line(90, '乙市审', { role: 'reviewer', posts: ['a-first'] });
  const route = record.store.route('hebei-2022');
  await load({ ...directory, posts: [...directory.posts, post], people: [...directory.people, holder] }, 4);
  const withIt = await postsFor(record.db, route, 'JG-A');

  await load(directory, 5);

  expect(withIt[0]).toBe('a-first');
  expect((await postsFor(record.db, route, 'JG-A'))[0]).toBe('city-review');
});

test('each edition is an event that says since when, by whom, from which file, and how much; never who', async () => {
  await load(changed, 6);
  const { id } = await record.standing('庚省管');
  const loaded = await record.db.transaction((tx) =>
    loadWithin(tx, record.store, directory, { by: id, file: null }, later(7)),
  );

  const events = await eventsOf();

  expect(events.at(-1)).toMatchObject({
    type: 'in-force',
    seq: loaded === 'moved-on' ? 0 : loaded.edition,
    body: {
      from: '2026-03-12',
      by: id,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      counts: { institution: { added: 0, changed: 1, ended: 0 }, clerkship: { added: 1, changed: 0, ended: 1 } },
    },
  });
  for (const { name, mobile } of directory.people) {
    expect(JSON.stringify(events)).not.toContain(name);
    expect(JSON.stringify(events)).not.toContain(mobile);
  }
});

test('a directory that was compared with an older edition is not loaded', async () => {
  const edition = await currentEdition(record.db);
  const loading = { by: null, file: null, basedOn: edition - 1 };

  const loaded = await record.db.transaction((tx) => loadWithin(tx, record.store, changed, loading, later(8)));

  expect(loaded).toBe('moved-on');
  expect(await currentEdition(record.db)).toBe(edition);
});

test('what was once said can neither be changed nor taken away', async () => {
  for (const change of ['update directory_entries set said = null', 'delete from directory_entries']) {
    await expect(record.db.query(change)).rejects.toThrow();
  }
});

test('a comparison changes nothing, names nobody in full, and counts what waits', async () => {
  const edition = await currentEdition(record.db);
  await record.submitted(0);
  const without = directory.people.filter(({ name }) => name !== '甲专管');
  const compared = await record.db.transaction((tx) =>
    compareDirectory(tx, record.store, { ...directory, people: without }, null, later(8)),
  );

  expect(await currentEdition(record.db)).toBe(edition);
  expect(compared.changes.map(({ kind, how, what }) => `${kind} ${how} ${what}`)).toEqual([
    'person ended 甲**',
    'clerkship ended 甲**：河北示范评价中心（甲）',
  ]);
  expect(compared.warnings).toEqual([expect.stringContaining('有 1 件在办，生效后没有专管员')]);
});

test('two people who exchange their numbers, and one who takes another’s address, stay who they are', async () => {
  const withMail = directory.people.map((one) => (one.name === '乙市审' ? { ...one, email: 'yi@example.com' } : one));
  await load({ ...directory, people: withMail }, 9);
  const [yi, bing] = [await record.standing('乙市审'), await record.standing('丙市审')];

  await load(
    {
      ...directory,
      people: directory.people.map((one) => (one.name === '丙市审' ? { ...one, email: 'yi@example.com' } : one)),
    },
    10,
  );

  expect((await record.standing('乙市审')).id).toBe(yi.id);
  expect((await record.standing('丙市审')).id).toBe(bing.id);
});
