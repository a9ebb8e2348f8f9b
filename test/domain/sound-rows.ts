// Rows that pass every rule, of every document type, level and writing the standard allows. Made-up people only.
import fc from 'fast-check';
import { shippedCalendar } from '../../config/calendars.ts';
import { divisions } from '../../config/divisions.ts';
import { hebei2022 } from '../../config/standards.ts';
import type { Certificate } from '../../domain/certificate.ts';
import type { CheckContext, CheckedInstitution } from '../../domain/context.ts';
import { checkDigitOf } from '../../domain/identity.ts';
import { isWithin, occupationDictionary } from '../../domain/scope.ts';
import type { DocumentType, Level, NumberForm } from '../../domain/standard.ts';
import type { RowCells } from '../support/certificates.ts';

export type Sound = {
  /** In stored form. */
  certificate: Certificate;
  /** As a clerk may write it: document type and level by name or by code. */
  cells: RowCells;
  type: DocumentType;
  level: Level;
  /** The day of the check lies in the time for uploading. */
  context: CheckContext & { institution: CheckedInstitution };
};

const allLevels = hebei2022.levels.map((level) => level.name);

export const institution: CheckedInstitution = {
  name: '河北示范评价中心（甲）',
  prefixes: ['S000013000001', 'Y000013000002', 'S001313000003'],
  provinceCode: '13',
  scope: [
    { occupation: '车工', workType: '', levels: allLevels, from: null, to: null },
    { occupation: '车工', workType: '数控车工', levels: ['五级', '四级', '三级'], from: null, to: null },
    { occupation: '焊工', workType: '电焊工', levels: ['5', '4', '3', '2', '1'], from: '2018-01-01', to: null },
    { occupation: '铣工', workType: '', levels: ['三级', '技师'], from: '2020-01-01', to: '2022-12-31' },
    { occupation: '评茶员（甲）', workType: '', levels: ['五级', '学徒工'], from: null, to: '2024-06-30' },
  ],
  filedFrom: '2018-01-01',
  filedTo: null,
};

const dictionary = occupationDictionary(institution.scope.map(({ occupation }) => occupation));

const msPerDay = 86_400_000;

/** `by` days after a day, before it where negative; both YYYY-MM-DD. */
export const dayAfter = (day: string, by: number) =>
  new Date(Date.parse(day) + by * msPerDay).toISOString().slice(0, 10);

/** Days of issue for which the calendar is known to the end of their time for uploading. */
export const issueDays = fc.integer({ min: 0, max: 3094 }).map((by) => dayAfter('2018-06-01', by));

export const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));

/** First six digits as they stand on resident identity cards. */
const residentDivisions = fc.constantFrom(...[...divisions].filter((code) => !/^(71|8)/.test(code)));

/** A number of 18 characters for its first six and a birth day. */
export const eighteen = (first6: string, birthDay: string) =>
  digits(3).map((serial) => {
    const first17 = first6 + birthDay.replaceAll('-', '') + serial;
    return first17 + checkDigitOf(first17);
  });

/** Of people from 17 to 69 years old on the day of issue. */
const birthDays = (issuedOn: string) =>
  fc.integer({ min: 17 * 366, max: 69 * 365 }).map((by) => dayAfter(issuedOn, -by));

const card = (first6: fc.Arbitrary<string>, issuedOn: string) =>
  fc.tuple(first6, birthDays(issuedOn)).chain(([first, birth]) => eighteen(first, birth));

/** Numbers that are sound for a form of document. */
export function documentNumbers(form: NumberForm, issuedOn: string): fc.Arbitrary<string> {
  switch (form) {
    case 'resident-id':
      return card(residentDivisions, issuedOn);
    case 'hong-kong-macao-residence':
      return card(fc.constantFrom('810000', '820000'), issuedOn);
    case 'taiwan-residence':
      return card(fc.constantFrom('830000'), issuedOn);
    case 'permanent-residence':
      return fc.oneof(
        card(fc.constantFrom('911840', '932682'), issuedOn),
        digits(12).map((rest) => `USA${rest}`),
      );
    case 'hong-kong-macao-travel':
      return fc
        .tuple(
          fc.constantFrom('H', 'M'),
          fc.oneof(
            digits(8),
            digits(10),
            digits(7).map((rest) => `A${rest}`),
          ),
        )
        .map((parts) => parts.join(''));
    case 'taiwan-travel':
      return fc.oneof(digits(8), digits(10));
    case 'chinese-passport':
      return fc.oneof(
        digits(8).map((rest) => `E${rest}`),
        digits(8).map((rest) => `G${rest}`),
        fc.tuple(fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUVWXYZ'), digits(7)).map((rest) => `E${rest.join('')}`),
      );
    case 'foreign-passport':
      return fc.stringMatching(/^X[A-Z\d]{4,17}$/);
    case 'work-permit':
      return fc.stringMatching(/^W[A-Z\d]{7,17}$/);
    case 'other':
      return fc.stringMatching(/^Q[A-Z\d-]{1,17}$/);
  }
}

/** Stems and branches, and Han that few fonts know: from the extensions A, B, F, G, H and the zero that is a letter. */
export const hanCharacters = [
  ...'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥',
  ...['䶮', '〇', '\u{20BB7}', '\u{2EBF0}', '\u{31350}', '\u{323B0}'],
];
export const han = (minLength: number, maxLength: number) =>
  fc.array(fc.constantFrom(...hanCharacters), { minLength, maxLength }).map((all) => all.join(''));

export const names = fc.oneof(
  { weight: 4, arbitrary: han(2, 20) },
  { weight: 2, arbitrary: fc.array(han(1, 4), { minLength: 2, maxLength: 4 }).map((parts) => parts.join('·')) },
  { weight: 1, arbitrary: fc.constantFrom('MADE-UP', "O'SAMPLE", 'Exämple', 'EXAMPLE.M') },
);

export const sounds: fc.Arbitrary<Sound> = issueDays.chain((issuedOn) => {
  const claims = institution.scope
    .filter((entry) => isWithin(issuedOn, entry.from, entry.to))
    .flatMap((entry) => entry.levels.map((level) => ({ ...entry, level })));
  return fc
    .record({
      type: fc.constantFrom(...hebei2022.documentTypes),
      claim: fc.constantFrom(...claims),
      name: names,
      employer: fc.constantFrom('', '某某示例厂', 'ABC示例（甲）厂'),
      prefix: fc.constantFrom(...institution.prefixes),
      anyLevel: fc.constantFrom(...'12345'),
      serial: digits(6),
      asCode: fc.record({ type: fc.boolean(), level: fc.boolean() }),
      checkedAfter: fc.nat(20),
    })
    .chain((made) => documentNumbers(made.type.numberForm, issuedOn).map((number) => soundOf(issuedOn, number, made)));
});

type Made = {
  type: DocumentType;
  claim: { occupation: string; workType: string; level: string };
  name: string;
  employer: string;
  prefix: string;
  anyLevel: string;
  serial: string;
  asCode: { type: boolean; level: boolean };
  checkedAfter: number;
};

function soundOf(issuedOn: string, documentNumber: string, made: Made): Sound {
  const { type, claim, name, employer, prefix, anyLevel, serial, asCode, checkedAfter } = made;
  const level = hebei2022.levels.find((one) => [one.name, one.code, ...one.aliases].includes(claim.level));
  if (!level) throw new Error(`no level ${claim.level}`);
  const certificate: Certificate = {
    name,
    documentType: type.name,
    documentNumber,
    employer,
    occupation: claim.occupation,
    workType: claim.workType,
    level: level.name,
    number: `${prefix}${issuedOn.slice(2, 4)}${level.code ?? anyLevel}${serial}`,
    issuedOn,
    institution: institution.name,
    issuer: institution.name,
  };
  const cells = {
    ...certificate,
    documentType: asCode.type ? type.code : type.name,
    level: asCode.level && level.code !== null ? level.code : level.name,
  };
  const today = dayAfter(issuedOn, checkedAfter);
  const context = { standard: hebei2022, calendar: shippedCalendar, divisions, dictionary, institution, today };
  return { certificate, cells, type, level, context };
}
