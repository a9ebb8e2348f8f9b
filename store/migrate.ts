// Brings the database to the newest schema, as the role that owns the tables. Forward only; also run as a program.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { loadEnv } from '../config/env.ts';

/** A NOLOGIN role made by 0001: migrations grant to it, and `migrate` makes the application's role a member. */
const RUNTIME_ROLE = 'hezheng_runtime';
const MIGRATIONS_DIR = fileURLToPath(new URL('./migrations', import.meta.url));

export type MigrateOptions = {
  /** URL of the role that owns, or will own, the tables. It needs CREATEROLE once, to make the runtime role. */
  ownerUrl: string;
  /** Name of the existing role the application logs in as; neither the owner nor a superuser. */
  appRole: string;
  /** Called with the name of each migration that was run. */
  log?: (name: string) => void;
};

/**
 * Runs all new migrations in one transaction under an advisory lock (two runs at once: the second waits and finds
 * nothing to do), then makes `appRole` a member of the runtime role. Throws when the application's role could undo
 * what the migrations forbid it.
 */
export async function migrate({ ownerUrl, appRole, log = () => {} }: MigrateOptions): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'hezheng-migrate' });
  await client.connect();
  try {
    await refuseMightyRole(client, appRole);
    const ran = await runner({
      dbClient: client,
      dir: MIGRATIONS_DIR,
      direction: 'up',
      singleTransaction: true,
      migrationsTable: 'migrations',
      advisoryLockMode: 'wait',
      logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    });
    for (const { name } of ran) log(name);
    await admit(client, appRole);
  } catch (cause) {
    throw new Error('migration failed', { cause });
  } finally {
    await client.end();
  }
}

/** An owner or a superuser could switch the triggers off that keep events as they are. */
async function refuseMightyRole(client: pg.Client, appRole: string): Promise<void> {
  const { rows } = await client.query<{ super: boolean; owner: boolean }>(
    'select rolsuper as super, rolname = current_user as owner from pg_roles where rolname = $1',
    [appRole],
  );
  const [role] = rows;
  if (role === undefined) throw new Error(`the application's role ${appRole} does not exist`);
  if (role.super || role.owner) throw new Error(`${appRole} may not run the application: it is superuser or owner`);
}

async function admit(client: pg.Client, appRole: string): Promise<void> {
  await client.query('begin');
  try {
    // Two grants of the same membership at once fail with "tuple concurrently updated".
    await client.query("select pg_advisory_xact_lock(hashtext('hezheng-admit'))");
    const { rows } = await client.query<{ member: boolean }>("select pg_has_role($1, $2, 'usage') as member", [
      appRole,
      RUNTIME_ROLE,
    ]);
    if (rows[0]?.member !== true) {
      await client.query(`grant ${RUNTIME_ROLE} to ${pg.escapeIdentifier(appRole)}`).catch((cause: unknown) => {
        const remedy = `as superuser: grant ${RUNTIME_ROLE} to <owner> with admin option`;
        throw new Error(`the owner may not admit ${appRole} to ${RUNTIME_ROLE}; ${remedy}`, { cause });
      });
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function main(): Promise<void> {
  const env = loadEnv(process.env, 'migrate');
  const appRole = decodeURIComponent(new URL(env.DATABASE_URL).username);
  await migrate({ ownerUrl: env.DATABASE_OWNER_URL, appRole, log: (name) => process.stdout.write(`${name}\n`) });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main();
}
