// Two versions of one file held against each other: what was put right, what was not, and what was changed for no need.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import type { CheckContext } from '../../domain/context.ts';
import { EarlierVersion } from '../../domain/delta.ts';
import { exampleInstitution } from '../../domain/example.ts';
import { validCertificate } from '../../local/sample-certificates.ts';
import { checkSheet, exampleCheck, type RowCells, sheetOf } from '../support/certificates.ts';

const row = (i: number): RowCells => validCertificate(i, exampleInstitution, '2026-11-02', hebei2022);
const rows = (...which: number[]) => which.map(row);
const wrongId = (one: RowCells): RowCells => {
  const text = String(one.documentNumber);
  return { ...one, documentNumber: text.slice(0, -1) + (text.endsWith('1') ? '2' : '1') };
};

/** Reads a version as the version before of the next. */
async function earlier(before: readonly RowCells[], context: CheckContext = exampleCheck): Promise<EarlierVersion> {
  const checked = await checkSheet(sheetOf(before), context);
  const version = new EarlierVersion(hebei2022);
  for (const one of checked.rows) version.addRow(one.row, one.values);
  for (const finding of checked.findings) version.addFinding(finding);
  return version;
}

async function compare(before: readonly RowCells[], after: readonly RowCells[]) {
  const { summary, findings } = await checkSheet(sheetOf(after), { ...exampleCheck, previous: await earlier(before) });
  const changed = findings.filter(({ code }) => code === 'R07').map((one) => `${one.row} ${one.field}`);
  return { delta: summary.delta, changed };
}

test('a first version has no delta, and the rule that compares is listed as skipped', async () => {
  const { summary } = await checkSheet(sheetOf(rows(0, 1)));

  expect(summary.delta).toBeNull();
  expect(summary.skipped).toContain('R07');
});

test('the same file again: everything wrong is still wrong, nothing is new', async () => {
  const file = [row(0), wrongId(row(1)), { ...row(2), name: '' }];

  expect(await compare(file, file)).toEqual({ delta: { fixed: 0, still: 2, fresh: 0, changed: 0 }, changed: [] });
});

test('what was put right is fixed, what was not is still wrong, what was broken is new', async () => {
  const before = [row(0), wrongId(row(1)), { ...row(2), name: '' }];
  const after = [{ ...row(0), level: '九级' }, row(1), { ...row(2), name: '' }];

  const { delta } = await compare(before, after);

  expect(delta).toMatchObject({ fixed: 1, still: 1, fresh: 1 });
});

test('a sound row that reads otherwise now is told, cell by cell and counted once', async () => {
  const before = rows(0, 1);
  const after = [row(0), { ...row(1), name: '甲子丑', employer: '某某示例厂' }];

  expect(await compare(before, after)).toEqual({
    delta: { fixed: 0, still: 0, fresh: 0, changed: 1 },
    changed: ['3 name', '3 employer'],
  });
});

test('a sound row that was broken is newly wrong, and told as changed', async () => {
  const before = rows(0);
  const after = [{ ...row(0), name: '' }];

  expect(await compare(before, after)).toEqual({
    delta: { fixed: 0, still: 0, fresh: 1, changed: 1 },
    changed: ['2 name'],
  });
});

test('a faulty row may be changed as its clerk likes', async () => {
  const before = [wrongId(row(0))];
  const after = [{ ...row(0), name: '甲子丑' }];

  expect(await compare(before, after)).toEqual({ delta: { fixed: 1, still: 0, fresh: 0, changed: 0 }, changed: [] });
});

test('another way of writing the same is no change', async () => {
  const before = rows(0);
  const after = [{ ...row(0), issuedOn: '2026/11/2' }];

  expect((await compare(before, after)).changed).toEqual([]);
});

test('rows in another order are found again by their numbers', async () => {
  const before = [row(0), wrongId(row(1)), row(2), { ...row(3), name: '' }];

  expect(await compare(before, before.toReversed())).toEqual({
    delta: { fixed: 0, still: 2, fresh: 0, changed: 0 },
    changed: [],
  });
});

test('an inserted row moves the others and changes none of them', async () => {
  const before = [row(0), wrongId(row(1)), row(2)];
  const after = [row(9), row(0), row(8), wrongId(row(1)), row(2)];

  expect(await compare(before, after)).toEqual({ delta: { fixed: 0, still: 1, fresh: 0, changed: 0 }, changed: [] });
});

test('with its row, a fault is gone', async () => {
  const { delta } = await compare([row(0), wrongId(row(1))], rows(0));

  expect(delta).toEqual({ fixed: 1, still: 0, fresh: 0, changed: 0 });
});

test('a row whose certificate number was corrected is found again by document, occupation and level', async () => {
  const number = String(row(1).number);
  const before = [row(0), { ...row(1), number: number.slice(1) }, { ...row(2), number: '' }];

  const { delta, changed } = await compare(before, [row(2), row(1), row(0)]);

  expect(delta).toEqual({ fixed: 2, still: 0, fresh: 0, changed: 0 });
  expect(changed).toEqual([]);
});

test('a row known by neither is held against its place', async () => {
  const broken = (name: string): RowCells => ({ ...row(1), number: '', documentNumber: '', name });

  const { delta } = await compare([row(0), broken('甲子丑')], [row(0), broken('甲寅卯')]);

  expect(delta).toEqual({ fixed: 0, still: 2, fresh: 0, changed: 0 });
});

test('a place is not taken for its row when that row stands elsewhere now', async () => {
  const broken: RowCells = { ...row(7), number: '', documentNumber: '', name: '' };

  const { delta } = await compare([{ ...row(1), name: '' }], [broken, { ...row(1), name: '' }]);

  expect(delta).toEqual({ fixed: 0, still: 1, fresh: 3, changed: 0 });
});

test('rows with the same certificate number are told apart by their documents', async () => {
  const twin: RowCells = { ...row(1), number: row(0).number };

  const reordered = await compare([row(0), twin, row(2)], [row(2), twin, row(0)]);

  expect(reordered.changed).toEqual([]);
  expect(reordered.delta?.changed).toBe(0);
});

test('a person entered a second time does not take the place of the first', async () => {
  const again: RowCells = { ...row(0), number: row(5).number };

  const { delta } = await compare(rows(0, 1), [row(0), again, row(1)]);

  expect(delta).toMatchObject({ fixed: 0, still: 0, changed: 0 });
});

test('a number says more than a document, even when the document comes first', async () => {
  const again: RowCells = { ...row(0), number: row(5).number };

  const { delta } = await compare([{ ...row(0), name: '' }], [again, { ...row(0), name: '' }]);

  expect(delta).toMatchObject({ fixed: 0, still: 1 });
});

test('more rows alike than are told apart end in counts that still add up', async () => {
  const alike = Array.from({ length: 40 }, () => row(0));

  const { delta } = await compare(alike, alike);

  expect(delta).toMatchObject({ fixed: 0, fresh: 0 });
});

test('what is wrong with the file itself is compared by its kind', async () => {
  const sheet = sheetOf(rows(0, 1));
  const header = sheet.map((one, i) =>
    i > 0 ? one : { ...one, cells: one.cells.map((cell, c) => (c === 3 ? '单位' : cell)) },
  );
  const before = await checkSheet(header);
  const version = new EarlierVersion(hebei2022);
  for (const one of before.rows) version.addRow(one.row, one.values);
  for (const finding of before.findings) version.addFinding(finding);
  const wrong = before.findings.filter(({ severity }) => severity !== 'note').length;

  const same = await checkSheet(header, { ...exampleCheck, previous: version });
  const mended = await checkSheet(sheet, { ...exampleCheck, previous: version });

  expect(wrong).toBeGreaterThan(0);
  expect(same.summary.delta).toEqual({ fixed: 0, still: wrong, fresh: 0, changed: 0 });
  expect(mended.summary.delta).toEqual({ fixed: wrong, still: 0, fresh: 0, changed: 0 });
});

test('whatever is done to a file, the counts add up and an untouched row is never told as changed', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ i: fc.nat(6), fault: fc.constantFrom('none', 'id', 'name', 'number') }), { maxLength: 8 }),
      fc.array(fc.record({ i: fc.nat(6), fault: fc.constantFrom('none', 'id', 'name', 'number') }), { maxLength: 8 }),
      async (before, after) => {
        const made = (list: typeof before) =>
          list.map(({ i, fault }) => {
            if (fault === 'id') return wrongId(row(i));
            if (fault === 'name') return { ...row(i), name: '' };
            return fault === 'number' ? { ...row(i), number: '' } : row(i);
          });
        const total = async (list: typeof before) => {
          const { counts } = (await checkSheet(sheetOf(made(list)))).summary;
          return counts.error + counts.warning;
        };

        const { delta } = await compare(made(before), made(after));

        expect((delta?.fixed ?? 0) + (delta?.still ?? 0)).toBe(await total(before));
        expect((delta?.fresh ?? 0) + (delta?.still ?? 0)).toBe(await total(after));
      },
    ),
    { numRuns: 60 },
  ));
