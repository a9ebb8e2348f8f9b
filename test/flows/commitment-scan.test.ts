// The signed 诚信承诺书 comes back as a scan: announced, asked about once, on record with day and signer, and open to revocation.
import { expect, test } from 'vitest';
import { type World, world } from '../support/world.ts';
import { certificates, directory, workbook } from '../support/world-people.ts';
import { press } from '../support/world-steps.ts';

const pdf = Buffer.from('%PDF-1.7\nmade up\n%%EOF');
const without = {
  ...directory,
  institutions: directory.institutions.map((one) => (one.code === 'JG-A' ? { ...one, commitmentOn: null } : one)),
};
const signed = { 签署日期: '2026-03-04', 签署人: '周示例' };

/** 甲's file is ready, 甲's institution has signed nothing, and 承诺书 has been asked for. */
async function unsigned(w: World): Promise<void> {
  await w.load(without);
  await w.drop('甲专管', await workbook(certificates(0, 3)));
  await w.work();
  await w.say('甲专管', '承诺书');
  await w.work();
}

const announce = (w: World) => press(w, '甲专管', '上传签署扫描件');
const drop = async (w: World, bytes: Buffer, name = '扫描件.bin') => {
  await w.drop('甲专管', bytes, name);
  await w.work();
};
const institutionEvents = async (w: World) =>
  (await w.db.query<{ type: string }>("select type from events where kind = 'institution' order by position")).rows.map(
    ({ type }) => type,
  );

test('an announced scan is recorded with day and signer, and 提交 is open', () =>
  world(async (w) => {
    await unsigned(w);
    expect(await w.click('甲专管', '提交')).toContain('点「上传签署扫描件」登记');
    expect(await announce(w)).toContain('15 分钟内');
    await drop(w, pdf);
    expect(await w.lastCard('甲专管')).toMatch(/^\[承诺书扫描件\][\s\S]*登记承诺书/);
    for (const who of ['甲专管', '乙市审', '丙市审'] as const) await w.news(who);

    const seen = await w.card('甲专管', '登记承诺书');
    expect(await press(w, '甲专管', '登记承诺书', { 签署日期: '2026-03-04' })).toContain('请填写签署人');
    expect(await press(w, '甲专管', '登记承诺书', { ...signed, 签署日期: '2026-03-06' })).toContain('不能晚于今天');
    expect(await press(w, '甲专管', '登记承诺书', signed)).toContain('现在可以提交');
    expect(await w.click('甲专管', '登记承诺书', signed, seen)).toContain('已经处理过了');
    await w.work();

    for (const who of ['乙市审', '丙市审'] as const) expect(await w.news(who)).toEqual(['承诺书已登记']);
    expect(await press(w, '甲专管', '提交')).toContain('HZ-1 已提交');
    expect(await institutionEvents(w)).toEqual(['commitment-recorded']);
    const { rows } = await w.db.query<{ body: string }>(
      "select convert_from(body, 'UTF8') as body from events where kind = 'institution'",
    );
    expect(rows[0]?.body).not.toContain('周示例');
    expect(w.logged()).not.toContain('周示例');
  }));

test('the local office sees the scan as it came, and may revoke it with a reason', () =>
  world(async (w) => {
    await unsigned(w);
    await announce(w);
    await drop(w, pdf);
    await press(w, '甲专管', '登记承诺书', signed);
    expect(await w.lastCard('乙市审')).toMatch(/签署人：周\*+[\s\S]*查看扫描件/);

    await press(w, '乙市审', '查看扫描件');
    const [file] = await w.files('乙市审');
    expect(file?.name).toMatch(/^诚信承诺书扫描件-.*\.pdf$/);
    expect(file?.bytes.equals(pdf)).toBe(true);

    const theirs = await w.card('丙市审', '撤销登记');
    expect(await press(w, '乙市审', '撤销登记')).toContain('请先写明撤销理由');
    expect(await press(w, '乙市审', '撤销登记', { 撤销理由: '没有盖章' })).toContain('已撤销');
    expect(await w.click('丙市审', '撤销登记', { 撤销理由: '再点' }, theirs)).toContain('已经撤销过了');
    await w.work();

    expect((await w.news('甲专管')).at(-1)).toBe('承诺书已撤销');
    expect(await w.lastCard('甲专管')).toMatch(/乙市审 于 3月5日 09:00 撤销[\s\S]*没有盖章/);
    expect(await w.click('甲专管', '提交')).toContain('还没有登记贵机构的《诚信承诺书》');
    expect(await institutionEvents(w)).toEqual(['commitment-recorded', 'commitment-scan-asked', 'commitment-revoked']);
  }));

test('what was not announced in time, or is no scan by its bytes, is not kept as one', () =>
  world(async (w) => {
    await unsigned(w);
    await drop(w, pdf, '承诺书.pdf');
    expect((await w.news('甲专管')).at(-1)).toContain('我没有留下');

    await announce(w);
    await w.advance({ minutes: 16 });
    await drop(w, pdf, '承诺书.pdf');
    expect((await w.news('甲专管')).at(-1)).toContain('我没有留下');

    await announce(w);
    await drop(w, await workbook(certificates(50, 3)), '承诺书.pdf');
    expect((await w.news('甲专管')).at(-1)).toBe('收到文件，请选择用途');
    expect((await w.db.query('select count(*)::int as n from drops')).rows).toEqual([{ n: 2 }]);
    expect(await institutionEvents(w)).toEqual([]);
    await press(w, '甲专管', '发错了');
  }));

test('a picture counts as a scan, and one sent by mistake is put aside', () =>
  world(async (w) => {
    await unsigned(w);
    await announce(w);
    await drop(w, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]));

    expect(await press(w, '甲专管', '发错了')).toContain('不作处理');
    expect(await w.lastCard('甲专管')).toContain('已按您的选择不作处理');
    expect(await w.click('甲专管', '提交')).toContain('还没有登记贵机构的《诚信承诺书》');
  }));
