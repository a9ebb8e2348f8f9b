// How the tests of the workflow run under `npm run faults`: alone, without database or queue.
import { defineConfig } from 'vitest/config';

process.env.TZ = 'America/New_York';

export default defineConfig({
  test: {
    include: [
      'test/domain/{submission-*,rows-returned,signatures,second-thoughts,clerk-answers,calendar,inherited}.test.ts',
    ],
    testTimeout: 60_000,
  },
});
