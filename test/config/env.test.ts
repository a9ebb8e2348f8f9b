// The configuration is complete or the process does not start, and then it says everything at once.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { environmentPage } from '../../cli/docs-env.ts';
import { demoApp, demoSecrets, markEmbedded } from '../../config/demo.ts';
import { checkEnv, loadEnv } from '../../config/env.ts';

const goodKey = Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 37 + 11) % 256)).toString('base64');
const good = {
  FEISHU_APP_ID: 'cli_a1b2c3d4e5f6a7b8',
  FEISHU_APP_SECRET: 'Zp3kQ8vLr2',
  DATABASE_URL: 'postgres://hezheng:pw@127.0.0.1:5432/hezheng',
  REDIS_URL: 'redis://127.0.0.1:6379',
  HEZHENG_MASTER_KEY: `k2026:${goodKey}`,
  HEZHENG_ADMIN_TOKEN: 'Vw8mTq2xYc9dLf4s',
};

const complaint = (env: Record<string, string | undefined>, role: 'bot' | 'workers' | 'migrate') => {
  try {
    loadEnv(env, role);
    return 'none';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

test('a complete configuration is read, filled with defaults and frozen', () => {
  const env = loadEnv({ ...good, PORT: '9000' }, 'bot');

  expect(env).toMatchObject({ PORT: 9000, FEISHU_TRANSPORT: 'websocket', FEISHU_DOMAIN: 'https://open.feishu.cn' });
  expect(env.HEZHENG_MASTER_KEY).toEqual([{ name: 'k2026', key: Buffer.from(goodKey, 'base64') }]);
  expect(env.HEZHENG_MODE).toBe('production');
  expect(Object.isFrozen(env)).toBe(true);
});

test('several master keys are read in their order', () => {
  const env = loadEnv({ ...good, HEZHENG_MASTER_KEY: `new:${goodKey},old:${goodKey}` }, 'workers');

  expect(env.HEZHENG_MASTER_KEY.map(({ name }) => name)).toEqual(['new', 'old']);
});

test('every missing and every bad variable is named in one message', () => {
  const message = complaint({ FEISHU_APP_ID: 'cli_short', PORT: 'eighty', DATABASE_URL: '' }, 'bot');

  expect(message).toBe(`配置不完整，无法启动（bot）。请设置或更正：
  - FEISHU_APP_ID：应形如 cli_ 加 16 位十六进制数字
  - FEISHU_APP_SECRET：没有设置
  - DATABASE_URL：没有设置
  - HEZHENG_MASTER_KEY：没有设置
  - HEZHENG_ADMIN_TOKEN：没有设置
  - PORT：应为端口号`);
});

test('each role asks only for what it uses', () => {
  expect(complaint({ ...good, REDIS_URL: undefined }, 'bot')).toBe('none');
  expect(complaint({ ...good, REDIS_URL: undefined }, 'workers')).toContain('REDIS_URL：没有设置');
  expect(complaint({ DATABASE_OWNER_URL: 'postgres://o:p@h/d', DATABASE_URL: good.DATABASE_URL }, 'migrate')).toBe(
    'none',
  );
});

test('two processes judged together name what either misses, each variable once', () => {
  expect(() => checkEnv({ ...good, FEISHU_APP_SECRET: undefined, REDIS_URL: undefined }, ['bot', 'workers'])).toThrow(
    `配置不完整，无法启动（bot、workers）。请设置或更正：
  - FEISHU_APP_SECRET：没有设置
  - REDIS_URL：没有设置`,
  );
  expect(() => checkEnv(good, ['bot', 'workers'])).not.toThrow();
});

test('a webhook without its key and token is refused, both named', () => {
  const message = complaint({ ...good, FEISHU_TRANSPORT: 'webhook' }, 'bot');

  expect(message).toContain('FEISHU_ENCRYPT_KEY：没有设置');
  expect(message).toContain('FEISHU_VERIFICATION_TOKEN：没有设置');
  expect(complaint({ ...good, FEISHU_TRANSPORT: 'websocket' }, 'bot')).toBe('none');
});

test.each([
  ['a virtual clock', { HEZHENG_CLOCK_URL: 'http://127.0.0.1:8787/sim/clock' }],
  ['the demo app', { FEISHU_APP_ID: demoApp.FEISHU_APP_ID }],
  ['the demo secret', { FEISHU_APP_SECRET: demoApp.FEISHU_APP_SECRET }],
  ['the demo master key', { HEZHENG_MASTER_KEY: demoSecrets.HEZHENG_MASTER_KEY }],
  ['a key of zeros', { HEZHENG_MASTER_KEY: `k1:${Buffer.alloc(32).toString('base64')}` }],
  ['a zero key behind a good one', { HEZHENG_MASTER_KEY: `k2:${goodKey},k1:${Buffer.alloc(32).toString('base64')}` }],
  ['a placeholder', { HEZHENG_ADMIN_TOKEN: 'change-me-change-me' }],
  ['the demo token', { HEZHENG_ADMIN_TOKEN: demoSecrets.HEZHENG_ADMIN_TOKEN }],
  ['the embedded PostgreSQL', { DATABASE_URL: markEmbedded(good.DATABASE_URL) }],
  ['the embedded Redis', { REDIS_URL: markEmbedded(good.REDIS_URL) }],
])('production refuses %s and the demo takes it', (_, change: Record<string, string>) => {
  const [name = ''] = Object.keys(change);

  expect(complaint({ ...good, ...change }, 'workers')).toContain(`- ${name}：`);
  expect(complaint({ ...good, ...change, HEZHENG_MODE: 'demo' }, 'workers')).toBe('none');
});

test('the demo constants make a complete configuration of the demo, but not of production', () => {
  const demo = { ...good, ...demoApp, ...demoSecrets, FEISHU_TRANSPORT: 'webhook' };

  expect(complaint({ ...demo, HEZHENG_MODE: 'demo' }, 'bot')).toBe('none');
  expect(complaint(demo, 'bot').match(/演示或示例/g)).toHaveLength(6);
});

test('a complaint never repeats a value', () => {
  const message = complaint({ ...good, HEZHENG_MASTER_KEY: 'k1:sEcReT', DATABASE_URL: 'mysql://u:sEcReT@h/d' }, 'bot');

  expect(message).toContain('HEZHENG_MASTER_KEY');
  expect(message).toContain('DATABASE_URL');
  expect(message).not.toContain('sEcReT');
});

test('docs/environment.md is what cli/docs-env.ts writes', () => {
  const page = readFileSync(new URL('../../docs/environment.md', import.meta.url), 'utf8');

  expect(page).toBe(environmentPage());
  expect(page.match(/^\| `/gm)?.length).toBeGreaterThan(12);
});
