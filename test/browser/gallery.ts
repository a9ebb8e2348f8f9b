// `npm run cards`: each state of each card as a picture, drawn from its golden JSON by the simulator's renderer in a real
// browser, at the width of a desktop and of a phone. Into screenshots/cards/, with a page that shows them all.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { ensureTools, findChromium } from '../../local/test-tools.ts';
import { startSimulator } from '../support/simulator.ts';

const goldens = fileURLToPath(new URL('../golden', import.meta.url));
const pictures = fileURLToPath(new URL('../../screenshots/cards', import.meta.url));
/** Pixels a card is given: in a desktop's chat, and on a phone beside the picture of who speaks. */
const widths = { desktop: 600, phone: 320 } as const;

/** What the simulator's page offers to those who want pictures. */
type Drawing = { renderCard: (card: unknown, widthPx: number) => Promise<void> };

/** Draws one card; answers the texts that stick out of it. */
async function draw(page: Page, card: unknown, width: number, path: string): Promise<string[]> {
  await page.setViewportSize({ width: width + 40, height: 800 });
  await page.evaluate(([json, px]) => (globalThis as unknown as Drawing).renderCard(json, px), [card, width] as const);
  const frame = page.locator('.gallery-card');
  await frame.screenshot({ path });
  // No function of its own in here: it runs in the page. What scrolls inside its frame (tables) may be wider than the card.
  return frame.evaluate((root) =>
    [...root.querySelectorAll('*')]
      .filter((one) => one.childElementCount === 0 && one.closest('table') === null)
      .filter((one) => one.getBoundingClientRect().right > root.getBoundingClientRect().right + 1)
      .map((one) => (one.textContent ?? '').slice(0, 30)),
  );
}

function overview(names: readonly string[]): string {
  const rows = names.map(
    (name) => `<h2>${name}</h2><div><img src="${name}.desktop.png"><img src="${name}.phone.png"></div>`,
  );
  const style = 'body{font:14px sans-serif;background:#eee}div{display:flex;gap:24px;align-items:flex-start}';
  return `<!doctype html><meta charset="utf-8"><title>卡片</title><style>${style}</style>${rows.join('\n')}\n`;
}

for (const line of ensureTools(console.log)) console.warn(line);
const executablePath = process.env.HEZHENG_TEST_CHROMIUM || findChromium();
if (!executablePath) throw new Error('no browser: install chromium, or name one in HEZHENG_TEST_CHROMIUM');
const wanted = process.argv[2] ?? '';
const names = readdirSync(goldens)
  .filter((file) => file.endsWith('.json') && file.startsWith(wanted))
  .map((file) => basename(file, '.json'))
  .sort();
rmSync(pictures, { recursive: true, force: true });
mkdirSync(pictures, { recursive: true });

const simulator = await startSimulator();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--no-first-run'] });
try {
  const page = await browser.newPage();
  await page.goto(`${simulator.url}/?card=1`);
  for (const name of names) {
    const card: unknown = JSON.parse(readFileSync(join(goldens, `${name}.json`), 'utf8'));
    for (const [window, width] of Object.entries(widths)) {
      const outside = await draw(page, card, width, join(pictures, `${name}.${window}.png`));
      if (outside.length > 0) {
        process.exitCode = 1;
        console.error(`${name} (${window}): wider than the card: ${outside.join(' | ')}`);
      }
    }
  }
  writeFileSync(join(pictures, 'index.html'), overview(names));
  console.log(`${names.length} 张卡片已画好 / cards drawn: screenshots/cards/index.html`);
} finally {
  await browser.close();
  await simulator.stop();
}
