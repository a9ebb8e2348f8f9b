// Holds docs/limits.md and the limits equal, and every refusal over a limit to name it.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { limitsPage } from '../../cli/docs-limits.ts';
import { LIMITS } from '../../workbook/limits.ts';
import { unreadableSentence } from '../../workbook/unreadable.ts';

const page = readFileSync(new URL('../../docs/limits.md', import.meta.url), 'utf8');

test('the page is what the limits print', () => {
  expect(page).toBe(limitsPage());
});

test('the page has a line for each limit', () => {
  const listed = [...page.matchAll(/^\| `(\w+)` \| .+ \| [\d,]+(?: \w+)? \| `[\w-]+` \|$/gm)].map((match) => match[1]);

  expect(listed).toEqual(Object.keys(LIMITS));
});

test.each([
  'too-many-bytes',
  'too-many-entries',
  'too-much-unpacked',
  'too-dense',
  'too-many-sheets',
  'too-many-rows',
  'too-many-columns',
  'cell-too-long',
  'row-too-long',
  'too-many-strings',
  'too-many-formats',
  'too-many-merges',
] as const)('the refusal %s names the limit', (code) => {
  expect(unreadableSentence(code, { limit: 12_345 })).toContain('12,345');
});
