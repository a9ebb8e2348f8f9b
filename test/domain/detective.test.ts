// The detective: each single cause, planted in a sound file, is named; errors that have no common cause are left alone.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import type { Cause } from '../../domain/cause.ts';
import type { Certificate, FieldKey } from '../../domain/certificate.ts';
import { exampleInstitution } from '../../domain/example.ts';
import type { SheetRow } from '../../domain/sheet.ts';
import { fieldOf } from '../../domain/standard.ts';
import { validCertificate } from '../../local/sample-certificates.ts';
import { checkSheet, documents, exampleCheck } from '../support/certificates.ts';

const keys = hebei2022.fields.map((field) => field.key);
const header = hebei2022.fields.map((field) => field.header);
const headerOf = (key: FieldKey) => fieldOf(hebei2022, key).header;
const at = (key: FieldKey) => keys.indexOf(key);

type Grid = string[][];
const asSheet = (grid: Grid, head: readonly string[] = header, sheet = '证书数据'): SheetRow[] =>
  [head, ...grid].map((cells, i) => ({ sheet, row: i + 1, cells }));
const days = ['2025-12-02', '2026-10-23', '2026-11-02'];

/** Sound files of 30 to 80 rows in no particular order, of several kinds of document, levels and years. */
const files: fc.Arbitrary<Grid> = fc
  .tuple(fc.integer({ min: 30, max: 80 }), fc.nat(1000))
  .chain(([count, first]) => {
    const certificates = Array.from({ length: count }, (_, i) =>
      fc.record({ day: fc.constantFrom(...days), document: documents }).map(({ day, document }): Certificate => {
        return { ...validCertificate(first + i, exampleInstitution, day, hebei2022), ...document };
      }),
    );
    return fc.tuple(...certificates).chain((list) => fc.shuffledSubarray(list, { minLength: count, maxLength: count }));
  })
  .map((certificates) => certificates.map((certificate) => keys.map((key) => certificate[key])));

async function causeIn(sheet: readonly SheetRow[]): Promise<{ cause: Cause | null; failing: number; rows: number }> {
  const { summary, rows } = await checkSheet(sheet, { ...exampleCheck, firstSubmittedOn: '2026-11-19' });
  const failing = rows.filter((row) => row.findings.some((one) => one.severity === 'error')).length;
  return { cause: summary.cause, failing, rows: rows.length };
}
const column = (grid: Grid, i: number) => grid.map((row) => row[i] ?? '');
const withColumn = (grid: Grid, i: number, cells: readonly string[]) =>
  grid.map((row, r) => row.map((cell, c) => (c === i ? (cells[r] ?? '') : cell)));
/** Moving or sorting a column of few values may leave most rows as they were. */
const enough = 0.4;
const paired: readonly FieldKey[] = ['level', 'number', 'documentType', 'documentNumber', 'issuedOn'];

test('nothing is suspected of a sound file', async () => {
  await fc.assert(
    fc.asyncProperty(files, async (grid) => {
      expect((await causeIn(asSheet(grid))).cause).toBeNull();
    }),
    { numRuns: 15 },
  );
});

describe('columns', () => {
  test('any two swapped columns are named when rows fail by it', async () => {
    await fc.assert(
      fc.asyncProperty(
        files,
        fc.shuffledSubarray([...keys], { minLength: 2, maxLength: 2 }),
        async (grid, [f = 'name', g = 'name']) => {
          const swapped = withColumn(withColumn(grid, at(f), column(grid, at(g))), at(g), column(grid, at(f)));

          const { cause, failing } = await causeIn(asSheet(swapped));

          if (failing < 5) return;
          expect(cause?.code).toBe('columns-swapped');
          expect([cause?.facts.field, cause?.facts.other].sort()).toEqual([headerOf(f), headerOf(g)].sort());
        },
      ),
      { numRuns: 60 },
    );
  });

  test('cells pushed to the right, or pulled to the left, are named, also where only a part of the file is', async () => {
    await fc.assert(
      fc.asyncProperty(
        files,
        fc.integer({ min: 0, max: 6 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 15 }),
        async (grid, from, right, firstRow) => {
          const shifted = grid.map((row, r) => {
            if (r < firstRow) return row;
            return right
              ? [...row.slice(0, from), '', ...row.slice(from)]
              : [...row.slice(0, from), ...row.slice(from + 1)];
          });

          const { cause } = await causeIn(asSheet(shifted));

          expect(cause).toMatchObject({ code: 'columns-shifted', facts: { by: 1, side: right ? '右' : '左' } });
        },
      ),
      { numRuns: 40 },
    );
  });

  test('an inserted column without a header is named by its position', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.integer({ min: 0, max: 10 }), async (grid, position) => {
        const insert = (row: readonly string[], cell: string) => [
          ...row.slice(0, position),
          cell,
          ...row.slice(position),
        ];

        const { cause } = await causeIn(
          asSheet(
            grid.map((row, i) => insert(row, `${i + 1}`)),
            insert(header, ''),
          ),
        );

        expect(cause).toMatchObject({ code: 'inserted-column', facts: { position: position + 1, count: grid.length } });
      }),
      { numRuns: 20 },
    );
  });

  test('a column moved up or down by a few rows is named with the one it no longer agrees with', async () => {
    await fc.assert(
      fc.asyncProperty(
        files,
        fc.constantFrom(...paired),
        fc.constantFrom(-3, -2, -1, 1, 2, 3),
        async (grid, key, by) => {
          const cells = column(grid, at(key));
          const moved = cells.map((_, r) => cells[r - by] ?? '');

          const { cause, failing, rows } = await causeIn(asSheet(withColumn(grid, at(key), moved)));

          if (failing < rows * enough) return;
          expect(cause).toMatchObject({ code: 'column-moved', facts: { by: Math.abs(by) } });
          expect([cause?.facts.field, cause?.facts.other]).toContain(headerOf(key));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a column sorted by itself is named', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.constantFrom(...paired), fc.boolean(), async (grid, key, down) => {
        const cells = column(grid, at(key)).sort();
        const sorted = withColumn(grid, at(key), down ? cells.reverse() : cells);

        const { cause, failing, rows } = await causeIn(asSheet(sorted));

        if (failing < rows * enough) return;
        expect(cause).toMatchObject({ code: 'column-sorted', facts: { field: headerOf(key) } });
      }),
      { numRuns: 60 },
    );
  });
});

describe('contents', () => {
  test('dates that became numbers, numbers of the old certificate and full-width input are named', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (grid) => {
        const serials = withColumn(
          grid,
          at('issuedOn'),
          grid.map((_, i) => `${46_000 + i}`),
        );
        const old = withColumn(
          grid,
          at('number'),
          grid.map((_, i) => `26130100013${String(i).padStart(5, '0')}`),
        );
        const wide = withColumn(
          grid,
          at('number'),
          column(grid, at('number')).map((text) =>
            text.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)),
          ),
        );

        expect((await causeIn(asSheet(serials))).cause).toMatchObject({
          code: 'dates-as-serials',
          facts: { count: grid.length },
        });
        expect((await causeIn(asSheet(old))).cause?.code).toBe('old-numbers');
        expect((await causeIn(asSheet(wide))).cause?.code).toBe('full-width');
      }),
      { numRuns: 10 },
    );
  });
});

describe('sheets', () => {
  const sound: Grid = Array.from({ length: 20 }, (_, i) => {
    const certificate = validCertificate(i, exampleInstitution, '2026-11-02', hebei2022);
    return keys.map((key) => certificate[key]);
  });

  test('data without a header is told by its sheet and row', async () => {
    const { cause } = await causeIn(asSheet(sound, ['2026年第一批']));

    expect(cause).toMatchObject({ code: 'header-lost', facts: { sheet: '证书数据', row: 2 } });
  });

  test('an empty table beside a sheet full of data is told as the wrong sheet', async () => {
    const { cause } = await causeIn([...asSheet([], header, '模板'), ...asSheet(sound, ['导出'], 'Sheet2')]);

    expect(cause).toMatchObject({ code: 'wrong-sheet', facts: { sheet: '模板', other: 'Sheet2' } });
  });

  test('a header that is half another one is told as an old template', async () => {
    const old = header.map((text, i) => (i > 4 && i < 9 ? `旧列${i}` : text));
    const older = header.map((text, i) => (i > 3 ? `旧列${i}` : text));

    expect((await causeIn(asSheet(sound, old))).cause).toMatchObject({ code: 'old-template', facts: { count: 4 } });
    expect((await causeIn(asSheet(sound, older))).cause).toMatchObject({ code: 'old-template', facts: { count: 7 } });
  });

  test('a sheet of something else is told by its finding alone', async () => {
    const marks = asSheet([['1', '数学', '90']], ['序号', '科目', '成绩']);

    expect((await causeIn(marks)).cause).toBeNull();
  });
});

test('scattered errors have no common cause', async () => {
  const breaks: readonly ((cell: string) => string)[] = [
    () => '',
    (cell) => `${cell}9`,
    (cell) => cell.slice(1),
    () => '无',
    () => '46328',
    (cell) => [...cell].reverse().join(''),
  ];
  const broken = fc.record({
    row: fc.nat(79),
    key: fc.constantFrom(...keys),
    change: fc.constantFrom(...breaks),
  });
  await fc.assert(
    fc.asyncProperty(files, fc.array(broken, { minLength: 10, maxLength: 40 }), async (grid, list) => {
      const damaged = grid.map((row, r) =>
        row.map((cell, c) =>
          list.filter((one) => one.row === r && at(one.key) === c).reduce((text, one) => one.change(text), cell),
        ),
      );

      expect((await causeIn(asSheet(damaged))).cause).toBeNull();
    }),
    { numRuns: 60 },
  );
});

test('the words of a cause are whole and hold no value of the file', async () => {
  const grid = Array.from({ length: 10 }, (_, i) => {
    const certificate = validCertificate(i, exampleInstitution, '2026-11-02', hebei2022);
    return keys.map((key) => certificate[key]);
  });
  const swapped = withColumn(
    withColumn(grid, at('name'), column(grid, at('number'))),
    at('number'),
    column(grid, at('name')),
  );

  const { cause } = await causeIn(asSheet(swapped));

  expect(cause?.message).toBe('“姓名”和“证书编号”两列的内容好像对调了：核对的 10 行里有 10 行如此。');
  expect(cause?.next).toMatch(/。$/);
});
