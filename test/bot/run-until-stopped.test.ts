// How a process ends, tried on processes of their own.
import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';

const program = (stop: string, then: string) => `
  import { createLog } from './bot/log.ts';
  import { runUntilStopped } from './bot/run-until-stopped.ts';
  const log = createLog({ level: 'info' });
  setInterval(() => {}, 1_000);
  runUntilStopped(log, ${stop}, 300);
  ${then}
`;

function run(stop: string, then: string): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    const args = ['--import', 'tsx', '--input-type=module', '-e', program(stop, then)];
    const child = execFile(process.execPath, args, (_error, out) => resolve({ code: child.exitCode ?? -1, out }));
  });
}
const terminate = "process.kill(process.pid, 'SIGTERM');";

test('a process that is asked to stop closes what it holds and ends', async () => {
  const { code, out } = await run("async () => log.info('closed')", terminate);

  expect(code).toBe(0);
  expect(out).toContain('closed');
});

test('a process that cannot close something ends all the same', async () => {
  const { code, out } = await run('() => new Promise(() => {})', terminate);

  expect(code).toBe(0);
  expect(out).toContain('not everything could be closed in time');
});

test('a fault that nobody caught is logged without what it must not tell, and ends the process', async () => {
  const { code, out } = await run('async () => {}', "void Promise.reject(new Error('row of 13912345678'));");

  expect(code).toBe(1);
  expect(out).toContain('unhandledRejection');
  expect(out).not.toContain('13912345678');
});
