// The gateway with the real SDK against the simulator: what is sent arrives once, what is asked for comes.
import { expect, test, vi } from 'vitest';
import type { PastMessage } from '../../../bot/feishu/feishu.ts';
import { callsOf, card, clerk, faultOf, feishu, inbox, simulator } from './gateway.ts';

test('a text, a card and a file arrive, and the card can be changed', async () => {
  const text = await feishu.send({ openId: clerk }, { text: '您好' }, 'u-1');
  const sent = await feishu.send({ chatId: text.chatId }, { card }, 'u-2');
  const key = await feishu.upload('结果.xlsx', Buffer.from('workbook'));
  const file = await feishu.reply(text.messageId, { file: { key } }, 'u-3');
  await feishu.patch(sent.messageId, { ...card, header: { title: { tag: 'plain_text', content: '已更新' } } });

  const messages = await inbox();

  expect(messages.map(({ message_id }) => message_id)).toEqual([text.messageId, sent.messageId, file.messageId]);
  expect(messages.map(({ msg_type }) => msg_type)).toEqual(['text', 'interactive', 'file']);
  expect(messages[1]).toMatchObject({ card_version: 2 });
  expect(messages[2]).toMatchObject({ parent_id: text.messageId, file: { file_name: '结果.xlsx', size: 8 } });
});

test('a repeat with the same uuid sends nothing new', async () => {
  const first = await feishu.send({ openId: clerk }, { text: '一次' }, 'same');
  const second = await feishu.send({ openId: clerk }, { text: '一次' }, 'same');

  expect(second).toEqual(first);
  expect(await inbox()).toHaveLength(1);
});

test('a person who left is gone, an invalid card is refused', async () => {
  await simulator.control.leave(clerk);

  expect(await faultOf(feishu.send({ openId: clerk }, { text: '您好' }, 'u-1'))).toMatchObject({ kind: 'gone' });
  const broken = { schema: '2.0', body: { elements: [{ tag: 'note' }] } };
  const [, other] = (await simulator.control.world()).people;
  expect(await faultOf(feishu.send({ openId: other?.open_id ?? '' }, { card: broken }, 'u-2'))).toMatchObject({
    kind: 'refused',
    code: 230099,
  });
});

test('a card over the limit never leaves', async () => {
  const long = { ...card, body: { elements: [{ tag: 'markdown', content: '长'.repeat(11_000) }] } };

  expect(await faultOf(feishu.send({ openId: clerk }, { card: long }, 'u-1'))).toMatchObject({
    kind: 'refused',
    code: 'too-large',
  });
  expect(await callsOf('POST', /messages$/)).toHaveLength(0);
});

test('a uuid over 50 characters never leaves', async () => {
  expect(await faultOf(feishu.send({ openId: clerk }, { text: '您好' }, 'u'.repeat(51)))).toMatchObject({
    code: 'too-large',
  });
});

test('a dropped file is downloaded whole, and not at all above the limit', async () => {
  const bytes = Buffer.alloc(300_000, 'x');
  const { message_id, file } = await simulator.control.drop(clerk, '名单.xlsx', Uint8Array.from(bytes));
  const key = file?.file_key ?? '';

  expect(bytes.equals(await feishu.download(message_id, key, 300_000))).toBe(true);
  expect(await faultOf(feishu.download(message_id, key, 299_999))).toMatchObject({
    code: 'too-large',
    kind: 'refused',
  });
});

test('a download of a recalled message says so by its code', async () => {
  const { message_id, file } = await simulator.control.drop(clerk, '名单.xlsx', Uint8Array.from([1]));
  await simulator.control.recall(message_id, clerk);

  const fault = await faultOf(feishu.download(message_id, file?.file_key ?? '', 100));

  expect(fault.kind).toBe('gone');
  expect(fault.code).toBeTypeOf('number');
});

test('an empty upload never leaves, and a failed one is an error although the SDK drops its code', async () => {
  await simulator.control.fault({ kind: 'code', path: '/im/v1/files', status: 200, code: 234006, msg: 'too large' });

  expect(await faultOf(feishu.upload('a.xlsx', Buffer.alloc(0)))).toMatchObject({ code: 'empty' });
  expect(await faultOf(feishu.upload('a.xlsx', Buffer.from('x')))).toMatchObject({ code: 234006, kind: 'refused' });
});

test('the history of a chat tells our messages from theirs and gives cards as they were sent', async () => {
  const { message_id } = await simulator.control.say(clerk, '进度');
  const sent = await feishu.send({ openId: clerk }, { card }, 'u-1');

  const past: PastMessage[] = [];
  for await (const item of feishu.history(sent.chatId, Date.now() - 60_000)) past.push(item);

  expect(past.map((item) => [item.messageId, item.sentByBot])).toEqual([
    [message_id, false],
    [sent.messageId, true],
  ]);
  expect(JSON.parse(past[1]?.content ?? '')).toMatchObject({ schema: '2.0' });
});

test('people are found by mobile and by e-mail, strangers are left out', async () => {
  const mobiles = ['13800000001', ...Array.from({ length: 60 }, (_, i) => `139000000${String(i).padStart(2, '0')}`)];

  const found = await feishu.lookUp({ mobiles, emails: ['li@example.com', 'nobody@example.com'] });

  expect(found).toHaveLength(2);
  expect(found).toContainEqual({ mobile: '13800000001', openId: clerk });
  expect(await callsOf('POST', /batch_get_id/)).toHaveLength(2);
});

test('the bot knows itself, a message is marked urgent, recalled, and a second recall finds it gone', async () => {
  const { messageId } = await feishu.send({ openId: clerk }, { text: '加急' }, 'u-1');

  expect(await feishu.botInfo()).toMatchObject({ openId: expect.stringMatching(/^ou_/) });
  expect(await feishu.urgent(messageId, [clerk])).toEqual({ invalid: [] });
  expect(await inbox()).toMatchObject([{ urgent_for: [clerk] }]);
  await feishu.recall(messageId);
  expect(await faultOf(feishu.recall(messageId))).toMatchObject({ kind: 'gone' });
});

test('a message older than a day cannot be recalled any more', async () => {
  const { messageId } = await feishu.send({ openId: clerk }, { text: '标注文件' }, 'u-1');
  await simulator.control.advance(25 * 60 * 60_000);

  expect(await faultOf(feishu.recall(messageId))).toMatchObject({ code: 230009, kind: 'refused' });
  expect(await inbox()).toMatchObject([{ recalled: false }]);
});

test('the members of a group are listed', async () => {
  await simulator.control.groups([{ chat_id: 'oc_group', name: '群', members: [clerk], bot: true }]);

  expect(await feishu.members('oc_group')).toEqual([{ openId: clerk, name: '王小样' }]);
});

test('a proxy in the environment is not asked for a domain on this machine', async () => {
  vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:9');
  vi.stubEnv('http_proxy', 'http://127.0.0.1:9');

  await expect(feishu.botInfo()).resolves.toMatchObject({ openId: expect.any(String) });
  vi.unstubAllEnvs();
});
