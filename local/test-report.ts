// Reads the JSON report of a vitest run and sums it up for people and for machines. Runs nothing.
import { z } from 'zod';

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

export type Sum = {
  passed: number;
  failed: number;
  /** Files with tests that did not run, and how many. */
  skipped: { file: string; tests: number }[];
};

/** Counts tests; a file that could not even be loaded counts as one failure. Throws on anything but a vitest report. */
export function sumUp(report: unknown): Sum {
  const sum: Sum = { passed: 0, failed: 0, skipped: [] };
  for (const { name, status, assertionResults } of Report.parse(report).testResults) {
    const count = (...wanted: string[]) => assertionResults.filter((test) => wanted.includes(test.status)).length;
    const failed = count('failed');
    const tests = count('skipped', 'pending', 'todo', 'disabled');
    sum.passed += count('passed');
    sum.failed += failed === 0 && status === 'failed' ? 1 : failed;
    if (tests > 0) sum.skipped.push({ file: name, tests });
  }
  return sum;
}
