// A clean file from the clerk's chat to the register: what everybody sees on the way, and what the record then says.
import { expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import { readStream } from '../../store/events.ts';
import { findByTwo } from '../../store/register.ts';
import { rows } from '../../workbook/read.ts';
import { type World, world } from '../support/world.ts';
import { certificates, everyone, workbook } from '../support/world-people.ts';
import { handOver, passCity, passProvince, publish, submit } from '../support/world-steps.ts';

const eventsOf = async (w: World) => {
  const { rows: found } = await w.db.query<{ id: string }>('select id from submissions order by no');
  const streams = await Promise.all(found.map(({ id }) => readStream(w.db, { kind: 'submission', id })));
  return streams.flat().map(({ type, body }) => ({ type, ...(body as Record<string, unknown>) }));
};

test('a clean check alone sends nothing on, and asks the clerk to submit and to recall the file', () =>
  world(async (w) => {
    await w.drop('甲专管', await workbook(certificates(0, 3)));
    await w.work();

    expect(await w.news('甲专管')).toEqual(['证书数据 HZ-1']);
    expect(await w.lastCard('甲专管')).toMatch(
      /校验通过，可以提交.*3 行.*上报期限：.*3月30日.*\(提交 → .*文件消息撤回/s,
    );
    for (const who of everyone.filter((one) => one !== '甲专管')) expect(await w.news(who)).toEqual([]);
    expect((await eventsOf(w)).map(({ type }) => type)).toEqual(['received', 'checked']);
  }));

test('the day of upload is the day of 提交, not the day the file came', () =>
  world(async (w) => {
    await w.drop('甲专管', await workbook(certificates(0, 3)));
    await w.work();
    await w.advance({ workingDays: 4 });

    expect(await w.click('甲专管', '提交')).toBe('HZ-1 已提交，进入逐级审核。');
    await w.work();

    expect((await eventsOf(w)).find(({ type }) => type === 'submitted')).toMatchObject({ on: '2026-03-11', round: 1 });
    expect(await w.lastCard('乙市审')).toMatch(/办理期限（第十条）：.*3月25日.*还有 10 个工作日/);
  }));

test('every tier gets its card when it is its turn, and the clerk hears of every step', () =>
  world(async (w) => {
    await submit(w);

    expect(await w.news('乙市审')).toEqual(['市级审核 HZ-1']);
    expect(await w.news('丙市审')).toEqual(['市级审核 HZ-1']);
    expect(await w.news('戊省审')).toEqual([]);
    expect(await w.lastCard('甲专管')).toMatch(/已提交.*「市级审核」/);

    expect(await w.click('乙市审', '审核通过')).toBe('HZ-1 已通过，转下一级办理。');
    await w.work();

    expect(await w.lastCard('丙市审')).toContain('乙市审 已于 3月5日 09:00 审核通过');
    expect(await w.news('戊省审')).toEqual(['省中心核准 HZ-1']);
    expect(await w.news('甲专管')).toEqual(['证书数据 HZ-1', 'HZ-1 市级审核已通过']);

    await w.advance({ workingDays: 2 });
    await passProvince(w);

    expect(await w.news('己上报')).toEqual(['上报部中心 HZ-1', '【HZ-1-上报部中心.xlsx】']);
    expect(await w.lastCard('己上报')).toMatch(/办理期限（第十条）：.*3月19日.*还有 8 个工作日/);

    expect(await w.click('己上报', '登记已上报', { 上报日期: '2026-03-09', 部中心回执编号: 'BZX-2026-0001' })).toBe(
      'HZ-1 已登记上报，等待部中心公布。',
    );
    await w.work();

    expect(await w.news('己上报')).toEqual(['部中心公布 HZ-1']);
    expect(await w.lastCard('己上报')).toMatch(/办理期限（第十条）：.*3月30日.*还有 15 个工作日/);

    await w.advance({ workingDays: 5 });
    expect(await w.click('己上报', '登记已公布', { 公布日期: '2026-03-16' })).toBe('HZ-1 已登记公布，办理完毕。');
    await w.work();

    expect(await w.news('甲专管')).toEqual(['HZ-1 省中心核准已通过', 'HZ-1 已上报部中心', 'HZ-1 已公布，可以查询']);
    expect((await w.cards('甲专管'))[1]).toContain('已公布');
    for (const who of ['丁市管', '庚省管', '辛专管'] as const) expect(await w.news(who)).toEqual([]);
  }));

test('what the desk exports is the file as submitted, in the columns of the standard', () =>
  world(async (w) => {
    await submit(w);
    await passCity(w);
    await passProvince(w);

    const [exported] = await w.files('己上报');
    const read = [];
    for await (const row of rows(exported?.bytes ?? Buffer.alloc(0))) read.push(row.cells);

    expect(read).toEqual([
      hebei2022.fields.map(({ header }) => header),
      ...certificates(0, 3).map((one) => hebei2022.fields.map(({ key }) => one[key])),
    ]);
  }));

test('publication is one event, and any two of name, document and certificate number then find the certificate', () =>
  world(async (w) => {
    const [first] = certificates(0, 3);
    if (first === undefined) throw new Error('no certificate');
    const { name, documentNumber, number } = first;
    const find = async (asked: Parameters<typeof findByTwo>[2]) =>
      findByTwo(w.db, w.store.sealer, asked, await w.now());
    await submit(w);
    await passCity(w);
    await passProvince(w);
    await handOver(w);
    expect(await find({ name, documentNumber })).toEqual([]);

    await publish(w);

    expect((await eventsOf(w)).map(({ type }) => type)).toEqual([
      'received',
      'checked',
      'submitted',
      'passed-on',
      'approved',
      'passed-on',
      'approved',
      'passed-on',
      'handed-over',
      'passed-on',
      'published',
    ]);
    for (const asked of [
      { name, documentNumber },
      { name, number },
      { documentNumber, number },
    ]) {
      expect(await find(asked)).toMatchObject([{ state: 'published', version: 1, certificate: first }]);
    }
    expect(await find({ name, documentNumber: certificates(1, 1)[0]?.documentNumber ?? '' })).toEqual([]);
    const { rows: counted } = await w.db.query('select count(*)::int as n from certificates');
    expect(counted).toEqual([{ n: 3 }]);
  }));
