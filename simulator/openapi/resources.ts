// Files and images: what the bot uploads, and what it downloads from messages.
import { z } from 'zod';
import { parseObject } from '../message-content.ts';
import { type Part, readMultipart } from '../multipart.ts';
import { type Answer, type Call, type Endpoint, fail, isAnswer, ok } from './answer.ts';

const FILE_LIMIT_BYTES = 30 * 1024 * 1024;
const IMAGE_LIMIT_BYTES = 10 * 1024 * 1024;
const DOWNLOAD_LIMIT_BYTES = 100 * 1024 * 1024;

const fileSchema = z.object({
  file_type: z.enum(['opus', 'mp4', 'pdf', 'doc', 'xls', 'ppt', 'stream']),
  file_name: z.string().min(1),
});
const imageTypeSchema = z.enum(['message', 'avatar']);

export const resourceEndpoints: Endpoint[] = [
  { method: 'post', path: '/im/v1/files', handle: uploadFile },
  { method: 'post', path: '/im/v1/images', handle: uploadImage },
  { method: 'get', path: '/im/v1/files/:key', handle: ownFile },
  { method: 'get', path: '/im/v1/images/:key', handle: ownImage },
  { method: 'get', path: '/im/v1/messages/:message_id/resources/:file_key', handle: download },
];

function uploadFile(call: Call): Answer {
  const parts = partsOf(call);
  const fields = fileSchema.safeParse({ file_type: textOf(parts, 'file_type'), file_name: textOf(parts, 'file_name') });
  if (!fields.success) return fail(234001, 'Invalid request param.');
  const bytes = contentOf(parts, 'file', FILE_LIMIT_BYTES);
  if (isAnswer(bytes)) return bytes;
  const { file_key } = call.simulator.world.addFile({ ...fields.data, bytes, by_bot: true });
  return ok({ file_key });
}

function uploadImage(call: Call): Answer {
  const parts = partsOf(call);
  if (!imageTypeSchema.safeParse(textOf(parts, 'image_type')).success) return fail(234001, 'Invalid request param.');
  const bytes = contentOf(parts, 'image', IMAGE_LIMIT_BYTES);
  if (isAnswer(bytes)) return bytes;
  const { image_key } = call.simulator.world.addImage({ bytes, by_bot: true });
  return ok({ image_key });
}

function ownFile({ simulator: { world }, params }: Call): Answer {
  const file = world.files.get(params.key ?? '');
  if (!file?.by_bot) return fail(234008, 'The app is not the resource sender.');
  return binary(file.bytes, file.file_name);
}

function ownImage({ simulator: { world }, params }: Call): Answer {
  const image = world.images.get(params.key ?? '');
  if (!image?.by_bot) return fail(234008, 'The app is not the resource sender.');
  return binary(image.bytes, `${image.image_key}.png`);
}

function download({ simulator: { world }, params, query }: Call): Answer {
  const message = world.messages.get(params.message_id ?? '');
  const key = params.file_key ?? '';
  if (query.type !== 'file' && query.type !== 'image') return fail(234001, 'Invalid request param.');
  if (!message) return fail(234003, 'File not in message.');
  if (!world.chats.get(message.chat_id)?.bot) return fail(234004, 'The app is not in the chat.');
  if (message.recalled) return fail(230110, 'The message is deleted.');
  if (message.msg_type === 'interactive' || message.msg_type === 'merge_forward') {
    return fail(234043, 'Unsupported message type.');
  }
  const kind = message.msg_type === 'image' ? 'image' : 'file';
  if (!keysIn(message.content).includes(key)) return fail(234003, 'File not in message.');
  if (message.msg_type !== 'post' && query.type !== kind) return fail(234001, 'Invalid request param.');
  const file = world.files.get(key);
  const bytes = file?.bytes ?? world.images.get(key)?.bytes;
  if (!bytes) return fail(234003, 'File not in message.');
  if (bytes.length > DOWNLOAD_LIMIT_BYTES) return fail(234037, 'Downloaded file size exceeds limit.');
  return binary(bytes, file?.file_name ?? `${key}.png`);
}

/** Every file and image key a message's content names. */
function keysIn(content: string): string[] {
  const parsed = parseObject(content);
  return parsed
    ? [...JSON.stringify(parsed).matchAll(/"(?:file_key|image_key)":"([^"]+)"/g)].flatMap(([, key]) => key ?? [])
    : [];
}

const partsOf = ({ request, raw }: Call): Part[] => readMultipart(request.headers['content-type'], raw) ?? [];

const textOf = (parts: readonly Part[], name: string): string | undefined =>
  parts.find((part) => part.name === name)?.bytes.toString('utf8');

function contentOf(parts: readonly Part[], name: string, limit: number): Buffer | Answer {
  const bytes = parts.find((part) => part.name === name)?.bytes;
  if (!bytes) return fail(234001, 'Invalid request param.');
  if (bytes.length === 0) return fail(234010, 'File size can not be 0.');
  if (bytes.length > limit) return fail(234006, 'The file size exceed the max value.');
  return bytes;
}

const binary = (bytes: Buffer, name: string): Answer => ({
  status: 200,
  body: bytes,
  headers: {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  },
});
