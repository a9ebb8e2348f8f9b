// The world fails around us: Redis emptied, Feishu slow, refusing or silent, the connection cut. Nothing is lost or said twice.
import { expect, test } from 'vitest';
import { type World, world } from '../support/world.ts';
import { certificates, workbook } from '../support/world-people.ts';
import { passCity, submit } from '../support/world-steps.ts';

const drop = async (w: World, from = 0) => w.drop('甲专管', await workbook(certificates(from, 3)));
const sends = async (w: World) =>
  (await w.control.transcript()).calls.filter(
    ({ method, path }) => method === 'POST' && path.includes('/im/v1/messages'),
  ).length;
const result = ['证书数据 HZ-1'];

test('Redis emptied between queueing and work: the work is queued anew', () =>
  world(async (w) => {
    await drop(w);
    expect(await w.relay()).toBe(1);
    expect(await w.left()).toBe(1);

    await w.flush();
    expect(await w.left()).toBe(0);
    await w.work();

    expect(await w.news('甲专管')).toEqual(result);
    expect(await w.lastCard('甲专管')).toContain('校验通过');
  }));

test('Redis emptied after every job of a submission: it still gets there, and everything is said once', () =>
  world(async (w) => {
    await drop(w);
    for (let round = 0; round < 6; round += 1) {
      await w.relay();
      await w.flush();
    }
    await w.work();
    await w.click('甲专管', '提交');
    await w.relay();
    await w.flush();
    await w.work();

    expect(await w.news('甲专管')).toEqual(result);
    expect(await w.news('乙市审')).toEqual(['市级审核 HZ-1']);
  }));

test('Feishu asks to slow down: the bot waits as long as it was told, and sends once', () =>
  world(async (w) => {
    await w.control.fault({ kind: 'rate-limit', path: '/im/v1/messages', reset_s: 2, times: 2 });

    await submit(w);

    expect(await w.news('甲专管')).toEqual(result);
    expect(await w.news('乙市审')).toEqual(['市级审核 HZ-1']);
  }));

test('Feishu answers 5xx for a while: every message arrives once', () =>
  world(async (w) => {
    await w.control.fault({ kind: 'server-error', path: '/im/v1/', status: 502, times: 5 });

    await submit(w);

    expect(w.takeFailures().length).toBeGreaterThan(0);
    expect(await w.news('甲专管')).toEqual(result);
    expect(await w.news('乙市审')).toEqual(['市级审核 HZ-1']);
  }));

test('Feishu is down for longer than the queue tries: the work waits in the database and is done afterwards', () =>
  world(async (w) => {
    await w.control.fault({ kind: 'server-error', path: '/im/v1/', times: null });
    await drop(w);
    await w.work();
    expect(w.takeFailures().length).toBeGreaterThan(0);
    expect(await w.news('甲专管')).toEqual([]);

    await w.control.clearFaults();
    await w.advance({ hours: 2 });
    await w.work();

    expect(await w.news('甲专管')).toEqual(result);
  }));

test('answers lost within the hour: the repeat is known by its uuid', () =>
  world(async (w) => {
    await w.control.fault({ kind: 'lost-answer', path: 'POST /open-apis/im/v1/messages', times: 3 });

    await submit(w);

    expect(w.takeFailures().length).toBe(3);
    expect(await w.news('甲专管')).toEqual(result);
    expect(await w.news('乙市审')).toEqual(['市级审核 HZ-1']);
  }));

test('an answer lost for longer than an hour: the card, the file and the words are found in the chat, and not sent again', () =>
  world(async (w) => {
    await submit(w);
    await passCity(w);
    for (const who of ['甲专管', '乙市审', '己上报'] as const) await w.news(who);
    await w.control.fault({ kind: 'lost-answer', path: 'POST /open-apis/im/v1/messages', times: null });
    await w.click('戊省审', '审核通过');
    await w.drop('乙市审', Buffer.from('not a clerk'));
    await w.work();
    expect(w.takeFailures().length).toBeGreaterThan(0);

    await w.control.clearFaults();
    await w.advance({ hours: 3 });
    const before = await sends(w);
    await w.work();

    expect(await sends(w)).toBe(before);
    expect(await w.news('甲专管')).toEqual(['HZ-1 省中心核准已通过']);
    expect(await w.news('乙市审')).toEqual([expect.stringContaining('没有登记为评价机构的专管员')]);
    expect((await w.news('己上报')).sort()).toEqual(['【HZ-1-上报部中心.xlsx】', '上报部中心 HZ-1']);
  }));

test('an expired token is fetched anew, once', () =>
  world(async (w) => {
    await fetch(`${w.simulator.url}/sim/tokens/revoke`, { method: 'POST' });

    await submit(w);

    expect(await w.news('乙市审')).toEqual(['市级审核 HZ-1']);
  }));

test('the connection is cut, and events that came meanwhile are delivered again once it stands', () =>
  world(async (w) => {
    await w.cutConnection(async () => {
      await drop(w);
    });
    expect(await w.news('甲专管')).toEqual([]);

    await w.advance({ minutes: 1 });
    await w.work();

    expect(await w.news('甲专管')).toEqual(result);
    expect(await w.click('甲专管', '提交')).toContain('已提交');
    await w.work();
  }));

test('an event that could not be kept is not acknowledged: Feishu brings it again', () =>
  world(async (w) => {
    w.life.bot.strike(1, 'before');
    await drop(w);
    await w.work();
    expect(await w.news('甲专管')).toEqual([]);

    await w.advance({ minutes: 1 });
    await w.work();

    expect(await w.news('甲专管')).toEqual(result);
  }));
