// The planted faults fit the code as it is; that each is caught is seen by `npm run faults`.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { workflowFaults } from './workflow-faults.ts';

test('every fault can be planted: what it changes stands in its file exactly once', () => {
  const misfits = workflowFaults.filter(({ file, from }) => {
    return readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').split(from).length !== 2;
  });

  expect(misfits).toEqual([]);
  expect(workflowFaults.length).toBeGreaterThanOrEqual(25);
});
