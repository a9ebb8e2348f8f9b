// First step of `npm run demo`, `npm test` and `npm run bench` on a bare machine: checks Node, installs the packages
// when they are missing or not those of package-lock.json, then runs the TypeScript file named on the command line in
// this same process. Plain JavaScript without packages, since there may be none yet.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OLDEST_NODE = [20, 19];
const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Compares what npm recorded as installed with what the lockfile asks for; dates of files say little after a clone. */
export function packagesAreCurrent(folder) {
  const record = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || installed[path]?.version === version || (!installed[path] && (optional || devOptional)),
  );
}

/** `[major, minor]` of a version such as `20.20.2`, compared with the oldest one that works. */
export function nodeIsNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

function install() {
  process.stdout.write('正在安装依赖（npm ci --ignore-scripts），首次约需一分钟…… / Installing packages\n');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  process.stderr.write('依赖没有装好，请检查网络后重试。/ Installing failed; check the network and try again.\n');
  process.exit(1);
}

async function main() {
  if (!nodeIsNewEnough(process.versions.node)) {
    const oldest = OLDEST_NODE.join('.');
    process.stderr.write(
      `需要 Node.js ${oldest} 或更新版本，现在是 ${process.versions.node}。请到 https://nodejs.org 下载后重试。\n` +
        `Node.js ${oldest} or newer is needed, this is ${process.versions.node}. Get it from https://nodejs.org.\n`,
    );
    process.exit(1);
  }
  process.chdir(root);
  if (!packagesAreCurrent(root)) install();
  const [file] = process.argv.splice(2, 1);
  if (file === undefined) throw new Error('usage: node local/bootstrap.mjs <file.ts> [arguments]');
  process.argv[1] = join(root, file);
  const { register } = await import('tsx/esm/api');
  register();
  await import(pathToFileURL(process.argv[1]).href);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
