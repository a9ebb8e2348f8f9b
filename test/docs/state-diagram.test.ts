// The diagram in ARCHITECTURE.md is the moves table, no more and no less.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stateDiagram, withStateDiagram } from '../../cli/docs-states.ts';

const page = readFileSync(new URL('../../ARCHITECTURE.md', import.meta.url), 'utf8');

test('the page shows the diagram that the moves table gives', () => {
  expect(page).toBe(withStateDiagram(page));
});

test('the diagram names states in Chinese and shows where each command leads', () => {
  const lines = stateDiagram().split('\n');

  expect(lines).toContain('  state "in-review 审核中" as in_review');
  expect(lines).toContain('  [*] --> checking: receive');
  expect(lines).toContain('  in_review --> in_hand_over: approve');
  expect(lines).toContain('  published --> [*]');
  expect(lines.filter((line) => line.includes('tick') || / \w+-\w/.test(line.replace(/".*"|: .*/g, '')))).toEqual([]);
});

test('a page without markers is a fault', () => {
  expect(() => withStateDiagram('# States')).toThrow('states:begin');
});
