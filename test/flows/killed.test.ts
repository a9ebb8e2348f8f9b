// A process that dies before or after any of its writes: a fresh one goes on, and nobody sees a difference.
// Every job of the way from drop to review card is killed at its n-th write, for every n; so is the bot at each event.
import { expect, test } from 'vitest';
import { Killed } from '../support/mortal-database.ts';
import { type World, world } from '../support/world.ts';
import { certificates, everyone, workbook } from '../support/world-people.ts';

/** More writes than any job has: a loop that gets here would never end. */
const most = 60;
const apart = 3;

/** What everybody got of one submission, its number left out, and what its card and row now say. */
const outcome = async (w: World) => {
  const news: Record<string, string[]> = {};
  for (const who of everyone) news[who] = (await w.news(who)).map((line) => line.replace(/HZ-\d+/, 'HZ')).sort();
  const { rows } = await w.db.query(
    `select s.at, s.seq, (select count(*)::int from claims c where c.submission_id = s.id) as claims,
       (select count(*)::int from drafts d where d.submission_id = s.id) as drafts
     from submissions s order by s.no desc limit 1`,
  );
  const [title, , headline] = (await w.lastCard('甲专管')).split('\n');
  return { news, rows, shown: `${title} ${headline}`.replaceAll(/HZ-\d+/g, 'HZ') };
};

const dropAndSubmit = async (w: World, n: number) => {
  await w.drop('甲专管', await workbook(certificates(n * apart, apart)));
  await w.work();
  await w.click('甲专管', '提交');
  await w.work();
};

test.each(['before', 'after'] as const)(
  'a worker killed %s any of its writes leaves work that a fresh one completes',
  (when) =>
    world(async (w) => {
      await dropAndSubmit(w, 0);
      const undisturbed = await outcome(w);
      expect(undisturbed.rows).toMatchObject([{ at: 'in-review', claims: apart, drafts: apart }]);
      const killed = new Set<string>();

      for (let n = 1; n < most; n += 1) {
        w.beforeJobs((_, attempt) => {
          if (attempt === 1) w.life.workers.strike(n, when);
        });
        await dropAndSubmit(w, n);
        const failures = w.takeFailures();

        expect(failures.filter(({ error }) => !(error instanceof Killed))).toEqual([]);
        expect(await outcome(w), `killed ${when} write ${n}`).toEqual(undisturbed);
        if (failures.length === 0) {
          expect([...killed].sort()).toEqual(['check-file', 'deliver', 'handle-incoming', 'refresh-cards']);
          return;
        }
        for (const { job } of failures) killed.add(job);
      }
      throw new Error('the jobs never passed undisturbed');
    }),
);

test.each(['before', 'after'] as const)(
  'a bot killed %s any of its writes loses no event and does no click twice',
  (when) =>
    world(async (w) => {
      await dropAndSubmit(w, 0);
      const undisturbed = await outcome(w);

      for (let n = 1; n < most; n += 1) {
        w.life.bot.strike(n, when);
        await w.drop('甲专管', await workbook(certificates(n * apart, apart)));
        // The platform delivers an unacknowledged event again after fifteen seconds.
        await w.advance({ minutes: 1 });
        await w.work();
        w.life.bot.strike(n, when);
        const toast = await w.click('甲专管', '提交');
        const died = !toast.includes('已提交');
        if (died) await w.click('甲专管', '提交').catch(() => 'the card knows that it was submitted');
        await w.work();

        expect(await outcome(w), `killed ${when} write ${n}`).toEqual(undisturbed);
        if (!died) return;
      }
      throw new Error('the bot never passed undisturbed');
    }),
);

test('a worker killed anywhere on the way through the tiers still brings the submission to publication', () =>
  world(async (w) => {
    let n = 0;
    w.beforeJobs((_, attempt) => {
      n += 1;
      if (attempt === 1) w.life.workers.strike(1 + (n % 7), n % 2 === 0 ? 'before' : 'after');
    });
    await dropAndSubmit(w, 0);
    for (const [who, label, form] of [
      ['乙市审', '审核通过', {}],
      ['戊省审', '审核通过', {}],
      ['己上报', '登记已上报', { 上报日期: '2026-03-05', 部中心回执编号: 'BZX-1' }],
      ['己上报', '登记已公布', { 公布日期: '2026-03-05' }],
    ] as const) {
      await w.click(who, label, form);
      await w.work();
    }
    w.takeFailures();

    expect(await w.news('甲专管')).toEqual([
      '证书数据 HZ-1',
      'HZ-1 市级审核已通过',
      'HZ-1 省中心核准已通过',
      'HZ-1 已上报部中心',
      'HZ-1 已公布，可以查询',
    ]);
    // The export was taken back when the round was over.
    expect((await w.news('己上报')).sort()).toEqual(['', '上报部中心 HZ-1', '部中心公布 HZ-1']);
  }));
