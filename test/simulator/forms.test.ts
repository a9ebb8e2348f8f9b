// What a client sends for forms and for single components, answered by the real SDK: values, offsets, refusals.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ClickAnswer } from '../../simulator/api.ts';
import { BUTTON, type Event, inbox, type Rig, startRig, XIAO_HONG, XIAO_MING } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig({ clock: '2026-11-02T09:00:00+08:00' });
});
afterEach(() => rig.stop());

const click = (messageId: string, more: object = {}) =>
  rig.sim<ClickAnswer>('POST', `/messages/${messageId}/click`, { as: XIAO_MING, path: BUTTON, ...more });
const onClick = (handler: (event: Event) => unknown) => rig.connect({ 'card.action.trigger': handler });

const formCard = (fields: object[]) => ({
  schema: '2.0',
  config: { update_multi: true },
  body: {
    elements: [
      {
        tag: 'form',
        name: 'form',
        elements: [
          ...fields,
          {
            tag: 'button',
            name: 'submit',
            text: { tag: 'plain_text', content: '提交' },
            form_action_type: 'submit',
            behaviors: [{ type: 'callback', value: { act: 'return' } }],
          },
        ],
      },
    ],
  },
});
const submitPath = (fields: number) => ['body', 'elements', 0, 'elements', fields];

test('a form sends what was entered and what it began with, dates with the offset of the person', async () => {
  const received = inbox();
  await onClick((event) => {
    received.take(event);
    return {};
  });
  const id = await rig.sendCard(
    XIAO_MING,
    formCard([
      { tag: 'input', name: 'reason', required: true },
      { tag: 'date_picker', name: 'due', placeholder: { tag: 'plain_text', content: '日期' } },
      {
        tag: 'select_static',
        name: 'level',
        initial_option: 'low',
        options: [{ text: { tag: 'plain_text', content: '低' }, value: 'low' }],
      },
      { tag: 'input', name: 'note' },
    ]),
  );

  await click(id, { path: submitPath(4), form_value: { reason: '缺附件', due: '2026-11-30' } });

  expect((await received.next()).action).toMatchObject({
    tag: 'button',
    name: 'submit',
    value: { act: 'return' },
    form_value: { reason: '缺附件', due: '2026-11-30 +0800', level: 'low' },
  });
});

test('empty fields are absent, or empty strings when the switch says so', async () => {
  const received = inbox();
  await onClick((event) => {
    received.take(event);
    return {};
  });
  const id = await rig.sendCard(XIAO_MING, formCard([{ tag: 'input', name: 'note' }]));

  await click(id, { path: submitPath(1) });
  await rig.sim('PUT', '/switches', { empty_form_fields: 'empty' });
  await click(id, { path: submitPath(1) });

  const values = received.events.map((event) => (event.action as { form_value: object }).form_value);
  expect(values).toEqual([{}, { note: '' }]);
});

const plain = (content: string) => ({ tag: 'plain_text', content });
const callback = [{ type: 'callback', value: { act: 'pick' } }];

test.each<[string, object, object, object]>([
  [
    'a choice',
    { tag: 'select_static', options: [{ text: plain('高'), value: 'high' }], behaviors: callback },
    { option: 'high' },
    { tag: 'select_static', option: 'high', value: { act: 'pick' } },
  ],
  [
    'a day',
    { tag: 'date_picker', placeholder: plain('日期'), behaviors: callback },
    { option: '2026-11-30', timezone: 'Asia/Tokyo' },
    { tag: 'date_picker', option: '2026-11-30 +0900', timezone: 'Asia/Tokyo' },
  ],
  ['a text', { tag: 'input', behaviors: callback }, { input_value: '说明' }, { tag: 'input', input_value: '说明' }],
  [
    'an entry of the overflow menu',
    { tag: 'overflow', options: [{ text: plain('延后'), value: 'snooze' }], behaviors: callback },
    { option: 'snooze' },
    { tag: 'overflow', option: 'snooze', value: { act: 'pick' } },
  ],
  ['a tick', { tag: 'checker', text: plain('已改'), behaviors: callback }, {}, { tag: 'checker', checked: true }],
])('%s outside a form is sent at once', async (_, component, entered, action) => {
  const received = inbox();
  await onClick((event) => {
    received.take(event);
    return {};
  });
  const id = await rig.sendCard(XIAO_MING, { schema: '2.0', body: { elements: [component] } });

  await click(id, entered);

  expect((await received.next()).action).toMatchObject(action);
});

test('a nameless field keeps its form from being sent', async () => {
  const received = inbox();
  await onClick(received.take);
  const id = await rig.sendCard(XIAO_MING, formCard([{ tag: 'input' }]));

  const answer = await click(id, { path: submitPath(1) });

  expect(answer.error?.code).toBe(200530);
  expect(received.events).toHaveLength(0);
});

test('what a client would not send is refused in words', async () => {
  await onClick(() => ({}));
  const id = await rig.sendCard(
    XIAO_MING,
    formCard([
      { tag: 'input', name: 'reason', required: true, max_length: 5 },
      {
        tag: 'select_static',
        name: 'level',
        options: [{ text: { tag: 'plain_text', content: '低' }, value: 'low' }],
      },
    ]),
  );
  const submit = (form_value: object, as = XIAO_MING) =>
    rig.call('POST', `/sim/messages/${id}/click`, { as, path: submitPath(2), form_value });

  expect(await submit({})).toMatchObject({ status: 400, body: { error: '有必填项未填写' } });
  expect(await submit({ reason: '一二三四五六' })).toMatchObject({ body: { error: '最多填写 5 个字' } });
  expect(await submit({ reason: '一', level: 'high' })).toMatchObject({ body: { error: '没有这个选项' } });
  expect(await submit({ reason: '一', other: 'x' })).toMatchObject({ body: { error: '表单里没有「other」这一项' } });
  expect(await submit({ reason: '一' }, XIAO_HONG)).toMatchObject({ status: 403 });
});
