// A browser window in which one person of the demo sits: their chat with the bot, what they see and what they press.
import { mkdirSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';

/** Everything waited for is a round through bot, workers and back, on a machine that may be busy. */
const PATIENCE_MS = 30_000;
const SHOTS = 'screenshots';

export const desktop = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

export type PersonWindow = ReturnType<typeof windowOn>;

/** Opens the page as the person with this name, with the chat with the bot in view. */
export async function sitDown(
  browser: Browser,
  url: string,
  name: string,
  size: { width: number; height: number } = desktop,
) {
  const world = (await (await fetch(`${url}/sim/world`)).json()) as { people: { name: string; open_id: string }[] };
  const person = world.people.find((one) => one.name === name);
  if (person === undefined) throw new Error(`nobody in the demo is called ${name}`);
  const page = await browser.newPage({ viewport: size });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${url}/?as=${person.open_id}`);
  if (size.width <= phone.width) await page.getByTestId(/^chat-/).click();
  await page.getByTestId('conversation').waitFor();
  return windowOn(page);
}

function windowOn(page: Page) {
  /** The newest card with this in its title. */
  const card = (title: string): Locator => page.getByRole('article', { name: `卡片：${title}` }).last();
  return {
    page,
    card,
    see: (words: string | RegExp) => page.getByText(words).last().waitFor(),
    /** Waits until the newest card with this title says so. */
    seeOn: (title: string, words: string) => card(title).getByText(words).first().waitFor(),
    sendFromShelf: (file: RegExp) => page.getByRole('button', { name: file }).click(),
    press: (title: string, button: string) => card(title).getByRole('button', { name: button, exact: true }).click(),
    confirm: () => page.getByRole('dialog').getByRole('button', { name: '确认' }).click(),
    fill: (title: string, field: string, words: string) => card(title).getByLabel(field).fill(words),
    async choose(title: string, field: string, option: RegExp) {
      await card(title).getByRole('combobox', { name: field }).click();
      await page.getByRole('option', { name: option }).click();
    },
    async shot(name: string) {
      mkdirSync(SHOTS, { recursive: true });
      await page.screenshot({ path: `${SHOTS}/${name}.png` });
    },
    close: () => page.close(),
  };
}
