// From the file in the chat to the card that says what was found, and from 提交 to the card at the reviewer.
import { cityReviewer, clerk, workbook } from './cast.ts';
import { type Bench, spread } from './figure.ts';
import { startProduct } from './product.ts';
import { press } from './watch.ts';

const ROWS = 1_000;
const ROUNDS = 60;
const LONGEST_MS = 75_000;

export const drop: Bench = async (tell) => {
  const product = await startProduct({ clerks: 1, workers: 1, rateLimits: true });
  const { control } = product;
  const [sender, reviewer] = [await product.watch(clerk(0)), await product.watch(cityReviewer)];
  const checked: number[] = [];
  const passed: number[] = [];
  const end = performance.now() + LONGEST_MS;
  // The first round warms up and is left out.
  for (let round = 0; round <= ROUNDS && performance.now() < end; round++) {
    const bytes = await workbook(0, round * ROWS, ROWS);
    await product.quiet();

    const dropped = performance.now();
    const result = sender.cardWith('submit');
    await control.drop(sender.openId, `第${round}批.xlsx`, bytes);
    const card = await result;
    const shown = performance.now();

    const review = reviewer.cardWith('approve');
    await press(control, card, 'submit', sender.openId);
    await review;
    if (round === 0) continue;
    checked.push(shown - dropped);
    passed.push(performance.now() - shown);
  }
  await product.stop();
  for (const figure of spread('drop → result card, 1,000 rows', checked)) tell(figure);
  for (const figure of spread('提交 → review card, 1,000 rows', passed)) tell(figure);
};
