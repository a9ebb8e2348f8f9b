// Registered scope: occupation, work type, level and day, in that order.
import { expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import type { ScopeEntry } from '../../domain/context.ts';
import { exampleInstitution } from '../../domain/example.ts';
import { checkScope, indexScope, occupationDictionary } from '../../domain/scope.ts';

const entry = (
  occupation: string,
  workType: string,
  levels: string[],
  from: string | null,
  to: string | null,
): ScopeEntry => ({
  occupation,
  workType,
  levels,
  from,
  to,
});
const index = indexScope(
  {
    ...exampleInstitution,
    scope: [
      entry('车工', '', ['3', '四级/中级工'], '2026-01-01', '2026-06-30'),
      entry('车工', '', ['三级'], '2026-09-01', null),
      entry('焊工', '电焊工（手工）', ['三级'], null, null),
      entry('电子商务师S', '', ['三级'], null, null),
    ],
  },
  hebei2022,
);
const codesOf = (occupation: string, workType: string, level: string | null, issuedOn: string | null) => {
  return checkScope(index, { occupation, workType, level, issuedOn }).found.map((found) => found.check);
};

test('first and last day of a period count, and a later period opens it again', () => {
  expect(codesOf('车工', '', '三级', '2025-12-31')).toEqual(['scope-not-in-force']);
  expect(codesOf('车工', '', '三级', '2026-01-01')).toEqual([]);
  expect(codesOf('车工', '', '三级', '2026-06-30')).toEqual([]);
  expect(codesOf('车工', '', '三级', '2026-07-01')).toEqual(['scope-not-in-force']);
  expect(codesOf('车工', '', '三级', '2026-09-01')).toEqual([]);
});

test('a level is held against the period it is registered for', () => {
  expect(codesOf('车工', '', '四级', '2026-02-01')).toEqual([]);
  expect(codesOf('车工', '', '四级', '2026-09-01')).toEqual(['scope-not-in-force']);
  expect(codesOf('车工', '', '五级', '2026-02-01')).toEqual(['level-outside-scope']);
});

test('an unreadable level or day is not held against the scope', () => {
  expect(codesOf('车工', '', null, '2026-02-01')).toEqual([]);
  expect(codesOf('车工', '', '三级', null)).toEqual([]);
});

test('a work type is demanded where the scope has only named ones, and suggested where there is one', () => {
  const missing = checkScope(index, { occupation: '焊工', workType: '', level: '三级', issuedOn: '2026-02-01' });
  const close = checkScope(index, { occupation: '焊工', workType: '电焊工', level: '三级', issuedOn: '2026-02-01' });

  expect(missing.found).toMatchObject([{ check: 'work-type-missing', facts: { suggestion: '电焊工（手工）' } }]);
  expect(close.found).toMatchObject([{ check: 'work-type-outside-scope', facts: { suggestion: '电焊工（手工）' } }]);
});

test('brackets and the marks L and S are set aside, told, and stored as registered', () => {
  const answer = checkScope(index, {
    occupation: '焊工L',
    workType: '电焊工(手工)',
    level: '三级',
    issuedOn: '2026-02-01',
  });

  expect(answer).toMatchObject({ occupation: '焊工', workType: '电焊工（手工）' });
  expect(answer.found.map((found) => [found.check, found.field])).toEqual([
    ['scope-spelling', 'occupation'],
    ['scope-spelling', 'workType'],
  ]);
});

test('a name close to a registered one is suggested', () => {
  const answer = checkScope(index, { occupation: '电子商务员', workType: '', level: null, issuedOn: null });

  expect(answer.found).toEqual([
    { check: 'occupation-outside-scope', field: 'occupation', facts: { suggestion: '电子商务师S' } },
  ]);
});

test('the dictionary warns beside the scope, which decides; without a dictionary nothing is said', () => {
  const dictionary = occupationDictionary(['车工L', '电子商务师 S']);
  const checksOf = (occupation: string, level: string, known: ReadonlySet<string> | null) =>
    checkScope(index, { occupation, workType: '', level, issuedOn: '2026-02-01' }, known).found.map(
      ({ check }) => check,
    );

  expect(checksOf('车工', '三级', dictionary)).toEqual([]);
  expect(checksOf('电子商务师S', '三级', dictionary)).toEqual([]);
  expect(checksOf('焊工', '三级', dictionary)).toEqual(['occupation-not-in-dictionary', 'work-type-missing']);
  expect(checksOf('焊工', '三级', null)).toEqual(['work-type-missing']);
  expect(checksOf('星际导航员', '三级', dictionary)).toEqual(['occupation-outside-scope']);
  expect(checksOf('车工', '三级', occupationDictionary([]))).toEqual(['occupation-not-in-dictionary']);
});
