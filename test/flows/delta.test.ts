// Version after version of one submission: what was put right, what was not, and what was changed though it had been right.
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import type { Certificate } from '../../domain/certificate.ts';
import type { CheckOutcome } from '../../domain/submission.ts';
import { roundChanges } from '../../store/round-changes.ts';
import { type World, world } from '../support/world.ts';
import { certificates, workbook } from '../support/world-people.ts';
import { sendBack } from '../support/world-steps.ts';

const sound = certificates(0, 4) as [Certificate, Certificate, Certificate, Certificate];
const nameless = (one: Certificate): Certificate => ({ ...one, name: '' });

const send = async (w: World, bytes: Buffer, next = true) => {
  await w.drop('甲专管', bytes);
  await w.work();
  if (next) await w.click('甲专管', '这是 HZ-1 更正后的文件');
  await w.work();
};

const check = async (w: World): Promise<CheckOutcome> => {
  const { rows } = await w.db.query<{ check: CheckOutcome }>(`select state->'check' as check from submissions`);
  if (rows[0] === undefined) throw new Error('no submission');
  return rows[0].check;
};

const changedCells = async (w: World, version: number) => {
  const { rows } = await w.db.query(
    `select f.row, field, col, severity from findings f where version = $1 and code = 'R07' order by ordinal`,
    [version],
  );
  return rows;
};

test('each version says what became of the one before', () =>
  world(async (w) => {
    const [a, b, c, d] = sound;

    await send(w, await workbook([a, nameless(b), nameless(c)]), false);
    expect((await check(w)).delta).toBeNull();

    await send(w, await workbook([d, nameless(c), b, a]));
    expect((await check(w)).delta).toEqual({ fixed: 1, still: 1, fresh: 0, changed: 0 });

    await send(w, await workbook([{ ...d, employer: '某某示例厂' }, c, nameless(b), a]));
    expect((await check(w)).delta).toEqual({ fixed: 1, still: 0, fresh: 1, changed: 2 });
    expect(await changedCells(w, 3)).toEqual([
      { row: 2, field: 'employer', col: 3, severity: 'note' },
      { row: 4, field: 'name', col: 0, severity: 'note' },
    ]);
  }));

test('a version that cannot be read has no delta, and the one after it is held against the last that could', () =>
  world(async (w) => {
    const [a, b] = sound;
    await send(w, await workbook([a, nameless(b)]), false);

    await send(w, Buffer.from('Rar!\x1a\x07\x00demo'));
    expect(await check(w)).toMatchObject({ delta: null, unreadable: { code: expect.any(String) } });

    await send(w, await workbook([a, b]));
    expect((await check(w)).delta).toEqual({ fixed: 1, still: 0, fresh: 0, changed: 0 });
  }));

test('after a first file that cannot be read there is nothing to compare with', () =>
  world(async (w) => {
    await send(w, Buffer.from('Rar!\x1a\x07\x00demo'), false);

    await send(w, await workbook(sound));

    expect((await check(w)).delta).toBeNull();
  }));

test('between two rounds, rows come, go and change', () =>
  world(async (w) => {
    const [a, b, c, d] = sound;
    await send(w, await workbook([a, b, c]), false);
    await w.click('甲专管', '提交');
    await w.work();
    await sendBack(w, '乙市审');

    await send(w, await workbook([d, a, { ...b, name: '甲子丑' }]));

    const { rows } = await w.db.query<{ id: string }>('select id from submissions');
    expect(await roundChanges(w.db, rows[0]?.id ?? '', 1, 2)).toEqual({ added: 1, removed: 1, changed: 1 });
    expect(await roundChanges(w.db, rows[0]?.id ?? '', 2, 2)).toEqual({ added: 0, removed: 0, changed: 0 });
    await w.click('甲专管', '提交');
    await w.work();
    expect(await w.lastCard('乙市审')).toContain('新增 1 行，删除 1 行，改动 1 行');
  }));

test('a version of which one sheet was meant is compared with by that sheet', () =>
  world(async (w) => {
    const [a, b, c] = sound;
    const book = new ExcelJS.Workbook();
    for (const [name, rows] of [
      ['一月', [a]],
      ['二月', [b, nameless(c)]],
    ] as const) {
      const cells = rows.map((one) => hebei2022.fields.map(({ key }) => one[key]));
      book.addWorksheet(name).addRows([hebei2022.fields.map(({ header }) => header), ...cells]);
    }
    await send(w, Buffer.from(await book.xlsx.writeBuffer()), false);
    await w.click('甲专管', '上报第 2 个工作表');
    await w.work();

    await send(w, await workbook([{ ...b, employer: '某某示例厂' }, c]));

    expect((await check(w)).delta).toEqual({ fixed: 1, still: 0, fresh: 0, changed: 1 });
  }));
