// What one test run calls its template and roles, and how they are taken away again. Knows nothing of the schema.
import pg from 'pg';

/** Named after the run: two runs may share one server, and an old run's template never meets newer migrations. */
export function runNames(): { template: string; building: string; owner: string; app: string } {
  const run = process.env.HEZHENG_TEST_RUN;
  if (!run || !/^\w+$/.test(run)) throw new Error('HEZHENG_TEST_RUN is not set: run the tests with vitest');
  return { template: `template_${run}`, building: `building_${run}`, owner: `owner_${run}`, app: `app_${run}` };
}

/** Deletes what this run left on a server that outlives it. Databases of test files are theirs to drop. */
export async function dropRunDatabases(adminUrl: string): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    const { template, building, owner, app } = runNames();
    const left = await admin.query<{ datname: string }>(
      `select datname from pg_database where datname in ($1, $2) or datdba = to_regrole($3)`,
      [template, building, owner],
    );
    for (const { datname } of left.rows) await admin.query(`drop database ${datname} with (force)`);
    await admin.query(`drop role if exists ${app}`);
    await admin.query(`drop role if exists ${owner}`);
  });
}

/** Runs `work` over a superuser's connection of its own. */
export async function asAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
