// A register of made-up certificates for the benchmarks: hashes and sealed parts are noise, as they look to the database.
import pg from 'pg';

/** Fills records, certificates and claims with so many rows of one institution, and settles the tables. */
export async function fillRegister(adminUrl: string, rows: number): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(
    `create temp table filling as
     select gen_random_uuid() as id, gen_random_uuid() as submission, decode(md5('n' || i), 'hex') as number,
       decode(md5('d' || i), 'hex') as document, decode(md5('p' || i), 'hex') as name,
       decode(repeat(md5('s' || i), 13), 'hex') as sealed
     from generate_series(1, $1::int) as i`,
    [rows],
  );
  await admin.query(
    `insert into records select id, 1, 'JG-9', '车工', '', '五级', '2025-03-03', '居民身份证', name, document, number,
       'hash-1/n1', submission, sealed from filling`,
  );
  await admin.query(
    `insert into certificates
     select id, 1, 'JG-9', 'published', name, document, number, 'hash-1/n1', now(), submission from filling`,
  );
  await admin.query('insert into claims select number, id, submission from filling');
  await admin.query('drop table filling');
  for (const table of ['records', 'certificates', 'claims']) await admin.query(`vacuum (analyze) ${table}`);
  await admin.query('checkpoint');
  await admin.end();
}
