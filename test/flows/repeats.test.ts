// Events that come twice, late or in the wrong order, and buttons pressed twice: everything happens once.
import { expect, test } from 'vitest';
import { type World, world } from '../support/world.ts';
import { lineOf } from '../support/world-chat.ts';
import { certificates, everyone, workbook } from '../support/world-people.ts';
import { passCity, submit, wholeChain } from '../support/world-steps.ts';

type Envelope = { header: Record<string, unknown>; event: Record<string, unknown> };

const withNewId = (envelope: unknown): Envelope => {
  const { header, ...rest } = envelope as Envelope;
  return { ...rest, header: { ...header, event_id: `${header.event_id}-again` } };
};

/** What everybody was sent, and where the submission stands. */
const outcome = async (w: World) => {
  const sent = await Promise.all(
    everyone.map(async (who) => [
      who,
      (await w.messages(who)).filter(({ sender }) => sender.kind === 'bot').map(lineOf),
    ]),
  );
  const { rows } = await w.db.query('select at, seq from submissions order by no');
  return { sent: Object.fromEntries(sent), rows };
};

test('a whole chain in which every event is delivered twice ends like one in which each comes once', async () => {
  const outcomes: unknown[] = [];
  await world(async (w) => {
    await wholeChain(w);
    outcomes.push(await outcome(w));
  });

  await world(async (w) => {
    await w.everythingTwice();
    await wholeChain(w);
    outcomes.push(await outcome(w));
  });

  expect(outcomes[1]).toEqual(outcomes[0]);
  expect(outcomes[0]).toMatchObject({ rows: [{ at: 'published' }] });
});

test('a message that comes again, even under another event id, changes nothing', () =>
  world(async (w) => {
    await w.drop('甲专管', await workbook(certificates(0, 3)));
    await w.work();
    const before = await outcome(w);
    const [message] = await w.events('im.message.receive_v1');

    await w.receive(message);
    await w.receive(withNewId(message));
    await w.work();

    expect(await outcome(w)).toEqual(before);
  }));

test('the same message on two connections at the same moment is one file', () =>
  world(async (w) => {
    await w.drop('甲专管', await workbook(certificates(0, 3)));
    const [message] = await w.events('im.message.receive_v1');
    const another = JSON.parse(
      JSON.stringify(message).replaceAll(/om_[0-9a-f]+/g, 'om_00000000000000000000000000000001'),
    );

    await Promise.all([w.receive(another), w.receive(withNewId(another)), w.receive(another)]);

    const { rows } = await w.db.query('select count(*)::int as n from inbox where kind = $1', ['file']);
    expect(rows).toEqual([{ n: 2 }]);
    await w.work();
  }));

test('a second press of 提交 or 审核通过 is answered in words and changes nothing', () =>
  world(async (w) => {
    await submit(w);
    const [submitted] = await w.events('card.action.trigger');
    const before = await outcome(w);

    const again = await w.receive(withNewId(submitted));
    await w.work();

    expect(JSON.stringify(again)).toContain('这份数据现在是「审核中」');
    expect(await outcome(w)).toEqual(before);

    const mine = await w.card('乙市审', '审核通过');
    await passCity(w);
    expect(await w.click('乙市审', '审核通过', {}, mine)).toMatch(/^乙市审已于3月5日 09:00通过/);
    await w.work();
    expect((await outcome(w)).sent).toMatchObject({ 戊省审: [expect.anything(), '省中心核准 HZ-1'] });
  }));

test('events that overtake each other are each answered', () =>
  world(async (w) => {
    await w.control.fault({ kind: 'reorder' });

    await w.control.drop(w.openIdOf('甲专管'), '数据.xlsx', new Uint8Array(await workbook(certificates(0, 3))));
    await w.say('甲专管', '帮助');
    await w.work();

    expect((await w.news('甲专管')).sort()).toEqual(['核证使用说明', '证书数据 HZ-1']);
  }));

test('a file message that is taken back before it was fetched is answered, and nothing is begun', () =>
  world(async (w) => {
    const message = await w.drop('甲专管', await workbook(certificates(0, 3)));
    await w.control.recall(message.message_id, w.openIdOf('甲专管'));
    await w.settled();

    await w.work();

    expect(await w.news('甲专管')).toEqual([expect.stringContaining('没能取到这个文件')]);
    expect((await outcome(w)).rows).toEqual([]);
  }));
