// How names and numbers are written before they are hashed, so that two ways of typing the same one meet. Pure.
// What is stored and shown is never changed by this.

/** Part of every hash's key name: a change below needs a new version, and old hashes made anew. */
export const NORMALISER = 'n1';

/** Not removed by `trim`: zero-width and direction marks, soft hyphen (domain reference, section 7). */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/g;
/** What the steps below would leave as it is, and nearly every number and name is. */
const PLAIN_NUMBER = /^[0-9A-Z]+$/;
const PLAIN_NAME = /^[\u4E00-\u9FFF]+$/;
const SPACE = /\s+/g;
/** Signs typed for the separator of names, which is U+00B7 alone (民委发〔2016〕33号). */
const SEPARATOR = /[\u2022\u2027\u30FB\uFF65\u22C5\u2219]/g;
const FULL_STOP_BETWEEN_HAN = /(?<=\p{Script=Han})[.\uFF0E](?=\p{Script=Han})/gu;

/** For certificate and document numbers: NFKC, no blanks, upper case. */
export function normaliseNumber(text: string): string {
  if (PLAIN_NUMBER.test(text)) return text;
  return text.normalize('NFKC').replace(INVISIBLE, '').replace(SPACE, '').toUpperCase();
}

/** For names: no NFKC, which would turn some characters of names into others; one separator, single spaces, upper case. */
export function normaliseName(text: string): string {
  if (PLAIN_NAME.test(text)) return text;
  return text
    .replace(INVISIBLE, '')
    .replace(SPACE, ' ')
    .trim()
    .replace(SEPARATOR, '·')
    .replace(FULL_STOP_BETWEEN_HAN, '·')
    .toUpperCase();
}
