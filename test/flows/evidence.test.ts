// Files attached as evidence: announced, asked about, kept with the submission, handed out on record. Never guessed.
import { expect, test } from 'vitest';
import { handOutsOf } from '../../store/hand-outs.ts';
import { foldStream } from '../../store/submissions.ts';
import { type World, world } from '../support/world.ts';
import { certificates, workbook } from '../support/world-people.ts';
import { clickedBy, passCity, press, submit } from '../support/world-steps.ts';

const pdf = Buffer.from('%PDF-1.7\n%%EOF\n');
const idOf = async (w: World) =>
  (await w.db.query<{ id: string }>('select id from submissions order by no')).rows[0]?.id ?? '';
const attached = async (w: World) =>
  (await foldStream(w.db, await idOf(w))).events.flatMap(({ event }) => (event.type === 'attached' ? [event] : []));
const drop = async (w: World, who: '甲专管' | '乙市审', bytes: Buffer, name = '说明.pdf') => {
  await w.drop(who, bytes, name);
  await w.work();
};

test('a file announced on the card is asked about, stays with the submission, and is handed out on record', () =>
  world(async (w) => {
    await submit(w);
    expect(await w.click('乙市审', '附上文件')).toContain('15 分钟内');
    await drop(w, '乙市审', pdf);
    expect(await w.lastCard('乙市审')).toMatch(/请选择用途[\s\S]*\(作为 HZ-1 的附件[\s\S]*\(发错了，不处理\)/);
    expect(await w.lastCard('乙市审')).not.toContain('新的一批');
    expect(await attached(w)).toEqual([]);

    expect(await press(w, '乙市审', '作为 HZ-1 的附件')).toBe('好的，已作为 HZ-1 的附件。');

    expect(await attached(w)).toMatchObject([{ no: 1, kind: 'pdf', bytes: pdf.length }]);
    await passCity(w);
    expect(await w.lastCard('戊省审')).toMatch(/附件 1 份[\s\S]*乙市审 附件1（PDF，15 B）/);
    expect(await press(w, '戊省审', '取附件1')).toContain('马上发给您');
    const [file] = await w.files('戊省审');
    expect(file?.name).toBe('HZ-1-附件1.pdf');
    expect(file?.bytes.equals(pdf)).toBe(true);
    expect(await handOutsOf(w.db, await idOf(w))).toMatchObject([{ kind: 'attachment', no: 1, tier: 1, recall: null }]);
    await press(w, '戊省审', '审核通过');
    const [evidence] = await handOutsOf(w.db, await idOf(w));
    expect(evidence).toMatchObject({ kind: 'attachment', recall: { outcome: 'done' } });
    await press(w, '甲专管', '查看办理经过');
    expect(await w.lastCard('甲专管')).toMatch(/附上附件1（PDF，15 B）[\s\S]*把附件1（第 1 次上报）发给戊省审/);
  }));

test('after the word a workbook may be evidence or data, as its sender says', () =>
  world(async (w) => {
    await submit(w);
    await w.say('甲专管', '附上文件');
    await w.work();
    await drop(w, '甲专管', await workbook(certificates(10, 3)), '证书数据.xlsx');
    expect(await w.lastCard('甲专管')).toMatch(/\(作为 HZ-1 的附件[\s\S]*\(这是新的一批数据\)/);

    await press(w, '甲专管', '这是新的一批数据');

    expect(await attached(w)).toEqual([]);
    expect((await w.news('甲专管')).at(-1)).toBe('证书数据 HZ-2');
    await drop(w, '甲专管', await workbook(certificates(20, 3)), '证书数据.xlsx');
    expect((await w.cards('甲专管')).at(-1)).not.toContain('的附件（');
  }));

test('the word holds for a quarter of an hour and for one file', () =>
  world(async (w) => {
    await submit(w);
    await w.click('乙市审', '附上文件');
    await w.advance({ minutes: 16 });
    await drop(w, '乙市审', pdf);
    expect((await w.news('乙市审')).at(-1)).toContain('我没有留下');

    await w.click('乙市审', '附上文件');
    await drop(w, '乙市审', pdf);
    await drop(w, '乙市审', pdf);
    expect((await w.news('乙市审')).at(-1)).toContain('我没有留下');
    expect(await attached(w)).toEqual([]);
  }));

test('what is no evidence by its bytes is refused in words', () =>
  world(async (w) => {
    await submit(w);
    await w.click('乙市审', '附上文件');
    await drop(w, '乙市审', Buffer.from('MZ a program'), '说明.pdf');

    expect((await w.news('乙市审')).at(-1)).toContain('这种文件不能作为附件');
    expect(await attached(w)).toEqual([]);
  }));

test('nobody attaches to what they do not hold, with another’s file, or twice', () =>
  world(async (w) => {
    await submit(w);
    await w.click('乙市审', '附上文件');
    await drop(w, '乙市审', pdf);
    const card = await w.card('乙市审', '作为 HZ-1 的附件');
    await press(w, '乙市审', '作为 HZ-1 的附件');
    const click = await clickedBy(w, '丙市审');

    expect(JSON.stringify(await w.receive(click))).toContain('不是发给您的');
    expect(await w.click('乙市审', '作为 HZ-1 的附件', {}, card)).toContain('已经处理过');
    await w.click('乙市审', '附上文件');
    await drop(w, '乙市审', Buffer.concat([pdf, pdf]));
    await passCity(w);
    expect(await press(w, '乙市审', '作为 HZ-1 的附件')).toContain('不由您的岗位办理');
    expect(await attached(w)).toHaveLength(1);
  }));

test('a late reason names the file that its giver attached', () =>
  world(async (w) => {
    await submit(w);
    await w.advance({ workingDays: 11 });
    await w.work();
    await w.click('乙市审', '附上文件');
    await drop(w, '乙市审', pdf);
    await press(w, '乙市审', '作为 HZ-1 的附件');
    await press(w, '乙市审', '审核通过', { 逾期原因: '系统停用三天' });

    expect(await w.lastCard('戊省审')).toContain('逾期原因：系统停用三天（见附件1）');
  }));
