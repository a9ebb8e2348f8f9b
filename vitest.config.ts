// How the tests run. What they need (PostgreSQL, Redis) comes from `npm test`, or from test/support/global-setup.ts.
import { defineConfig } from 'vitest/config';

// Neither UTC nor Asia/Shanghai on purpose: code that leans on the machine's time zone fails here.
process.env.TZ = 'America/New_York';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/loopback-only.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    restoreMocks: true,
    coverage: {
      include: ['bot', 'cards', 'cli', 'config', 'domain', 'store', 'workbook', 'workers'].map((f) => `${f}/**/*.ts`),
    },
  },
});
