// Seals values under data keys, wraps data keys under master keys, and hashes by key. Knows no table but data_keys.
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type DecipherGCM,
  type KeyObject,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import type { Queryable, Tx } from './database.ts';
import { drawingBytes } from './drawn-bytes.ts';
import { frame } from './frame.ts';
import { type KeyedHashes, keyedHashes } from './keyed-hashes.ts';
import { uuidBytes, uuidText } from './uuid.ts';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ID_BYTES = 16;
/** Format 1: format byte, id of the data key (16), nonce (12), tag (16), ciphertext. */
const FORMAT = 1;
const HEADER_BYTES = 1 + ID_BYTES;
const BEFORE_CIPHERTEXT = HEADER_BYTES + NONCE_BYTES + TAG_BYTES;
const MAX_CACHED_KEYS = 1_000;
const MAX_REWRAP = 1_000;
/** The generation of hash keys in use. They are wrapped like data keys, so a new master key leaves hashes as they are. */
export const HASH_KEY = 'hash-1';

/** A key of 32 bytes and the name it goes by in the database. */
export type MasterKey = { name: string; key: Buffer };

/** A data key ready for use; it never leaves this process unwrapped. */
export type DataKey = { readonly id: string; readonly header: Uint8Array; readonly secret: KeyObject };

/** Where a sealed value stands; it opens nowhere else. `version` 1 where the row has no versions. */
export type Place = { table: string; id: string; version: number };

export type Sealer = {
  /** A new data key for one thing: a submission version, a file. */
  newDataKey(tx: Tx, now: Date): Promise<DataKey>;
  /** The data key shared under a name (`inbox/2026-11`), made when missing. */
  sharedDataKey(q: Queryable, scope: string, now: Date): Promise<DataKey>;
  /** The data key of this id. Throws when it is not there or its master key is not known. */
  dataKey(q: Queryable, id: string): Promise<DataKey>;
  seal(key: DataKey, place: Place, value: string | Uint8Array): Buffer;
  /** Throws when the value was changed, stands in another place, or was sealed under another key. */
  openWith(key: DataKey, place: Place, sealed: Uint8Array): Buffer;
  /** Finds the key by what the value names, then `openWith`. */
  open(q: Queryable, place: Place, sealed: Uint8Array): Promise<Buffer>;
  /**
   * `open` for a long value that comes in pieces, the first of them with all that stands before the ciphertext: whole, it
   * would be in memory twice. `length` is that of the sealed value.
   */
  openPieces(q: Queryable, place: Place, length: number, pieces: AsyncIterable<Uint8Array>): Promise<Buffer>;
  /** The id of the data key a sealed value names. */
  keyIdOf(sealed: Uint8Array): string;
  hashes(q: Queryable, now: Date): Promise<KeyedHashes>;
  /** What `keyedHashes` makes the same hashes of on another thread. */
  hashKey(q: Queryable, now: Date): Promise<DataKey>;
  /** Wraps up to 1,000 data keys of older master keys under the current one; 0 when an older key can be taken away. */
  rewrap(tx: Tx): Promise<number>;
};

/** `current` (default: the first) names the master key for new data keys; the others stay to unwrap older ones. */
export function createSealer(options: { masterKeys: readonly MasterKey[]; current?: string }): Sealer {
  const masters = new Map(options.masterKeys.map(({ name, key }) => [name, importMaster(name, key)]));
  const current = options.current ?? options.masterKeys[0]?.name ?? '';
  const currentMaster = masters.get(current);
  if (currentMaster === undefined) throw new Error(`the master key ${current} is not among the keys given`);
  const cache = new Map<string, DataKey>();
  const hashCache = new Map<string, KeyedHashes>();

  const wrap = (id: string, raw: Uint8Array): Buffer => encrypt(currentMaster, wrapPlace(id, current), raw, []);
  const unwrap = (row: KeyRow): Buffer => {
    const master = masters.get(row.master_key);
    if (master === undefined) throw new Error(`data key ${row.id} needs the master key ${row.master_key}`);
    return decrypt(master, wrapPlace(row.id, row.master_key), row.wrapped, `data key ${row.id}`);
  };
  const remember = (key: DataKey): DataKey => {
    const oldest = cache.size < MAX_CACHED_KEYS ? undefined : cache.keys().next().value;
    if (oldest !== undefined) cache.delete(oldest);
    cache.set(key.id, key);
    return key;
  };
  // Remembered by id only, never by scope: the transaction that made the key may yet be rolled back.
  const keyOf = (row: KeyRow): DataKey => cache.get(row.id) ?? remember(toDataKey(row.id, unwrap(row)));

  async function insert(q: Queryable, scope: string | null, now: Date): Promise<DataKey | null> {
    const id = randomUUID();
    const raw = randomBytes(KEY_BYTES);
    const { rowCount } = await q.query(
      `insert into data_keys (id, scope, master_key, wrapped, created_at) values ($1, $2, $3, $4, $5)
       on conflict (scope) do nothing`,
      [id, scope, current, wrap(id, raw), now],
    );
    return rowCount === 1 ? remember(toDataKey(id, raw)) : null;
  }

  async function dataKey(q: Queryable, id: string): Promise<DataKey> {
    const known = cache.get(id);
    if (known !== undefined) return known;
    const [row] = (await q.query<KeyRow>('select id, master_key, wrapped from data_keys where id = $1', [id])).rows;
    if (row === undefined) throw new Error(`data key ${id} does not exist`);
    return keyOf(row);
  }

  async function sharedDataKey(q: Queryable, scope: string, now: Date): Promise<DataKey> {
    const find = 'select id, master_key, wrapped from data_keys where scope = $1';
    const [row] = (await q.query<KeyRow>(find, [scope])).rows;
    if (row !== undefined) return keyOf(row);
    const made = await insert(q, scope, now);
    if (made !== null) return made;
    const [theirs] = (await q.query<KeyRow>(find, [scope])).rows;
    if (theirs === undefined) throw new Error(`data key ${scope} can neither be made nor read`);
    return keyOf(theirs);
  }

  return {
    async newDataKey(tx, now) {
      const key = await insert(tx, null, now);
      if (key === null) throw new Error('a new data key was not stored');
      return key;
    },
    sharedDataKey,
    dataKey,
    seal,
    openWith,
    keyIdOf,
    async open(q, place, sealed) {
      return openWith(await dataKey(q, keyIdOf(sealed)), place, sealed);
    },
    async openPieces(q, place, length, pieces) {
      const plain = Buffer.allocUnsafe(length - BEFORE_CIPHERTEXT);
      let opening: DecipherGCM | null = null;
      let at = 0;
      for await (const piece of pieces) {
        let ciphertext = piece;
        if (opening === null) {
          const { secret } = await dataKey(q, keyIdOf(piece));
          opening = startOpening(secret, placeBytes(place), piece.subarray(HEADER_BYTES));
          ciphertext = piece.subarray(BEFORE_CIPHERTEXT);
        }
        at += opening.update(ciphertext).copy(plain, at);
      }
      if (opening === null || at < plain.length) throw new Error(`${nameOf(place)} ended early`);
      endOpening(opening, nameOf(place));
      return plain;
    },
    hashKey: (q, now) => sharedDataKey(q, HASH_KEY, now),
    async hashes(q, now) {
      const key = await sharedDataKey(q, HASH_KEY, now);
      const known = hashCache.get(key.id) ?? keyedHashes(key.secret, HASH_KEY);
      hashCache.set(key.id, known);
      return known;
    },
    async rewrap(tx) {
      const { rows } = await tx.query<KeyRow>(
        'select id, master_key, wrapped from data_keys where master_key <> $1 limit $2 for update skip locked',
        [current, MAX_REWRAP],
      );
      await tx.query(
        `update data_keys k set master_key = $1, wrapped = n.wrapped
         from unnest($2::uuid[], $3::bytea[]) as n (id, wrapped) where k.id = n.id`,
        [current, rows.map(({ id }) => id), rows.map((row) => wrap(row.id, unwrap(row)))],
      );
      return rows.length;
    },
  };
}

type KeyRow = { id: string; master_key: string; wrapped: Buffer };

/** `Sealer.seal`, for a thread that was handed its key. */
export function seal(key: DataKey, place: Place, value: string | Uint8Array): Buffer {
  return encrypt(key.secret, placeBytes(place), value, key.header);
}

function openWith(key: DataKey, place: Place, sealed: Uint8Array): Buffer {
  const what = nameOf(place);
  if (keyIdOf(sealed) !== key.id) throw new Error(`${what} was sealed under another data key`);
  return decrypt(key.secret, placeBytes(place), sealed.subarray(HEADER_BYTES), what);
}

function keyIdOf(sealed: Uint8Array): string {
  if (sealed[0] !== FORMAT || sealed.length < BEFORE_CIPHERTEXT) {
    throw new Error('sealed value has a format that is not known');
  }
  return uuidText(Buffer.from(sealed.subarray(1, HEADER_BYTES)));
}

/** `header`, nonce, tag and ciphertext. Called for every row of a file: one buffer, no pieces. */
function encrypt(
  secret: KeyObject,
  authenticated: Buffer,
  plain: string | Uint8Array,
  header: ArrayLike<number>,
): Buffer {
  const nonce = nextNonce();
  const cipher = createCipheriv(ALGORITHM, secret, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(authenticated);
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  // In this mode it adds no bytes; it makes the tag.
  cipher.final();
  const start = header.length + NONCE_BYTES + TAG_BYTES;
  const sealed = Buffer.allocUnsafe(start + body.length);
  sealed.set(header);
  sealed.set(nonce, header.length);
  sealed.set(cipher.getAuthTag(), header.length + NONCE_BYTES);
  sealed.set(body, start);
  return sealed;
}

const nextNonce = drawingBytes(NONCE_BYTES);

function decrypt(secret: KeyObject, authenticated: Buffer, bytes: Uint8Array, what: string): Buffer {
  const opening = startOpening(secret, authenticated, bytes);
  const plain = opening.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
  endOpening(opening, what);
  return plain;
}

/** `bytes` begin with nonce and tag. */
function startOpening(secret: KeyObject, authenticated: Buffer, bytes: Uint8Array): DecipherGCM {
  const opening = createDecipheriv(ALGORITHM, secret, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  opening.setAAD(authenticated);
  opening.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return opening;
}

/** What was opened counts from here on: throws unless the tag is right. In this mode no bytes are left to come. */
function endOpening(opening: DecipherGCM, what: string): void {
  try {
    opening.final();
  } catch (cause) {
    throw new Error(`${what} does not open: changed, moved, or sealed under another key`, { cause });
  }
}

function nameOf({ table, id, version }: Place): string {
  return `${table} ${id} version ${version}`;
}

function placeBytes({ table, id, version }: Place): Buffer {
  return frame(['hezheng.sealed.1', table, id, String(version)]);
}

function wrapPlace(id: string, master: string): Buffer {
  return frame(['hezheng.wrapped.1', id, master]);
}

function importMaster(name: string, key: Buffer): KeyObject {
  if (key.length !== KEY_BYTES) throw new Error(`the master key ${name} is not ${KEY_BYTES} bytes long`);
  return createSecretKey(key);
}

function toDataKey(id: string, raw: Buffer): DataKey {
  return { id, header: Buffer.concat([Buffer.of(FORMAT), uuidBytes(id)]), secret: createSecretKey(raw) };
}
