// The gateway with the real SDK against a platform in trouble: what fails says how, and is tried again where it may be.
import { expect, test } from 'vitest';
import { connectFeishu } from '../../../bot/feishu/feishu.ts';
import { until } from '../../support/until.ts';
import { callsOf, card, clerk, connect, faultOf, feishu, inbox, silent, simulator, slept } from './gateway.ts';

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

test('a download whose token is refused with HTTP 200 is made once more', async () => {
  const { message_id, file } = await simulator.control.drop(clerk, '名单.xlsx', Uint8Array.from([7]));
  await simulator.control.fault({ kind: 'code', path: '/resources/', status: 200, code: 99991663, msg: 'Invalid' });

  expect(await feishu.download(message_id, file?.file_key ?? '', 100)).toEqual(Buffer.from([7]));
});

test('who the bot is is asked once, and again after an answer that failed', async () => {
  await simulator.control.fault({ kind: 'server-error', path: '/bot/v3/info', status: 502, times: 1 });
  await faultOf(feishu.botInfo());

  const told = await Promise.all([feishu.botInfo(), feishu.botInfo()]);

  expect(await feishu.botInfo()).toEqual(told[0]);
  expect(await callsOf('GET', /bot\/v3\/info/)).toHaveLength(2);
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

test("ten messages to one person at once stay under the platform's limit", async () => {
  const [person] = await simulator.control.people([{ name: '周新来' }]);
  const to = { openId: person?.open_id ?? '' };
  const patient = connectFeishu({ ...simulator.app, domain: simulator.url }, silent);

  await Promise.all(Array.from({ length: 10 }, (_, i) => patient.send(to, { text: `${i}` }, `u-${i}`)));

  const codes = (await callsOf('POST', /messages$/)).map(({ code }) => code);
  expect(codes).toEqual(Array.from({ length: 10 }, () => 0));
});
