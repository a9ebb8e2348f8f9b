// What a message looks like on the wire, and the limits it must keep before it leaves. Pure.
import type { Call } from './call.ts';
import { FeishuError } from './feishu-error.ts';

/** Any card as JSON; `Card` of cards/kit.ts is one. */
export type CardJson = Readonly<Record<string, unknown>>;
export type Content = { card: CardJson } | { text: string } | { file: { key: string } };

/** Request bodies of cards and of texts. */
export const CARD_BYTES = 30 * 1024;
const TEXT_BYTES = 150 * 1024;
const UUID_LENGTH = 50;

/** What `msg_type` and `content` Feishu wants for it. */
export function wire(content: Content): { msg_type: string; content: string } {
  if ('card' in content) return { msg_type: 'interactive', content: JSON.stringify(content.card) };
  if ('text' in content) return { msg_type: 'text', content: JSON.stringify({ text: content.text }) };
  return { msg_type: 'file', content: JSON.stringify({ file_key: content.file.key }) };
}

/** @throws FeishuError `too-large` for a uuid or a body the platform would refuse */
export function checkMessage(request: Call): void {
  const uuid = String(request.data?.uuid);
  if (uuid.length === 0 || uuid.length > UUID_LENGTH) throw tooLarge(request, uuid.length, UUID_LENGTH);
  checkSize(request, request.data?.msg_type === 'interactive' ? CARD_BYTES : TEXT_BYTES);
}

/** Feishu counts the whole request body, in which the card is a string once more escaped. */
export function checkSize(request: Call, limit: number): void {
  const size = Buffer.byteLength(JSON.stringify(request.data));
  if (size > limit) throw tooLarge(request, size, limit);
}

export function tooLarge(request: Call, size: number, limit: number): FeishuError {
  return new FeishuError(request.name, { code: 'too-large', kind: 'refused', msg: `${size} of at most ${limit}` });
}

/** Feishu takes the type from a short list of its own; whatever is not in it goes as a stream of bytes. */
export function fileType(fileName: string): string {
  const suffix = fileName.toLowerCase().split('.').at(-1) ?? '';
  if (suffix === 'pdf' || suffix === 'mp4' || suffix === 'opus') return suffix;
  for (const type of ['xls', 'doc', 'ppt']) if (suffix === type || suffix === `${type}x`) return type;
  return 'stream';
}
