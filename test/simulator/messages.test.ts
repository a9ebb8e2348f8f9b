// Sending and reading messages with the real SDK: what goes through, and every refusal with its code and status.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Message } from '../../simulator/api.ts';
import { buttonCard, newClient, PEOPLE, type Rig, startRig, XIAO_HONG, XIAO_MING } from './rig.ts';

const DAY_MS = 24 * 60 * 60_000;

let rig: Rig;
beforeEach(async () => {
  rig = await startRig({ clock: '2026-11-02T09:00:00+08:00' });
});
afterEach(() => rig.stop());

const create = (receiveIdType: string, receiveId: string, msgType: string, content: string) =>
  rig.client.im.v1.message.create({
    params: { receive_id_type: receiveIdType as 'open_id' },
    data: { receive_id: receiveId, msg_type: msgType, content },
  });
const text = (content: string) => JSON.stringify({ text: content });

test('a message can be addressed by every kind of id and lands in the same chat', async () => {
  const [person] = (await rig.world()).people;
  const first = await rig.send(XIAO_MING, '一');

  const byUserId = await create('user_id', person?.user_id ?? '', 'text', text('二'));
  const byUnionId = await create('union_id', person?.union_id ?? '', 'text', text('三'));
  const byEmail = await create('email', 'jia@example.com', 'text', text('四'));
  const byChatId = await create('chat_id', first.data?.chat_id ?? '', 'text', text('五'));

  const chats = [first, byUserId, byUnionId, byEmail, byChatId].map((sent) => sent.data?.chat_id);
  expect(new Set(chats).size).toBe(1);
  expect(byChatId.data).toMatchObject({ msg_type: 'text', create_time: expect.stringMatching(/^17935\d{8}$/) });
});

test.each([
  ['an unknown person', 'open_id', 'ou_nobody', 'text', text('x'), 230034],
  ['an unknown kind of id', 'name', 'ou_nobody', 'text', text('x'), 99992402],
  ['content that is no JSON', 'open_id', XIAO_MING, 'text', 'plain', 230001],
  ['a text without text', 'open_id', XIAO_MING, 'text', '{}', 230001],
  ['an unknown message type', 'open_id', XIAO_MING, 'shout', '{}', 230001],
  ['a text above 150 KB', 'open_id', XIAO_MING, 'text', text('长'.repeat(60_000)), 230025],
  ['a card above 30 KB', 'open_id', XIAO_MING, 'interactive', JSON.stringify(buttonCard('x'.repeat(31_000))), 230025],
  ['a card that is no JSON', 'open_id', XIAO_MING, 'interactive', '{', 230099],
  ['a file the bot did not upload', 'open_id', XIAO_MING, 'file', '{"file_key":"file_x"}', 230017],
])('%s is refused', async (_, idType, id, msgType, content, code) => {
  const refusal = await rig.refusal(create(idType, id, msgType, content));

  expect(refusal).toMatchObject({ status: 400, code });
});

test('people outside the range, people who left and groups without the bot are refused each with its code', async () => {
  const group = { chat_id: 'oc_group', name: '群', members: [XIAO_MING], bot: false };
  await rig.sim('PUT', '/people', [{ ...PEOPLE[0], unavailable: true }, PEOPLE[1]]);
  await rig.sim('PUT', '/groups', [group]);
  await rig.sim('POST', `/people/${XIAO_HONG}/leave`);

  expect(await rig.refusal(rig.send(XIAO_MING, 'x'))).toMatchObject({ code: 230013 });
  expect(await rig.refusal(rig.send(XIAO_HONG, 'x'))).toMatchObject({ code: 230029 });
  expect(await rig.refusal(create('chat_id', 'oc_group', 'text', text('x')))).toMatchObject({ code: 230002 });
});

test('a card the validator refuses comes back as 230099 with the code inside', async () => {
  const card = { schema: '2.0', body: { elements: [{ tag: 'note', content: 'x' }] } };

  const refusal = await rig.refusal(create('open_id', XIAO_MING, 'interactive', JSON.stringify(card)));

  expect(refusal).toMatchObject({ status: 400, code: 230099 });
  expect(refusal.msg).toMatch(/^Failed to create card content, ext=ErrCode: 200861; ErrMsg: /);
});

test('the same uuid makes one message an hour', async () => {
  const first = await rig.send(XIAO_MING, '一', 'once');
  await rig.sim('POST', '/clock', { advance_ms: 59 * 60_000 });
  const repeated = await rig.send(XIAO_MING, '一', 'once');
  await rig.sim('POST', '/clock', { advance_ms: 60_000 });
  const later = await rig.send(XIAO_MING, '一', 'once');

  expect(repeated.data?.message_id).toBe(first.data?.message_id);
  expect(later.data?.message_id).not.toBe(first.data?.message_id);
});

test('with the switch turned, a repeated uuid is an error', async () => {
  await rig.sim('PUT', '/switches', { uuid_repeat: 'error' });
  await rig.send(XIAO_MING, '一', 'once');

  expect(await rig.refusal(rig.send(XIAO_MING, '一', 'once'))).toMatchObject({ code: 230001 });
});

/** Far more at once than any window allows, so that a slow machine trips it too. */
async function firstRefusal(count: number, call: (n: number) => Promise<unknown>) {
  const calls = await Promise.allSettled(Array.from({ length: count }, (_, n) => call(n)));
  const refused = calls.find((each) => each.status === 'rejected');
  return rig.refusal(Promise.reject(refused?.reason));
}

test('more than five messages a second to one person are refused with 230020', async () => {
  const refusal = await firstRefusal(30, (n) => rig.send(XIAO_MING, String(n)));

  expect(refusal).toMatchObject({ status: 400, code: 230020 });
});

test('with the switch turned, that refusal is 99991400 with the wait in its headers', async () => {
  await rig.sim('PUT', '/switches', { chat_rate_code: 99991400 });

  const refusal = await firstRefusal(30, (n) => rig.send(XIAO_MING, String(n)));

  expect(refusal).toMatchObject({ status: 429, code: 99991400 });
  expect(refusal.headers).toMatchObject({ 'x-ogw-ratelimit-limit': '5', 'x-ogw-ratelimit-reset': '1' });
});

test('more than fifty calls of one API a second are refused with 99991400', async () => {
  const refusal = await firstRefusal(200, () => rig.client.im.v1.chat.list({}));

  expect(refusal).toMatchObject({ status: 429, code: 99991400 });
  expect(refusal.headers['x-ogw-ratelimit-limit']).toBe('50');
});

test('with the limits switched off, nothing is too fast', async () => {
  await rig.sim('PUT', '/switches', { rate_limits: false });

  const sends = await Promise.all(Array.from({ length: 60 }, (_, n) => rig.send(XIAO_MING, String(n))));

  expect(sends.every(({ code }) => code === 0)).toBe(true);
});

test('mentions become keys for readers and names for people', async () => {
  const sent = await rig.send(XIAO_MING, '请 <at user_id="ou_22222222222222222222222222222222">乙</at> 看一下');

  const [shown] = await rig.sim<Message[]>('GET', `/chats/bot/messages?as=${XIAO_MING}`);
  expect(sent.data?.body?.content).toBe(text('请 @_user_1 看一下'));
  expect(sent.data?.mentions).toMatchObject([{ key: '@_user_1', id: XIAO_HONG, name: '测试乙' }]);
  expect(shown?.text).toBe('请 @测试乙 看一下');
});

test('a reply names its parent and root', async () => {
  const question = await rig.say(XIAO_MING, '进度');

  const answer = await rig.client.im.v1.message.reply({
    path: { message_id: question.message_id },
    data: { msg_type: 'text', content: text('没有') },
  });

  expect(answer.data).toMatchObject({ parent_id: question.message_id, root_id: question.message_id });
});

test('a text can be edited twenty times, a card not at all', async () => {
  await rig.sim('PUT', '/switches', { rate_limits: false });
  const sent = await rig.send(XIAO_MING, '0');
  const card = await rig.sendCard(XIAO_MING, buttonCard('x'));
  const edit = (id: string, n: number) =>
    rig.client.im.v1.message.update({ path: { message_id: id }, data: { msg_type: 'text', content: text(`${n}`) } });

  for (let n = 1; n <= 20; n++) await edit(sent.data?.message_id ?? '', n);

  expect(await rig.refusal(edit(sent.data?.message_id ?? '', 21))).toMatchObject({ code: 230072 });
  expect(await rig.refusal(edit(card, 1))).toMatchObject({ code: 230001 });
});

test('a card can be patched for 14 days', async () => {
  const id = await rig.sendCard(XIAO_MING, buttonCard('一'));
  const patch = (label: string) =>
    rig.client.im.v1.message.patch({ path: { message_id: id }, data: { content: JSON.stringify(buttonCard(label)) } });
  await rig.sim('POST', '/clock', { advance_ms: 14 * DAY_MS - 60_000 });

  await patch('二');
  await rig.sim('POST', '/clock', { advance_ms: 120_000 });

  expect(await rig.refusal(patch('三'))).toMatchObject({ code: 230031 });
  const [shown] = await rig.sim<Message[]>('GET', `/chats/bot/messages?as=${XIAO_MING}`);
  expect(shown).toMatchObject({ card: buttonCard('二'), card_version: 2 });
});

test('a recalled message is gone for people and readers, and cannot be recalled or answered again', async () => {
  const sent = await rig.send(XIAO_MING, '一');
  const path = { message_id: sent.data?.message_id ?? '' };
  await rig.client.im.v1.message.delete({ path });

  const read = await rig.client.im.v1.message.get({ path });

  expect(read.data?.items?.[0]).toMatchObject({ deleted: true, body: { content: 'This message was recalled' } });
  expect(await rig.refusal(rig.client.im.v1.message.delete({ path }))).toMatchObject({ code: 230011 });
});

test('a chat can be read page by page from the newest message, cards simplified unless asked for', async () => {
  const card = await rig.sendCard(XIAO_MING, buttonCard('确认'));
  await rig.send(XIAO_MING, '二');
  await rig.say(XIAO_MING, '三');
  const read = (await rig.client.im.v1.message.get({ path: { message_id: card } })).data?.items?.[0];
  const list = (more: object) =>
    rig.client.im.v1.message.list({
      params: {
        container_id_type: 'chat',
        container_id: read?.chat_id ?? '',
        sort_type: 'ByCreateTimeDesc',
        page_size: 2,
        ...more,
      },
    });

  const newest = await list({});
  const oldest = await list({ page_token: newest.data?.page_token, card_msg_content_type: 'user_card_content' });

  expect(newest.data?.items?.map((item) => item.body?.content)).toEqual([text('三'), text('二')]);
  expect(newest.data?.has_more).toBe(true);
  expect(oldest.data?.items?.map((item) => item.body?.content)).toEqual([JSON.stringify(buttonCard('确认'))]);
  expect(oldest.data?.has_more).toBe(false);
  expect(read?.body?.content).toBe(
    JSON.stringify({ title: '', elements: [[{ tag: 'button', text: '确认', type: 'default' }]] }),
  );
});

test('who has read is told for seven days', async () => {
  const sent = await rig.send(XIAO_MING, '一');
  const read = () =>
    rig.client.im.v1.message.readUsers({
      path: { message_id: sent.data?.message_id ?? '' },
      params: { user_id_type: 'open_id' },
    });

  const before = await read();
  await rig.sim('POST', '/chats/bot/open', { as: XIAO_MING });
  const after = await read();
  await rig.sim('POST', '/clock', { advance_ms: 7 * DAY_MS + 1000 });

  expect(before.data?.items).toEqual([]);
  expect(after.data?.items).toMatchObject([{ user_id: XIAO_MING }]);
  expect(await rig.refusal(read())).toMatchObject({ code: 230033 });
});

test('urgent reaches those in the chat and names the others', async () => {
  const sent = await rig.send(XIAO_MING, '快办');
  const urge = (people: string[]) =>
    rig.client.im.v1.message.urgentApp({
      path: { message_id: sent.data?.message_id ?? '' },
      params: { user_id_type: 'open_id' },
      data: { user_id_list: people },
    });

  const answer = await urge([XIAO_MING, XIAO_HONG]);

  expect(answer.data?.invalid_user_id_list).toEqual([XIAO_HONG]);
  const [chat] = await rig.sim<{ urgent: boolean }[]>('GET', `/chats?as=${XIAO_MING}`);
  expect(chat?.urgent).toBe(true);
  expect(await rig.refusal(urge([XIAO_HONG]))).toMatchObject({ code: 230001 });
});

test('without a good token nothing is answered, and a revoked one is noticed', async () => {
  const bare = await rig.call('GET', '/open-apis/bot/v3/info');
  await rig.send(XIAO_MING, '一');

  await rig.sim('POST', '/tokens/revoke');

  expect(bare).toMatchObject({ status: 400, body: { code: 99991661, error: { log_id: expect.any(String) } } });
  expect(await rig.refusal(rig.send(XIAO_MING, '二'))).toMatchObject({ status: 400, code: 99991663 });
  expect((await newClient(rig.url).im.v1.chat.list({})).code).toBe(0);
});

test('the bot learns about itself and finds people by number or address', async () => {
  const info = await rig.client.request<{ bot: { open_id: string } }>({ method: 'GET', url: '/open-apis/bot/v3/info' });
  const found = await rig.client.contact.v3.user.batchGetId({
    params: { user_id_type: 'open_id' },
    data: { mobiles: ['+8613000000001', '+8613000000009'], emails: ['yi@example.com'] },
  });
  const inDepartment = await rig.client.contact.v3.user.findByDepartment({ params: { department_id: '一处' } });

  expect(info.bot.open_id).toBe((await rig.world()).app.bot_open_id);
  expect(found.data?.user_list).toEqual([
    { mobile: '+8613000000001', user_id: XIAO_MING },
    { mobile: '+8613000000009' },
    { email: 'yi@example.com', user_id: XIAO_HONG },
  ]);
  expect(inDepartment.data?.items?.map(({ name }) => name)).toEqual(['测试甲']);
});

test('a path nobody simulates says so', async () => {
  const answer = await rig.call('GET', '/open-apis/drive/v1/files');

  expect(answer).toMatchObject({ status: 404, body: { code: 404, msg: expect.stringContaining('/drive/v1/files') } });
});
