// What people do in the chat and what they see there: drop, say, press, click, read. Speaks the simulator's control API.
import type { Card } from '../../cards/kit.ts';
import { sketch } from '../../cards/sketch.ts';
import type { CardJson, Message } from '../../simulator/api.ts';
import type { SimulatorControl } from './simulator.ts';
import type { Who } from './world-people.ts';

type Path = (string | number)[];
type Component = Record<string, unknown>;
/** What is filled in, by the words at a field; several choices of one field as a list. */
type Form = Readonly<Record<string, string | readonly string[]>>;

/** A card as it stood when it was looked at: clicking it later is what a window does that did not refresh. */
export type SeenCard = { message: Message; version: number };
export type SentFile = { name: string; bytes: Buffer; replyTo: string | null };

export type Chat = ReturnType<typeof chatOf>;

/** @param settled resolves once the bot has taken everything that is on its way */
export function chatOf(control: SimulatorControl, openIds: ReadonlyMap<Who, string>, settled: () => Promise<void>) {
  const seen = new Map<Who, number>();
  const openIdOf = (who: Who): string => {
    const found = openIds.get(who);
    if (found === undefined) throw new Error(`nobody is called ${who}`);
    return found;
  };
  const messages = (who: Who, chat = 'bot') => control.messages(chat, openIdOf(who));
  const fromBot = async (who: Who, chat?: string) =>
    (await messages(who, chat)).filter((message) => message.sender.kind === 'bot');
  const cardMessages = async (who: Who) => (await fromBot(who)).filter(({ card }) => card !== null);

  async function newest(who: Who, label?: string): Promise<SeenCard> {
    const all = await cardMessages(who);
    const message = all.findLast(({ card }) => label === undefined || buttonPath(card, label) !== null);
    if (message === undefined) throw new Error(`${who} has no card${label ? ` with 「${label}」` : ''}`);
    return { message, version: message.card_version };
  }

  return {
    openIdOf,
    messages,
    drop: async (who: Who, bytes: Buffer, name = '证书数据.xlsx', chat?: string): Promise<Message> => {
      const message = await control.drop(openIdOf(who), name, new Uint8Array(bytes), chat);
      await settled();
      return message;
    },
    say: async (who: Who, words: string, more: { chat?: string; mention_bot?: boolean } = {}): Promise<Message> => {
      const message = await control.say(openIdOf(who), words, more);
      await settled();
      return message;
    },
    menu: async (who: Who, key: string): Promise<void> => {
      await control.menuClick(openIdOf(who), key);
      await settled();
    },
    enter: async (who: Who): Promise<void> => {
      await control.open('bot', openIdOf(who));
      await settled();
    },
    leave: async (who: Who): Promise<void> => {
      await control.leave(openIdOf(who));
      await settled();
    },
    /**
     * Clicks a button by the words it begins with, on the newest card that has it or on `on`; the form is filled by the words at its fields.
     * Returns the toast; what the client or the platform refuses is in 〔〕.
     */
    click: async (who: Who, label: string, form: Form = {}, on?: SeenCard): Promise<string> => {
      const { message, version } = on ?? (await newest(who, label));
      const card = on?.message.card ?? message.card;
      const path = buttonPath(card, label);
      if (path === null) throw new Error(`${who}'s card has no 「${label}」`);
      const values = formValues(card, path, form);
      const click = { as: openIdOf(who), path, card_version: version, ...(values ? { form_value: values } : {}) };
      const answer = await control.click(message.message_id, click).catch((error: Error) => refusalOf(error));
      await settled();
      if (typeof answer === 'string') return answer;
      return answer.error ? `〔${answer.error.code} ${answer.error.msg}〕` : (answer.toast?.content ?? '');
    },
    /** The newest card, or the newest with this button, to be clicked later. */
    card: newest,
    /** The newest card as text. */
    lastCard: async (who: Who): Promise<string> => sketchOf((await newest(who)).message.card),
    /** All cards as text, oldest first. */
    cards: async (who: Who): Promise<string[]> => (await cardMessages(who)).map(({ card }) => sketchOf(card)),
    /** One line for each message that came since this was last asked: a card's title, a text, 【a file's name】. */
    news: async (who: Who): Promise<string[]> => {
      const all = await fromBot(who);
      const fresh = all.slice(seen.get(who) ?? 0);
      seen.set(who, all.length);
      return fresh.map(lineOf);
    },
    files: async (who: Who): Promise<SentFile[]> => {
      const all = await fromBot(who);
      return Promise.all(
        all.flatMap(async ({ message_id, file, parent_id }) =>
          file === null
            ? []
            : [
                {
                  name: file.file_name,
                  bytes: await control.file(message_id, file.file_key, openIdOf(who)),
                  replyTo: parent_id,
                },
              ],
        ),
      ).then((files) => files.flat());
    },
    forget: (): void => seen.clear(),
  };
}

export function lineOf(message: Message): string {
  if (message.card !== null) return titleOf(message.card);
  return message.file === null ? (message.text ?? '') : `【${message.file.file_name}】`;
}

function titleOf(card: CardJson): string {
  return (
    sketchOf(card)
      .split('\n')[0]
      ?.replace(/^\[(.*?)\].*$/, '$1') ?? ''
  );
}

/** What we get back is what our own cards were made of. */
export function sketchOf(card: CardJson | null): string {
  return card === null ? '' : sketch(card as Card);
}

/** The simulator refuses what a client would not let a person do. */
function refusalOf(error: Error): string {
  const told = /"error":"([^"]*)"/.exec(error.message)?.[1];
  if (told === undefined) throw error;
  return `〔${told}〕`;
}

function buttonPath(card: CardJson | null, label: string): Path | null {
  const found = components(card, []).find(
    ({ component }) => component.tag === 'button' && contentOf(component.text).startsWith(label),
  );
  return found?.path ?? null;
}

function components(value: unknown, path: Path): { component: Component; path: Path }[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'tag' in value ? [{ component: value as Component, path }] : [];
  return [...own, ...Object.entries(value).flatMap(([key, inner]) => components(inner, [...path, keyOf(value, key)]))];
}

function keyOf(owner: object, key: string): string | number {
  return Array.isArray(owner) ? Number(key) : key;
}

function contentOf(text: unknown): string {
  return typeof text === 'object' && text !== null && 'content' in text ? String(text.content) : '';
}

/** What the form around the button sends; null when the button stands in none. */
function formValues(card: CardJson | null, button: Path, form: Form): Record<string, string | string[]> | null {
  const around = components(card, []).findLast(
    ({ component, path }) => component.tag === 'form' && path.every((key, i) => button[i] === key),
  );
  if (around === undefined) return null;
  const fields = components(around.component, []).map(({ component }) => component);
  return Object.fromEntries(
    Object.entries(form).map(([label, value]) => {
      const field = fields.find((one) => wordsOf(one).some((words) => words.startsWith(label)));
      if (field === undefined) throw new Error(`the form has no field 「${label}」`);
      return [
        String(field.name),
        typeof value === 'string' ? optionOf(field, value) : value.map((one) => optionOf(field, one)),
      ];
    }),
  );
}

function wordsOf(field: Component): string[] {
  if (typeof field.name !== 'string' || field.tag === 'button') return [];
  return [field.name, contentOf(field.label), contentOf(field.placeholder)];
}

/** A select's value by the words of its option. */
function optionOf(field: Component, value: string): string {
  const options = Array.isArray(field.options) ? (field.options as Component[]) : [];
  return String(options.find((option) => contentOf(option.text).startsWith(value))?.value ?? value);
}
