// Rows through COPY's binary format and back: every kind of field, texts of any bytes, rows longer than a piece.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BinaryField, binaryTuples, copyBinary } from '../../store/copy-binary.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

let fresh: TestDatabase;
let db: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.adminUrl, { max: 1 });
});

afterAll(async () => {
  await db?.close();
  await fresh?.drop();
});

const copied = (rows: Iterable<readonly BinaryField[]>) =>
  db.transaction(async (tx) => {
    await tx.query('create temp table t (id uuid, n integer, words text, bytes bytea) on commit drop');
    expect(await tx.copyIn('copy t from stdin with (format binary)', copyBinary([binaryTuples(rows)]))).toBe(
      [...rows].length,
    );
    return (await tx.query('select * from t order by n')).rows;
  });

const id = Buffer.from('0123456789abcdef0123456789abcdef', 'hex');

test('every kind of field comes back as it was, and nothing for null', async () => {
  const rows = await copied([
    [id, -1, '测试\u{20BB7}\t\\N\n"', Buffer.from([0, 255, 92])],
    [null, 0, '', Buffer.alloc(0)],
    [null, 2_147_483_647, null, null],
  ]);

  expect(rows).toEqual([
    {
      id: '01234567-89ab-cdef-0123-456789abcdef',
      n: -1,
      words: '测试\u{20BB7}\t\\N\n"',
      bytes: Buffer.from([0, 255, 92]),
    },
    { id: null, n: 0, words: '', bytes: Buffer.alloc(0) },
    { id: null, n: 2_147_483_647, words: null, bytes: null },
  ]);
});

test('U+0000, which the database cannot hold, becomes the replacement character', async () => {
  expect(await copied([[id, 1, 'a\0b', null]])).toMatchObject([{ words: 'a\uFFFDb' }]);
});

test('rows at the border of a piece, and one longer than it, arrive whole', async () => {
  const lengths = [131_000, 50, 60, 400_000, 3, 131_072, 131_072];

  const rows = await copied(lengths.map((length, n) => [id, n, '中'.repeat(length), Buffer.alloc(length, n)]));

  expect(rows.map(({ words, bytes }) => [words.length, bytes.length])).toEqual(lengths.map((n) => [n, n]));
});

test('no rows are a COPY of none', async () => {
  expect(await copied([])).toEqual([]);
});
