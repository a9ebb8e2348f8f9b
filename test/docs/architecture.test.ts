// ARCHITECTURE.md has every folder on its map, and the table of imports that the code is held to.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layers } from '../support/layers.ts';
import { root } from '../support/source-files.ts';

const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
const section = (title: string) => page.split(`${title}\n`)[1]?.split(/^#/m)[0] ?? '';
const namesIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()));

test('the code map has one line for each folder with source', () => {
  const mapped = rowsOf(section('## Code map')).map(([, folder]) => namesIn(folder)[0]);
  const folders = Object.keys(layers).filter((folder) => folder !== '' && existsSync(join(root, folder)));

  expect(folders.length).toBeGreaterThan(10);
  expect(mapped.map((name) => name?.replace('/', '')).sort()).toEqual(expect.arrayContaining(folders.sort()));
  expect(new Set(mapped).size).toBe(mapped.length);
});

test('the table of imports is the one the code is held to', () => {
  const rows = rowsOf(section('### Who may import whom')).flatMap(([, who, may, only]) =>
    namesIn(who).map((folder) => ({
      folder,
      may: may === 'nothing' ? [] : namesIn(may),
      words: may,
      only: only ?? '',
    })),
  );

  expect(rows.map(({ folder }) => folder).sort()).toEqual(
    Object.keys(layers)
      .filter((folder) => folder !== '')
      .sort(),
  );
  for (const { folder, may, words, only } of rows) {
    const layer = layers[folder];
    if (words === 'everything but the simulator') continue;
    expect({ folder, may: [...may].sort() }).toEqual({ folder, may: [...(layer?.ours ?? [])].sort() });
    for (const [file, others] of Object.entries(layer?.only ?? {})) {
      expect(namesIn(only)).toEqual(expect.arrayContaining([file, ...others]));
    }
  }
});

test('at least ten invariants are marked, each with a sentence', () => {
  const marked = [...page.matchAll(/^- \*\*Invariant: (.+?)\*\* (.+)$/gm)];

  expect(marked.length).toBeGreaterThan(9);
});

test('every table of the database is in a migration of consecutive number', () => {
  const numbers = readdirSync(join(root, 'store/migrations')).map((name) => Number(name.slice(0, 4)));

  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
});
