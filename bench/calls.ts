// How many calls to Feishu one submission needs, from the file in the chat to the register, beside the least that could do:
// one for everything that somebody must get. Counts, not times: the same on every machine.

import { fields } from '../cards/action.ts';
import { dayOf } from '../domain/calendar.ts';
import { cityReviewer, clerk, workbook } from './cast.ts';
import type { Bench } from './figure.ts';
import { startProduct } from './product.ts';
import { press, type Watch } from './watch.ts';

const ROWS = 100;

/** What nobody could do without, in calls. */
const least: readonly (readonly [what: string, calls: number])[] = [
  ['the file is downloaded', 1],
  ['the clerk gets one card, and it follows at 提交, 审核, 核准, 上报, 公布', 6],
  ['a card for city, province, desk and ministry, and each is closed', 8],
  ['the export file is uploaded and sent', 2],
  ['the clerk is told of city, province, hand-over and publication', 4],
];

export const calls: Bench = async (tell) => {
  const product = await startProduct({ clerks: 1, workers: 1, rateLimits: true });
  const { control } = product;
  const at = async (name: string) => product.watch(name);
  const sender = await at(clerk(0));
  const before = (await control.transcript()).calls.length;

  const result = sender.cardWith('submit');
  await control.drop(sender.openId, '一批.xlsx', await workbook(0, 0, ROWS));
  const today = dayOf(new Date());
  const steps: [who: Watch, act: 'approve' | 'hand-over' | 'publish', form: Record<string, string>][] = [
    [await at(cityReviewer), 'approve', {}],
    [await at('省级审核'), 'approve', {}],
    [await at('上报'), 'hand-over', { [fields.handedOn]: today, [fields.receipt]: 'BZX-1' }],
    [await at('上报'), 'publish', { [fields.publishedOn]: today }],
  ];
  const submitCard = await result;
  let next = steps[0]?.[0].cardWith('approve');
  await press(control, submitCard, 'submit', sender.openId);
  for (const [i, [who, act, form]] of steps.entries()) {
    const card = await next;
    await product.quiet();
    const after = steps[i + 1];
    next = after?.[0].cardWith(after[1]);
    if (card !== undefined) await press(control, card, act, who.openId, form);
    await product.quiet();
  }
  const made = (await control.transcript()).calls.slice(before).filter(({ path }) => path.includes('/im/v1/'));
  await product.stop();

  const possible = least.reduce((sum, [, count]) => sum + count, 0);
  tell({ case: 'from the file to the register, least possible', median: possible, unit: 'calls', ratio: 1 });
  tell({ case: 'from the file to the register', median: made.length, unit: 'calls', ratio: made.length / possible });
  for (const [what, count] of counted(made.map(shapeOf))) tell({ case: `  ${what}`, median: count, unit: 'calls' });
};

/** Method and path, ids left out. */
function shapeOf({ method, path }: { method: string; path: string }): string {
  const shape = path
    .replace(/^.*\/im\/v1\//, '')
    .replace(/\?.*$/, '')
    .replace(/(om|file)_\w+/g, ':id');
  return `${method} ${shape}`;
}

function counted(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}
