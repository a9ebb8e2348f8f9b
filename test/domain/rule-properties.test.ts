// Each rule as a property: a sound row passes, and one field broken in the way the rule names fails with that code alone.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rules } from '../../domain/rules.ts';
import { checkSheet, sheetOf } from '../support/certificates.ts';
import { type Breaker, chooseBy } from './breakers/breaker.ts';
import { cellBreakers } from './breakers/cell.ts';
import { certificateBreakers } from './breakers/certificate.ts';
import { fileBreakers } from './breakers/file.ts';
import { occupationBreakers } from './breakers/occupation.ts';
import { personBreakers } from './breakers/person.ts';
import { repeatedBreakers } from './breakers/repeated.ts';
import { sounds } from './sound-rows.ts';

const breakers: Readonly<Record<string, Breaker>> = {
  ...cellBreakers,
  ...personBreakers,
  ...occupationBreakers,
  ...certificateBreakers,
  ...fileBreakers,
  ...repeatedBreakers,
};

test('every rule of the catalogue has a breaker', () => {
  const codes = rules.map((rule) => rule.code);

  expect(Object.keys(breakers).sort()).toEqual([...codes].sort());
});

test('a sound row passes, comes out in stored form, and says at most that a code was read', async () => {
  await fc.assert(
    fc.asyncProperty(sounds, async ({ cells, certificate, context }) => {
      const { rows, summary, codes } = await checkSheet(sheetOf([cells]), context);

      expect(codes.filter((code) => code !== 'P11' && code !== 'L02')).toEqual([]);
      expect(summary.counts).toMatchObject({ error: 0, warning: 0 });
      expect(rows[0]?.certificate).toEqual(certificate);
    }),
    { numRuns: 200, endOnFailure: true },
  );
});

const broken = rules.map((rule) => [rule.code, rule.title, rule] as const);

describe.each(broken)('%s %s', (code, _, rule) => {
  const breaks = breakers[code];

  test('is found whatever else the file holds, and no other error with it', async () => {
    await fc.assert(
      fc.asyncProperty(sounds, fc.gen(), async (sound, pick) => {
        const { context, ...broken } = breaks?.(sound, chooseBy(pick)) ?? { rows: [] };
        const file = 'file' in broken ? broken.file : sheetOf(broken.rows);

        const { findings, rows } = await checkSheet(file, { ...sound.context, ...context });

        const errors = findings.filter((finding) => finding.severity === 'error').map((finding) => finding.code);
        expect(findings.map((finding) => finding.code)).toContain(rule.code);
        expect([...new Set(errors)]).toEqual(rule.severity === 'error' ? [rule.code] : []);
        const isRowLost = rule.severity === 'error' && !rule.overridable && findings.some((one) => one.row !== null);
        if (!isRowLost) expect(rows.map((row) => row.certificate)).not.toContain(null);
      }),
      { numRuns: fc.readConfigureGlobal().numRuns ?? 25, endOnFailure: true },
    );
  });
});
