// Characters: what must not stand in a cell, and when two spellings mean the same. Knows no field and no rule.

const unseen = /[\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}\u2800]/gu;
const spaces = /\p{Zs}/gu;
const betweenLatinWords = /(?<=[\p{Script=Latin}\d.,&'-])\p{Zs}+(?=[\p{Script=Latin}\d&'-])/gu;
const hasLatin = /\p{Script=Latin}/u;

export type Cleaned = {
  /** Without spaces and invisible characters; between Latin words one space stays. */
  value: string;
  /** Without invisible characters; the spaces still stand. */
  visible: string;
  spaces: boolean;
  invisible: boolean;
  /** A space between Latin words was left standing: annex 1 note 3 forbids it, a foreign name needs it. */
  latinSpace: boolean;
};

/** Takes away what nobody meant to type: annex 1, note 3 (各字段不要添加空格). Never NFKC: that changes rare Han. */
export function clean(text: string): Cleaned {
  if (isPlain(text)) return { value: text, visible: text, spaces: false, invisible: false, latinSpace: false };

  const visible = text.replace(unseen, '');
  const trimmed = visible.replace(/^\p{Zs}+|\p{Zs}+$/gu, '');
  const words = trimmed.split(betweenLatinWords).map((part) => part.replace(spaces, ''));
  const latinSpace = words.length > 1 && hasLatin.test(trimmed);
  const value = words.join(latinSpace ? ' ' : '');
  return { value, visible, spaces: value !== visible, invisible: visible !== text, latinSpace };
}

/** Whether nothing stands here but printable ASCII without space, common Han and full-width signs: nearly every cell. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const isAscii = code > 0x20 && code < 0x7f;
    const isHan = code >= 0x4e00 && code <= 0x9fff;
    const isFullWidth = code >= 0xff01 && code <= 0xff5e;
    if (!isAscii && !isHan && !isFullWidth) return false;
  }
  return true;
}

/** Half-width capitals, for numbers, codes and dates only. */
export function halfWidth(text: string): string {
  return text.normalize('NFKC').toUpperCase();
}

/** Length as a person counts it: a rare Han character outside the basic plane is one. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Spelling with everything set aside that only looks different: width, brackets, spaces, case. */
export function folded(text: string): string {
  return clean(text)
    .value.normalize('NFKC')
    .replaceAll(' ', '')
    .replace(/[〔【［]/g, '(')
    .replace(/[〕】］]/g, ')')
    .toUpperCase();
}

/** The candidate closest to the text, if it is close enough that a person would say "you probably meant". */
export function nearest(text: string, candidates: Iterable<string>): string | null {
  const wanted = folded(text).slice(0, maxCompared);
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const other = folded(candidate).slice(0, maxCompared);
    const contained = wanted.length > 1 && (other.includes(wanted) || wanted.includes(other));
    const distance = contained ? Math.min(1, editDistance(wanted, other)) : editDistance(wanted, other);
    if (distance < bestDistance && distance <= Math.max(1, Math.floor(other.length / 3))) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

const maxCompared = 120;

/** Insertions, deletions and replacements between two texts. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
