// How people of the directory become people on the platform, and what a new directory changes for them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { namesOf, standingOf } from '../../store/directory.ts';
import { loadDirectory } from '../../store/load-directory.ts';
import {
  join,
  learnOpenId,
  leaveCompany,
  looksLikeJoinCode,
  makeJoinCode,
  peopleNamed,
  peopleToLookUp,
} from '../../store/people.ts';
import { openIdOf, opening, openRecord, type Record } from '../support/record.ts';
import { directory, type Who } from '../support/world-people.ts';

let record: Record;

beforeAll(async () => {
  record = await openRecord();
});
afterAll(() => record?.close());

const later = (days: number) => new Date(opening.getTime() + days * 86_400_000);
const within = <T>(work: Parameters<typeof record.db.transaction<T>>[0]) => record.db.transaction(work);

/** Somebody new in the directory, not on the platform yet. */
async function listed(name: string, more: { mobile?: string; posts?: string[] } = {}): Promise<string> {
  const [pattern] = directory.people.filter((line) => line.role === 'reviewer');
  if (pattern === undefined) throw new Error('no reviewer to copy');
  const line = { ...pattern, row: 90, name, mobile: more.mobile ?? null, posts: more.posts ?? ['city-review'] };
  await loadDirectory(record.store, { ...directory, people: [...directory.people, line] }, opening);
  const [id = ''] = await peopleNamed(record.db, record.store.sealer, name);
  return id;
}

test('a code lets the person join once, and nobody else after that', async () => {
  const id = await listed('癸新人');
  const code = await within((tx) => makeJoinCode(tx, id, opening));

  expect(looksLikeJoinCode(code)).toBe(true);
  expect(await within((tx) => join(tx, ` ${code.toLowerCase()} `, 'ou_new', opening))).toBe('joined');
  expect(await within((tx) => join(tx, code, 'ou_other', opening))).toBe('bad-code');
  expect((await standingOf(record.db, 'ou_new', '2026-03-05'))?.id).toBe(id);
});

test('a code is good for seven days, and a newer one takes its place', async () => {
  const id = await listed('子新人');
  const first = await within((tx) => makeJoinCode(tx, id, opening));
  const second = await within((tx) => makeJoinCode(tx, id, opening));

  expect(await within((tx) => join(tx, first, 'ou_zi', opening))).toBe('bad-code');
  expect(await within((tx) => join(tx, second, 'ou_zi', later(8)))).toBe('bad-code');
});

test('an open_id that is somebody’s stays theirs', async () => {
  const id = await listed('丑新人');

  expect(await within((tx) => learnOpenId(tx, id, openIdOf('甲专管'), opening))).toBe(false);
});

test('everybody who can be asked for is looked up, however many they are', async () => {
  const [pattern] = directory.people;
  if (pattern === undefined) throw new Error('an empty directory');
  const many = Array.from({ length: 510 }, (_, i) => ({
    ...pattern,
    row: 100 + i,
    name: `寅${i}`,
    mobile: `139${String(i).padStart(8, '0')}`,
  }));
  await loadDirectory(record.store, { ...directory, people: [...directory.people, ...many] }, opening);

  const asked = await peopleToLookUp(record.db, record.store.sealer);

  expect(asked.filter(({ mobile }) => mobile?.startsWith('139'))).toHaveLength(510);
});

test('names are opened together, and those who are not there are left out', async () => {
  const { id } = await record.standing('乙市审');

  const names = await namesOf(record.db, record.store.sealer, [id, id, '00000000-0000-4000-8000-000000000000']);

  expect([...names]).toEqual([[id, '乙市审']]);
});

test('who leaves the company holds nothing from that day on', async () => {
  await within((tx) => leaveCompany(tx, openIdOf('丙市审'), '2026-03-06', opening));

  expect(await standingOf(record.db, openIdOf('丙市审'), '2026-03-05')).not.toBeNull();
  expect(await standingOf(record.db, openIdOf('丙市审'), '2026-03-06')).toBeNull();
  expect(await within((tx) => leaveCompany(tx, openIdOf('丙市审'), '2026-03-07', opening))).toBeNull();
});

test('whoever takes over a post gets the cards that wait on it', async () => {
  const submission = await record.submitted(0);
  const successor: Who = '戊省审';
  const people = directory.people.map((line) =>
    line.name === successor ? { ...line, posts: ['prov-review', 'city-review'] } : line,
  );

  await loadDirectory(record.store, { ...directory, people }, opening);
  for (const work of await record.waiting('catch-up')) await record.run('catch-up', work);

  const { rows } = await record.db.query(
    "select from deliveries where kind = 'review' and submission = $1 and open_id = $2",
    [submission, openIdOf(successor)],
  );
  expect(rows).toHaveLength(1);
});

test('a new number alone is the same person', async () => {
  const { store, db } = record;
  const id = await listed('丑换号', { mobile: '13922220001' });
  await within((tx) => learnOpenId(tx, id, 'ou_same', opening));

  expect(await listed('丑换号', { mobile: '13922220002' })).toBe('');

  expect((await standingOf(db, 'ou_same', '2026-03-05'))?.id).toBe(id);
  expect((await namesOf(db, store.sealer, [id])).get(id)).toBe('丑换号');
});

test('a number that now belongs to another name is looked up anew', async () => {
  const id = await listed('寅旧主', { mobile: '13933330001' });
  await within((tx) => learnOpenId(tx, id, 'ou_old_owner', opening));

  await listed('卯新主', { mobile: '13933330001' });

  expect(await standingOf(record.db, 'ou_old_owner', '2026-03-05')).toBeNull();
});
