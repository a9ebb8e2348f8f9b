// The ministry centre's answer as a list: the desk drops it, sees which rows of which submissions are meant, and returns them.
import { expect, test } from 'vitest';
import { PROBLEM_HEADER } from '../../workbook/own-marks.ts';
import { rows as sheetRows } from '../../workbook/read.ts';
import { type World, world } from '../support/world.ts';
import { certificates, workbook } from '../support/world-people.ts';
import { handOver, passCity, passProvince, press, publish } from '../support/world-steps.ts';

const ten = certificates(0, 10);
const numberOf = (row: number) => ten[row - 2]?.number ?? '';

/** Ten sound rows that lie at the ministry centre. */
async function tenAtMinistry(w: World): Promise<void> {
  await w.drop('甲专管', await workbook(ten));
  await w.work();
  await press(w, '甲专管', '提交');
  for (const step of [passCity, passProvince, handOver]) await step(w);
}

const listed = (...lines: readonly string[]) => Buffer.from(['证书编号,退回原因', ...lines].join('\n'));

async function textOf(bytes: Buffer): Promise<string> {
  const lines = [];
  for await (const { cells } of sheetRows(bytes)) lines.push(JSON.stringify(cells));
  return lines.join('\n');
}

test('what a list names goes back with each row’s own reason, and the rest is published', () =>
  world(async (w) => {
    await tenAtMinistry(w);
    await w.news('甲专管');

    await w.drop(
      '己上报',
      listed(`${numberOf(3)},姓名有误`, `${numberOf(8)},照片不清`, 'X000013000001260009999,别处的'),
    );
    await w.work();
    const card = await w.lastCard('己上报');
    expect(card).toContain('HZ-1');
    expect(card).toContain('2 行（第 3、8 行），其中 2 行写有原因');
    expect(card).toContain('另有 1 个证书编号不在您岗位上待公布的数据里');
    const told = await press(w, '己上报', '退回 HZ-1 的这些行', { 退回原因: '个人信息有误' });

    expect(told).toBe('HZ-1 第 3、8 行（2 行）已退回，另立 HZ-2；其余 8 行仍待您办理。');
    expect(await w.lastCard('己上报')).toContain('这份清单已经处理完了');
    expect((await w.cards('甲专管')).join('\n')).toContain('第 3 行：姓名有误；第 8 行：照片不清');
    const [file] = await w.files('甲专管');
    const text = await textOf(file?.bytes ?? Buffer.alloc(0));
    expect(text).toContain(PROBLEM_HEADER);
    expect(text).toContain('姓名有误');
    expect(text).toContain('照片不清');
    await publish(w);
    expect((await w.db.query('select from certificates')).rowCount).toBe(8);
  }));

test('a list that names every row returns the submission whole', () =>
  world(async (w) => {
    await tenAtMinistry(w);

    await w.drop('己上报', listed(...ten.map(({ number }) => `${number},发证日期有误`)));
    await w.work();
    const told = await press(w, '己上报', '退回 HZ-1 全部数据', { 退回原因: '发证日期有误' });

    expect(told).toContain('HZ-1 已退回');
    expect((await w.db.query('select at from submissions')).rows).toEqual([{ at: 'returned' }]);
    expect((await w.cards('甲专管')).join('\n')).toContain('第 2-11 行：发证日期有误');
  }));

test('a file that is no list is answered with what a list looks like, and a list of nothing of theirs with that', () =>
  world(async (w) => {
    await tenAtMinistry(w);

    await w.drop('己上报', Buffer.from('姓名,备注\n示例,无\n'));
    await w.work();
    expect(await w.lastCard('己上报')).toContain('没有找到「证书编号」列');

    await w.drop('己上报', listed('X000013000001260009999,别处的'));
    await w.work();
    expect(await w.lastCard('己上报')).toContain('都不在您岗位上待公布的数据里');
  }));

test('a second press, and a press after the data was published, return nothing', () =>
  world(async (w) => {
    await tenAtMinistry(w);
    await w.drop('己上报', listed(`${numberOf(3)},姓名有误`));
    await w.work();
    const card = await w.card('己上报', '退回 HZ-1 的这些行');
    await publish(w);

    const told = await w.click('己上报', '退回 HZ-1 的这些行', { 退回原因: '个人信息有误' }, card);

    expect(told).toBe('清单里的这些行已经不在待公布的数据里，不需要再退回。');
    expect((await w.db.query('select from submissions')).rowCount).toBe(1);
  }));
