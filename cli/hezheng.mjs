#!/usr/bin/env node
// `npx hezheng …` in a clone: runs cli/check.ts in this same process. Plain JavaScript, since Node 20 reads no TypeScript.
// A build holds the same command as dist/cli/check.js.
import { fileURLToPath } from 'node:url';
import { nodeIsNewEnough } from '../local/bootstrap.mjs';

function refuse(words) {
  process.stderr.write(`${words}\n`);
  process.exit(2);
}

if (!nodeIsNewEnough(process.versions.node))
  refuse('需要 Node.js 20.19 或更新版本，请到 https://nodejs.org 下载后重试。');
const tsx = await import('tsx/esm/api').catch(() =>
  refuse('依赖还没有安装。请先在项目文件夹里运行 npm ci，再试一次。'),
);
tsx.register();
process.argv[1] = fileURLToPath(new URL('./check.ts', import.meta.url));
await import(new URL('./check.ts', import.meta.url).href);
