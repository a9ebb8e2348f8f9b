// The 22 characters of a skill-level certificate number, taken apart. Compares them with nothing.

/** The seven parts (职业技能等级证书编码规则). */
export type NumberParts = {
  /** Position 1: Y 用人单位, S 社会培训评价组织. */
  kind: string;
  /** 2-5: 0000 when first filed with a province, else given by the ministry. */
  institutionCode: string;
  /** 6-7: province of the institution or its station. */
  province: string;
  /** 8-13: given by the province. */
  station: string;
  /** 14-15: last two digits of the year of issue. */
  year: string;
  /** 16: 5 五级 … 1 一级; a letter for levels above, whose letter no source confirms. */
  level: string;
  /** 17-22: the institution's own. */
  serial: string;
  /** 1-13: the same on every certificate of one institution or station. */
  prefix: string;
};

export type NumberCheck =
  | 'number-length'
  | 'number-old-sixteen'
  | 'number-look-alike'
  | 'number-form'
  | 'number-unusual';

export type DecodedNumber = {
  /** Null when the number cannot be taken apart. */
  parts: NumberParts | null;
  check: NumberCheck | null;
  /** Positions from 1 that hold a letter which looks like a digit. */
  positions?: readonly number[];
};

export const numberLength = 22;
export const prefixLength = 13;

const strict = /^[YS]\d{14}[1-5]\d{6}$/;
const lenient = /^[A-Z]\d{14}[1-5A-Z]\d{6}$/;
/** 国家职业资格证书, before the skill-level certificate: 16 digits with their own layout. */
const oldSixteen = /^\d{6}[0-4]\d{3}[1-5]\d{5}$/;
const looksLike: Readonly<Record<string, string>> = { O: '0', Q: '0', I: '1', L: '1', Z: '2', B: '8' };

/** Takes apart a cleaned, half-width, upper-case number. */
export function decodeNumber(number: string): DecodedNumber {
  if (strict.test(number)) return { parts: partsOf(number), check: null };
  if (oldSixteen.test(number)) return { parts: null, check: 'number-old-sixteen' };
  if (number.length !== numberLength) return { parts: null, check: 'number-length' };

  const positions = lookAlikePositions(number);
  if (positions.length > 0) return { parts: null, check: 'number-look-alike', positions };
  if (lenient.test(number)) return { parts: partsOf(number), check: 'number-unusual' };
  return { parts: null, check: 'number-form' };
}

function partsOf(number: string): NumberParts {
  return {
    kind: number.slice(0, 1),
    institutionCode: number.slice(1, 5),
    province: number.slice(5, 7),
    station: number.slice(7, prefixLength),
    year: number.slice(13, 15),
    level: number.slice(15, 16),
    serial: number.slice(16),
    prefix: number.slice(0, prefixLength),
  };
}

/** Positions of look-alike letters, if putting digits there is all the number lacks. Position 16 may hold a letter. */
function lookAlikePositions(number: string): number[] {
  const characters = [...number];
  const positions = characters.flatMap((character, i) => (i > 0 && character in looksLike ? [i + 1] : []));
  const mended = characters.map((character, i) => (i > 0 ? (looksLike[character] ?? character) : character)).join('');
  const onlyLevelLetter = positions.length === 1 && positions[0] === 16 && !'OIL'.includes(characters[15] ?? '');
  return strict.test(mended) && !onlyLevelLetter ? positions : [];
}
