// Clicks with the real SDK answering: the callback's fields, every outcome the person can see, locks and late updates.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ClickAnswer, Message } from '../../simulator/api.ts';
import { BUTTON, buttonCard, type Event, inbox, type Rig, startRig, XIAO_HONG, XIAO_MING } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig({ clock: '2026-11-02T09:00:00+08:00' });
});
afterEach(() => rig.stop());

const click = (messageId: string, more: object = {}) =>
  rig.sim<ClickAnswer>('POST', `/messages/${messageId}/click`, { as: XIAO_MING, path: BUTTON, ...more });
const onClick = (handler: (event: Event) => unknown) => rig.connect({ 'card.action.trigger': handler });
const patch = (messageId: string, card: object) =>
  rig.client.im.v1.message.patch({ path: { message_id: messageId }, data: { content: JSON.stringify(card) } });
const updateLater = (token: unknown, card: object) =>
  rig.client.request<{ code: number }>({
    method: 'POST',
    url: '/open-apis/interactive/v1/card/update',
    data: { token, card },
  });
const deferred = () => {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};

test('the callback carries who clicked what, in microseconds', async () => {
  const received = inbox();
  await onClick((event) => {
    received.take(event);
    return {};
  });
  const id = await rig.sendCard(XIAO_MING, buttonCard('确认'));

  const answer = await click(id);

  expect(answer).toMatchObject({ toast: null, error: null });
  expect(await received.next()).toMatchObject({
    event_type: 'card.action.trigger',
    create_time: expect.stringMatching(/^\d{16}$/),
    operator: { open_id: XIAO_MING },
    token: expect.stringMatching(/^c-/),
    action: { tag: 'button', value: { act: 'ack' }, timezone: 'Asia/Shanghai' },
    host: 'im_message',
    context: { open_message_id: id, open_chat_id: answer.message.chat_id },
  });
});

test('a toast and a card in the answer reach the person, the card everybody', async () => {
  await onClick(() => ({
    toast: { type: 'success', content: '已确认' },
    card: { type: 'raw', data: buttonCard('再次确认') },
  }));
  const id = await rig.sendCard(XIAO_MING, buttonCard('确认'));

  const answer = await click(id);

  expect(answer.toast).toEqual({ type: 'success', content: '已确认' });
  expect(answer.message).toMatchObject({ card: buttonCard('再次确认'), card_version: 2 });
});

test.each<[string, (event: Event) => unknown, number]>([
  ['a handler that throws', () => Promise.reject(new Error('broken')), 200671],
  ['a handler that answers nothing', () => undefined, 200672],
  ['an answer of the wrong shape', () => ({ toast: { type: 'loud', content: 'x' } }), 200672],
  ['a card that is not valid', () => ({ card: { type: 'raw', data: { schema: '1.0' } } }), 200673],
  ['no answer within three seconds', () => new Promise(() => {}), 200341],
])('%s is shown to the person', async (_, handler, code) => {
  await onClick(handler);
  const id = await rig.sendCard(XIAO_MING, buttonCard('确认'));

  const answer = await click(id);

  expect(answer.error?.code).toBe(code);
  expect(answer.message.card_version).toBe(1);
});

test('a callback nobody subscribed to ends in 200340, one sent as a card frame in 200341', async () => {
  const received = inbox();
  await onClick(received.take);
  const id = await rig.sendCard(XIAO_MING, buttonCard('确认'));

  await rig.sim('PUT', '/switches', { card_callback_subscribed: false });
  const unsubscribed = await click(id);
  await rig.sim('PUT', '/switches', { card_callback_subscribed: true, card_frames: true });
  const asCardFrame = await click(id);

  expect([unsubscribed.error?.code, asCardFrame.error?.code]).toEqual([200340, 200341]);
  expect(received.events).toHaveLength(0);
});

test('a card is locked against patches until its click is answered', async () => {
  const [clicked, release] = [inbox(), deferred()];
  await onClick(async (event) => {
    clicked.take(event);
    await release.promise;
    return {};
  });
  const id = await rig.sendCard(XIAO_MING, buttonCard('确认'));

  const answer = click(id);
  await clicked.next();
  const refusal = await rig.refusal(patch(id, buttonCard('改')));
  release.resolve();
  await answer;

  expect(refusal).toMatchObject({ status: 400, code: 230099 });
  expect(refusal.msg).toContain('ErrCode: 11310; ErrMsg: card action is lock');
  expect(await patch(id, buttonCard('改'))).toMatchObject({ code: 0 });
});

test('a late update works twice, after the answer, for half an hour', async () => {
  const [clicked, release] = [inbox(), deferred()];
  await onClick(async (event) => {
    clicked.take(event);
    await release.promise;
    return {};
  });
  const id = await rig.sendCard(XIAO_MING, buttonCard('确认'));
  const answer = click(id);
  const { token } = await clicked.next();

  expect(await rig.refusal(updateLater(token, buttonCard('早')))).toMatchObject({ code: 11310 });
  release.resolve();
  await answer;
  expect(await updateLater(token, buttonCard('一'))).toMatchObject({ code: 0 });
  expect(await updateLater(token, buttonCard('二'))).toMatchObject({ code: 0 });
  expect(await rig.refusal(updateLater(token, buttonCard('三')))).toMatchObject({ code: 300040 });
  expect(await rig.refusal(updateLater('c-unknown', buttonCard('三')))).toMatchObject({ code: 300020 });

  await click(id);
  const second = (await clicked.next(2)).token;
  await rig.sim('POST', '/clock', { advance_ms: 31 * 60_000 });
  expect(await rig.refusal(updateLater(second, buttonCard('四')))).toMatchObject({ code: 300030 });
});

test('an older edition of a card can still be clicked, as a window that did not refresh would', async () => {
  const received = inbox();
  await onClick((event) => {
    received.take(event);
    return {};
  });
  const id = await rig.sendCard(XIAO_MING, buttonCard('确认'));
  await patch(id, { schema: '2.0', body: { elements: [{ tag: 'markdown', content: '已完成' }] } });

  const now = await rig.call('POST', `/sim/messages/${id}/click`, { as: XIAO_MING, path: BUTTON });
  await click(id, { card_version: 1 });

  expect(now.status).toBe(400);
  expect(await received.next()).toMatchObject({ action: { value: { act: 'ack' } } });
});

test('two clicks at once both reach the bot', async () => {
  const received = inbox();
  await onClick((event) => {
    received.take(event);
    return {};
  });
  const id = await rig.sendCard(XIAO_MING, buttonCard('确认'));

  await Promise.all([click(id), click(id)]);

  expect(received.events).toHaveLength(2);
});

test('a forwarded card cannot be clicked unless it says so, nor forwarded when it says not to', async () => {
  await onClick(() => ({}));
  const group = { chat_id: 'oc_1', name: '群', members: [XIAO_MING, XIAO_HONG], bot: false };
  await rig.sim('PUT', '/groups', [group]);
  const forward = async (card: object) => {
    const id = await rig.sendCard(XIAO_MING, card);
    return rig.call('POST', `/sim/messages/${id}/forward`, { as: XIAO_MING, to: 'oc_1' });
  };

  const plain = (await forward(buttonCard('确认'))).body as Message;
  const interactive = (await forward(buttonCard('确认', { enable_forward_interaction: true }))).body as Message;
  const forbidden = await forward(buttonCard('确认', { enable_forward: false }));
  const dead = await rig.call('POST', `/sim/messages/${plain.message_id}/click`, { as: XIAO_HONG, path: BUTTON });

  expect(plain).toMatchObject({ forwarded: true, chat_id: 'oc_1', sender: { id: XIAO_MING } });
  expect(dead).toMatchObject({ status: 400, body: { error: '转发的卡片不能操作' } });
  expect((await click(interactive.message_id, { as: XIAO_HONG })).error).toBeNull();
  expect(forbidden).toMatchObject({ status: 403, body: { error: '这张卡片不允许转发' } });
});
