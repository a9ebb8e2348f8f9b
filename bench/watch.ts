// One person's chats as their client sees them: waits for a card, finds its buttons, presses them.
import type { Action } from '../cards/action.ts';
import type { SimulatorControl } from '../test/support/simulator.ts';

export type SeenMessage = Awaited<ReturnType<SimulatorControl['messages']>>[number];
type Waiting = { act: Action['act']; resolve: (message: SeenMessage) => void };

export type Watch = {
  openId: string;
  /** The next message not seen before whose card offers this. Ask before causing it. */
  cardWith: (act: Action['act']) => Promise<SeenMessage>;
  close: () => void;
};

const PATIENCE_MS = 60_000;

/** Follows the simulator's stream of what this person's client would show. */
export async function watchChats(simulatorUrl: string, openId: string): Promise<Watch> {
  const closing = new AbortController();
  const response = await fetch(`${simulatorUrl}/sim/events?as=${openId}`, { signal: closing.signal });
  const seen = new Set<string>();
  const waiting: Waiting[] = [];
  const take = (message: SeenMessage) => {
    if (message.card === null || seen.has(message.message_id)) return;
    const at = waiting.findIndex(({ act }) => pathTo(message.card, act) !== null);
    if (at === -1) return;
    seen.add(message.message_id);
    for (const { resolve } of waiting.splice(at, 1)) resolve(message);
  };
  void follow(response, take).catch(() => {});
  return {
    openId,
    cardWith: (act) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no card with ${act} in ${PATIENCE_MS} ms`)), PATIENCE_MS);
        const found = (message: SeenMessage) => {
          clearTimeout(timer);
          resolve(message);
        };
        waiting.push({ act, resolve: found });
      }),
    close: () => closing.abort(),
  };
}

/** Presses the button and resolves when the bot has answered: that it was done, or is being done. Throws on anything else. */
export async function press(
  control: SimulatorControl,
  message: SeenMessage,
  act: Action['act'],
  as: string,
  form: Readonly<Record<string, string>> = {},
): Promise<void> {
  const path = pathTo(message.card, act);
  if (path === null) throw new Error(`the card offers no ${act}`);
  const { toast, error } = await control.click(message.message_id, { as, path, form_value: { ...form } });
  if (toast?.type !== 'success' && toast?.type !== 'info')
    throw new Error(`${act}: ${toast?.content ?? error?.msg ?? 'no answer'}`);
}

async function follow(response: Response, take: (message: SeenMessage) => void): Promise<void> {
  const text = new TextDecoder();
  let rest = '';
  for await (const bytes of response.body ?? []) {
    const lines = (rest + text.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.startsWith('data:')) continue;
      const event = JSON.parse(line.slice('data:'.length)) as { type: string; message?: SeenMessage };
      if (event.type === 'message' && event.message) take(event.message);
    }
  }
}

/** Keys and indexes from the card's root to the button that does this. */
function pathTo(node: unknown, act: Action['act'], path: (string | number)[] = []): (string | number)[] | null {
  if (typeof node !== 'object' || node === null) return null;
  const { tag, behaviors } = node as { tag?: string; behaviors?: { value?: { act?: string } }[] };
  if (tag === 'button' && behaviors?.some(({ value }) => value?.act === act)) return path;
  for (const [key, child] of Object.entries(node)) {
    const found = pathTo(child, act, [...path, Array.isArray(node) ? Number(key) : key]);
    if (found !== null) return found;
  }
  return null;
}
