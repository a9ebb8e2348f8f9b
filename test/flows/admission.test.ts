// Past the six months 提交 is refused; the province alone may admit it, with a reason, and then it goes its usual way.
import { expect, test } from 'vitest';
import { world } from '../support/world.ts';
import { certificates, workbook } from '../support/world-people.ts';

test('what is past the six months is asked for, admitted by the province with a reason, and submitted as late', () =>
  world(async (w) => {
    await w.drop('甲专管', await workbook(certificates(0, 3)));
    await w.work();
    const card = await w.card('甲专管', '提交');
    await w.at('2026-09-07T09:00:00+08:00');
    await w.work();

    expect(await w.click('甲专管', '提交', {}, card)).toContain('申请省中心受理');
    expect(await w.lastCard('甲专管')).toMatch(/已超过 6 个月，原则上不予受理/);
    expect(await w.lastCard('甲专管')).not.toContain('(提交');
    expect(await w.click('甲专管', '申请省中心受理', { 申请受理的原因: '系统停用' })).toContain('已向省中心申请受理');
    await w.work();
    expect(await w.lastCard('甲专管')).toContain('请等候省中心答复');

    expect(await w.lastCard('戊省审')).toMatch(/^\[申请受理 HZ-1\][\s\S]*2026年3月2日[\s\S]*系统停用/);
    expect(await w.click('戊省审', '同意受理')).toContain('须写明理由');
    const seen = await w.card('戊省审', '同意受理');
    expect(await w.click('戊省审', '同意受理', { 同意受理的理由: '情况属实' })).toContain('已同意受理');
    await w.work();
    expect(await w.lastCard('戊省审')).toContain('戊省审 已于 9月7日 09:00 同意受理');
    expect(await w.click('戊省审', '同意受理', { 同意受理的理由: '再点' }, seen)).toContain('已经办过');
    await w.work();

    expect(await w.news('甲专管')).toEqual(['证书数据 HZ-1', '证书数据 HZ-1', 'HZ-1 省中心已同意受理']);
    expect(await w.click('甲专管', '提交', { 逾期原因: '系统停用' })).toBe('HZ-1 已提交，进入逐级审核。');
    await w.work();
    expect(await w.lastCard('乙市审')).toContain('同意受理超过 6 个月的数据');
  }));

test('a file that first comes past the six months can be admitted too, and is told so in place of corrections', () =>
  world(async (w) => {
    await w.at('2026-09-07T09:00:00+08:00');
    await w.drop('甲专管', await workbook(certificates(0, 3)));
    await w.work();

    expect(await w.news('甲专管')).toEqual(['证书数据 HZ-1']);
    expect(await w.lastCard('甲专管')).toMatch(/原则上不予受理[\s\S]*须省中心受理 3 处（涉及 3 行、3 个单元格）/);
    expect(await w.lastCard('甲专管')).not.toContain('必须改');
    await w.click('甲专管', '申请省中心受理', { 申请受理的原因: '系统停用' });
    await w.work();
    await w.click('戊省审', '同意受理', { 同意受理的理由: '情况属实' });
    await w.work();

    expect(await w.click('甲专管', '提交', { 逾期原因: '系统停用' })).toBe('HZ-1 已提交，进入逐级审核。');
    await w.work();
    expect(await w.lastCard('乙市审')).toMatch(/3 行/);
  }));

test('with other errors beside its age the file is corrected first', () =>
  world(async (w) => {
    await w.at('2026-09-07T09:00:00+08:00');
    const [first, ...rest] = certificates(0, 3);
    if (first === undefined) throw new Error('no certificate');
    await w.drop('甲专管', await workbook([{ ...first, name: '' }, ...rest]));
    await w.work();

    expect(await w.lastCard('甲专管')).toMatch(/有 1 处必须改正[\s\S]*必须改 1 处[\s\S]*须省中心受理 3 处/);
    expect(await w.lastCard('甲专管')).not.toContain('申请省中心受理 →');
  }));
