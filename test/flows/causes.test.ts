// One cause behind many findings: the card leads with it, before any rule.
import { expect, test } from 'vitest';
import { world } from '../support/world.ts';
import { certificates, workbook } from '../support/world-people.ts';

test('of a file in which two columns were swapped the card says so first, and the marked workbook comes with it', () =>
  world(async (w) => {
    const swapped = certificates(0, 12).map((one) => ({
      ...one,
      documentNumber: one.number,
      number: one.documentNumber,
    }));

    await w.drop('甲专管', await workbook(swapped));
    await w.work();

    expect(await w.lastCard('甲专管')).toMatch(/<待修改>[^▸]*“证件号码”和“证书编号”两列的内容好像对调了.*发现的问题/s);
    expect(await w.news('甲专管')).toEqual(['证书数据 HZ-1', '【HZ-1-第1版-标注.xlsx】']);
  }));
