// Holds the rule catalogue to its own words: each code comes from its wrong example, and from no right one.
import { describe, expect, test } from 'vitest';
import { shippedCalendar } from '../../config/calendars.ts';
import { divisions } from '../../config/divisions.ts';
import { hebei2022 } from '../../config/standards.ts';
import { type CheckedRow, type CheckSummary, checkRows } from '../../domain/check.ts';
import type { CheckContext } from '../../domain/context.ts';
import { exampleContext, exampleRows } from '../../domain/example.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Example, Rule } from '../../domain/rule.ts';
import { rules } from '../../domain/rules.ts';
import { wordFinding } from '../../domain/wording.ts';

function contextOf(example: Example): CheckContext {
  return { ...exampleContext(example, hebei2022, shippedCalendar), divisions };
}

async function findingsOf(
  example: Example,
  context: CheckContext = contextOf(example),
): Promise<{ findings: Finding[]; summary: CheckSummary; rows: CheckedRow[] }> {
  const rows: CheckedRow[] = [];
  const check = checkRows([exampleRows(example, hebei2022)], context);
  for (;;) {
    const step = await check.next();
    if (step.done) {
      const findings = [...step.value.findings, ...rows.flatMap((row) => row.findings)];
      return { findings, summary: step.value, rows };
    }
    rows.push(...step.value);
  }
}

/** Codes that once meant a rule that is gone: old findings still carry them, so that they never mean another one. */
const retired: readonly string[] = ['P09'];

test('a code that was retired does not come back', () => {
  expect(rules.map((rule): string => rule.code).filter((code) => retired.includes(code))).toEqual([]);
});

test('codes and checks are unique and no code of the catalogue is missing from this test', () => {
  expect(new Set(rules.map((rule) => rule.code)).size).toBe(rules.length);
  expect(new Set(rules.map((rule) => rule.check)).size).toBe(rules.length);
  expect(rules.length).toBeGreaterThan(70);
});

describe.each(rules.map((rule) => [rule.code, rule.title, rule] as const))('%s %s', (_code, _title, rule: Rule) => {
  test('its wrong example produces it and no other error', async () => {
    const { findings } = await findingsOf(rule.wrong);

    expect(findings.map((finding) => finding.code)).toContain(rule.code);
    expect(findings.filter((finding) => finding.severity === 'error' && finding.code !== rule.code)).toEqual([]);
    for (const finding of findings) expect(Object.keys(finding.facts ?? {})).not.toContain('value');
  });

  test('its right example produces nothing at all', async () => {
    const { findings, rows } = await findingsOf(rule.right);

    expect(findings).toEqual([]);
    expect(rows.every((row) => row.certificate !== null)).toBe(true);
    expect(rows.length).toBeGreaterThan(0);
  });

  test('its words are filled without a gap', async () => {
    const { findings } = await findingsOf(rule.wrong);
    const finding = findings.find((one) => one.code === rule.code);

    const words = finding ? wordFinding(finding, hebei2022) : null;

    for (const text of [words?.title, words?.short, words?.full, words?.next]) {
      expect(text).toBeTruthy();
      expect(text).not.toMatch(/[{}]|undefined|“”/);
    }
  });
});

test('every rule tells the clerk what to do next in a whole sentence', () => {
  expect(
    rules.filter((rule) => !/。$/.test(rule.next) || !/。(\{suggestion\})?$/.test(rule.full)).map((rule) => rule.code),
  ).toEqual([]);
});

test('a rule is skipped only where nothing is at hand that it could be held against', async () => {
  const { dictionary: _, ...withoutDictionary } = contextOf({});
  const { divisions: __, ...withoutDivisions } = contextOf({});
  const codesThatNeed = (need: string) => rules.filter(({ needs }) => needs === need).map(({ code }) => code);

  expect((await findingsOf({})).summary.skipped).toEqual([]);
  expect((await findingsOf({}, withoutDictionary)).summary.skipped).toEqual(codesThatNeed('dictionary'));
  expect((await findingsOf({}, withoutDivisions)).summary.skipped).toEqual(codesThatNeed('divisions'));
});

test('a rule that asks for a change and offers the repair says where it is accepted, and no other does', () => {
  const asks = rules.filter((rule) => rule.repair !== undefined && rule.severity !== 'note');

  expect(rules.filter((rule) => rule.next.includes('「接受修正」'))).toEqual(asks);
  for (const { next } of asks) expect(next).toMatch(/也可以不改，在机器人的结果卡片上点「接受修正」。$/);
});
