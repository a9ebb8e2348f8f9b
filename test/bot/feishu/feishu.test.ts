// The gateway with the real SDK against the simulator: what is sent arrives once, what fails says how.
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { connectFeishu, type Feishu, type PastMessage } from '../../../bot/feishu/feishu.ts';
import { FeishuError } from '../../../bot/feishu/feishu-error.ts';
import { createLog } from '../../../bot/log.ts';
import { startSimulator, type TestSimulator } from '../../support/simulator.ts';
import { until } from '../../support/until.ts';

let simulator: TestSimulator;
let feishu: Feishu;
let clerk: string;
let slept: number[];
const silent = createLog({ level: 'silent' });

beforeAll(async () => {
  simulator = await startSimulator();
}, 60_000);
afterAll(() => simulator.stop());

const connect = (change: { appSecret?: string; domain?: string; timeoutMs?: number } = {}) => {
  const { timeoutMs, ...app } = change;
  const sleep = async (ms: number) => void slept.push(ms);
  const timing = timeoutMs === undefined ? { sleep } : { sleep, timeoutMs };
  return connectFeishu({ ...simulator.app, domain: simulator.url, ...app }, silent, timing);
};

beforeEach(async () => {
  await simulator.control.reset();
  await simulator.control.clearFaults();
  const [person] = await simulator.control.people([
    { name: '王小样', mobile: '13800000001' },
    { name: '李样例', email: 'li@example.com' },
  ]);
  clerk = person?.open_id ?? '';
  slept = [];
  feishu = connect();
});

const card = {
  schema: '2.0',
  config: { update_multi: true },
  body: { elements: [{ tag: 'markdown', content: '核对结果' }] },
};
const faultOf = async (work: Promise<unknown>): Promise<FeishuError> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof FeishuError) return error;
  throw new Error('it did not fail as a FeishuError', { cause: error });
};
const callsOf = async (method: string, path: RegExp) =>
  (await simulator.control.transcript()).calls.filter((call) => call.method === method && path.test(call.path));
const inbox = async () => simulator.control.messages('bot', clerk);

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

test('callers at the same moment share one token fetch', async () => {
  await Promise.all(Array.from({ length: 4 }, (_, i) => feishu.send({ openId: clerk }, { text: '您好' }, `u-${i}`)));

  expect(await callsOf('POST', /tenant_access_token/)).toHaveLength(1);
  expect(await inbox()).toHaveLength(4);
});

test.each([400, 200, 401])(
  'a token refused with HTTP %i is fetched anew and the call made once more',
  async (status) => {
    await feishu.botInfo();
    await simulator.control.fault({
      kind: 'code',
      path: '/im/v1/messages',
      status,
      code: 99991663,
      msg: 'Invalid access token',
    });

    await feishu.send({ openId: clerk }, { text: '您好' }, 'u-1');

    expect(await callsOf('POST', /tenant_access_token/)).toHaveLength(2);
    expect(await inbox()).toHaveLength(1);
  },
);

test('a token refused again is not tried a third time', async () => {
  await simulator.control.fault({
    kind: 'code',
    path: '/messages',
    status: 400,
    code: 99991663,
    msg: 'Invalid',
    times: 2,
  });

  expect(await faultOf(feishu.send({ openId: clerk }, { text: '您好' }, 'u-1'))).toMatchObject({
    code: 99991663,
    kind: 'retry',
  });
  expect(await callsOf('POST', /messages$/)).toHaveLength(2);
});

test('told to slow down, it waits as long as the platform says and goes on', async () => {
  await simulator.control.fault({ kind: 'rate-limit', path: '/im/v1/messages', reset_s: 2 });

  await feishu.send({ openId: clerk }, { text: '您好' }, 'u-1');

  expect(slept).toEqual([2_000]);
  expect(await inbox()).toHaveLength(1);
});

test('a long wait is left to the queue', async () => {
  await simulator.control.fault({ kind: 'rate-limit', path: '/im/v1/messages', reset_s: 30 });

  const fault = await faultOf(feishu.send({ openId: clerk }, { text: '您好' }, 'u-1'));

  expect(fault).toMatchObject({ code: 99991400, httpStatus: 429, kind: 'retry', retryAfterMs: 30_000 });
  expect(slept).toEqual([]);
});

test('slowing down has an end', async () => {
  await simulator.control.fault({
    kind: 'code',
    path: '/messages',
    status: 400,
    code: 230020,
    msg: 'limit',
    times: null,
  });

  const fault = await faultOf(feishu.send({ openId: clerk }, { text: '您好' }, 'u-1'));

  expect(fault).toMatchObject({ code: 230020, kind: 'retry', retryAfterMs: 1_000 });
  expect(await callsOf('POST', /messages$/)).toHaveLength(3);
});

test('a lost answer to a message is an unknown outcome, and the same uuid finds the message', async () => {
  await simulator.control.fault({ kind: 'lost-answer', path: 'POST /open-apis/im/v1/messages' });

  const fault = await faultOf(feishu.send({ openId: clerk }, { text: '您好' }, 'u-1'));
  const again = await feishu.send({ openId: clerk }, { text: '您好' }, 'u-1');

  expect(fault).toMatchObject({ kind: 'unknown-outcome', code: 'no-answer' });
  expect((await inbox()).map(({ message_id }) => message_id)).toEqual([again.messageId]);
});

test('an answer that does not come in time is an unknown outcome for a message and a retry for a patch', async () => {
  const { messageId } = await feishu.send({ openId: clerk }, { card }, 'u-1');
  const hasty = connect({ timeoutMs: 200 });
  await hasty.botInfo();
  await simulator.control.fault({ kind: 'slow', path: '/im/v1/messages', ms: 1_000, times: 2 });

  expect(await faultOf(hasty.send({ openId: clerk }, { text: '您好' }, 'u-2'))).toMatchObject({
    kind: 'unknown-outcome',
  });
  expect(await faultOf(hasty.patch(messageId, card))).toMatchObject({ kind: 'retry', code: 'no-answer' });
  // The simulator still works on both; what it does then must not fall into the next test.
  await until(async () => (await callsOf('PATCH', /messages/)).length === 1 && (await inbox()).length === 2);
});

test('HTTP 503 on a message is an unknown outcome, on a look-up a retry', async () => {
  await simulator.control.fault({ kind: 'server-error', status: 503, times: 2 });

  expect(await faultOf(feishu.send({ openId: clerk }, { text: '您好' }, 'u-1'))).toMatchObject({
    kind: 'unknown-outcome',
  });
  expect(await faultOf(feishu.botInfo())).toMatchObject({ kind: 'retry', httpStatus: 503 });
});

test('when nobody listens, nothing was sent and a retry is safe', async () => {
  const nobody = connect({ domain: 'http://127.0.0.1:9' });

  expect(await faultOf(nobody.send({ openId: clerk }, { text: '您好' }, 'u-1'))).toMatchObject({ kind: 'retry' });
});

test('a wrong app secret is refused and is not in the message', async () => {
  const stranger = connect({ appSecret: 'wrong-Zp3kQ8vLr2' });

  const fault = await faultOf(stranger.botInfo());

  expect(fault.kind).toBe('refused');
  expect(fault.message).toContain('auth.tenant_access_token');
  expect(fault.message).not.toContain('Zp3kQ8vLr2');
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

test('a download whose token is refused with HTTP 200 is made once more', async () => {
  const { message_id, file } = await simulator.control.drop(clerk, '名单.xlsx', Uint8Array.from([7]));
  await simulator.control.fault({ kind: 'code', path: '/resources/', status: 200, code: 99991663, msg: 'Invalid' });

  expect(await feishu.download(message_id, file?.file_key ?? '', 100)).toEqual(Buffer.from([7]));
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

test('who the bot is is asked once, and again after an answer that failed', async () => {
  await simulator.control.fault({ kind: 'server-error', path: '/bot/v3/info', status: 502, times: 1 });
  await faultOf(feishu.botInfo());

  const told = await Promise.all([feishu.botInfo(), feishu.botInfo()]);

  expect(await feishu.botInfo()).toEqual(told[0]);
  expect(await callsOf('GET', /bot\/v3\/info/)).toHaveLength(2);
});

test('a message older than a day cannot be recalled any more', async () => {
  const { messageId } = await feishu.send({ openId: clerk }, { text: '标注文件' }, 'u-1');
  await simulator.control.advance(25 * 60 * 60_000);

  expect(await faultOf(feishu.recall(messageId))).toMatchObject({ code: 230009, kind: 'refused' });
  expect(await inbox()).toMatchObject([{ recalled: false }]);
});

test('a picture that may be left out is shown when there is room, and is never tried twice', async () => {
  const { messageId } = await feishu.send({ openId: clerk }, { card }, 'u-1');
  const shown = async () => (await inbox())[0]?.card_version;

  expect(await feishu.patchIfSpare(messageId, card)).toBe(true);
  expect(await shown()).toBe(2);
  await simulator.control.fault({ kind: 'rate-limit', path: '/im/v1/messages', reset_s: 60, times: 1 });
  expect(await feishu.patchIfSpare(messageId, card)).toBe(false);
  expect(await feishu.patchIfSpare(messageId, card)).toBe(false);

  expect(await shown()).toBe(2);
  expect(slept).toEqual([]);
  expect(await callsOf('PATCH', /messages/)).toHaveLength(2);
  await feishu.patch(messageId, card);
  expect(await shown()).toBe(3);
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

test("ten messages to one person at once stay under the platform's limit", async () => {
  const [person] = await simulator.control.people([{ name: '周新来' }]);
  const to = { openId: person?.open_id ?? '' };
  const patient = connectFeishu({ ...simulator.app, domain: simulator.url }, silent);

  await Promise.all(Array.from({ length: 10 }, (_, i) => patient.send(to, { text: `${i}` }, `u-${i}`)));

  const codes = (await callsOf('POST', /messages$/)).map(({ code }) => code);
  expect(codes).toEqual(Array.from({ length: 10 }, () => 0));
});
