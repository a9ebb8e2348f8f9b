// `npm run directory` as a process: findings, changes shown and confirmed, and what an unconfirmed run leaves alone.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DirectoryFile } from '../../domain/directory.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { currentEdition } from '../../store/directory-editions.ts';
import { readStream } from '../../store/events.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { directoryWorkbook } from '../support/directory-workbook.ts';
import { directory } from '../support/world-people.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'hezheng-directory-'));
const key = randomBytes(32).toString('base64');
let fresh: TestDatabase;
let db: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.url, { max: 1 });
  await put('first.xlsx', directory);
  await put('second.xlsx', {
    ...directory,
    scopes: directory.scopes.map((scope, i) => (i === 0 ? { ...scope, levels: ['五级'] } : scope)),
    people: directory.people.filter(({ name }) => name !== '丙市审'),
  });
  await put('wrong.xlsx', { ...directory, people: directory.people.filter(({ role }) => role !== 'administrator') });
});
afterAll(async () => {
  await db?.close();
  await fresh?.drop();
  rmSync(dir, { recursive: true });
});

async function put(name: string, file: DirectoryFile): Promise<void> {
  writeFileSync(join(dir, name), await directoryWorkbook(file));
}

function run(...args: string[]): Promise<{ code: number; said: string[] }> {
  const [name, ...options] = args.map((arg) => (arg.endsWith('.xlsx') ? join(dir, arg) : arg));
  const env = { ...process.env, DATABASE_URL: fresh.url, HEZHENG_MASTER_KEY: `test:${key}` };
  return new Promise((resolve) => {
    const command = ['--import', 'tsx', 'cli/directory.ts', name ?? '', ...options];
    const child = execFile(process.execPath, command, { cwd: root, env }, (error, stdout, stderr) => {
      const said = `${stdout}${stderr}`.trim().split('\n');
      resolve({ code: error === null ? 0 : Number(error.code), said });
    });
    child.stdin?.end();
  });
}

test('the first directory takes effect at once; the next one only when it is confirmed', {
  timeout: 180_000,
}, async () => {
  const first = await run('import', 'first.xlsx');
  expect(first).toEqual({ code: 0, said: expect.arrayContaining(['检查通过。']) });
  expect(first.said.at(-1)).toContain('第 1 版已生效：机构 2 家');

  const again = await run('import', 'first.xlsx');
  expect(again).toMatchObject({ code: 0 });
  expect(again.said.slice(1)).toEqual(['内容与现行的第 1 版完全一致。', expect.stringContaining('第 1 版已生效')]);

  const asked = await run('second.xlsx');
  expect(asked).toEqual({
    code: 1,
    said: [
      '检查通过。',
      '停用 人员 丙**',
      '停用 岗位任职 丙**：市级审核岗',
      '变更 评价范围 河北示范评价中心（甲）：车工：等级 五级、四级、三级 → 五级',
      '与现行的第 1 版相比，共 3 处变动。',
      '没有生效。核对无误后请加上 --yes 再运行一次。',
    ],
  });
  expect(await run('second.xlsx', '--dry-run')).toMatchObject({ code: 0 });
  expect(await currentEdition(db)).toBe(1);

  expect(await run('second.xlsx', '--yes')).toMatchObject({ code: 0 });
  const events = await readStream(db, { kind: 'directory', id: 'directory' });
  expect(events.at(-1)).toMatchObject({ seq: 2, body: { by: null, file: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
});

test('findings are told as in the chat, and nothing is written', { timeout: 60_000 }, async () => {
  const before = await currentEdition(db);

  const { code, said } = await run('wrong.xlsx', '--yes');

  expect(code).toBe(1);
  expect(said).toEqual(['「人员」：至少要有一位管理员。', '共 1 处问题，没有写入。请改好后再运行一次。']);
  expect(await currentEdition(db)).toBe(before);
});
