// Workers as processes, ended in the middle of a check: in good order by SIGTERM, or by kill -9. Another one finishes it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { demoApp, demoSecrets } from '../../config/demo.ts';
import { loadEnv } from '../../config/env.ts';
import type { Parts } from '../../messages/parts.ts';
import { partsOf } from '../../messages/parts-of.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { countDrafts } from '../../store/drafts.ts';
import { keepDrop } from '../../store/drops.ts';
import { loadDirectory } from '../../store/load-directory.ts';
import { peopleNamed } from '../../store/people.ts';
import { placeDrop } from '../../store/place-drop.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';
import { certificates, directory, workbook } from '../support/world-people.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Enough for a check to last until it is struck. */
const ROWS = 20_000;
/** Locks run out and stalled jobs are looked for within half a minute; the rest is for a busy machine. */
const RECOVERY_MS = 150_000;
const now = new Date();

let fresh: TestDatabase;
let admin: Database;
let parts: Parts;
let env: Record<string, string>;
let bytes: Buffer;
const running: ChildProcess[] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  admin = openDatabase(fresh.adminUrl);
  const { PATH = '', HEZHENG_TEST_REDIS_URL = '' } = process.env;
  env = {
    ...demoApp,
    ...demoSecrets,
    PATH,
    HEZHENG_MODE: 'demo',
    LOG_LEVEL: 'silent',
    DATABASE_URL: fresh.url,
    REDIS_URL: `${HEZHENG_TEST_REDIS_URL}/7`,
    // Nobody listens: messages wait, checks go on.
    FEISHU_DOMAIN: 'http://127.0.0.1:9',
    WORKERS_PORT: '0',
  };
  parts = await partsOf(loadEnv(env, 'directory'), 'hezheng-test', now);
  await loadDirectory(parts.store, directory, now);
  bytes = await workbook(certificates(0, ROWS));
});

afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

afterAll(async () => {
  await parts?.store.db.close();
  await admin?.close();
  await fresh?.drop();
});

function startWorkers(): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'workers/main.ts'], { cwd: root, env, stdio: 'ignore' });
  running.push(child);
  return child;
}

async function ended(child: ChildProcess): Promise<{ code: number | null; signal: string | null }> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return { code: child.exitCode, signal: child.signalCode };
}

/** A file of an institution's clerk that waits for its check. */
async function waitingFile(message: string): Promise<string> {
  const { store } = parts;
  const [person = ''] = await peopleNamed(store.db, store.sealer, '甲专管');
  const by = { person, posts: [], institutions: ['JG-A'] };
  const acted = await store.db.transaction(async (tx) => {
    const came = { messageId: message, chatId: 'oc_1', person, fileName: '一批.xlsx', bytes };
    const { id: drop } = await keepDrop(tx, store.sealer, came, now);
    return placeDrop(tx, store, { drop, by, institution: 'JG-A', submission: null, trial: false }, now);
  });
  if (acted === 'settled' || !acted.ok) throw new Error('the file found no place');
  return acted.id;
}

async function stateOf(submission: string): Promise<string | undefined> {
  const { rows } = await admin.query<{ at: string }>('select at from submissions where id = $1', [submission]);
  return rows[0]?.at;
}

/** While rows flow into the database. */
async function midCheck(): Promise<boolean> {
  const { rowCount } = await admin.query(
    `select from pg_stat_activity where datname = current_database() and state = 'active' and query like 'copy drafts%'`,
  );
  return rowCount !== 0;
}

async function untilChecked(submission: string): Promise<void> {
  const end = performance.now() + RECOVERY_MS;
  while (performance.now() < end && (await stateOf(submission)) === 'checking') {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function expectCheckedOnce(submission: string): Promise<void> {
  const { rows } = await admin.query<{ type: string }>(
    `select type from events where kind = 'submission' and id = $1`,
    [submission],
  );
  expect(rows.map(({ type }) => type).filter((type) => type === 'checked')).toHaveLength(1);
  expect(await countDrafts(parts.store.db, submission, 1)).toBe(ROWS);
}

test('workers asked to stop in the middle of a check end in good order, and nothing is lost', async () => {
  const submission = await waitingFile('om_1');
  const first = startWorkers();
  await until(midCheck);

  first.kill('SIGTERM');
  const end = await ended(first);
  startWorkers();
  await untilChecked(submission);

  expect(end).toEqual({ code: 0, signal: null });
  await expectCheckedOnce(submission);
}, 200_000);

test('a check whose worker was killed in the middle is done by another worker', async () => {
  const submission = await waitingFile('om_2');
  const first = startWorkers();
  await until(midCheck);

  first.kill('SIGKILL');
  const end = await ended(first);
  const left = await stateOf(submission);
  startWorkers();
  await untilChecked(submission);

  expect(end).toEqual({ code: null, signal: 'SIGKILL' });
  expect(left).toBe('checking');
  await expectCheckedOnce(submission);
}, 200_000);
