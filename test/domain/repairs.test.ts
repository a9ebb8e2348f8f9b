// Offered repairs: what is put right is exactly what was told, nothing else moves, and nothing moves before it is accepted.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import type { Certificate, FieldKey } from '../../domain/certificate.ts';
import { exampleRows, soundCertificate } from '../../domain/example.ts';
import { headerRepairs, type Repair, repairedRow, repairer } from '../../domain/repairs.ts';
import { findRule, rules } from '../../domain/rules.ts';
import type { Cell, SheetRow } from '../../domain/sheet.ts';
import { readHeader, type Table } from '../../domain/table.ts';
import { wordFinding } from '../../domain/wording.ts';
import { checkSheet, exampleCheck, type RowCells, sheetOf, soundCertificates } from '../support/certificates.ts';

const repairable = rules.flatMap((rule) => (rule.repair ? [rule.code] : []));

function tableOf(rows: readonly SheetRow[]): Table {
  const table = readHeader(rows[0]?.cells ?? [], hebei2022);
  if (!table) throw new Error('the first row is no header');
  return table;
}

const repairsIn = (rows: readonly SheetRow[]): Repair[] => rows.slice(1).flatMap(repairer(tableOf(rows), exampleCheck));
const repairAll = (rows: readonly SheetRow[], accepted: ReadonlySet<string>): SheetRow[] => {
  const repairs = repairer(tableOf(rows), exampleCheck);
  return rows.map((row, i) => (i === 0 ? row : repairedRow(row, repairs(row), accepted)));
};
const tally = (codes: readonly string[]) => [...codes].sort();

type Damage = (text: string, key: FieldKey) => Cell;
const textFields: readonly FieldKey[] = hebei2022.fields.map((field) => field.key);
const coded: readonly FieldKey[] = ['documentNumber', 'number', 'issuedOn'];
const wide = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const asText =
  (change: (text: string) => string): Damage =>
  (text) =>
    change(text);

/** Ways in which cells go wrong that can be put right, innermost first. */
const wordings: readonly [readonly FieldKey[], Damage][] = [
  [['name'], asText((text) => (text === '' ? text : `${text}•丁`))],
  [['documentType'], (text) => hebei2022.documentTypes.find((type) => type.name === text)?.code ?? text],
  [['documentType'], (text) => hebei2022.documentTypes.find((type) => type.name === text)?.aliases.at(-1) ?? text],
  [['level'], (text) => hebei2022.levels.find((level) => level.name === text)?.code ?? text],
  [['level'], (text) => ({ stored: 'number', text: hebei2022.levels.find((l) => l.name === text)?.code ?? '3' })],
  [['level'], (text) => hebei2022.levels.find((level) => level.name === text)?.aliases[0] ?? text],
  [['occupation'], asText((text) => `${text}L/S`)],
  [['institution', 'issuer'], asText((text) => text.replace('（', '(').replace('）', ')'))],
  [['employer', 'workType'], (text) => (text === '' ? '／' : text)],
  [['issuedOn'], asText((text) => text.replaceAll('-', '/').replaceAll('/0', '/'))],
  [['issuedOn'], asText((text) => text.replaceAll('-', ''))],
  [['issuedOn'], asText((text) => text.replace('-', '年').replace('-', '月').concat('日'))],
  [['issuedOn'], (text) => ({ stored: 'date', text })],
  [coded, asText(wide)],
  [['number'], asText((text) => text.toLowerCase())],
];
const strays: readonly Damage[] = [
  asText((text) => ` ${text}\u3000`),
  asText((text) => `\uFEFF${text}`),
  asText((text) => `${text.slice(0, 1)}\u200B${text.slice(1)}\n`),
  asText((text) => `${text.slice(0, 2)}\u00A0${text.slice(2)}`),
];

const damages = fc.array(
  fc.oneof(
    fc
      .constantFrom(...wordings)
      .chain(([keys, damage]) => fc.record({ key: fc.constantFrom(...keys), damage: fc.constant(damage) })),
    fc.record({ key: fc.constantFrom(...textFields), damage: fc.constantFrom(...strays) }),
  ),
  { maxLength: 6 },
);

function damaged(certificate: Certificate, list: readonly { key: FieldKey; damage: Damage }[]): RowCells {
  const cells: RowCells = { ...certificate };
  for (const { key, damage } of list) {
    const cell = cells[key];
    if (typeof cell === 'string') cells[key] = damage(cell, key);
  }
  return cells;
}

describe('a damaged row', () => {
  test('loses by its repairs the findings they were offered for, and gains none', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(soundCertificates, damages), { minLength: 1, maxLength: 3 }),
        fc.subarray(repairable),
        async (items, codes) => {
          const accepted = new Set(codes);
          const rows = sheetOf(items.map(([certificate, list]) => damaged(certificate, list)));

          const before = await checkSheet(rows);
          const told = await checkSheet(rows, { ...exampleCheck, accepted });
          const after = await checkSheet(repairAll(rows, accepted));

          const gone = { ...told.summary.repairedByCode };
          const left = before.findings.filter(({ code }) => {
            gone[code] = (gone[code] ?? 0) - 1;
            return gone[code] < 0;
          });
          expect(tally(after.codes)).toEqual(tally(left.map((one) => one.code)));
          expect(told.findings.map((one) => one.code)).toEqual(before.findings.map((one) => one.code));
          expect(told.rows.map((row) => row.certificate)).toEqual(after.rows.map((row) => row.certificate));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is sound once everything is accepted, and stored as the repair says', async () => {
    const everything = new Set(repairable);
    await fc.assert(
      fc.asyncProperty(soundCertificates, damages, async (certificate, list) => {
        const rows = sheetOf([damaged(certificate, list)]);

        const told = await checkSheet(rows, { ...exampleCheck, accepted: everything });
        const after = await checkSheet(repairAll(rows, everything));

        const unsaid = told.findings.filter((one) => !findRule(one.code)?.repair);
        expect(after.findings).toEqual(unsaid);
        expect(after.rows[0]?.certificate).toEqual(told.rows[0]?.certificate);
      }),
      { numRuns: 200 },
    );
  });
});

test.each(rules.map((rule) => [rule.code, rule] as const))(
  '%s offers a repair in its wrong example if and only if its row says so',
  (code, rule) => {
    const rows = exampleRows(rule.wrong, hebei2022);
    const header = rows.find((row) => readHeader(row.cells, hebei2022) !== null);
    const table = header && readHeader(header.cells, hebei2022);
    if (!header || !table) return;

    const repairs = [
      ...headerRepairs(header, table),
      ...rows.filter((row) => row.row > header.row).flatMap(repairer(table, exampleCheck)),
    ];

    expect(repairs.some((repair) => repair.code === code)).toBe(rule.repair !== undefined);
  },
);

describe('before and after', () => {
  const of = (cells: Partial<RowCells>) =>
    repairsIn(sheetOf([{ ...soundCertificate, ...cells }])).map(({ code, before, after }) => [code, before, after]);

  test('follow one another in a cell', () => {
    expect(of({ documentNumber: ' １３０１０２199001010015' })).toEqual([
      ['T07', ' １３０１０２199001010015', '１３０１０２199001010015'],
      ['T10', '１３０１０２199001010015', '130102199001010015'],
    ]);
    expect(of({ level: { stored: 'number', text: '3' } })).toEqual([
      ['T02', '3', '3'],
      ['L02', '3', '三级'],
    ]);
  });

  test.each(['2026/11/2', '2026.11.02', '2026-11-2', '2026年11月2日', '20261102'])(
    '%s is a day without a guess',
    (text) => {
      expect(of({ issuedOn: text })).toEqual([['D09', text, '2026-11-02']]);
    },
  );

  test.each(['11/2/2026', '26-11-02', '2026-11', '2026年11-2', '2026/11-2', '46328', '99991102', '2026-11-02-1'])(
    '%s is left to the clerk',
    (text) => {
      expect(of({ issuedOn: text })).toEqual([]);
    },
  );

  test('a number that may have lost its zeros is not repaired', () => {
    const documentNumber = { stored: 'number', text: '1234567' } as const;

    expect(of({ documentType: '台湾居民来往大陆通行证', documentNumber })).toEqual([]);
  });
});

test('a cell is repaired only when all its repairs before are accepted', async () => {
  const rows = sheetOf([{ ...soundCertificate, documentType: '身 份证' }]);

  const alone = await checkSheet(rows, { ...exampleCheck, accepted: new Set(['P12']) });
  const both = await checkSheet(rows, { ...exampleCheck, accepted: new Set(['P12', 'T07']) });

  expect(alone.findings.map((one) => one.severity)).toEqual(['warning', 'warning']);
  expect(repairAll(rows, new Set(['P12']))).toEqual(rows);
  expect(both.findings.map((one) => one.severity)).toEqual(['note', 'note']);
  expect(both.summary.counts).toEqual({ error: 0, warning: 0, note: 2 });
  expect(both.summary.repairedByCode).toEqual({ T07: 1, P12: 1 });
});

test('an error stands until its repair is accepted, then it is a note that says so', async () => {
  const rows = sheetOf([{ ...soundCertificate, issuedOn: '2026/11/2' }]);

  const before = await checkSheet(rows);
  const after = await checkSheet(rows, { ...exampleCheck, accepted: new Set(['D09']) });

  expect(before.rows[0]?.certificate).toBeNull();
  expect(before.summary.repairedByCode).toEqual({});
  expect(after.rows[0]?.certificate).toEqual(soundCertificate);
  expect(after.findings.map((one) => wordFinding(one, hebei2022).full)).toEqual([
    '已按您的确认修正：改写成“年-月-日”。',
  ]);
});

test('a header is put right like a cell', async () => {
  const rows = exampleRows(
    { header: hebei2022.fields.map((field) => field.header.replace('姓名', '姓 名')) },
    hebei2022,
  );
  const header = rows[0];
  if (!header) throw new Error('no header row');

  const repairs = headerRepairs(header, tableOf(rows));
  const accepted = new Set(['H05']);

  expect(repairs).toMatchObject([{ code: 'H05', row: 1, column: 0, before: '姓 名', after: '姓名' }]);
  expect(await checkSheet(rows, { ...exampleCheck, accepted })).toMatchObject({
    summary: { counts: { warning: 0, note: 1 } },
  });
  expect((await checkSheet([repairedRow(header, repairs, accepted), ...rows.slice(1)])).codes).toEqual([]);
});

test('no finding carries what a repair would write', async () => {
  const { findings } = await checkSheet(
    sheetOf([{ ...soundCertificate, name: '甲 乙•丙', documentNumber: '１30102199001010015' }]),
  );

  expect(findings.length).toBe(3);
  for (const one of findings) expect(Object.keys(one)).not.toContain('after');
  expect(JSON.stringify(findings)).not.toMatch(/甲|1990/);
});
