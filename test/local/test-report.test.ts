import { expect, test } from 'vitest';
import { sumUp } from '../../local/test-report.ts';

function file(name: string, status: string, ...tests: string[]) {
  return { name, status, assertionResults: tests.map((test, i) => ({ status: test, fullName: `${name} ${i}` })) };
}

test('tests are counted, and files with tests that did not run are named', () => {
  const report = {
    testResults: [
      file('a.test.ts', 'passed', 'passed', 'passed'),
      file('b.test.ts', 'failed', 'passed', 'failed'),
      file('browser.test.ts', 'passed', 'skipped', 'pending'),
    ],
  };

  expect(sumUp(report)).toEqual({ passed: 3, failed: 1, skipped: [{ file: 'browser.test.ts', tests: 2 }] });
});

test('a file that could not be loaded is a failure although none of its tests ran', () => {
  expect(sumUp({ testResults: [file('a.test.ts', 'failed')] })).toMatchObject({ passed: 0, failed: 1 });
});
