// Holds docs/rules.md and the rule catalogue equal, both ways.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rulesPage } from '../../cli/docs-rules.ts';
import { rules } from '../../domain/rules.ts';

const page = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');

test('the page is what the table prints', () => {
  expect(page).toBe(rulesPage());
});

test('the page has a section for each code of the table, in its order, and no other', () => {
  const sections = [...page.matchAll(/^## (\S+)$/gm)].map((match) => match[1]);

  expect(sections.length).toBeGreaterThan(80);
  expect(sections).toEqual(rules.map((rule) => rule.code));
});

test('the page holds every word of every rule', () => {
  for (const rule of rules) {
    for (const words of [rule.title, rule.source, rule.short, rule.full, rule.next, rule.check]) {
      expect(page).toContain(words);
    }
  }
});
