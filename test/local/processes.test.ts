import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { isAlive, whenGone } from '../../local/alive.ts';
import { freePort } from '../../local/ports.ts';
import { Processes, worthShowing } from '../../local/processes.ts';
import { temporaryFolder } from './left-behind.ts';

const STAY = 'setInterval(() => {}, 1000);';
const folder = temporaryFolder();
const started: Processes[] = [];

afterEach(async () => {
  for (const processes of started.splice(0)) await processes.stop();
});

function supervise(onDeath: (name: string, tail: string) => void = () => {}) {
  const shown: string[] = [];
  const processes = new Processes(join(folder, 'logs'), (line) => shown.push(line), onDeath);
  started.push(processes);
  return { processes, shown };
}

function program(name: string, source: string) {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, source);
  return { name, file, env: process.env, ready: { line: /ready/ } };
}

test('a program is ready when it says so, and gone after the stop', async () => {
  const { processes } = supervise();

  const line = await processes.start(program('talker', `console.log('ready ' + process.pid); ${STAY}`));
  const pid = Number(line.split(' ')[1]);
  expect(isAlive(pid)).toBe(true);
  await processes.stop();

  expect(isAlive(pid)).toBe(false);
});

test('a program that answers 200 at its address is ready', async () => {
  const { processes } = supervise();
  const source = `import { createServer } from 'node:http';
    let asked = 0;
    createServer((_, answer) => { asked += 1; answer.statusCode = asked < 3 ? 503 : 200; answer.end(String(asked)); })
      .listen(Number(process.env.AT), '127.0.0.1');`;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/healthz`;

  await processes.start({ ...program('web', source), env: { ...process.env, AT: String(port) }, ready: { url } });

  expect(await (await fetch(url)).text()).toBe('4');
});

test('a program that ends before it is ready fails the start with its last words', async () => {
  const { processes } = supervise();

  const start = processes.start(program('broken', `console.error('no such table'); process.exit(3);`));

  await expect(start).rejects.toThrow(/broken ended before it was ready:\nno such table/);
});

test('a program that dies later is reported by name', async () => {
  const dead = new Promise<string>((resolve) => {
    const { processes } = supervise((name, tail) => resolve(`${name}: ${tail}`));
    const source = `console.log('ready'); setTimeout(() => { console.error('out of luck'); process.exit(1); }, 50);`;
    void processes.start(program('mortal', source));
  });

  expect(await dead).toBe('mortal: out of luck');
});

test('a program deaf to SIGTERM does not outlive the parent that was killed', async () => {
  const child = program('deaf', `process.on('SIGTERM', () => {}); console.log('ready ' + process.pid); ${STAY}`);
  const parent = program(
    'parent',
    `import { Processes } from ${JSON.stringify(new URL('../../local/processes.ts', import.meta.url).href)};
    const processes = new Processes(${JSON.stringify(join(folder, 'inner'))}, () => {}, () => {});
    const line = await processes.start({ ...${JSON.stringify(child)}, env: process.env, ready: { line: /ready/ } });
    console.log(line + ' of ' + process.pid);`,
  );
  const { processes } = supervise();
  const [, pid, , parentPid] = (await processes.start(parent)).split(' ').map(Number);

  process.kill(parentPid ?? 0, 'SIGKILL');

  expect(await whenGone(pid ?? 0, 15_000)).toBe(true);
});

test('everything is logged, warnings alone are shown', async () => {
  const { processes, shown } = supervise();
  const lines = ['{"level":"info","msg":"routine"}', '{"level":"warn","msg":"slow","err":{"message":"timed out"}}'];
  const source = `${lines.map((line) => `console.log('${line}');`).join(' ')} console.log('ready'); ${STAY}`;

  await processes.start(program('logger', source));
  await processes.stop();

  expect(shown).toHaveLength(1);
  expect(shown[0]).toContain('注意 slow：timed out');
  expect(readFileSync(join(folder, 'logs', 'logger.log'), 'utf8')).toBe(`${lines.join('\n')}\nready\n`);
  rmSync(folder, { recursive: true });
});

test('plain lines are worth showing only when they come from stderr', () => {
  expect(worthShowing('hello', false)).toBeNull();
  expect(worthShowing('hello', true)).toBe('hello');
  expect(worthShowing('{"level":50,"msg":"broken"}', false)).toBe('错误 broken');
});
