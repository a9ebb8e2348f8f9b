// Names of people: which characters belong in one, and which separator. Never changes a character it was not told to.
import { clean, codePoints } from './text.ts';

export type NameCheck =
  | 'name-separator'
  | 'name-private-use'
  | 'name-mixed'
  | 'name-placeholder'
  | 'name-characters'
  | 'name-separator-place'
  | 'name-single'
  | 'name-wide';

export type ReadName = {
  /** Look-alike separators between Han characters are put right (U+00B7), nothing else is. */
  value: string;
  checks: readonly NameCheck[];
};

/** The one separator of 民委发〔2016〕33号: U+00B7, GB 18030 A1A4. */
export const separator = '·';

/** 40 half-widths, the narrow reading of annex 1's "40 个字符"; 民委发〔2016〕33号 asks systems for 25 Han. */
const maxWidth = 40;
const han = /\p{Script=Han}/u;
const latin = /\p{Script=Latin}/u;
const hanName = /^[\p{Script=Han}·]+$/u;
const latinName = /^[\p{Script=Latin}\p{M} .,'’·-]+$/u;
const lookAlike = /(?<=\p{Script=Han})[•‧・･．.⋅∙●。﹒](?=\p{Script=Han})/gu;
const privateUse = /\p{Co}/u;
const titles = /先生|女士|小姐|同志|老师|测试|样例|示例|\btest\b|[（(].*[）)]/iu;

/** Whether the running Node knows the rare Han of GB 18030-2022 (extensions up to J); asked at start-up. */
export function knowsRareHan(): boolean {
  return ['\u{20BB7}', '\u{31350}', '\u{2EBF0}', '\u{323B0}', '〇'].every((character) => han.test(character));
}

/** Reads a name as it stands in the cell. */
export function readName(text: string): ReadName {
  const cleaned = clean(text).value;
  const value = cleaned.replace(lookAlike, separator);
  const checks = [...checksOf(value)];
  return { value, checks: value === cleaned ? checks : ['name-separator', ...checks] };
}

function checksOf(value: string): NameCheck[] {
  if (value === '') return [];
  const wide = value.length * 2 > maxWidth && width(value) > maxWidth ? (['name-wide'] as const) : [];
  if (hanName.test(value)) return [...hanChecks(value), ...wide];
  return [strangeIn(value), ...wide].flatMap((check) => check ?? []);
}

function hanChecks(value: string): NameCheck[] {
  if (titles.test(value)) return ['name-placeholder'];
  if (/^·|·$|··/u.test(value)) return ['name-separator-place'];
  return codePoints(value) === 1 ? ['name-single'] : [];
}

/** What is odd about a name that is not all Han; the most telling thing alone. */
function strangeIn(value: string): NameCheck | null {
  if (privateUse.test(value)) return 'name-private-use';
  if (titles.test(value)) return 'name-placeholder';
  if (han.test(value) && latin.test(value)) return 'name-mixed';
  return latinName.test(value) ? null : 'name-characters';
}

function width(value: string): number {
  let sum = 0;
  for (const character of value) sum += han.test(character) ? 2 : 1;
  return sum;
}
