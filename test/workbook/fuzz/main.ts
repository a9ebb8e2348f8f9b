// `npm run fuzz`: reads hostile workbooks until the time is up, and prints the seed and the recipe of the first failure.
// Options: --seconds 60, --seed N, --xls (old workbooks too, each in a process of its own).
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { endOf, recipes } from './reading.ts';
import type { Recipe } from './recipe.ts';

const mostFiles = 1_000_000;
/** A file that is read longer than this hangs; .xls has 60 seconds of its own. */
const mostSeconds = { usual: 20, xls: 90 };

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    xls: { type: 'boolean', default: false },
  },
});

/** A reader that hangs lets no timer of its own thread run: another thread tells what it hangs on, and ends it. */
const watch = new Worker(
  `const { parentPort, workerData } = require('node:worker_threads');
  const { writeSync } = require('node:fs');
  let timer;
  parentPort.on('message', (recipe) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      writeSync(2, 'hangs: ' + recipe + '\\n');
      process.kill(process.pid, 'SIGKILL');
    }, workerData * 1000);
  });`,
  { eval: true, workerData: values.xls ? mostSeconds.xls : mostSeconds.usual },
);
watch.unref();

const ends = new Map<string, number>();
const seed = Number(values.seed);
const kinds: Recipe['base'][] = values.xls ? ['xls'] : [];
const outcome = await fc.check(
  fc.asyncProperty(recipes(...kinds), async (recipe) => {
    watch.postMessage(JSON.stringify(recipe));
    const end = await endOf(recipe);
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }),
  { seed, numRuns: mostFiles, interruptAfterTimeLimit: Number(values.seconds) * 1000 },
);

console.log(`seed ${seed}: ${outcome.numRuns} files read`);
for (const [end, count] of [...ends].sort((a, b) => b[1] - a[1])) console.log(`${String(count).padStart(9)}  ${end}`);
if (outcome.counterexample) {
  console.error(`failed, seed ${seed}, path ${outcome.counterexamplePath}; keep this recipe in found.ts:`);
  console.error(JSON.stringify(outcome.counterexample[0]));
  console.error(outcome.errorInstance);
  process.exitCode = 1;
}
