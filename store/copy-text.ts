// Rows as PostgreSQL's COPY takes them in text format. Pure; knows no table.

/** Rows are handed on in pieces of about this size. */
const CHUNK_CHARACTERS = 65_536;

export type CopyField = string | number | Buffer | null;

/** The chunks of a COPY: one line per row, fields in the order of the columns. */
export async function* copyText(
  rows: AsyncIterable<readonly CopyField[]> | Iterable<readonly CopyField[]>,
): AsyncGenerator<string> {
  let chunk = '';
  for await (const row of rows) {
    chunk += `${row.map(write).join('\t')}\n`;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** PostgreSQL's text cannot hold U+0000, which a CSV file can: it becomes the replacement character. */
export function storable(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}

/** A value as JSON for a `jsonb` column, which refuses U+0000 even when it is escaped. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? storable(part) : part));
}

/** What COPY's text format writes otherwise, or cannot hold. Most fields have none of it. */
const special = /[\0\\\t\n\r]/;

function write(field: CopyField): string {
  if (field === null) return '\\N';
  if (typeof field === 'number') return String(field);
  if (typeof field !== 'string') return `\\\\x${field.toString('hex')}`;
  if (!special.test(field)) return field;
  return storable(field)
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}
