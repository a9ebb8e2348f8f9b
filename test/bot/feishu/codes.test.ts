// What each kind of answer asks of us.
import { expect, test } from 'vitest';
import { asksToWait, judge } from '../../../bot/feishu/codes.ts';

test.each([
  ['a rate limit', 99991400, 429, '', false, 'retry'],
  ['a rate limit of one chat', 230020, 400, '', false, 'retry'],
  ['a rate limit without a body', null, 429, '', false, 'retry'],
  ['a card locked by a click', 230099, 400, 'ext=ErrCode: 11310; ErrMsg: card action is lock', true, 'retry'],
  ['a broken card', 230099, 400, 'ext=ErrCode: 200861; ErrMsg: unsupported tag', false, 'refused'],
  ['a card older than 14 days', 230031, 400, '', true, 'gone'],
  ['a person outside the availability range', 230013, 400, '', false, 'gone'],
  ['a missing scope, until somebody grants it', 99991672, 400, '', false, 'retry'],
  ['a quota used up, until next month', 99991403, 400, '', false, 'retry'],
  ['an app switched off, until it is on again', 230006, 400, '', false, 'retry'],
  ['a code nobody has heard of', 777_777, 400, '', false, 'refused'],
  ['a code nobody has heard of, HTTP 200', 777_777, 200, '', true, 'refused'],
  ['a gateway error on a message', null, 502, '', false, 'unknown-outcome'],
  ['a gateway error on a look-up', null, 502, '', true, 'retry'],
  ['a used uuid', 230001, 400, 'The uuid has been used within 1 hour.', false, 'unknown-outcome'],
  ['an invalid parameter', 230001, 400, 'invalid receive_id', false, 'refused'],
] as const)('%s', (_, code, status, msg, repeatable, kind) => {
  expect(judge(code, status, msg, repeatable)).toBe(kind);
});

test('a locked card is asked for again in a moment, a broken one is not', () => {
  expect(asksToWait(230099, 400, 'ext=ErrCode: 11310; ErrMsg: card action is lock')).toBe(true);
  expect(asksToWait(230099, 400, 'ext=ErrCode: 200861; ErrMsg: unsupported tag')).toBe(false);
});
