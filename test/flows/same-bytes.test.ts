// The same bytes a second time: no second submission, but the first one, with its number, its state and its buttons.
import { expect, test } from 'vitest';
import { type World, world } from '../support/world.ts';
import { certificates, workbook } from '../support/world-people.ts';
import { handOver, passCity, passProvince, publish } from '../support/world-steps.ts';

const begin = async (w: World, file: Buffer) => {
  await w.drop('甲专管', file);
  await w.work();
  await w.click('甲专管', '提交');
  await w.work();
};

test('the same file under another name is answered with the first, and can be submitted on the new card', () =>
  world(async (w) => {
    const file = await workbook(certificates(0, 3));
    await w.drop('甲专管', file);
    await w.work();
    await w.news('甲专管');

    const again = await w.drop('甲专管', file, '换个名字.xlsx');
    await w.work();

    expect((await w.news('甲专管')).sort()).toEqual([
      '证书数据 HZ-1',
      '这份文件之前已经收到过，内容完全相同，没有重复登记。它是 HZ-1，现在「待提交」，最新的卡片见下一条消息。',
    ]);
    const cards = (await w.messages('甲专管')).filter(({ card }) => card !== null);
    expect(cards.at(-1)?.parent_id).toBe(again.message_id);
    expect(await w.click('甲专管', '提交')).toContain('HZ-1 已提交');
    await w.work();
    expect((await w.cards('甲专管')).filter((card) => card.includes('(提交'))).toEqual([]);
    expect((await w.db.query('select at from submissions')).rows).toEqual([{ at: 'in-review' }]);
  }));

test('a file that is published is answered with what became of it', () =>
  world(async (w) => {
    const file = await workbook(certificates(0, 3));
    await begin(w, file);
    for (const step of [passCity, passProvince, handOver, publish]) await step(w);
    await w.news('甲专管');

    await w.drop('甲专管', file);
    await w.work();

    expect((await w.news('甲专管')).sort()).toEqual([
      '证书数据 HZ-1',
      expect.stringContaining('现在「已公布，可查询」'),
    ]);
  }));

test('what was withdrawn may come again, and bytes another institution has sent are nobody else’s matter', () =>
  world(async (w) => {
    const file = await workbook(certificates(0, 3));
    await begin(w, file);
    await w.drop('辛专管', file);
    await w.work();
    expect(await w.news('辛专管')).not.toContainEqual(expect.stringContaining('之前已经收到过'));

    await w.click('甲专管', '撤回');
    await w.work();
    await begin(w, file);

    expect((await w.db.query('select at, institution from submissions order by no')).rows).toMatchObject([
      { at: 'withdrawn', institution: 'JG-A' },
      { institution: 'JG-B' },
      { at: 'in-review', institution: 'JG-A' },
    ]);
  }));

test('the same file twice at the same moment is one submission', () =>
  world(async (w) => {
    const file = await workbook(certificates(0, 3));
    await w.drop('甲专管', file);
    await w.drop('甲专管', file);
    await w.work();

    expect((await w.db.query('select from submissions')).rowCount).toBe(1);
  }));

test('a file that a later one has replaced may come back as the next version', () =>
  world(async (w) => {
    const first = await workbook(certificates(0, 3));
    await w.drop('甲专管', first);
    await w.work();
    await w.drop('甲专管', await workbook(certificates(0, 4)));
    await w.work();
    await w.click('甲专管', '这是 HZ-1 更正后的文件');
    await w.work();

    await w.drop('甲专管', first);
    await w.work();
    await w.click('甲专管', '这是 HZ-1 更正后的文件');
    await w.work();

    expect((await w.db.query(`select state -> 'version' as version from submissions`)).rows).toEqual([{ version: 3 }]);
  }));
