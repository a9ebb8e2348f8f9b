import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const made: TestDatabase[] = [];

afterAll(async () => {
  for (const database of made) await database.drop();
});

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('databases made at the same moment are migrated and know nothing of each other', async () => {
  const [one, two] = await Promise.all([freshDatabase(), freshDatabase()]);
  made.push(one, two);

  await ask(one.ownerUrl, 'create table only_here (x int)');

  const tables = `select table_name from information_schema.tables where table_schema = 'public'`;
  const inTwo = (await ask<{ table_name: string }>(two.ownerUrl, tables)).map((row) => row.table_name);
  expect(inTwo.length).toBeGreaterThan(0);
  expect(inTwo).not.toContain('only_here');
});

test('the application connects as a role that owns no table', async () => {
  const database = await freshDatabase();
  made.push(database);

  const owned = await ask(database.url, `select tablename from pg_tables where tableowner = current_user`);

  expect(owned).toEqual([]);
  await expect(ask(database.url, 'create table mine (x int)')).rejects.toThrow(/permission denied/);
});
