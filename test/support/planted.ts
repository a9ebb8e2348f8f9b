// Looks through the raw content of every table for values that must not be readable there.
import type { Queryable } from '../../store/database.ts';

export type PlantedFind = { table: string; value: string };

/**
 * Every table that holds one of the values, as text or as UTF-8 bytes, in any column. Ask as superuser
 * (`openDatabase(fresh.adminUrl)`): the application may not read every table. Values should be six bytes or longer.
 */
export async function plantedValuesIn(q: Queryable, values: readonly string[]): Promise<PlantedFind[]> {
  const { rows: tables } = await q.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  if (tables.length === 0) throw new Error('no tables were looked through');
  // A row written as text shows bytea columns in hexadecimal.
  const asBytes = values.map((value) => Buffer.from(value, 'utf8').toString('hex'));
  const found: PlantedFind[] = [];
  for (const { name } of tables) {
    const { rows } = await q.query<{ value: string }>(
      `select distinct p.value from ${name} t, unnest($1::text[], $2::text[]) as p (value, bytes)
       where strpos(t::text, p.value) > 0 or strpos(t::text, p.bytes) > 0 order by 1`,
      [values, asBytes],
    );
    for (const { value } of rows) found.push({ table: name, value });
  }
  return found;
}
