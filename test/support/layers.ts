// Who may import whom, as data: held against the code by test/layers.test.ts and against ARCHITECTURE.md by test/docs.

/**
 * `ours`: folders, or single files of a folder. `only`: what single files of the folder may import besides.
 * `atLeast`: how many files must have been seen, or the test has looked in the wrong place.
 */
export type Layer = { ours: readonly string[]; only?: Readonly<Record<string, readonly string[]>>; atLeast: number };

export const layers: Readonly<Record<string, Layer>> = {
  domain: { ours: [], atLeast: 30 },
  cards: { ours: ['domain'], atLeast: 10 },
  config: { ours: ['domain'], atLeast: 6 },
  workbook: { ours: ['domain'], atLeast: 25 },
  store: { ours: ['domain'], only: { 'store/migrate.ts': ['config/env.ts'] }, atLeast: 30 },
  messages: {
    ours: ['domain', 'cards', 'store', 'workbook'],
    // Three main files make the same parts: what they hand in is read in one place.
    only: { 'messages/parts-of.ts': ['config'] },
    atLeast: 10,
  },
  bot: {
    ours: ['domain', 'cards', 'store', 'messages'],
    only: { 'bot/main.ts': ['config/env.ts'] },
    atLeast: 20,
  },
  workers: {
    ours: [
      'domain',
      'store',
      'workbook',
      'messages',
      'bot/clock.ts',
      'bot/http-server.ts',
      'bot/log.ts',
      'bot/read-event.ts',
      'bot/feishu/feishu.ts',
      'bot/feishu/feishu-error.ts',
      'bot/feishu/message-form.ts',
    ],
    only: { 'workers/main.ts': ['config/env.ts', 'bot/run-until-stopped.ts'] },
    atLeast: 20,
  },
  cli: { ours: ['domain', 'config', 'store', 'workbook', 'messages', 'bot/clock.ts'], atLeast: 4 },
  local: { ours: ['domain', 'config', 'workbook', 'store/migrate.ts'], atLeast: 18 },
  simulator: { ours: [], atLeast: 80 },
  bench: {
    ours: ['domain', 'cards', 'config', 'store', 'workbook', 'messages', 'bot', 'workers', 'local', 'test'],
    atLeast: 5,
  },
  test: {
    ours: ['domain', 'cards', 'config', 'store', 'workbook', 'messages', 'bot', 'workers', 'cli', 'local', 'bench'],
    atLeast: 50,
  },
  // start.ts and the configuration of vitest.
  '': { ours: ['config/env.ts'], atLeast: 2 },
};
