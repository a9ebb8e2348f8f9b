// Numbers of identity documents: form, birth date, check digit. Only what a published source says is called wrong.
import { isDay } from './calendar.ts';
import type { NumberForm } from './standard.ts';

export type IdentityCheck =
  | 'id-fifteen'
  | 'id-form'
  | 'id-province'
  | 'id-birth-day'
  | 'id-check-digit'
  | 'number-of-other-type'
  | 'residence-form'
  | 'permanent-form'
  | 'hk-macao-travel-form'
  | 'hk-macao-travel-unusual'
  | 'taiwan-travel-form'
  | 'taiwan-travel-old'
  | 'chinese-passport-unusual'
  | 'foreign-passport-unusual'
  | 'work-permit-unusual'
  | 'looks-like-resident-id';

export type Identity = {
  /** The first thing found; null when the number is sound as far as anyone can tell. */
  check: IdentityCheck | null;
  /** Birth day in the number, YYYY-MM-DD; null where it holds none or is not sound. */
  birthDay: string | null;
  /** The document whose number this looks like, for `number-of-other-type`. */
  likely?: NumberForm;
};

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkDigits = '10X98765432';
/**
 * GB/T 2260 provinces; 71, 81 and 82 stand on no resident identity card. 66, the corps in Xinjiang, is in lists of codes in
 * use: whether it is on cards is not verified, so it is not refused.
 */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 66'.split(' '),
);
const eighteen = /^\d{17}[\dX]$/;

/** The 18th character of a citizen number for its first 17 digits (GB 11643, ISO 7064 mod 11-2). */
export function checkDigitOf(first17: string): string {
  let sum = 0;
  for (let i = 0; i < weights.length; i += 1) sum += (first17.charCodeAt(i) - 48) * (weights[i] ?? 0);
  return checkDigits.charAt(sum % 11);
}

/** Judges a cleaned, half-width, upper-case number as one of its kind of document. */
export function readIdentity(form: NumberForm, number: string): Identity {
  switch (form) {
    case 'resident-id':
      return readResidentId(number);
    case 'hong-kong-macao-residence':
      return readCard(number, /^8[12]0000/, 'residence-form');
    case 'taiwan-residence':
      return readCard(number, /^830000/, 'residence-form');
    case 'permanent-residence':
      return /^[A-Z]{3}\d{12}$/.test(number) ? sound : readCard(number, /^9/, 'permanent-form');
    default:
      return readOtherDocument(form, number);
  }
}

const sound: Identity = { check: null, birthDay: null };

function found(check: IdentityCheck, likely?: NumberForm): Identity {
  return likely ? { check, birthDay: null, likely } : { check, birthDay: null };
}

function readResidentId(number: string): Identity {
  if (/^\d{15}$/.test(number)) return found('id-fifteen');
  if (eighteen.test(number) && provinces.has(number.slice(0, 2))) return readDayAndCheckDigit(number);
  const likely = likelyForm(number);
  if (likely) return found('number-of-other-type', likely);
  return found(eighteen.test(number) ? 'id-province' : 'id-form');
}

/** Residence permits and permanent-resident cards: a prefix of their own, then as the citizen number. */
function readCard(number: string, prefix: RegExp, form: IdentityCheck): Identity {
  if (!eighteen.test(number) || !prefix.test(number)) {
    const likely = likelyForm(number);
    return likely ? found('number-of-other-type', likely) : found(form);
  }
  return readDayAndCheckDigit(number);
}

function readDayAndCheckDigit(number: string): Identity {
  const birthDay = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!/^(18|19|20)/.test(birthDay) || !isDay(birthDay)) return found('id-birth-day');
  if (checkDigitOf(number) !== number.charAt(17)) return found('id-check-digit');
  return { check: null, birthDay };
}

/** Documents without check digit. Forms that are known from memory only are "unusual", never wrong. */
function readOtherDocument(form: NumberForm, number: string): Identity {
  if (likelyForm(number) === 'resident-id') return found('looks-like-resident-id');
  switch (form) {
    case 'hong-kong-macao-travel':
      if (/^([HM]\d{8}(\d{2})?|[HM]A\d{7})$/.test(number)) return sound;
      return found(/^[HM]A[A-Z\d]{7}$/.test(number) ? 'hk-macao-travel-unusual' : 'hk-macao-travel-form');
    case 'taiwan-travel':
      if (/^\d{8}(\d{2})?$/.test(number)) return sound;
      return found(/^\d{8,10}\([A-Z\d]{1,4}\)$/.test(number) ? 'taiwan-travel-old' : 'taiwan-travel-form');
    case 'chinese-passport':
      return /^(E\d{8}|E[A-HJ-NP-Z]\d{7}|G\d{8})$/.test(number) ? sound : found('chinese-passport-unusual');
    case 'foreign-passport':
      return /^[A-Z\d]{5,18}$/.test(number) ? sound : found('foreign-passport-unusual');
    case 'work-permit':
      return /^[A-Z\d]{8,18}$/.test(number) ? sound : found('work-permit-unusual');
    default:
      return sound;
  }
}

/** The one document a number can hardly be anything but, told by its form and check digit. */
export function likelyForm(number: string): NumberForm | null {
  if (/^[HM]\d{8}(\d{2})?$/.test(number)) return 'hong-kong-macao-travel';
  if (/^[EG]\d{8}$/.test(number)) return 'chinese-passport';
  if (!eighteen.test(number) || readDayAndCheckDigit(number).check) return null;
  if (/^8[12]0000/.test(number)) return 'hong-kong-macao-residence';
  if (number.startsWith('830000')) return 'taiwan-residence';
  if (number.startsWith('9')) return 'permanent-residence';
  return provinces.has(number.slice(0, 2)) ? 'resident-id' : null;
}
