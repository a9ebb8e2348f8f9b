// Reads the `content` of what the bot sends: sizes, JSON, files it owns, cards the validator accepts.

import type { CardJson } from '../api.ts';
import { checkCard } from '../card-check.ts';
import { parseObject, readPost, readText } from '../message-content.ts';
import type { StoredMessage } from '../world.ts';
import { type Answer, type Call, fail, isAnswer } from './answer.ts';

const TEXT_LIMIT_BYTES = 150 * 1024;
const CARD_LIMIT_BYTES = 30 * 1024;

export type MessageBody = Pick<StoredMessage, 'content' | 'mentions' | 'cards'>;

/** @returns the content as a reader gets it, or Feishu's refusal. */
export function readContent(call: Call, msgType: string, content: string): MessageBody | Answer {
  if (call.raw.length > (msgType === 'text' ? TEXT_LIMIT_BYTES : CARD_LIMIT_BYTES)) return tooLong;
  if (msgType === 'interactive') {
    const card = readCard(call, content);
    return isAnswer(card) ? card : { content: '{}', mentions: [], cards: [card] };
  }
  const parsed = parseObject(content);
  if (!parsed) return invalidContent('content is not a JSON object');
  switch (msgType) {
    case 'text':
      return textBody(call, parsed);
    case 'post':
      return postBody(call, parsed);
    case 'image':
      return imageBody(call, parsed);
    case 'file':
    case 'audio':
    case 'media':
      return fileBody(call, msgType, parsed);
    case 'share_chat':
    case 'share_user':
      return { content, mentions: [], cards: [] };
    default:
      return invalidContent(`msg_type ${msgType} is not supported`);
  }
}

/** A card's JSON string, checked; the size limit is measured on the whole request, as Feishu does. */
export function readCard(call: Call, content: string): CardJson | Answer {
  if (call.raw.length > CARD_LIMIT_BYTES) return tooLong;
  const card = parseObject(content);
  if (!card) return cardRefusal(200621, 'parse card json err');
  if (card.type === 'template' || card.type === 'card') return cardRefusal(200380, 'template does not exist');
  const problem = checkCard(call.simulator.world, card);
  if (!problem) return card;
  return problem.code === 230025 ? tooLong : cardRefusal(problem.code, problem.message, problem.path);
}

/** How a card's own error code travels inside 230099. */
export const cardRefusal = (code: number, message: string, path = ''): Answer =>
  fail(230099, `Failed to create card content, ext=ErrCode: ${code}; ErrMsg: ${message}; ErrorValue: ${path};`);

const tooLong = fail(230025, 'The length of the message content reaches its limit.');
const invalidContent = (what: string): Answer =>
  fail(230001, `Your request contains an invalid request parameter, ext=${what}.`);

function textBody({ simulator: { world } }: Call, parsed: Record<string, unknown>): MessageBody | Answer {
  if (typeof parsed.text !== 'string') return invalidContent('text is missing');
  const { text, mentions } = readText(parsed.text, (id) => world.people.get(id)?.name ?? null);
  return { content: JSON.stringify({ text }), mentions, cards: [] };
}

function postBody({ simulator: { world } }: Call, parsed: Record<string, unknown>): MessageBody | Answer {
  const post = readPost(parsed);
  if (!post) return invalidContent('post content is invalid');
  const mentions: MessageBody['mentions'] = [];
  const content = post.content.map((line) =>
    line.map((piece) => {
      const id = piece.user_id;
      if (piece.tag === 'md') return { ...piece, tag: 'text' };
      if (piece.tag !== 'at' || typeof id !== 'string' || id === 'all') return piece;
      const key = `@_user_${mentions.length + 1}`;
      mentions.push({ key, open_id: id, name: world.people.get(id)?.name ?? '', bot: false });
      return { ...piece, user_id: key };
    }),
  );
  return { content: JSON.stringify({ title: post.title, content }), mentions, cards: [] };
}

function imageBody({ simulator: { world } }: Call, parsed: Record<string, unknown>): MessageBody | Answer {
  const image = world.images.get(String(parsed.image_key ?? ''));
  if (!image?.by_bot) return fail(230017, 'Bot is NOT the owner of the resource.');
  return { content: JSON.stringify({ image_key: image.image_key }), mentions: [], cards: [] };
}

function fileBody(
  call: Call,
  msgType: 'file' | 'audio' | 'media',
  parsed: Record<string, unknown>,
): MessageBody | Answer {
  const file = call.simulator.world.files.get(String(parsed.file_key ?? ''));
  if (!file?.by_bot) return fail(230017, 'Bot is NOT the owner of the resource.');
  const wanted = file.file_type === 'opus' ? 'audio' : file.file_type === 'mp4' ? 'media' : 'file';
  if (wanted !== msgType) {
    return fail(230055, 'The type of file upload does not match the type of message being sent.');
  }
  return { content: JSON.stringify({ file_key: file.file_key, file_name: file.file_name }), mentions: [], cards: [] };
}
