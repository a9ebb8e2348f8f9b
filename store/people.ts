// How a person of the directory becomes a person on the platform: by look-up, or by a one-time code typed to the bot.
import { createHash, randomInt } from 'node:crypto';
import type { Queryable, Tx } from './database.ts';
import { openPeople } from './directory.ts';
import { append, type NewEvent, readStream } from './events.ts';
import { leave } from './outbox.ts';
import type { Sealer } from './sealing.ts';

/** Without letters and digits that are mistaken for each other. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const codeLength = 10;
const codeLivesDays = 7;
const dayMs = 86_400_000;

export type Unknown = { id: string; mobile: string | null; email: string | null };

/** People whose open_id is not known yet and who can be asked for by mobile or e-mail. */
export async function peopleToLookUp(q: Queryable, sealer: Sealer): Promise<Unknown[]> {
  const people = await openPeople(q, sealer, await notJoined(q));
  return [...people]
    .map(([id, { mobile, email }]) => ({ id, mobile, email }))
    .filter(({ mobile, email }) => mobile !== null || email !== null);
}

/** People of this very name who have not joined yet. */
export async function peopleNamed(q: Queryable, sealer: Sealer, name: string): Promise<string[]> {
  const people = await openPeople(q, sealer, await notJoined(q));
  return [...people].flatMap(([id, person]) => (person.name === name ? [id] : []));
}

/** All of them: a directory is small. */
async function notJoined(q: Queryable): Promise<string[]> {
  const { rows } = await q.query<{ id: string }>(
    'select id from people where open_id is null and left_on is null order by id',
  );
  return rows.map(({ id }) => id);
}

/** Writes down who a person is on the platform; an open_id that someone else has stays theirs. False when nothing changed. */
export async function learnOpenId(tx: Tx, person: string, openId: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update people set open_id = $2 where id = $1 and open_id is null
     and not exists (select from people where open_id = $2)`,
    [person, openId],
  );
  if (rowCount !== 1) return false;
  await appendToPerson(tx, person, { type: 'joined', version: 1, body: {} }, now);
  await leave(tx, { job: 'catch-up', payload: { person } }, now);
  return true;
}

/** Who leaves the company is nobody's holder any more. Their id; null when the person is not known or gone already. */
export async function leaveCompany(tx: Tx, openId: string, today: string, now: Date): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    'update people set left_on = $2 where open_id = $1 and left_on is null returning id',
    [openId, today],
  );
  const [person] = rows;
  if (person === undefined) return null;
  await appendToPerson(tx, person.id, { type: 'left', version: 1, body: {} }, now);
  return person.id;
}

/** A new one-time code for a person, valid for seven days; earlier unused ones stop working. */
export async function makeJoinCode(tx: Tx, person: string, now: Date): Promise<string> {
  const code = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  await tx.query('delete from join_codes where person = $1 and used_at is null', [person]);
  await tx.query('insert into join_codes (hash, person, expires_at) values ($1, $2, $3)', [
    hashOf(code),
    person,
    new Date(now.getTime() + codeLivesDays * dayMs),
  ]);
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** Whether words typed in the chat could be a code at all. */
export function looksLikeJoinCode(words: string): boolean {
  return new RegExp(`^[${alphabet}]{5}-?[${alphabet}]{5}$`).test(words.trim().toUpperCase());
}

/** Uses a code: `joined`, or `bad-code` when it is wrong, used or too old. */
export async function join(tx: Tx, code: string, openId: string, now: Date): Promise<'joined' | 'bad-code'> {
  const { rows } = await tx.query<{ person: string }>(
    'update join_codes set used_at = $2 where hash = $1 and used_at is null and expires_at > $2 returning person',
    [hashOf(code), now],
  );
  const [used] = rows;
  return used !== undefined && (await learnOpenId(tx, used.person, openId, now)) ? 'joined' : 'bad-code';
}

/** 31^10 codes that live a week: a plain hash is enough, none can be found by trying. */
function hashOf(code: string): Buffer {
  return createHash('sha256').update(code.trim().toUpperCase().replace('-', '')).digest();
}

/** Puts it on record in the person's own stream. */
export async function appendToPerson(tx: Tx, person: string, event: NewEvent, now: Date): Promise<void> {
  const stream = { kind: 'person', id: person };
  const { length } = await readStream(tx, stream);
  await append(tx, stream, length, [event], now);
}
