// Every payload of Feishu's documents that we act on, and everything else read as nothing.
import { expect, test } from 'vitest';
import { eventTypes, readEvent } from '../../bot/read-event.ts';

const envelope = (type: string, event: unknown) => ({
  schema: '2.0',
  header: {
    event_id: 'ev1',
    event_type: type,
    create_time: '1795338000123',
    token: 'v',
    app_id: 'cli_1',
    tenant_key: 't',
  },
  event,
});
const ids = { union_id: 'on_1', user_id: 'e33ggbyz', open_id: 'ou_1' };
const message = (change: Record<string, unknown>, sender: Record<string, unknown> = {}) =>
  envelope('im.message.receive_v1', {
    sender: { sender_id: ids, sender_type: 'user', tenant_key: 't', ...sender },
    message: {
      message_id: 'om_1',
      create_time: '1795338000001',
      update_time: '1795338000001',
      chat_id: 'oc_1',
      chat_type: 'p2p',
      message_type: 'text',
      content: '{"text":"进度"}',
      ...change,
    },
  });
const facts = {
  key: 'message:om_1',
  messageId: 'om_1',
  chatId: 'oc_1',
  chatType: 'p2p',
  sender: 'ou_1',
  parentId: null,
  sentAt: 1795338000001,
};

test('a text in the one-to-one chat', () => {
  expect(readEvent(message({}))).toEqual({ ...facts, kind: 'text', text: '进度', mentioned: [] });
});

test('a file', () => {
  const raw = message({
    message_type: 'file',
    content: '{"file_key":"file_v3_1","file_name":"名单.xlsx"}',
    parent_id: 'om_0',
  });

  expect(readEvent(raw)).toEqual({
    ...facts,
    kind: 'file',
    parentId: 'om_0',
    fileKey: 'file_v3_1',
    fileName: '名单.xlsx',
  });
});

test('a text in a group loses the marks of mentions and keeps who was mentioned', () => {
  const mention = (n: number) => ({
    key: `@_user_${n}`,
    id: { open_id: `ou_m${n}` },
    mentioned_type: 'bot',
    name: 'x',
  });
  const raw = message({
    chat_type: 'group',
    content: '{"text":"@_user_1 进度 @_user_12"}',
    mentions: [mention(1), mention(12)],
  });

  expect(readEvent(raw)).toEqual({
    ...facts,
    chatType: 'group',
    kind: 'text',
    text: '进度',
    mentioned: ['ou_m1', 'ou_m12'],
  });
});

test.each(['image', 'post', 'folder', 'sticker', 'a-type-of-next-year'])('a message of type %s', (messageType) => {
  expect(readEvent(message({ message_type: messageType, content: '{}' }))).toEqual({
    ...facts,
    kind: 'other-message',
    messageType,
    mentioned: [],
  });
});

test.each(['', 'no json', '[]', 'null', '{"file_key":1}'])(
  'a file whose content is %j is an unknown message, not an error',
  (content) => {
    expect(readEvent(message({ message_type: 'file', content }))).toMatchObject({
      kind: 'other-message',
      messageType: 'file',
    });
  },
);

test('messages of bots are not read', () => {
  expect(readEvent(message({}, { sender_type: 'bot' }))).toBeNull();
});

test.each([
  [
    'application.bot.menu_v6',
    { operator: { operator_name: 'x', operator_id: ids }, event_key: 'progress', timestamp: 1795338000 },
    { kind: 'menu', key: 'event:ev1', operator: 'ou_1', eventKey: 'progress' },
  ],
  [
    'im.chat.access_event.bot_p2p_chat_entered_v1',
    { chat_id: 'oc_1', operator_id: ids, last_message_id: 'om_9', last_message_create_time: '1' },
    { kind: 'entered', key: 'event:ev1', operator: 'ou_1', chatId: 'oc_1' },
  ],
  [
    'im.message.recalled_v1',
    { message_id: 'om_1', chat_id: 'oc_1', recall_time: '1', recall_type: 'message_owner' },
    { kind: 'recalled', key: 'event:ev1', messageId: 'om_1', chatId: 'oc_1' },
  ],
  [
    'contact.user.deleted_v3',
    { object: { ...ids, name: 'x' }, old_object: {} },
    { kind: 'left', key: 'event:ev1', openId: 'ou_1' },
  ],
  [
    'im.chat.member.bot.added_v1',
    { chat_id: 'oc_1', operator_id: ids, external: false, name: '群' },
    { kind: 'bot-added', key: 'event:ev1', chatId: 'oc_1', operator: 'ou_1' },
  ],
  [
    'im.chat.member.bot.deleted_v1',
    { chat_id: 'oc_1', operator_id: ids },
    { kind: 'bot-removed', key: 'event:ev1', chatId: 'oc_1' },
  ],
])('%s', (type, event, expected) => {
  expect(readEvent(envelope(type, event))).toEqual(expected);
});

const clicked = (action: unknown, change: Record<string, unknown> = {}) =>
  envelope('card.action.trigger', {
    operator: { tenant_key: 't', ...ids },
    token: 'c-1',
    action,
    host: 'im_message',
    context: { open_message_id: 'om_1', open_chat_id: 'oc_1' },
    ...change,
  });
const click = {
  kind: 'click',
  eventId: 'ev1',
  operator: 'ou_1',
  messageId: 'om_1',
  chatId: 'oc_1',
  formValue: {},
  name: null,
  option: null,
  token: 'c-1',
};

test('a click on a button', () => {
  const value = { act: 'approve', submission: 's1' };

  expect(readEvent(clicked({ value, tag: 'button', timezone: 'Asia/Shanghai' }))).toEqual({ ...click, value });
});

test('a form that is sent', () => {
  const action = {
    tag: 'button',
    name: 'return',
    form_value: { reason: '月份不对', due: '2026-11-30 +0800', tags: ['x'] },
  };

  expect(readEvent(clicked(action))).toEqual({
    ...click,
    value: undefined,
    name: 'return',
    formValue: action.form_value,
  });
});

test('a choice outside a form', () => {
  expect(readEvent(clicked({ tag: 'select_static', option: 'a', value: {} }))).toMatchObject({
    option: 'a',
    value: {},
  });
});

test('a click whose value is a string is handed on as it is', () => {
  expect(readEvent(clicked({ tag: 'button', value: 'approve' }))).toMatchObject({ kind: 'click', value: 'approve' });
});

test('a click by nobody is nothing', () => {
  expect(readEvent(clicked({ value: {} }, { operator: {} }))).toBeNull();
});

test.each([
  undefined,
  null,
  'text',
  {},
  { type: 'event_callback', uuid: 'u', event: { type: 'p2p_chat_create', chat_id: 'oc_1' } },
  envelope('im.message.message_read_v1', {}),
  envelope('toString', {}),
  ...eventTypes.map((type) => envelope(type, {})),
  ...eventTypes.map((type) => ({ header: { event_id: 'e', event_type: type } })),
])('what we do not know is nothing: %j', (raw) => {
  expect(readEvent(raw)).toBeNull();
});
