// A database of its own for each test file, copied from a template that the migrations build once per run.
// Several test processes start at the same moment: an advisory lock lets one of them build, and copies go one by one.
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { migrate } from '../../store/migrate.ts';
import { asAdmin, runNames } from './run-databases.ts';

/** Any fixed number: who holds this advisory lock may build the template or copy it. */
const TEMPLATE_LOCK = 4_719_202;

export type TestDatabase = {
  /** As the application connects: may read and write, owns nothing. */
  url: string;
  /** As the owner of the tables connects. */
  ownerUrl: string;
  /** Superuser on this database, for tests that restart connections or look behind the scenes. */
  adminUrl: string;
  /** Deletes the database, cutting connections that are still open. */
  drop: () => Promise<void>;
};

/** A fresh, migrated, otherwise empty database. Call `drop` in `afterAll`. */
export async function freshDatabase(): Promise<TestDatabase> {
  const adminUrl = await findAdminUrl();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await buildTemplate(admin, adminUrl);
    await admin.query(`create database ${name} template ${runNames().template} owner ${runNames().owner}`);
  });
  return {
    url: urlFor(adminUrl, name, runNames().app),
    ownerUrl: urlFor(adminUrl, name, runNames().owner),
    adminUrl: urlFor(adminUrl, name),
    drop: () => asAdmin(adminUrl, async (admin) => void (await admin.query(`drop database ${name} with (force)`))),
  };
}

async function ensureRole(admin: pg.Client, role: string, attributes: string): Promise<void> {
  const known = await admin.query('select from pg_roles where rolname = $1', [role]);
  if (known.rowCount === 0) await admin.query(`create role ${role} ${attributes}`);
}

/** Built under another name and renamed at the end, so that a failed migration leaves no half template behind. */
async function buildTemplate(admin: pg.Client, adminUrl: string): Promise<void> {
  const { template, building, owner, app } = runNames();
  const found = await admin.query('select from pg_database where datname = $1', [template]);
  if (found.rowCount !== 0) return;
  await ensureRole(admin, owner, `login createrole password '${passwordOf(adminUrl)}'`);
  await ensureRole(admin, app, `login password '${passwordOf(adminUrl)}'`);
  // On a server that outlives the run, the runtime role belongs to the owner role of some earlier run.
  const runtime = await admin.query("select from pg_roles where rolname = 'hezheng_runtime'");
  if (runtime.rowCount !== 0) await admin.query(`grant hezheng_runtime to ${owner} with admin option`);
  await admin.query(`drop database if exists ${building} with (force)`);
  await admin.query(`create database ${building} owner ${owner} template template0 encoding 'UTF8' locale 'C'`);
  await migrate({ ownerUrl: urlFor(adminUrl, building, owner), appRole: app });
  await admin.query(`alter database ${building} rename to ${template}`);
}

async function findAdminUrl(): Promise<string> {
  const { HEZHENG_TEST_DATABASE_ADMIN_URL: given, HEZHENG_TEST_DATABASE_STARTER: starter } = process.env;
  if (given) return given;
  if (!starter)
    throw new Error('neither HEZHENG_TEST_DATABASE_ADMIN_URL nor a starter is set: run the tests with vitest');
  const response = await fetch(starter);
  const answer = await response.text();
  if (!response.ok) throw new Error(`PostgreSQL for the tests did not start: ${answer}`);
  return answer;
}

function urlFor(adminUrl: string, database: string, role?: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (role !== undefined) {
    url.username = role;
    url.password = passwordOf(adminUrl);
  }
  return url.href;
}

/** The roles of a run live on a loopback server and die with it: they share the superuser's password. */
function passwordOf(adminUrl: string): string {
  return new URL(adminUrl).password.replaceAll("'", '') || 'test';
}
