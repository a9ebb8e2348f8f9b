// Many clerks send a file at the same moment: how many a minute are checked and answered, by number of worker processes.
import { clerk, workbook } from './cast.ts';
import type { Bench } from './figure.ts';
import { startProduct } from './product.ts';

const ROWS = 1_000;
const CLERKS = 60;
const WORKERS = [1, 2, 4];

export const throughput: Bench = async (tell) => {
  const files = await Promise.all(Array.from({ length: CLERKS }, (_, i) => workbook(i, 0, ROWS)));
  let one: number | null = null;
  for (const workers of WORKERS) {
    // The platform's own limits would be what is measured.
    const product = await startProduct({ clerks: CLERKS, workers, rateLimits: false });
    const watches = await Promise.all(files.map((_, i) => product.watch(clerk(i))));

    const before = performance.now();
    await Promise.all(
      watches.map(async (watch, i) => {
        const result = watch.cardWith('submit');
        await product.control.drop(watch.openId, '一批.xlsx', files[i] ?? Buffer.alloc(0));
        await result;
      }),
    );
    const perMinute = (CLERKS / (performance.now() - before)) * 60_000;
    await product.stop();
    one ??= perMinute;
    const name = `${CLERKS} files of 1,000 rows at once, ${workers} worker${workers > 1 ? 's' : ''}`;
    tell({ case: name, median: perMinute, unit: 'per min', ratio: perMinute / one });
  }
};
