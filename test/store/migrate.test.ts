// The schema: built once by whoever comes first, owned by nobody who runs the application.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../store/migrate.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { asAdmin, runNames } from '../support/run-databases.ts';

let fresh: TestDatabase;
let appRole: string;
const empty = `empty_${randomBytes(6).toString('hex')}`;

const named = (url: string, database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href;

beforeAll(async () => {
  fresh = await freshDatabase();
  appRole = runNames().app;
  await asAdmin(fresh.adminUrl, (admin) => admin.query(`create database ${empty} owner ${runNames().owner}`));
});

afterAll(async () => {
  await asAdmin(fresh.adminUrl, (admin) => admin.query(`drop database ${empty} with (force)`));
  await fresh?.drop();
});

test('three runs at once on an empty database run every migration once', async () => {
  const ownerUrl = named(fresh.ownerUrl, empty);
  const ran: string[] = [];
  const run = () => migrate({ ownerUrl, appRole, log: (name) => ran.push(name) });

  await Promise.all([run(), run(), run()]);
  await run();

  expect(ran.slice(0, 2)).toEqual(['0001-foundation', '0002-register']);
  expect(new Set(ran).size).toBe(ran.length);
});

test('the application owns nothing, may make nothing, and is no superuser', async () => {
  const app = new pg.Client({ connectionString: fresh.url });
  await app.connect();

  const owned = await app.query('select relname from pg_class where pg_has_role(current_user, relowner, $1)', [
    'usage',
  ]);
  const tables = await app.query("select from pg_class where relname = 'events' and relowner <> 0");

  expect(owned.rows).toEqual([]);
  expect(tables.rows).toHaveLength(1);
  await expect(app.query('create table mine (x int)')).rejects.toMatchObject({ code: '42501' });
  await expect(app.query('alter table events disable trigger all')).rejects.toMatchObject({ code: '42501' });
  await expect(app.query('delete from records')).rejects.toMatchObject({ code: '42501' });
  await expect(app.query('update records set version = 2')).rejects.toMatchObject({ code: '42501' });
  await app.end();
});

test.each([
  ['the owner itself', () => runNames().owner, 'superuser or owner'],
  ['a superuser', () => 'postgres', 'superuser or owner'],
  ['a role that does not exist', () => 'nobody_here', 'does not exist'],
])('%s is refused as the application role', async (_what, role, words) => {
  const attempt = migrate({ ownerUrl: fresh.ownerUrl, appRole: role() });

  await expect(attempt).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
});

test('the tables meant for 10^8 rows are spread over sixteen partitions', async () => {
  const counts = await asAdmin(fresh.adminUrl, (admin) =>
    admin.query(
      `select inhparent::regclass::text as name, count(*)::int as count from pg_inherits
       join pg_partitioned_table on partrelid = inhparent group by 1 order by 1`,
    ),
  );

  expect(counts.rows).toEqual(['certificates', 'claims', 'drafts', 'records'].map((name) => ({ name, count: 16 })));
});
