// `npm run faults [-- words]`: plants the faults of workflow-faults.ts one at a time into a copy of the code and runs the
// tests of the workflow on it. Each must fail; the command ends with 1 when one does not. Changes nothing in the checkout.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Fault, workflowFaults } from './workflow-faults.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What the tests of the workflow stand on. */
const folders = ['bot', 'cards', 'config', 'domain', 'local', 'messages', 'store', 'test', 'workbook', 'workers'];
/** A test that hangs on a fault has caught it. */
const LONGEST_MS = 120_000;

const wanted = workflowFaults.filter(({ what, file }) => `${file} ${what}`.includes(process.argv[2] ?? ''));
const copy = mkdtempSync(join(tmpdir(), 'hezheng-faults-'));
try {
  for (const folder of folders) cpSync(join(ROOT, folder), join(copy, folder), { recursive: true });
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(ROOT, file), join(copy, file));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  if (!testsPass()) throw new Error('the tests fail before anything is planted');

  const survivors = wanted.filter((fault) => !isCaught(fault));
  console.log(`${wanted.length - survivors.length} of ${wanted.length} planted faults caught`);
  if (survivors.length > 0) process.exitCode = 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function isCaught({ what, file, from, to }: Fault): boolean {
  const path = join(copy, file);
  const sound = readFileSync(path, 'utf8');
  if (sound.split(from).length !== 2) throw new Error(`${file}: 「${from}」 does not stand there once`);
  writeFileSync(
    path,
    sound.replace(from, () => to),
  );
  const caught = !testsPass();
  writeFileSync(path, sound);
  console.log(`${caught ? 'caught  ' : 'SURVIVED'} ${file}: ${what}`);
  return caught;
}

function testsPass(): boolean {
  const vitest = join(copy, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--bail=1', '--config', 'test/faults/vitest.config.ts'];
  return spawnSync(process.execPath, args, { cwd: copy, stdio: 'ignore', timeout: LONGEST_MS }).status === 0;
}
