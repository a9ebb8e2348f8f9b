// One row's values held against the standard, the institution and the day. Compares no two rows.
import { isDay } from './calendar.ts';
import type { Certificate, FieldKey } from './certificate.ts';
import { decodeNumber, type NumberParts } from './certificate-number.ts';
import type { CheckContext, Facts, Found } from './context.ts';
import { refusalDay, uploadDue } from './deadlines.ts';
import { readIdentity } from './identity.ts';
import { readName } from './names.ts';
import type { RowValues } from './read-cells.ts';
import type { Route } from './route.ts';
import type { CheckName } from './rules.ts';
import { checkScope, indexScope, isWithin, type ScopeAnswer } from './scope.ts';
import { type DocumentType, findDocumentType, findLevel, type Level, type NumberForm } from './standard.ts';
import { folded, nearest } from './text.ts';

/** Articles 10 and 12, for a check that knows no route. */
const usualTerms: Pick<Route, 'upload' | 'refusal'> = {
  upload: { days: 20, unit: 'working', article: '第十条' },
  refusal: { months: 6, article: '第十二条', admittedBy: 'province' },
};
const youngest = 16;
const oldest = 70;
/** Days either side of New Year in which the year in a number may differ by one. */
const boundaryDays = { last: '12-25', first: '01-07' };
/** Look-ups remembered; a file with more different values than this is unusual. */
const maxRemembered = 4_096;

/** The values of a row in stored form, as far as they are usable. */
export type RowReading = { values: RowValues; birthDay: string | null };

/** Checks rows of one file: remembers what repeats from row to row, so that it is worked out once. */
export type RowChecker = (values: RowValues, found: Found[]) => RowReading;

/** A checker for the rows of one file. It changes `values` to stored form. */
export function rowChecker(context: CheckContext): RowChecker {
  const { standard, institution, dictionary } = context;
  const types = remembered((text) => readDocumentType(context, text));
  const levels = remembered((text) => readLevel(context, text));
  const days = remembered((text) => readIssueDay(context, text));
  const scope = institution?.scope.length ? indexScope(institution, standard) : null;
  const claims = remembered((key): ScopeAnswer => {
    const [occupation = '', workType = '', level = '', issuedOn = ''] = key.split('\n');
    return scope
      ? checkScope(scope, { occupation, workType, level: level || null, issuedOn: issuedOn || null }, dictionary)
      : { occupation, workType, found: [] };
  });

  return (values, found) => {
    if (values.name !== null) values.name = checkName(values.name, found);
    const type = values.documentType === null ? null : take(types(values.documentType), found);
    const level = values.level === null ? null : take(levels(values.level), found);
    const issuedOn = values.issuedOn === null ? null : take(days(values.issuedOn), found);
    values.documentType = type?.name ?? null;
    values.level = level?.name ?? null;
    values.issuedOn = issuedOn;

    const birthDay = checkDocumentNumber(values.documentNumber, type, issuedOn, context, found);
    if (values.number !== null) checkNumber(values.number, level, issuedOn, context, found);
    if (scope && values.occupation !== null && values.workType !== null) {
      const answer = claims([values.occupation, values.workType, values.level ?? '', issuedOn ?? ''].join('\n'));
      found.push(...answer.found);
      values.occupation = answer.occupation;
      values.workType = answer.workType;
    }
    if (institution) {
      values.institution = checkOrganisation('institution', values.institution, institution.name, found);
      values.issuer = checkOrganisation('issuer', values.issuer, institution.name, found);
    }
    return { values, birthDay };
  };
}

/** The row as a certificate; null when a value is missing. */
export function certificateOf(values: RowValues): Certificate | null {
  const { name, documentType, documentNumber, employer, occupation, workType, level, number, issuedOn } = values;
  const { institution, issuer } = values;
  if (name === null || documentType === null || documentNumber === null || employer === null) return null;
  if (occupation === null || workType === null || level === null || number === null) return null;
  if (issuedOn === null || institution === null || issuer === null) return null;
  return {
    name,
    documentType,
    documentNumber,
    employer,
    occupation,
    workType,
    level,
    number,
    issuedOn,
    institution,
    issuer,
  };
}

type Answer<T> = { value: T; found: readonly Found[] };

function take<T>(answer: Answer<T>, found: Found[]): T {
  if (answer.found.length > 0) found.push(...answer.found);
  return answer.value;
}

function remembered<T>(work: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= maxRemembered) known.clear();
    const answer = work(key);
    known.set(key, answer);
    return answer;
  };
}

function one(check: CheckName, field: FieldKey, facts?: Facts): Found {
  return facts ? { check, field, facts } : { check, field };
}

/** Something that is put right by writing `expected` in its place. */
function mended(check: CheckName, field: FieldKey, expected: string): Found {
  return { check, field, facts: { expected }, after: expected };
}

function checkName(text: string, found: Found[]): string {
  const name = readName(text);
  for (const check of name.checks) {
    found.push(check === 'name-separator' ? { check, field: 'name', after: name.value } : one(check, 'name'));
  }
  return name.value;
}

function readDocumentType({ standard }: CheckContext, text: string): Answer<DocumentType | null> {
  const recognised = findDocumentType(standard, text);
  if (!recognised) {
    const names = standard.documentTypes.map((type) => type.name);
    const facts = { suggestion: nearest(text, names) ?? '' };
    return { value: null, found: [one('document-type-unknown', 'documentType', facts)] };
  }
  const { entry, by } = recognised;
  const codeOrAlias = by === 'code' ? 'document-type-code' : 'document-type-alias';
  return { value: entry, found: by === 'name' ? [] : [mended(codeOrAlias, 'documentType', entry.name)] };
}

function readLevel({ standard }: CheckContext, text: string): Answer<Level | null> {
  const recognised = findLevel(standard, text);
  if (!recognised) {
    const names = standard.levels.map((level) => level.name);
    return { value: null, found: [one('level-unknown', 'level', { suggestion: nearest(text, names) ?? '' })] };
  }
  const { entry, by } = recognised;
  const codeOrAlias = by === 'code' ? 'level-code' : 'level-alias';
  return { value: entry, found: by === 'name' ? [] : [mended(codeOrAlias, 'level', entry.name)] };
}

/** Articles 10 and 12: late after 20 working days, refused after 6 months, measured at the first 提交 only. */
function lateMarks(issuedOn: string, { calendar, today, route = usualTerms }: CheckContext): Found[] {
  const refusedAfter = refusalDay(issuedOn, { route, calendar });
  if (refusedAfter !== null && today > refusedAfter) return [one('very-late', 'issuedOn', { due: refusedAfter })];
  const due = uploadDue(issuedOn, { route, calendar }).day;
  return today > due ? [one('late', 'issuedOn', { due })] : [];
}

/** The day of issue: its form, whether it can be, and what the clock says of it. */
function readIssueDay(context: CheckContext, text: string): Answer<string | null> {
  const { today, institution } = context;
  const day = writtenDay(text);
  if (day === null) {
    const isSerial = /^\d{5}(\.\d+)?$/.test(text);
    return { value: null, found: [one(isSerial ? 'date-serial' : 'date-format', 'issuedOn')] };
  }
  const found: Found[] = day === text ? [] : [mended('date-writing', 'issuedOn', day)];
  if (!isDay(day)) return { value: null, found: [...found, one('date-impossible', 'issuedOn')] };
  if (day > today) return { value: null, found: [...found, one('date-future', 'issuedOn')] };

  if (institution && !isWithin(day, institution.filedFrom, institution.filedTo)) {
    found.push(one('outside-filing', 'issuedOn'));
  }
  if ((context.firstSubmittedOn ?? null) === null) found.push(...lateMarks(day, context));
  return { value: day, found };
}

/** A day written year first, however it is divided, as YYYY-MM-DD; null for anything that leaves a guess. */
function writtenDay(text: string): string | null {
  const [, year, dashed, month = '', day = ''] =
    /^(\d{4})([-/.年])(\d{1,2})(?:\2|月)(\d{1,2})日?$/.exec(text) ?? /^((?:19|20)\d\d)()(\d\d)(\d\d)$/.exec(text) ?? [];
  if (year === undefined || (dashed === '年') !== text.includes('月')) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function checkDocumentNumber(
  number: string | null,
  type: DocumentType | null,
  issuedOn: string | null,
  { today, standard, divisions }: CheckContext,
  found: Found[],
): string | null {
  if (number === null || type === null) return null;
  const identity = readIdentity(type.numberForm, number);
  if (identity.check) {
    const likely = identity.likely ? { type: nameOfForm(standard.documentTypes, identity.likely) } : undefined;
    found.push(one(identity.check, 'documentNumber', likely));
    return null;
  }
  const { birthDay } = identity;
  if (birthDay !== null && birthDay > today) {
    found.push(one('id-birth-future', 'documentNumber'));
    return null;
  }
  if (type.numberForm === 'resident-id' && divisions && !divisions.has(number.slice(0, 6))) {
    found.push(one('id-division-unknown', 'documentNumber'));
  }
  if (birthDay !== null && issuedOn !== null) {
    const age = fullYears(birthDay, issuedOn);
    if (age < youngest) found.push(one('age-young', 'documentNumber', { limit: youngest }));
    if (age > oldest) found.push(one('age-old', 'documentNumber', { limit: oldest }));
  }
  return birthDay;
}

function nameOfForm(types: readonly DocumentType[], form: NumberForm): string {
  return types.find((type) => type.numberForm === form)?.name ?? '';
}

function fullYears(from: string, to: string): number {
  return Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0);
}

function checkNumber(
  number: string,
  level: Level | null,
  issuedOn: string | null,
  context: CheckContext,
  found: Found[],
): void {
  const { parts, check, positions } = decodeNumber(number);
  if (check === 'number-length') found.push(one(check, 'number', { length: number.length }));
  else if (check === 'number-look-alike') found.push(one(check, 'number', { positions: (positions ?? []).join('、') }));
  else if (check) found.push(one(check, 'number'));
  if (!parts) return;

  checkPrefix(parts, context, found);
  if (issuedOn !== null) checkYear(parts, issuedOn, found);
  if (level?.code != null && parts.level !== level.code) {
    found.push(one('number-level', 'number', { expected: level.code }));
  }
}

/** Positions 1-13. A foreign province is the more telling finding, so it goes before the unknown prefix. */
function checkPrefix(parts: NumberParts, { institution }: CheckContext, found: Found[]): void {
  if (!institution) return;
  const { prefixes, provinceCode } = institution;
  const isRegistered = prefixes.includes(parts.prefix);
  const isElsewhere = provinceCode !== '' && parts.province !== provinceCode;
  const isFiledWithMinistry = parts.institutionCode !== '0000';
  if (isElsewhere && !isFiledWithMinistry) found.push(one('number-province', 'number', { expected: provinceCode }));
  else if (prefixes.length > 0 && !isRegistered) found.push(one('number-prefix', 'number'));
  else if (isElsewhere) found.push(one('number-province-elsewhere', 'number', { expected: provinceCode }));
}

function checkYear(parts: NumberParts, issuedOn: string, found: Found[]): void {
  const year = Number(issuedOn.slice(0, 4));
  if (parts.year === issuedOn.slice(2, 4)) return;

  const monthDay = issuedOn.slice(5);
  const isNextYears = monthDay >= boundaryDays.last && parts.year === twoDigits(year + 1);
  const isLastYears = monthDay <= boundaryDays.first && parts.year === twoDigits(year - 1);
  if (isNextYears || isLastYears) found.push(one('number-year-boundary', 'number'));
  else found.push(one('number-year', 'number', { expected: twoDigits(year) }));
}

function twoDigits(year: number): string {
  return String(year % 100).padStart(2, '0');
}

function checkOrganisation(
  field: 'institution' | 'issuer',
  written: string | null,
  registered: string,
  found: Found[],
): string | null {
  if (written === null || written === registered) return written;
  const isSpelling = folded(written) === folded(registered);
  if (isSpelling) found.push(mended('organisation-spelling', field, registered));
  else found.push(one(`${field}-differs`, field, { expected: registered }));
  return isSpelling ? registered : written;
}
