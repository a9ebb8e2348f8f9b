// `npm start` refuses half a configuration, and whatever belongs to the demo, before it starts anything.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { demoApp, demoSecrets, markEmbedded } from '../config/demo.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What `npm start` says and how it ends with this environment alone. */
async function start(env: Record<string, string>): Promise<{ code: number; said: string }> {
  const { PATH = '' } = process.env;
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', 'start.ts'], {
    cwd: root,
    env: { PATH, ...env },
  });
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      said: error.stdout + error.stderr,
    }),
  );
}

test('with nothing set, everything that bot and workers need is named in one message', async () => {
  const { code, said } = await start({});

  expect(code).toBe(1);
  expect(said).toBe(`配置不完整，无法启动（bot、workers）。请设置或更正：
  - FEISHU_APP_ID：没有设置
  - FEISHU_APP_SECRET：没有设置
  - DATABASE_URL：没有设置
  - HEZHENG_MASTER_KEY：没有设置
  - HEZHENG_ADMIN_TOKEN：没有设置
  - REDIS_URL：没有设置
`);
});

test("the demo's servers, keys and clock are refused even when the mode says demo", async () => {
  const { code, said } = await start({
    ...demoApp,
    ...demoSecrets,
    HEZHENG_MODE: 'demo',
    DATABASE_URL: markEmbedded('postgres://u:p@127.0.0.1:1/d'),
    REDIS_URL: markEmbedded('redis://127.0.0.1:1'),
    HEZHENG_CLOCK_URL: 'http://127.0.0.1:1/sim/clock',
  });

  const named = [...said.matchAll(/^ {2}- (\w+)：/gm)].map((match) => match[1]);
  expect(code).toBe(1);
  expect(named.sort()).toEqual([
    'DATABASE_URL',
    'FEISHU_APP_ID',
    'FEISHU_APP_SECRET',
    'FEISHU_ENCRYPT_KEY',
    'FEISHU_VERIFICATION_TOKEN',
    'HEZHENG_ADMIN_TOKEN',
    'HEZHENG_CLOCK_URL',
    'HEZHENG_MASTER_KEY',
    'REDIS_URL',
  ]);
  expect(said).not.toContain(demoApp.FEISHU_APP_SECRET);
});
