// Files in both directions, byte for byte, and the refusals on the way.
import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Message } from '../../simulator/api.ts';
import { buttonCard, type Rig, startRig, XIAO_MING } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.stop());

async function drop(name: string, bytes: Buffer): Promise<Message> {
  const form = new FormData();
  form.set('as', XIAO_MING);
  form.set('file', new Blob([new Uint8Array(bytes)]), name);
  const response = await fetch(`${rig.url}/sim/chats/bot/files`, { method: 'POST', body: form });
  return (await response.json()) as Message;
}

const download = (messageId: string, fileKey: string, type = 'file') =>
  rig.client.im.v1.messageResource.get({ path: { message_id: messageId, file_key: fileKey }, params: { type } });

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The SDK hands over a refused download as an unread stream. */
async function codeOf(promise: Promise<unknown>): Promise<number> {
  const error = await promise.then(
    () => Promise.reject(new Error('not refused')),
    (cause: unknown) => cause as { response: { data: Readable } },
  );
  return (JSON.parse((await bytesOf(error.response.data)).toString('utf8')) as { code: number }).code;
}

test('a dropped file with a Chinese name arrives byte for byte', async () => {
  const bytes = randomBytes(300_000);

  const message = await drop('11月 "花名册" 50%.xlsx', bytes);
  const downloaded = await download(message.message_id, message.file?.file_key ?? '');

  expect(message.file).toMatchObject({ file_name: '11月 "花名册" 50%.xlsx', size: 300_000 });
  expect((await bytesOf(downloaded.getReadableStream())).equals(bytes)).toBe(true);
});

test('an uploaded file with a Chinese name reaches the person byte for byte', async () => {
  const bytes = Buffer.concat([randomBytes(1000), Buffer.from('\r\n--x\r\n\r\n'), randomBytes(1000)]);

  const upload = await rig.client.im.v1.file.create({
    data: { file_type: 'xls', file_name: '批注.xlsx', file: bytes },
  });
  await rig.client.im.v1.message.create({
    params: { receive_id_type: 'open_id' },
    data: { receive_id: XIAO_MING, msg_type: 'file', content: JSON.stringify({ file_key: upload?.file_key }) },
  });
  const [message] = await rig.sim<Message[]>('GET', `/chats/bot/messages?as=${XIAO_MING}`);
  const response = await fetch(
    `${rig.url}/sim/files/${message?.message_id}/${message?.file?.file_key}?as=${XIAO_MING}`,
  );

  expect(message?.file?.file_name).toBe('批注.xlsx');
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
});

test('a file of the shelf is dropped by its id', async () => {
  const content_base64 = Buffer.from('内容').toString('base64');
  const [onShelf] = await rig.sim<{ id: string }[]>('PUT', `/people/${XIAO_MING}/shelf`, [
    { name: '样例.csv', content_base64 },
  ]);

  const message = await rig.sim<Message>('POST', '/chats/bot/files', { as: XIAO_MING, shelf: onShelf?.id });

  expect(message).toMatchObject({ msg_type: 'file', preview: '[文件] 样例.csv', file: { size: 6 } });
});

test('an image round-trips under its own type', async () => {
  const png = Buffer.from('89504e470d0a1a0a', 'hex');
  const message = await drop('截图.png', png);

  const downloaded = await download(message.message_id, message.image?.image_key ?? '', 'image');
  const uploaded = await rig.client.im.v1.image.create({ data: { image_type: 'message', image: png } });

  expect((await bytesOf(downloaded.getReadableStream())).equals(png)).toBe(true);
  expect(uploaded?.image_key).toMatch(/^img_v3_/);
});

test('downloads are refused for the wrong key, the wrong type, a card and a recalled message', async () => {
  const message = await drop('表.xlsx', Buffer.from('x'));
  const key = message.file?.file_key ?? '';
  const card = await rig.sendCard(XIAO_MING, buttonCard('x'));

  expect(await codeOf(download(message.message_id, 'file_other'))).toBe(234003);
  expect(await codeOf(download('om_other', key))).toBe(234003);
  expect(await codeOf(download(message.message_id, key, 'image'))).toBe(234001);
  expect(await codeOf(download(card, key))).toBe(234043);
  await rig.sim('POST', `/messages/${message.message_id}/recall`, { as: XIAO_MING });
  expect(await codeOf(download(message.message_id, key))).toBe(230110);
});

test('a file in a group without the bot is out of its reach', async () => {
  const group = { chat_id: 'oc_1', name: '群', members: [XIAO_MING], bot: true };
  await rig.sim('PUT', '/groups', [group]);
  const form = new FormData();
  form.set('as', XIAO_MING);
  form.set('file', new Blob(['x']), 'a.txt');
  const response = await fetch(`${rig.url}/sim/chats/oc_1/files`, { method: 'POST', body: form });
  const message = (await response.json()) as Message;

  await rig.sim('PUT', '/groups', [{ ...group, bot: false }]);

  expect(await codeOf(download(message.message_id, message.file?.file_key ?? ''))).toBe(234004);
});

test('empty and oversized uploads are refused, and files above 100 MB cannot be fetched', async () => {
  const upload = (file: Buffer) =>
    rig.client.im.v1.file.create({ data: { file_type: 'stream', file_name: 'a.bin', file } });
  const message = await drop('大.zip', Buffer.alloc(101 * 1024 * 1024));

  expect(await rig.refusal(upload(Buffer.alloc(0)))).toMatchObject({ code: 234010 });
  expect(await rig.refusal(upload(Buffer.alloc(30 * 1024 * 1024 + 1)))).toMatchObject({ code: 234006 });
  expect(await codeOf(download(message.message_id, message.file?.file_key ?? ''))).toBe(234037);
});

test('an audio file sent as a plain file is refused', async () => {
  const upload = await rig.client.im.v1.file.create({
    data: { file_type: 'opus', file_name: 'a.opus', file: Buffer.from('x') },
  });

  const refusal = await rig.refusal(
    rig.client.im.v1.message.create({
      params: { receive_id_type: 'open_id' },
      data: { receive_id: XIAO_MING, msg_type: 'file', content: JSON.stringify({ file_key: upload?.file_key }) },
    }),
  );

  expect(refusal).toMatchObject({ code: 230055 });
});
