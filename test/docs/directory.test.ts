// docs/directory.md documents the sheets and columns that are read, in their order.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { directorySheets } from '../../domain/directory.ts';
import { directoryColumns, officeLevels, personRoles, postKinds } from '../../workbook/directory.ts';

const page = readFileSync(new URL('../../docs/directory.md', import.meta.url), 'utf8');

const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.split('\n')[0], section] as const),
);

test('every sheet has a section, and its columns are those of the template', () => {
  expect([...sections.keys()].slice(0, 5)).toEqual(Object.values(directorySheets));
  for (const [key, sheet] of Object.entries(directorySheets)) {
    const rows = [...(sections.get(sheet) ?? '').matchAll(/^\| (?!列|-)([^|]+) \|/gm)].map(([, name]) => name);

    expect(rows).toEqual(Object.values(directoryColumns[key as keyof typeof directorySheets]));
  }
});

test('every word a column takes is said', () => {
  for (const word of [...Object.keys(officeLevels), ...Object.keys(postKinds), ...Object.keys(personRoles)]) {
    expect(page).toContain(word);
  }
});
