// Many people press at once: how long each waits for the answer with fifty clicks a second in flight. Clicks come by the
// clock, whether the ones before were answered or not, and the waiting counts from when each was due.
import { setTimeout as sleep } from 'node:timers/promises';
import { cityReviewer, clerk, workbook } from './cast.ts';
import { type Bench, spread } from './figure.ts';
import { type Product, startProduct } from './product.ts';
import { press, type SeenMessage } from './watch.ts';

const CLERKS = 300;
/** Files that are sent at the same moment, so that none waits longer than anybody looks. */
const AT_ONCE = 20;
const ROWS = 10;
const PER_SECOND = 50;

export const clicks: Bench = async (tell) => {
  // The platform's own limits on messages would be what is measured; clicks have none.
  const product = await startProduct({ clerks: CLERKS, workers: 1, rateLimits: false });
  const { control } = product;
  const reviewer = await product.watch(cityReviewer);
  const results: { card: SeenMessage; openId: string }[] = [];
  while (results.length < CLERKS)
    results.push(
      ...(await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => dropped(product, results.length + n)))),
    );
  await product.quiet();

  const reviews = results.map(() => reviewer.cardWith('approve'));
  const submitted = await atTheirTimes(results, ({ card, openId }) => press(control, card, 'submit', openId));
  const cards = await Promise.all(reviews);
  await product.quiet();
  const approved = await atTheirTimes(cards, (card) => press(control, card, 'approve', reviewer.openId));
  await product.stop();
  for (const figure of spread(`提交 → answer, ${PER_SECOND} a second`, submitted)) tell(figure);
  for (const figure of spread(`通过 → answer, ${PER_SECOND} a second`, approved)) tell(figure);
};

/** A file of the i-th clerk, and the card that offers 提交. */
async function dropped(product: Product, i: number): Promise<{ card: SeenMessage; openId: string }> {
  const sender = await product.watch(clerk(i));
  const result = sender.cardWith('submit');
  await product.control.drop(sender.openId, '一批.xlsx', await workbook(i, 0, ROWS));
  return { card: await result, openId: sender.openId };
}

/** Milliseconds each took, counted from the moment it was due. */
async function atTheirTimes<T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<number[]> {
  const begin = performance.now();
  return Promise.all(
    all.map(async (one, i) => {
      const due = begin + (i * 1_000) / PER_SECOND;
      await sleep(due - performance.now());
      await act(one);
      return performance.now() - due;
    }),
  );
}
