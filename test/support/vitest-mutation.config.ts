// How the tests run under `npm run mutate`: the domain's alone, without database or queue, the same rows every time.
import { defineConfig } from 'vitest/config';

process.env.TZ = 'America/New_York';

export default defineConfig({
  test: {
    include: [
      'test/domain/{identity,certificate-number,calendar,names,scope,register,whole-numbers,check,rule-properties}.test.ts',
    ],
    setupFiles: ['test/support/same-seed.ts'],
    testTimeout: 30_000,
  },
});
