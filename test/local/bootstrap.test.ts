import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeIsNewEnough, packagesAreCurrent } from '../../local/bootstrap.mjs';
import { temporaryFolder } from './left-behind.ts';

let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, 'node_modules'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(file: string, packages: object): void {
  writeFileSync(join(folder, file), JSON.stringify({ packages }));
}

test('packages are current when each one has the version of the lockfile', () => {
  write('package-lock.json', { '': {}, 'node_modules/a': { version: '1.0.0' } });
  write('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.0' } });

  expect(packagesAreCurrent(folder)).toBe(true);
});

test('packages are not current when one is missing, older, or nothing was installed', () => {
  write('package-lock.json', { 'node_modules/a': { version: '1.0.1' } });
  expect(packagesAreCurrent(folder)).toBe(false);

  write('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.0' } });
  expect(packagesAreCurrent(folder)).toBe(false);

  write('node_modules/.package-lock.json', {});
  expect(packagesAreCurrent(folder)).toBe(false);
});

test('an optional package of another platform may be missing', () => {
  write('package-lock.json', { 'node_modules/a-win32': { version: '1.0.0', optional: true } });
  write('node_modules/.package-lock.json', {});

  expect(packagesAreCurrent(folder)).toBe(true);
});

test.each([
  ['18.20.8', false],
  ['20.18.3', false],
  ['20.19.0', true],
  ['22.0.0', true],
])('Node %s is new enough: %s', (version, expected) => {
  expect(nodeIsNewEnough(version)).toBe(expected);
});
