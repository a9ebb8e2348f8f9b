// The benchmarks by name: `npm run bench [-- name …] [-- --json]`. local/bench.ts starts the servers they need.
import { parseArgs } from 'node:util';
import { annotate } from './annotate.ts';
import { calls } from './calls.ts';
import { check } from './check.ts';
import { click } from './click.ts';
import { clicks } from './clicks.ts';
import { drop } from './drop.ts';
import { events } from './events.ts';
import { asJson, asRow, type Bench, type Figure } from './figure.ts';
import { read } from './read.ts';
import { sweepCost } from './sweep.ts';
import { throughput } from './throughput.ts';

const usual: Readonly<Record<string, Bench>> = {
  drop,
  click,
  clicks,
  events,
  sweep: sweepCost,
  calls,
  throughput,
  read,
  check,
};
/** Slow because of what it is measured against: run by name. */
const benches: Readonly<Record<string, Bench>> = { ...usual, annotate };

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
const wanted = positionals.length > 0 ? positionals : Object.keys(usual);
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));

const tell = (figure: Figure) => {
  process.stdout.write(`${values.json ? asJson(figure) : asRow(figure)}\n`);
};

const show = (table: string) => {
  if (!values.json) process.stdout.write(`\n${table}\n`);
};

async function main(): Promise<number> {
  if (unknown.length > 0) {
    process.stderr.write(`no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}\n`);
    return 2;
  }
  for (const name of wanted) await benches[name]?.((figure) => tell({ bench: name, ...figure }), show);
  return 0;
}

// Connections and timers of what was measured must not hold the process.
process.exit(await main());
