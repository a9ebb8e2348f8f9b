// What a reviewer looks at before deciding: rows by risk and at random, page by page, on record; and the whole workbook.
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { handOutsOf } from '../../store/hand-outs.ts';
import { looksOf, rowsOf } from '../../store/looks.ts';
import { type World, world } from '../support/world.ts';
import { certificates, directory, line, workbook } from '../support/world-people.ts';
import { clickedBy, passCity, sendBack } from '../support/world-steps.ts';

const idOf = async (w: World) => {
  const { rows } = await w.db.query<{ id: string }>('select id from submissions order by no');
  return rows[0]?.id ?? '';
};
/** 30 rows; in two of them there is something to look at. */
const submitThirty = async (w: World) => {
  const rows = certificates(0, 30).map((one, i) => ({ ...one, name: i === 20 || i === 25 ? '甲乙先生' : one.name }));
  await w.drop('甲专管', await workbook(rows));
  await w.work();
  await w.click('甲专管', '提交说明', { 说明: '已核对，确实如此。' });
  await w.work();
  await w.click('甲专管', '提交');
  await w.work();
};
const rowsIn = async (bytes: Buffer | undefined) => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((bytes ?? Buffer.alloc(0)) as unknown as ArrayBuffer);
  return book.worksheets[0]?.actualRowCount;
};
const shownOn = (card: string) => [...card.matchAll(/^\| (\d+) \|/gm)].map(([, row]) => Number(row));
const looks = async (w: World) => looksOf(w.db, await idOf(w));

test('a sample leads with what looks wrong, shows no row twice before all were seen, and is on record', () =>
  world(async (w) => {
    await submitThirty(w);

    const first = shownOn(await w.lastCard('乙市审'));
    expect(first).toHaveLength(12);
    expect(first).toEqual(expect.arrayContaining([22, 27]));
    expect(await w.lastCard('乙市审')).toContain('2 行有需要核对的问题');
    expect(await w.click('乙市审', '换一批')).toBe('已换一批，这是第 2 批。');
    const second = shownOn(await w.lastCard('乙市审'));
    await w.click('乙市审', '换一批');
    const third = shownOn(await w.lastCard('乙市审'));
    await w.work();

    expect([second.length, third.length]).toEqual([12, 6]);
    expect(new Set([...first, ...second, ...third]).size).toBe(30);
    expect(await w.click('乙市审', '换一批')).toContain('从头再抽一批');
    await w.work();
    const pages = (await looks(w)).filter(({ page, lap }) => page > 1 || lap > 1);
    expect(pages.map(({ page, lap }) => [page, lap])).toEqual([
      [2, 1],
      [3, 1],
      [4, 2],
    ]);
    expect(rowsOf(pages[0] ?? { risky: [], random: [] }).sort((a, b) => a - b)).toEqual(second);
  }));

test('each reader turns their own pages, and an old button turns none', () =>
  world(async (w) => {
    await submitThirty(w);
    const theirs = shownOn(await w.lastCard('丙市审'));
    const stale = await w.card('乙市审', '换一批');

    await w.click('乙市审', '换一批');
    await w.work();
    expect(await w.click('乙市审', '换一批', {}, stale)).toContain('最新一批');
    await w.work();

    expect(shownOn(await w.lastCard('丙市审'))).toEqual(theirs);
    expect((await looks(w)).map(({ page }) => page).sort()).toEqual([1, 1, 2]);
    const seeds = new Set((await looks(w)).map(({ to, seed }) => `${to} ${seed}`));
    expect(seeds.size).toBe(2);
  }));

test('how many rows were looked at stands in the history, on the next card too', () =>
  world(async (w) => {
    await submitThirty(w);
    await w.click('乙市审', '换一批');
    await passCity(w);

    expect(await w.lastCard('戊省审')).toMatch(/乙市审 查看了 24 行样本（市级审核）[\s\S]*乙市审 市级审核通过/);
    expect(await w.lastCard('戊省审')).not.toContain('丙市审 查看了');
    await w.click('甲专管', '查看办理经过');
    await w.work();
    expect(await w.lastCard('甲专管')).toContain('查看了 24 行样本');
  }));

test('the whole workbook goes to the holder who asked, is on record, and is taken back once the tier has decided', () =>
  world(async (w) => {
    await submitThirty(w);
    expect(await w.click('乙市审', '完整工作簿')).toContain('发到您的单聊');
    await w.work();

    const [file] = await w.files('乙市审');
    expect(file?.name).toBe('HZ-1-第1次上报-全部数据.xlsx');
    expect(await rowsIn(file?.bytes)).toBe(31);
    expect(await w.files('丙市审')).toEqual([]);
    const handOuts = async () => handOutsOf(w.db, await idOf(w));
    expect(await handOuts()).toContainEqual(
      expect.objectContaining({ kind: 'whole', round: 1, tier: 0, recall: null }),
    );

    await passCity(w);
    expect(await handOuts()).toContainEqual(
      expect.objectContaining({ kind: 'whole', recall: expect.objectContaining({ outcome: 'done' }) }),
    );
    expect((await w.messages('乙市审')).filter(({ msg_type: type, recalled }) => type === 'file' && !recalled)).toEqual(
      [],
    );
    await w.click('甲专管', '查看办理经过');
    await w.work();
    expect(await w.lastCard('甲专管')).toMatch(
      /把完整工作簿（第 1 次上报）发给乙市审[\s\S]*从聊天里撤回发给乙市审的完整工作簿/,
    );
  }));

test('nobody outside the post gets more rows or the workbook, nor whoever has decided', () =>
  world(async (w) => {
    await submitThirty(w);
    const card = await w.card('乙市审', '完整工作簿');
    await w.click('乙市审', '完整工作簿');
    const click = await clickedBy(w, '戊省审');
    expect(JSON.stringify(await w.receive(click))).toContain('不是发给您的');
    await w.load({ ...directory, people: directory.people.filter(({ name }) => name !== '乙市审') });
    await w.work();

    expect(await w.files('乙市审')).toEqual([]);
    expect(await w.click('乙市审', '完整工作簿', {}, card)).toMatch(/没有登记在册|不由您的岗位办理/);
    await w.click('丙市审', '审核通过');
    const old = await w.card('丙市审');
    expect(old.message.card).not.toBeNull();
    await w.work();
    expect(await w.files('丙市审')).toEqual([]);
  }));

test('the card tells how the institution fared before, and where the whole way stands', () =>
  world(async (w) => {
    await w.load({
      ...directory,
      people: [...directory.people, line(20, '丁市管', { role: 'reviewer', posts: ['city-review'] })],
    });
    await submitThirty(w);
    expect(await w.lastCard('乙市审')).toMatch(/20 个工作日（第十条）：3月30日（周一），还有 17 个工作日/);
    expect(await w.lastCard('乙市审')).toMatch(/6 个月（第十二条）：9月2日（周三）/);
    expect(await w.lastCard('乙市审')).toContain('还没有办结过');
    await sendBack(w, '乙市审');

    await w.drop('甲专管', await workbook(certificates(50, 3)));
    await w.work();
    await w.click('甲专管', '这是新的一批数据');
    await w.work();
    await w.click('甲专管', '提交');
    await w.work();

    expect(await w.lastCard('乙市审')).toMatch(/已办结 1 份，其中一次通过 0 份（0%）；审核中 0 份，退回待更正 1 份/);
  }));
