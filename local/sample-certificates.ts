// Made-up certificates that pass every rule, the same for the same number. For the demo and for tests; nobody real.
import type { Certificate } from '../domain/certificate.ts';
import type { CheckedInstitution, ScopeEntry } from '../domain/context.ts';
import { checkDigitOf } from '../domain/identity.ts';
import { isWithin } from '../domain/scope.ts';
import { findLevel, type Standard } from '../domain/standard.ts';

/** Stems and branches of the old calendar: nobody is called 甲子丑. */
const stems = [...'甲乙丙丁戊己庚辛壬癸'];
const branches = [...'子丑寅卯辰巳午未申酉戌亥'];
/** Districts and counties of Hebei. */
const divisions = [
  '130102',
  '130202',
  '130302',
  '130402',
  '130502',
  '130602',
  '130702',
  '130802',
  '130902',
  '131002',
  '130123',
  '130125',
  '130126',
  '130127',
  '130129',
  '130130',
  '130132',
  '130133',
  '130321',
  '130322',
];
const firstBirth = Date.UTC(1966, 0, 1);
const birthDays = 12_000;
const msPerDay = 86_400_000;

/** What a sample needs to know of the institution that issues it. */
export type SampleIssuer = Pick<CheckedInstitution, 'name' | 'prefixes' | 'scope'>;

/**
 * The i-th made-up certificate of an institution, i from 0. Different i differ in person and number; serials of one
 * level run on without gaps. Throws when the institution has no prefix, or no scope in force on the day.
 */
export function validCertificate(i: number, issuer: SampleIssuer, issuedOn: string, standard: Standard): Certificate {
  const awards = awardsOf(issuer.scope, issuedOn, standard);
  const award = awards[i % awards.length];
  const prefix = issuer.prefixes[0];
  if (!award || !prefix) throw new Error(`${issuer.name} may issue nothing on ${issuedOn}`);

  const sameLevel = awards.filter((other) => other.level === award.level);
  const serial = Math.floor(i / awards.length) * sameLevel.length + sameLevel.indexOf(award) + 1;
  return {
    name: madeUpName(i),
    documentType: '居民身份证',
    documentNumber: madeUpIdNumber(i),
    employer: i % 3 === 0 ? '' : `某某示例${stems[i % stems.length]}厂`,
    occupation: award.occupation,
    workType: award.workType,
    level: award.level,
    number: `${prefix}${issuedOn.slice(2, 4)}${award.code}${String(serial).padStart(6, '0')}`,
    issuedOn,
    institution: issuer.name,
    issuer: issuer.name,
  };
}

/** A name of three characters that reads as a date in the old calendar. */
export function madeUpName(i: number): string {
  const second = Math.floor(i / stems.length);
  const third = Math.floor(second / branches.length);
  return `${stems[i % stems.length]}${branches[second % branches.length]}${branches[(third + 1) % branches.length]}`;
}

/** A number with a right check digit. The first 240,000 end in serial 000, which no register hands out. */
export function madeUpIdNumber(i: number): string {
  const division = divisions[i % divisions.length];
  const day = Math.floor(i / divisions.length);
  const birth = new Date(firstBirth + (day % birthDays) * msPerDay).toISOString().slice(0, 10).replaceAll('-', '');
  const serial = String(Math.floor(day / birthDays)).padStart(3, '0');
  const first17 = `${division}${birth}${serial}`;
  return first17 + checkDigitOf(first17);
}

type SampleAward = { occupation: string; workType: string; level: string; code: string };

function awardsOf(scope: readonly ScopeEntry[], day: string, standard: Standard): SampleAward[] {
  return scope
    .filter((entry) => isWithin(day, entry.from, entry.to))
    .flatMap(({ occupation, workType, levels }) => {
      return levels.flatMap((text) => {
        const level = findLevel(standard, text)?.entry;
        return level?.code ? [{ occupation, workType, level: level.name, code: level.code }] : [];
      });
    });
}
