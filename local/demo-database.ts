// The demo's database: two roles and a database made on the embedded server, or the one the environment names.
// The schema is the migrations' business.
import pg from 'pg';
import { markEmbedded } from '../config/demo.ts';
import type { Secrets } from './demo-secrets.ts';

const DATABASE = 'hezheng';
const OWNER = 'hezheng_owner';
const APP_ROLE = 'hezheng_app';

export type DemoUrls = { ownerUrl: string; appUrl: string };

/** The two roles' URLs as the environment gives them, or null to run a server of one's own. Throws when one is missing. */
export function givenDatabase({
  DATABASE_URL: appUrl,
  DATABASE_OWNER_URL: ownerUrl,
}: NodeJS.ProcessEnv): DemoUrls | null {
  if (!appUrl && !ownerUrl) return null;
  if (!appUrl || !ownerUrl) {
    throw new Error('DATABASE_URL（程序用的角色）和 DATABASE_OWNER_URL（表的属主）要一起设置，或者都不设置');
  }
  return { ownerUrl, appUrl };
}

/** Whether this database has been migrated before. */
export async function hasTables(ownerUrl: string): Promise<boolean> {
  return asAdmin(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ found: boolean }>("select to_regclass('submissions') is not null as found");
    return rows[0]?.found === true;
  });
}

/** Whether a demo has been run on this server before. */
export async function databaseExists(adminUrl: string): Promise<boolean> {
  return asAdmin(adminUrl, async (admin) => {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [DATABASE]);
    return rowCount !== 0;
  });
}

/** Roles and database as they should be, whatever was there before; the passwords are those of `secrets`. */
export async function prepareDatabase(adminUrl: string, secrets: Secrets): Promise<DemoUrls> {
  await asAdmin(adminUrl, async (admin) => {
    await ensureRole(admin, OWNER, 'login createrole', secrets.ownerPassword);
    await ensureRole(admin, APP_ROLE, 'login', secrets.appPassword);
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await admin.query(`create database ${DATABASE} owner ${OWNER}`);
  });
  return {
    ownerUrl: urlFor(adminUrl, OWNER, secrets.ownerPassword),
    appUrl: urlFor(adminUrl, APP_ROLE, secrets.appPassword),
  };
}

async function ensureRole(admin: pg.Client, role: string, attributes: string, password: string): Promise<void> {
  const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role]);
  const verb = rowCount === 0 ? 'create' : 'alter';
  await admin.query(`${verb} role ${role} ${attributes} password ${pg.escapeLiteral(password)}`);
}

async function asAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function urlFor(adminUrl: string, role: string, password: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${DATABASE}`;
  url.username = role;
  url.password = password;
  return markEmbedded(url.href);
}
