// The check as a whole: what is read and told, the marks of time, rows compared with rows. Single rules: rule-properties.
import { describe, expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import { exampleInstitution } from '../../domain/example.ts';
import { checkDigitOf } from '../../domain/identity.ts';
import { validCertificate } from '../../local/sample-certificates.ts';
import { checkSheet, exampleCheck, sheetOf } from '../support/certificates.ts';

const errorsOf = (findings: readonly { severity: string; code: string }[]) => [
  ...new Set(findings.filter((finding) => finding.severity === 'error').map((finding) => finding.code)),
];
const sample = (i: number) => validCertificate(i, exampleInstitution, '2026-11-02', hebei2022);

test('a thousand sample certificates pass together', async () => {
  const certificates = Array.from({ length: 1000 }, (_, i) => sample(i));

  const { summary, findings } = await checkSheet(sheetOf(certificates));

  expect(findings).toEqual([]);
  expect(summary).toMatchObject({ rows: 1000, sheet: '证书数据', headerRow: 1, earliestIssuedOn: '2026-11-02' });
  expect(summary.counts).toEqual({ error: 0, warning: 0, note: 0 });
});

const resident = (first17: string) => ({ documentType: '居民身份证', documentNumber: first17 + checkDigitOf(first17) });

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
