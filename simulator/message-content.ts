// What is inside a message: from what the bot sends to what a reader gets, and the readable text of it.
import { z } from 'zod';
import type { CardJson } from './api.ts';
import type { Mention, StoredMessage } from './world.ts';

type NameOf = (openId: string) => string | null;

const PREVIEW_LENGTH = 60;
const postSchema = z.object({
  title: z.string().optional(),
  content: z.array(z.array(z.record(z.string(), z.unknown()))),
});
type Post = z.infer<typeof postSchema>;

/** Parses JSON that must be an object; null for anything else. */
export function parseObject(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `<at user_id="ou_…">Name</at>` becomes `@_user_1` with a mention beside it, as receivers get it; @all stays `@_all`. */
export function readText(text: string, nameOf: NameOf): { text: string; mentions: Mention[] } {
  const mentions: Mention[] = [];
  const replaced = text.replace(/<at user_id="([^"]*)">(.*?)<\/at>/g, (_, id: string, label: string) => {
    if (id === 'all') return '@_all';
    const known = mentions.find((mention) => mention.open_id === id);
    if (known) return known.key;
    const mention = { key: `@_user_${mentions.length + 1}`, open_id: id, name: nameOf(id) ?? label, bot: false };
    mentions.push(mention);
    return mention.key;
  });
  return { text: replaced, mentions };
}

/** A post as sent has locales round it; as received it has not. Null when it is no post. */
export function readPost(content: Record<string, unknown>): Post | null {
  const unwrapped = 'content' in content ? content : (content.zh_cn ?? Object.values(content)[0]);
  const post = postSchema.safeParse(unwrapped);
  return post.success ? { title: post.data.title ?? '', content: post.data.content } : null;
}

/** The readable text of a text or post message; null for every other kind. */
export function readableText(message: StoredMessage): string | null {
  const content = parseObject(message.content);
  if (!content) return null;
  if (message.msg_type === 'text') return withNames(String(content.text ?? ''), message.mentions);
  if (message.msg_type !== 'post') return null;
  const post = readPost(content);
  const lines = (post?.content ?? []).map((line) => line.map((piece) => postPieceText(piece)).join(''));
  return withNames([post?.title ?? '', ...lines].filter((line) => line !== '').join('\n'), message.mentions);
}

/** One line for the chat list. */
export function previewOf(message: StoredMessage): string {
  if (message.recalled) return '[消息已撤回]';
  const content = parseObject(message.content) ?? {};
  const labels: Record<string, string> = {
    image: '[图片]',
    file: `[文件] ${String(content.file_name ?? '')}`,
    interactive: cardSummary(message.cards.at(-1)),
  };
  const line = readableText(message) ?? labels[message.msg_type] ?? `[${message.msg_type}]`;
  return line.replace(/\s+/g, ' ').trim().slice(0, PREVIEW_LENGTH);
}

/** The tree a reader of the API gets by default instead of the card: its words and buttons, not its layout. */
export function simplifiedCard(card: CardJson): { title: string; elements: Record<string, unknown>[][] } {
  const lines: Record<string, unknown>[][] = [];
  collectLines(card.body ?? card.elements, lines);
  return { title: textOf(card, 'header', 'title', 'content'), elements: lines };
}

function collectLines(node: unknown, lines: Record<string, unknown>[][]): void {
  if (Array.isArray(node)) {
    for (const child of node) collectLines(child, lines);
    return;
  }
  if (!isObject(node)) return;
  if (node.tag === 'button') {
    lines.push([{ tag: 'button', text: textOf(node, 'text', 'content'), type: node.type ?? 'default' }]);
    return;
  }
  const text = typeof node.content === 'string' ? node.content : textOf(node, 'text', 'content');
  if (text !== '') lines.push([{ tag: 'text', text }]);
  if (node.tag === 'hr') lines.push([{ tag: 'hr' }]);
  for (const key of ['header', 'elements', 'columns', 'columns_set']) collectLines(node[key], lines);
}

function cardSummary(card: CardJson | undefined): string {
  if (!card) return '[卡片]';
  return textOf(card, 'config', 'summary', 'content') || textOf(card, 'header', 'title', 'content') || '[卡片]';
}

function textOf(node: unknown, ...path: string[]): string {
  const found = path.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), node);
  return typeof found === 'string' ? found : '';
}

function postPieceText(piece: Record<string, unknown>): string {
  if (piece.tag === 'at') return String(piece.user_id ?? '');
  if (piece.tag === 'img') return '[图片]';
  return typeof piece.text === 'string' ? piece.text : '';
}

function withNames(text: string, mentions: readonly Mention[]): string {
  const resolved = mentions.reduce((line, mention) => line.replaceAll(mention.key, `@${mention.name}`), text);
  return resolved.replaceAll('@_all', '@所有人');
}
