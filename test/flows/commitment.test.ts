// Nothing is submitted for an institution whose 诚信承诺书 is not on record (article 24); the bot hands out the form.
import { expect, test } from 'vitest';
import { rows } from '../../workbook/read.ts';
import { world } from '../support/world.ts';
import { certificates, directory, workbook } from '../support/world-people.ts';

test('without the signed commitment 提交 is refused in words, and possible once it is on record', () =>
  world(async (w) => {
    const without = directory.institutions.map((one) => (one.code === 'JG-A' ? { ...one, commitmentOn: null } : one));
    await w.load({ ...directory, institutions: without });
    await w.drop('甲专管', await workbook(certificates(0, 3)));
    await w.work();

    expect(await w.click('甲专管', '提交')).toBe(
      '还没有登记贵机构的《诚信承诺书》（第二十四条），暂不能提交。发送「承诺书」可领取样式，签署后点「上传签署扫描件」登记。',
    );

    await w.load(directory);
    expect(await w.click('甲专管', '提交')).toBe('HZ-1 已提交，进入逐级审核。');
    await w.work();
  }));

test('the word 承诺书 hands out the form of annex 2, word for word', () =>
  world(async (w) => {
    await w.say('甲专管', '承诺书');
    await w.work();

    const [file] = await w.files('甲专管');
    expect(file?.name).toBe('诚信承诺书.xlsx');
    const lines: string[] = [];
    for await (const row of rows(file?.bytes ?? Buffer.alloc(0))) lines.push(String(row.cells[0]));
    expect(lines[0]).toBe('职业技能等级认定《诚信承诺书》');
    expect(lines).toContain('六、证书数据等电子材料保存期不少于 5 年。');
    expect(lines.at(-1)).toBe('签署日期：');
  }));
