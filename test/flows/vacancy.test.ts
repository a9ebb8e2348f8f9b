// A post that nobody holds while work waits on it is an alarm before it hurts, once, and ended by a word.
import { expect, test } from 'vitest';
import type { DirectoryFile } from '../../domain/directory.ts';
import { type World, world } from '../support/world.ts';
import { directory, line, type Who } from '../support/world-people.ts';
import { passCity, press, submit } from '../support/world-steps.ts';

const until = (who: Who, to: string): DirectoryFile => ({
  ...directory,
  people: directory.people.map((one) => (one.name === who ? { ...one, to } : one)),
});
const sweep = async (w: World) => {
  await w.sweep();
  await w.work();
};
const postEvents = async (w: World) =>
  (
    await w.db.query<{ id: string; type: string }>("select id, type from events where kind = 'post' order by position")
  ).rows.map(({ id, type }) => `${id} ${type}`);

test('a term that ends is an alarm five working days before, once, and its end is said when it is filled', () =>
  world(async (w) => {
    await w.load(until('戊省审', '2026-03-20'));
    await w.work();
    await submit(w);
    await passCity(w);
    for (const who of ['庚省管', '丁市管'] as const) await w.news(who);

    await w.at('2026-03-13T10:00:00+08:00');
    await sweep(w);
    expect(await w.news('庚省管')).toEqual([]);

    await w.at('2026-03-16T10:00:00+08:00');
    await sweep(w);
    await sweep(w);
    expect((await w.news('庚省管')).filter((title) => title.startsWith('岗位'))).toEqual(['岗位空缺：省级审核岗']);
    expect(await w.lastCard('庚省管')).toMatch(
      /<即将无人> orange[\s\S]*3月23日[\s\S]*任期到 2026年3月20日（周五） 为止[\s\S]*1 件/,
    );
    expect((await w.news('丁市管')).filter((title) => title.startsWith('岗位'))).toEqual([]);

    await w.at('2026-03-24T10:00:00+08:00');
    await sweep(w);
    expect((await w.news('庚省管')).filter((title) => title.startsWith('岗位'))).toEqual([]);

    await w.load(directory);
    await w.work();
    await sweep(w);
    await sweep(w);
    expect((await w.news('庚省管')).filter((title) => title.startsWith('岗位'))).toEqual(['岗位已有人：省级审核岗']);
    expect(await w.lastCard('庚省管')).toContain('现由 戊省审 办理');
    expect(await postEvents(w)).toEqual(['prov-review vacant', 'prov-review filled']);
  }));

test('a post on which nothing waits may be empty', () =>
  world(async (w) => {
    await w.load(until('戊省审', '2026-03-06'));
    await w.work();
    await w.news('庚省管');
    await w.at('2026-03-09T10:00:00+08:00');
    await sweep(w);

    expect(await w.news('庚省管')).toEqual([]);
  }));

test('who leaves the company leaves the post: the manager is told at once, and whoever they stood in for', () =>
  world(async (w) => {
    await submit(w);
    await passCity(w);
    await w.say('戊省审', '请假');
    await w.work();
    await press(w, '戊省审', '登记请假', { 请假第一天: '2026-03-05', 请假最后一天: '2026-03-30', 代理人: '己上报' });
    for (const who of ['庚省管', '戊省审'] as const) await w.news(who);

    await w.leave('己上报');
    await w.work();

    expect(await w.news('庚省管')).toEqual(['岗位空缺：省级审核岗']);
    expect(await w.lastCard('庚省管')).toMatch(/<现在无人> red[\s\S]*任职的人都在请假，没有可以办理的代理人/);
    expect(await w.news('戊省审')).toEqual(['己上报 已离开单位']);

    expect(await press(w, '戊省审', '取消请假')).toContain('已取消');
    await sweep(w);
    expect(await w.news('庚省管')).toEqual(['岗位已有人：省级审核岗']);
    expect(await press(w, '戊省审', '审核通过')).toContain('HZ-1 已通过');
  }));

test('without a manager the office above is told, and without that the administrators', () =>
  world(async (w) => {
    await submit(w);
    await w.leave('丁市管');
    await w.leave('乙市审');
    await w.work();
    await w.news('庚省管');
    await w.leave('丙市审');
    await w.work();
    expect(await w.news('庚省管')).toEqual(['岗位空缺：市级审核岗']);
    expect(await w.lastCard('庚省管')).toContain('任职的人已离开单位');
  }));

test('where nobody manages anything the administrators are told', () =>
  world(async (w) => {
    const people = [
      ...directory.people.filter(({ role, name }) => role !== 'administrator' && name !== '丁市管'),
      line(30, '丁市管', { role: 'administrator' }),
      line(31, '乙市审', { role: 'manager', posts: ['city-manage'] }),
    ];
    await w.load({ ...directory, people });
    await w.work();
    await submit(w);
    await w.leave('庚省管');
    await w.leave('乙市审');
    await w.work();
    await w.news('丁市管');
    await w.leave('丙市审');
    await w.work();

    expect(await w.news('丁市管')).toEqual(['岗位空缺：市级审核岗']);
  }));

test('a sweep that dies in the middle alarms once all the same', () =>
  world(async (w) => {
    await submit(w);
    const people = until('乙市审', '2026-03-06').people.filter(({ name }) => name !== '丙市审');
    await w.load({ ...directory, people });
    await w.work();
    await w.news('丁市管');
    for (let write = 1; write <= 9; write += 1) {
      w.life.workers.strike(write, 'before');
      await expect(w.sweep()).rejects.toThrow('killed');
      w.life.workers.revive();
    }
    await sweep(w);
    await sweep(w);

    expect(await w.news('丁市管')).toEqual(['岗位空缺：市级审核岗']);
  }));
