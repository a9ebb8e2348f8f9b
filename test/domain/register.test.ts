// What the register holds, told as a bare fact: the right rule for each case, in batches, and never the other side's data.
import { describe, expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import type { Certificate } from '../../domain/certificate.ts';
import { exampleInstitution, soundCertificate } from '../../domain/example.ts';
import type { Claimed, Held, HeldAward, Register } from '../../domain/register.ts';
import { validCertificate } from '../../local/sample-certificates.ts';
import { checkSheet, exampleCheck, sheetOf } from '../support/certificates.ts';

type Kept = { certificate: Certificate; ours: boolean; at: 'open' | 'register' | 'deleted' };

/** A register in memory that finds by number and by document, as the store does by keyed hashes. */
function registerOf(kept: readonly Kept[]): Register & { asked: number[] } {
  const asked: number[] = [];
  const answer = (row: Claimed): Held | null => {
    const number = kept.find((one) => one.certificate.number === row.number)?.at ?? null;
    const awards = kept
      .filter(({ certificate }) => certificate.documentNumber === row.documentNumber)
      .map(({ certificate, ours }): HeldAward => {
        return { ...certificate, ours, sameName: certificate.name === row.name };
      });
    return number || awards.length > 0 ? { number, awards } : null;
  };
  return {
    asked,
    lookup: async (rows) => {
      asked.push(rows.length);
      return rows.map(answer);
    },
  };
}

const other = { ...soundCertificate, number: 'S000013000002253000009', issuedOn: '2025-06-03' };
const codesOf = async (kept: Partial<Kept> & { certificate: Certificate }) => {
  const register = registerOf([{ ours: true, at: 'register', ...kept }]);
  return (await checkSheet(sheetOf([soundCertificate]), { ...exampleCheck, register })).codes;
};

describe('one certificate that is held already', () => {
  test.each([
    ['the number in another open submission', { certificate: soundCertificate, at: 'open' }, ['G01']],
    ['the number in the register', { certificate: soundCertificate }, ['G02']],
    ['the number of a deleted certificate', { certificate: soundCertificate, at: 'deleted' }, ['G03']],
    ['the same award of ours', { certificate: other }, ['G04']],
    ['the same award of another institution', { certificate: other, ours: false }, ['G08']],
    ['the document under another name', { certificate: { ...other, name: '丁戊己', level: '五级' } }, ['G05']],
    ['a higher level before this one', { certificate: { ...other, level: '一级' } }, ['G06']],
    ['a lower level after this one', { certificate: { ...other, level: '四级', issuedOn: '2026-11-03' } }, ['G06']],
    [
      'another occupation on the same day',
      { certificate: { ...other, occupation: '焊工', issuedOn: '2026-11-02' } },
      ['G07'],
    ],
    ['a lower level before this one', { certificate: { ...other, level: '四级' } }, []],
    ['another person', { certificate: { ...other, documentNumber: '130102199202020025' } }, []],
  ] as const)('%s', async (_case, kept, codes) => {
    expect(await codesOf(kept)).toEqual(codes);
  });
});

test('an error from the register keeps the row from being a certificate, a warning does not', async () => {
  const rowsWith = async (certificate: Certificate) => {
    const register = registerOf([{ certificate, ours: true, at: 'register' }]);
    return (await checkSheet(sheetOf([soundCertificate]), { ...exampleCheck, register })).rows;
  };

  expect((await rowsWith(soundCertificate))[0]?.certificate).toBeNull();
  expect((await rowsWith(other))[0]?.certificate).toEqual(soundCertificate);
});

test('rows are asked about in batches and keep their order and their numbers', async () => {
  const certificates = Array.from({ length: 2500 }, (_, i) =>
    validCertificate(i, exampleInstitution, '2026-11-02', hebei2022),
  );
  const taken = certificates[1700];
  if (!taken) throw new Error('too few certificates');
  const register = registerOf([{ certificate: taken, ours: false, at: 'register' }]);

  const { rows, findings, summary } = await checkSheet(sheetOf(certificates), { ...exampleCheck, register });

  expect(register.asked).toEqual([500, 500, 500, 500, 500]);
  expect(rows.map((row) => row.row)).toEqual(certificates.map((_, i) => i + 2));
  expect(findings).toMatchObject([{ code: 'G02', row: 1702, field: 'number' }]);
  expect(summary.counts).toEqual({ error: 1, warning: 0, note: 0 });
});

test('of another institution nothing but the fact is told', async () => {
  const register = registerOf([
    { certificate: { ...other, occupation: '车工', employer: '某某示例厂' }, ours: false, at: 'register' },
  ]);

  const { findings } = await checkSheet(sheetOf([soundCertificate]), { ...exampleCheck, register });

  expect(findings).toEqual([
    { code: 'G08', severity: 'warning', sheet: '证书数据', row: 2, column: null, field: null },
  ]);
});

test('without a register its rules are listed as skipped, with one they are not', async () => {
  const isRegisterRule = (code: string) => code.startsWith('G');

  const without = await checkSheet(sheetOf([soundCertificate]));
  const withOne = await checkSheet(sheetOf([soundCertificate]), { ...exampleCheck, register: registerOf([]) });

  expect(without.summary.skipped.filter(isRegisterRule)).toHaveLength(9);
  expect(withOne.summary.skipped.filter(isRegisterRule)).toEqual([]);
});

test('a register that cannot be asked is a fault, not a clean file', async () => {
  const register: Register = { lookup: () => Promise.reject(new Error('no answer')) };

  await expect(checkSheet(sheetOf([soundCertificate]), { ...exampleCheck, register })).rejects.toThrow('no answer');
});
