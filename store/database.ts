// The connection to PostgreSQL: pool, transactions, COPY and LISTEN. Knows no table and decides nothing.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const CONNECT_TIMEOUT_MS = 10_000;
/** Publishing 100,000 rows is the longest statement; it takes seconds. */
const STATEMENT_TIMEOUT_MS = 60_000;
/** Longer than the server's own limit: this one only bites when the server no longer answers at all. */
const QUERY_TIMEOUT_MS = 75_000;
/** A COPY lasts as long as its rows take to be read and sealed. */
const COPY_TIMEOUT_MS = 600_000;
const IDLE_IN_TRANSACTION_MS = 120_000;
const LISTEN_RETRY_FIRST_MS = 100;
const LISTEN_RETRY_MOST_MS = 5_000;
const DEFAULT_MAX = 10;
const UNIQUE_VIOLATION = '23505';
const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;
const DATE_ARRAY = 1182;
/** text[], whose parser splits any array into texts; the package's list of types has no name for it. */
const TEXT_ARRAY: number = 1009;

/** What questions need: the database itself or a transaction. `bigint` comes as number, `date` as 'YYYY-MM-DD'. */
export type Queryable = {
  query<Row extends pg.QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: Row[]; rowCount: number | null }>;
};

/** An open transaction: what writers ask for, so that nothing is written outside one by accident. */
export type Tx = Queryable & {
  /** Runs `copy … from stdin` with the chunks and resolves to the number of rows taken. */
  copyIn(text: string, chunks: AsyncIterable<string | Buffer> | Iterable<string | Buffer>): Promise<number>;
};

export type Database = Queryable & {
  /** Commits what `fn` did, or rolls back and throws what it threw. A lost connection is thrown like any fault. */
  transaction<T>(fn: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Calls `fn` on every notification, and once after each (re)connection, since what was notified meanwhile is lost.
   * Holds one connection of the pool. Resolves, once listening, to the function that stops it.
   */
  listen(channel: string, fn: () => void): Promise<() => Promise<void>>;
  /** Stops listeners and closes the pool; waits for connections in use. */
  close(): Promise<void>;
};

/** What a database is built over: a `pg.Pool`, or in tests something that wraps one. */
export type PoolLike = { connect(): Promise<pg.PoolClient>; end(): Promise<void> };

export type DatabaseOptions = { max?: number; applicationName?: string };

/** Opens a pool; connects on first use. `url` is a `postgres://` URL. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? DEFAULT_MAX,
    application_name: options.applicationName ?? 'hezheng',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    // Questions here look up many rows in many partitions: compiling one takes longer than it runs.
    options: '-c jit=off',
    types: typeParsers(),
  });
  // An idle connection that the server closes is replaced on next use; without a listener it would end the process.
  pool.on('error', () => {});
  return databaseOver(pool);
}

/** The same over any pool-like object: tests cut its connections at a chosen statement. */
export function databaseOver(pool: PoolLike): Database {
  const stops = new Set<() => Promise<void>>();
  return {
    query: (text, values) => withClient(pool, (client) => client.query(text, values === undefined ? [] : [...values])),
    transaction: (fn) => withClient(pool, (client) => inTransaction(client, fn)),
    async listen(channel, fn) {
      const stop = await keepListening(pool, channel, fn);
      stops.add(stop);
      return async () => {
        stops.delete(stop);
        await stop();
      };
    },
    async close() {
      await Promise.all([...stops].map((stop) => stop()));
      await pool.end();
    },
  };
}

/** True for the error of a unique index; the transaction it happened in can then only be rolled back. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION;
}

async function withClient<T>(pool: PoolLike, fn: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  try {
    return await fn(client);
  } catch (error) {
    // Errors the server reported leave the connection usable; any other may have left half an answer on it.
    if (!(error instanceof pg.DatabaseError)) broken ??= error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

async function inTransaction<T>(client: pg.PoolClient, fn: (tx: Tx) => Promise<T>): Promise<T> {
  await client.query('begin');
  let result: T;
  try {
    result = await fn({
      query: (text, values) => client.query(text, values === undefined ? [] : [...values]),
      async copyIn(text, chunks) {
        await client.query(`set local statement_timeout = ${COPY_TIMEOUT_MS}`);
        const stream = client.query(Object.assign(copyFrom(text), { query_timeout: COPY_TIMEOUT_MS }));
        await pipeline(Readable.from(chunks), stream);
        await client.query('set local statement_timeout to default');
        return stream.rowCount;
      },
    });
  } catch (error) {
    // A rollback that fails means the connection is gone, and with it the transaction: the first error tells more.
    await client.query('rollback').catch(() => {});
    throw error;
  }
  const { command } = await client.query('commit');
  // The server answers a commit of a failed transaction with a rollback, without an error.
  if (command !== 'COMMIT') throw new Error('transaction was rolled back: an error inside it had been swallowed');
  return result;
}

async function keepListening(pool: PoolLike, channel: string, fn: () => void): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  let session = await listenOnce(pool, channel, fn);
  fn();
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      await session.ended;
      let wait = LISTEN_RETRY_FIRST_MS;
      while (!stopping.signal.aborted) {
        await sleep(wait, undefined, { signal: stopping.signal }).catch(() => {});
        if (stopping.signal.aborted) return;
        const next = await listenOnce(pool, channel, fn).catch(() => null);
        if (next !== null) {
          session = next;
          fn();
          break;
        }
        wait = Math.min(wait * 2, LISTEN_RETRY_MOST_MS);
      }
    }
  })();
  return async () => {
    stopping.abort();
    session.end();
    await loop;
    session.end();
  };
}

async function listenOnce(
  pool: PoolLike,
  channel: string,
  fn: () => void,
): Promise<{ ended: Promise<void>; end: () => void }> {
  const client = await pool.connect();
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    let open = true;
    end = () => {
      if (!open) return;
      open = false;
      client.off('notification', fn);
      // Destroyed, not returned: the session still listens.
      client.release(true);
      resolve();
    };
  });
  client.on('error', () => end());
  client.on('end', () => end());
  client.on('notification', fn);
  try {
    await client.query(`listen ${pg.escapeIdentifier(channel)}`);
  } catch (error) {
    end();
    throw error;
  }
  return { ended, end };
}

function typeParsers(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides();
  const texts = pg.types.getTypeParser(TEXT_ARRAY, 'text') as (text: string) => string[];
  types.setTypeParser(INT8, toSafeNumber);
  types.setTypeParser(INT8_ARRAY, (text: string) => texts(text).map(toSafeNumber));
  types.setTypeParser(DATE, (text: string) => text);
  types.setTypeParser(DATE_ARRAY, (text: string) => texts(text));
  return types;
}

function toSafeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new Error('a bigint from the database does not fit a number');
  return number;
}
