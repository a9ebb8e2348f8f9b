// One breaker for each rule that holds for any cell.
import fc from 'fast-check';
import type { FieldKey } from '../../../domain/certificate.ts';
import { fieldOf } from '../../../domain/standard.ts';
import type { RowCells } from '../../support/certificates.ts';
import { han } from '../sound-rows.ts';
import { type Breaker, type Choose, cells, inserted, textOf, withDocument } from './breaker.ts';

const keys: readonly FieldKey[] = [
  ...(['name', 'documentType', 'documentNumber', 'employer', 'occupation', 'workType', 'level', 'number'] as const),
  ...(['issuedOn', 'institution', 'issuer'] as const),
];
const required = keys.filter((key) => key !== 'employer' && key !== 'workType');
const but = (...left: FieldKey[]) => keys.filter((key) => !left.includes(key));
const placeholders = [
  '无',
  '没有',
  '暂无',
  '/',
  '//',
  '\\',
  '／',
  '-',
  '--',
  '—',
  'null',
  'NULL',
  'nil',
  'None',
  'N/A',
];
const spaces = [' ', '  ', '\u00A0', '\u3000', '\u2002', '\u202F'];
const unseen = ['\u200B', '\uFEFF', '\u2060', '\n', '\t', '\r\n', '\u00AD', '\u200E', '\u2028', '\u2800', '\u3164'];

const fullWidth = (character: string) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0);

/** Some characters, at least one, written full-width. */
function widened(text: string, choose: Choose): string {
  const sure = choose.number(0, text.length - 1);
  return [...text].map((one, i) => (i === sure || choose.of(true, false) ? fullWidth(one) : one)).join('');
}

export const cellBreakers: Readonly<Record<string, Breaker>> = {
  T01: cells((_, choose) => {
    const lost = choose.of('1.30102E+17', '1.0E+21', '1234567890123456', '12345678901234567890', '1.23456789012345E-7');
    return { [choose.of(...but('issuedOn'))]: { stored: 'number', text: lost } };
  }),
  T02: cells((sound, choose) => {
    const number = (text: string) => ({ stored: 'number', text }) as const;
    const { code } = sound.level;
    return choose.of<Partial<RowCells>>(
      { documentType: number(sound.type.code) },
      { employer: number(String(choose.number(1, 999_999))) },
      code === null ? { name: number('12') } : { level: number(code) },
    );
  }),
  T03: cells(({ cells }) => ({ issuedOn: { stored: 'date', text: textOf(cells.issuedOn), raw: '46328' } })),
  T04: cells((_, choose) =>
    choose.of(
      { [choose.of(...keys)]: { stored: 'boolean', text: choose.of('TRUE', 'FALSE') } },
      { [choose.of(...but('issuedOn'))]: { stored: 'date', text: '2026-03-05' } },
    ),
  ),
  T05: cells(({ cells }, choose) => {
    const key = choose.of(...keys);
    return { [key]: { stored: 'formula', text: textOf(cells[key]), raw: 'A1' } };
  }),
  T06: cells((_, choose) => ({
    [choose.of(...keys)]: { stored: 'error', text: choose.of('#N/A', '#REF!', '#VALUE!') },
  })),
  T07: cells((sound, choose) => {
    // Annex 1 itself writes `(A 类)` with a space.
    const key = choose.of(...but('name', 'employer', 'documentType'));
    const space = choose.of(...spaces);
    return choose.of(
      { [key]: inserted(textOf(sound.cells[key]), space, choose) },
      { name: inserted(choose.any(han(2, 6)), space, choose) },
      { employer: inserted('某某示例厂', space, choose) },
    );
  }),
  T08: cells((sound, choose) => {
    const key = choose.of(...keys);
    return { [key]: inserted(textOf(sound.cells[key]), choose.of(...unseen), choose) };
  }),
  T09: cells((_, choose) => {
    const words = ['MADE', choose.of('UP', 'NAME', 'VAN'), ...choose.of([], ['SAMPLE'])].join(choose.of(' ', '\u00A0'));
    return { [choose.of('name', 'employer')]: words };
  }),
  T10: cells((sound, choose) => {
    const key = choose.of('documentNumber', 'number', 'issuedOn');
    const text = textOf(sound.cells[key]);
    const lower = text.toLowerCase();
    return { [key]: lower === text ? widened(text, choose) : choose.of(lower, widened(text, choose)) };
  }),
  T11: cells((_, choose) => ({ [choose.of(...required)]: choose.of('', ' ', '\u3000 ', '\u200B', '\n') })),
  T12: cells((_, choose) => ({ [choose.of(...required)]: choose.of(...placeholders) })),
  T13: cells(({ cells }, choose) => ({
    [cells.workType === '' ? choose.of('employer', 'workType') : 'employer']: choose.of(...placeholders),
  })),
  T14: cells((sound, choose) => {
    const key = choose.of(...but('issuedOn'));
    const length = fieldOf(sound.context.standard, key).maxLength + choose.number(1, 200);
    return { [key]: choose.of('某', '\u{20BB7}', '示例甲'[choose.number(0, 2)] ?? '甲').repeat(length) };
  }),
  T15: cells((sound, choose) => {
    const key = choose.of(...keys);
    return { [key]: inserted(textOf(sound.cells[key]), '\uFFFD', choose) };
  }),
  T16: cells((_, choose) => ({ [choose.of('name', 'employer')]: `${choose.of('=', '+', '-', '@')}某某示例厂` })),
  T17: cells((sound, choose) => {
    const document = withDocument(sound, choose, 'taiwan-travel', 'other', 'foreign-passport', 'work-permit');
    const text = String(choose.any(fc.integer({ min: 10_000_000, max: 99_999_999 })));
    return { ...document.cells, documentNumber: { stored: 'number', text } };
  }),
};
