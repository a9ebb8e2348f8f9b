// The check as a whole: sound files pass, one broken field fails with its own code, layout is told, memory of rows is right.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import type { Certificate } from '../../domain/certificate.ts';
import { exampleInstitution } from '../../domain/example.ts';
import { checkDigitOf } from '../../domain/identity.ts';
import type { SheetRow } from '../../domain/sheet.ts';
import { validCertificate } from '../../local/sample-certificates.ts';
import { checkSheet, exampleCheck, type RowCells, sheetOf, soundCertificates } from '../support/certificates.ts';

const errorsOf = (findings: readonly { severity: string; code: string }[]) => [
  ...new Set(findings.filter((finding) => finding.severity === 'error').map((finding) => finding.code)),
];
const sample = (i: number) => validCertificate(i, exampleInstitution, '2026-11-02', hebei2022);

test('a generated sound row passes without a word and comes out as it went in', async () => {
  await fc.assert(
    fc.asyncProperty(soundCertificates, async (certificate) => {
      const { rows, findings } = await checkSheet(sheetOf([certificate]));

      expect(findings).toEqual([]);
      expect(rows).toEqual([{ row: 2, certificate, findings: [] }]);
    }),
  );
});

test('a thousand sample certificates pass together', async () => {
  const certificates = Array.from({ length: 1000 }, (_, i) => sample(i));

  const { summary, findings } = await checkSheet(sheetOf(certificates));

  expect(findings).toEqual([]);
  expect(summary).toMatchObject({ rows: 1000, sheet: '证书数据', headerRow: 1, earliestIssuedOn: '2026-11-02' });
  expect(summary.counts).toEqual({ error: 0, warning: 0, note: 0 });
});

type Break = (certificate: Certificate) => RowCells;
const withNumber =
  (at: number, text: string): Break =>
  (c) => ({
    ...c,
    number: c.number.slice(0, at) + text + c.number.slice(at + text.length),
  });
const resident = (first17: string) => ({ documentType: '居民身份证', documentNumber: first17 + checkDigitOf(first17) });
const wrongCheckDigit = (first17: string) => (checkDigitOf(first17) === '1' ? '2' : '1');

const errors: readonly [string, Break][] = [
  ['T11', (c) => ({ ...c, name: '' })],
  ['T11', (c) => ({ ...c, issuer: ' \u200B ' })],
  ['T12', (c) => ({ ...c, level: '／'.normalize('NFKC') })],
  ['T12', (c) => ({ ...c, occupation: 'N/A' })],
  ['T14', (c) => ({ ...c, name: '甲'.repeat(41) })],
  ['T14', (c) => ({ ...c, documentNumber: `${c.documentNumber}12345678901` })],
  [
    'T01',
    (c) => ({ ...c, documentType: '居民身份证', documentNumber: { stored: 'number', text: '130102199001010000' } }),
  ],
  ['T01', (c) => ({ ...c, number: { stored: 'number', text: '1.0E+21' } })],
  ['T05', (c) => ({ ...c, issuer: { stored: 'formula', text: c.issuer, raw: 'J2' } })],
  ['T06', (c) => ({ ...c, level: { stored: 'error', text: '#REF!' } })],
  ['T04', (c) => ({ ...c, name: { stored: 'boolean', text: 'TRUE' } })],
  ['T15', (c) => ({ ...c, name: '甲\uFFFD' })],
  ['P10', (c) => ({ ...c, documentType: '驾驶证' })],
  ['P20', (c) => ({ ...c, documentType: '居民身份证', documentNumber: '13010219900101' })],
  ['P22', (c) => ({ ...c, ...resident('19010219900101001') })],
  ['P23', (c) => ({ ...c, ...resident('13010219900231001') })],
  ['P24', (c) => ({ ...c, ...resident('13010220261121001') })],
  [
    'P25',
    (c) => ({
      ...c,
      documentType: '居民身份证',
      documentNumber: `13010219900101001${wrongCheckDigit('13010219900101001')}`,
    }),
  ],
  ['P26', (c) => ({ ...c, documentType: '台湾居民居住证', documentNumber: '810000199408230021' })],
  ['L01', (c) => ({ ...c, level: '六级' })],
  ['O01', (c) => ({ ...c, occupation: '星际导航员' })],
  ['O03', (c) => ({ ...c, workType: '月面驾驶' })],
  ['I01', (c) => ({ ...c, institution: '某某中心' })],
  ['I02', (c) => ({ ...c, issuer: '某某中心' })],
  ['C01', (c) => ({ ...c, number: c.number.slice(1) })],
  ['C02', withNumber(0, '1')],
  ['C04', withNumber(1, 'O')],
  ['C06', withNumber(12, '9')],
  ['C07', withNumber(5, '11')],
  ['C09', withNumber(13, '24')],
  ['C11', (c) => withNumber(15, c.level === '五级' ? '4' : '5')(c)],
  ['D01', (c) => ({ ...c, issuedOn: '2026年11月' })],
  ['D01', (c) => ({ ...c, issuedOn: '02/11/2026' })],
  ['D09', (c) => ({ ...c, issuedOn: c.issuedOn.replaceAll('-', '.') })],
  ['D09', (c) => ({ ...c, issuedOn: c.issuedOn.replaceAll('-', '') })],
  ['T01', (c) => ({ ...c, employer: { stored: 'number', text: '1.5E+20' } })],
  ['D06', (c) => ({ ...c, issuedOn: '2026-11-31' })],
  ['D07', (c) => ({ ...c, issuedOn: '2026-11-21' })],
  ['D08', (c) => ({ ...c, issuedOn: { stored: 'number', text: '46328' } })],
];

describe('one broken field', () => {
  test.each(errors)('fails with %s and no other error (%#)', async (code, broken) => {
    await fc.assert(
      fc.asyncProperty(soundCertificates, async (certificate) => {
        const { rows, findings } = await checkSheet(sheetOf([broken(certificate)]));

        expect(errorsOf(findings)).toEqual([code]);
        expect(rows[0]?.certificate).toBeNull();
      }),
      { numRuns: 25 },
    );
  });
});

describe('what can be read is read, told, and stored in one form', () => {
  test.each([
    ['P11', { documentType: '201' }],
    ['P11', { documentType: { stored: 'number', text: '201' } }],
    ['P12', { documentType: '身份证' }],
    ['L02', { level: '3' }],
    ['L02', { level: '３' }],
    ['L03', { level: '高级工' }],
    ['T13', { workType: '/' }],
    ['T13', { employer: '无' }],
    ['T07', { occupation: ' 车工' }],
    ['T10', { documentNumber: '１３０１０２１９９００１０１００１５' }],
    ['T03', { issuedOn: { stored: 'date', text: '2026-11-02' } }],
    ['O07', { occupation: '车工L/S' }],
    ['I03', { issuer: '河北示范评价中心(甲)' }],
  ] as const)('%s', async (code, cells) => {
    const sound = {
      ...sample(2),
      documentNumber: '130102199001010015',
      employer: '',
      occupation: '车工',
      workType: '',
      level: '三级',
      number: 'S000013000001263000001',
    };

    const { rows, codes, findings } = await checkSheet(sheetOf([{ ...sound, ...cells }]));

    expect(codes).toContain(code);
    expect(errorsOf(findings)).toEqual([]);
    expect(rows[0]?.certificate).toEqual(sound);
  });

  test('the work permit is read however its brackets are written', async () => {
    for (const suffix of ['(A类)', '(A 类)', '（A类）', '（A 类）']) {
      const documentType = `《中华人民共和国外国人工作许可证》${suffix}`;
      const { rows, findings } = await checkSheet(
        sheetOf([{ ...sample(0), documentType, documentNumber: '1234567890' }]),
      );

      expect(errorsOf(findings)).toEqual([]);
      expect(rows[0]?.certificate?.documentType).toBe('《中华人民共和国外国人工作许可证》(A类)');
    }
  });

  test('rich text is text', async () => {
    const { findings } = await checkSheet(sheetOf([{ ...sample(0), name: { stored: 'rich-text', text: '甲乙' } }]));

    expect(findings).toEqual([]);
  });
});

describe('the marks of articles 10 and 12', () => {
  const on = async (today: string) => {
    const { rows, codes } = await checkSheet(sheetOf([sample(0)]), { ...exampleCheck, today });
    return { codes, certificate: rows[0]?.certificate };
  };

  test('the twentieth working day is in time and the day after is late', async () => {
    expect((await on('2026-11-30')).codes).toEqual([]);
    expect((await on('2026-12-01')).codes).toEqual(['D03']);
  });

  test('six months end on a rest day that rolls forward; after it the row is an error that can be set aside', async () => {
    expect((await on('2027-05-03')).codes).toEqual(['D03']);
    const after = await on('2027-05-04');
    expect(after.codes).toEqual(['D04']);
    expect(after.certificate).not.toBeNull();
  });
});

describe('rows compared with rows', () => {
  test('a repeated row is told once, by the row it repeats', async () => {
    const { findings } = await checkSheet(sheetOf([sample(0), sample(1), sample(0)]));

    expect(findings).toMatchObject([{ code: 'R01', row: 4, facts: { other: 2 } }]);
  });

  test('one number on two people, one person twice, one document with two names', async () => {
    const turner = (i: number) => {
      return { ...sample(i), level: '三级', occupation: '车工', workType: '', number: `S00001300000126300000${i}` };
    };
    const rowsToCheck = [
      turner(0),
      { ...turner(1), number: turner(0).number },
      turner(2),
      { ...turner(0), number: turner(3).number },
      { ...turner(2), name: '辛亥', number: turner(4).number },
    ];

    const { rows } = await checkSheet(sheetOf(rowsToCheck));

    expect(rows.map((row) => errorsOf(row.findings))).toEqual([[], ['C12'], [], ['R02'], ['R03']]);
  });

  test('rows with an unreadable number are not compared by it', async () => {
    const lost = { stored: 'number', text: '1.3E+17' } as const;

    const { codes } = await checkSheet(
      sheetOf([
        { ...sample(0), documentNumber: lost },
        { ...sample(7), documentNumber: lost },
      ]),
    );

    expect(codes.filter((code) => code.startsWith('R'))).toEqual([]);
  });
});

describe('the edges of what is only a warning', () => {
  const codesOn = async (issuedOn: string, number: string, today: string) => {
    const cells = { ...sample(0), occupation: '车工', workType: '', level: '三级', issuedOn, number };
    return (await checkSheet(sheetOf([cells]), { ...exampleCheck, today })).codes;
  };

  test('the year of a number may differ by one only around New Year, and only in that direction', async () => {
    expect(await codesOn('2025-12-25', 'S000013000001263000001', '2025-12-31')).toEqual(['C10']);
    expect(await codesOn('2025-12-24', 'S000013000001263000001', '2025-12-31')).toEqual(['C09']);
    expect(await codesOn('2025-12-25', 'S000013000001243000001', '2025-12-31')).toEqual(['C09']);
    expect(await codesOn('2026-01-07', 'S000013000001253000001', '2026-01-20')).toEqual(['C10']);
    expect(await codesOn('2026-01-08', 'S000013000001253000001', '2026-01-20')).toEqual(['C09']);
  });

  test('sixteen and seventy are ages nobody asks about', async () => {
    const aged = async (birth: string) => {
      return (await checkSheet(sheetOf([{ ...sample(0), ...resident(`130102${birth}001`) }]))).codes;
    };

    expect(await aged('20101102')).toEqual([]);
    expect(await aged('20101103')).toEqual(['P37']);
    expect(await aged('19551103')).toEqual([]);
    expect(await aged('19551102')).toEqual(['P38']);
  });

  test('two levels on one day are out of order, a higher one later is not', async () => {
    const turner = (level: string, code: string, issuedOn: string) => {
      const number = `S00001300000126${code}000001`;
      return { ...sample(0), occupation: '车工', workType: '', level, number, issuedOn };
    };
    const lower = turner('四级', '4', '2026-11-02');

    const sameDay = await checkSheet(sheetOf([lower, turner('三级', '3', '2026-11-02')]));
    const later = await checkSheet(sheetOf([lower, turner('三级', '3', '2026-11-03')]));

    expect(sameDay.codes).toEqual(['R06']);
    expect(later.codes).toEqual(['D05']);
  });
});

describe('layout', () => {
  const sheet = (cells: (readonly string[])[]): SheetRow[] =>
    cells.map((row, i) => ({ sheet: '表', row: i + 1, cells: row }));
  const header = hebei2022.fields.map((field) => field.header);
  const data = (i: number) => hebei2022.fields.map((field) => sample(i)[field.key]);

  test('columns in another order are read by their names', async () => {
    const order = [2, 0, 1, ...Array.from({ length: 8 }, (_, i) => i + 3)];
    const moved = (row: readonly string[]) => order.map((i) => row[i] ?? '');

    const { codes, findings } = await checkSheet(sheet([moved(header), moved(data(0))]));

    expect(codes).toEqual(['H02']);
    expect(findings[0]?.facts).toEqual({ header: '证件号码', position: 3 });
  });

  test('an inserted column is told once and the rest is read', async () => {
    const inserted = (row: readonly string[], cell: string) => [...row.slice(0, 3), cell, ...row.slice(3)];

    const { codes } = await checkSheet(sheet([inserted(header, '性别'), inserted(data(0), '男')]));

    expect(codes).toEqual(['H03']);
  });

  test('a missing column is told once, not on every row', async () => {
    const cut = (row: readonly string[]) => row.slice(0, 10);

    const { codes, rows } = await checkSheet(sheet([cut(header), cut(data(0)), cut(data(1))]));

    expect(codes).toEqual(['H01']);
    expect(rows.map((row) => row.certificate)).toEqual([null, null]);
  });

  test('a usual other name for a column is recognised', async () => {
    const named = header.map((text) => (text === '发证日期' ? '发证时间' : text));

    const { findings } = await checkSheet(sheet([named, data(0)]));

    expect(findings).toMatchObject([{ code: 'H04', column: 8, facts: { expected: '发证日期' } }]);
  });

  test('titles above, a blank row inside and a total below are told and the rows are numbered as shown', async () => {
    const { rows, findings } = await checkSheet(
      sheet([['2026年数据'], [], header, data(0), [], data(1), [], ['合计', '2'], ['审核人：甲乙']]),
    );

    expect(rows.map((row) => row.row)).toEqual([4, 6]);
    expect(findings).toMatchObject([
      { code: 'F04', facts: { count: 1 } },
      { code: 'F05', facts: { row: 8, count: 2 } },
      { code: 'F06', facts: { count: 1 } },
    ]);
  });

  test('blank rows right under the header and at the end are nothing to tell', async () => {
    const { codes } = await checkSheet(sheet([header, [], data(0), [], []]));

    expect(codes).toEqual([]);
  });

  test('a note with data after it is a row that is no certificate', async () => {
    const { rows } = await checkSheet(sheet([header, data(0), ['小计：1'], data(1)]));

    expect(rows.map((row) => [row.row, row.findings.map((finding) => finding.code)])).toEqual([
      [2, []],
      [3, ['F09']],
      [4, []],
    ]);
  });

  test('the sheet with the header is found behind another one', async () => {
    const notes = [{ sheet: '说明', row: 1, cells: ['怎么填'] }];

    const { summary, codes } = await checkSheet([...notes, ...sheet([header, data(0)])]);

    expect(summary).toMatchObject({ sheet: '表', rows: 1 });
    expect(codes).toEqual(['F07']);
  });

  test('an empty file and a file without header are refused in words', async () => {
    expect((await checkSheet([])).codes).toEqual(['F01']);
    expect((await checkSheet(sheet([data(0)]))).codes).toEqual(['F01']);
    expect((await checkSheet(sheet([header]))).codes).toEqual(['F03']);
  });
});

test('without an institution its rules are skipped and the rest still runs', async () => {
  const cells = { ...sample(0), institution: '随便', occupation: '随便', documentNumber: '130102199001010016' };

  const { codes, summary } = await checkSheet(sheetOf([cells]), { ...exampleCheck, institution: null });

  expect(codes).toEqual(['P25']);
  expect(summary.skipped).toEqual(expect.arrayContaining(['I01', 'O01', 'C06', 'C07', 'G02']));
});

test('no finding carries a value of the row', async () => {
  const secret = ['秘密甲', '130102199001010016', '秘密厂', 'S000013000001263OOOO99'];
  const cells = {
    ...sample(0),
    name: `${secret[0]} 9`,
    documentNumber: '130102199001010016',
    employer: `@${secret[2]}`,
    number: 'S000013000001263OOOO99',
  };

  const { findings, codes } = await checkSheet(sheetOf([cells, { ...cells, name: '秘密乙' }]));

  expect(codes).toEqual(expect.arrayContaining(['P25', 'T07', 'T16', 'C04']));
  for (const value of secret) expect(JSON.stringify(findings)).not.toContain(value);
});
