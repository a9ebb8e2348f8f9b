// Two columns that must agree row by row (level and number, day and number, document type and number), watched over a
// whole file in bounded memory. Tells whether one of them was moved or sorted by itself.

/** How far apart two columns may stand and still be recognised. */
const furthest = 3;
/** Values counted one by one; a column with more tells nothing by counts. */
const mostValues = 64;
const leastMismatched = 5;
const leastShare = 0.2;
const sureShare = 0.9;
/** What else may be wrong with a file whose column was sorted. */
const countTolerance = 0.02;

export type Moved = { by: number; mismatched: number; count: number };

/** What a column is compared by (`key`, null when unreadable), and its text, by which people sort. */
export type Side = { key: string | null; text: string };

export class ColumnPair {
  readonly #left = new Column();
  readonly #right = new Column();
  #compared = 0;
  #mismatched = 0;
  /** Of the rows that do not agree, how many would if the columns were moved by so many rows. */
  readonly #agreeing = new Map<number, number>();
  readonly #mismatches: boolean[] = [];

  add(left: Side, right: Side): void {
    this.#left.add(left);
    this.#right.add(right);
    const isMismatch = left.key !== null && right.key !== null && left.key !== right.key;
    if (left.key !== null && right.key !== null) this.#compared += 1;
    if (isMismatch) this.#mismatched += 1;
    this.#mismatches.push(isMismatch);
    if (this.#mismatches.length > furthest + 1) this.#mismatches.shift();
    for (let by = 1; by <= furthest; by += 1) {
      if (isMismatch && this.#right.key(by) === left.key) this.#agree(by);
      if (this.#mismatches.at(-1 - by) && this.#left.key(by) === right.key && right.key !== null) this.#agree(-by);
    }
  }

  /** Whether most of what does not agree would, were one column moved by a few rows. */
  moved(): Moved | null {
    if (!this.#isSerious()) return null;
    const best = [...this.#agreeing].sort((a, b) => b[1] - a[1] || Math.abs(a[0]) - Math.abs(b[0]))[0];
    if (!best) return null;
    const by = Math.abs(best[0]);
    // So many rows at the edge of the file have nothing to be compared with.
    if (best[1] + by < this.#mismatched * sureShare) return null;
    return { by, mismatched: this.#mismatched, count: best[1] };
  }

  /** Which column was sorted by itself: both hold the same values equally often, and one of them is in order. */
  sorted(): { side: 'left' | 'right'; mismatched: number } | null {
    if (!this.#isSerious() || !this.#left.holdsAsOften(this.#right, this.#compared * countTolerance)) return null;
    // Certificates are usually numbered in their order, so an ordered left side tells more than an ordered right one.
    const side = this.#left.isInOrder() ? 'left' : this.#right.isInOrder() ? 'right' : null;
    return side && { side, mismatched: this.#mismatched };
  }

  #isSerious(): boolean {
    return this.#mismatched >= leastMismatched && this.#mismatched >= this.#compared * leastShare;
  }

  #agree(by: number): void {
    this.#agreeing.set(by, (this.#agreeing.get(by) ?? 0) + 1);
  }
}

/** One column as it goes by: the last few keys, how often each occurs, and whether it is in order. */
class Column {
  readonly #recent: (string | null)[] = [];
  readonly #counts = new Map<string, number>();
  #changes = 0;
  #last: string | null = null;
  #lastText = '';
  #ascends = true;
  #descends = true;

  add({ key, text }: Side): void {
    this.#recent.push(key);
    if (this.#recent.length > furthest + 1) this.#recent.shift();
    if (key === null) return;
    if (this.#last !== null && key !== this.#last) this.#changes += 1;
    this.#last = key;
    const count = this.#counts.get(key);
    if (count !== undefined || this.#counts.size < mostValues) this.#counts.set(key, (count ?? 0) + 1);
    if (!this.#ascends && !this.#descends) return;
    if (this.#lastText !== '' && text < this.#lastText) this.#ascends = false;
    if (this.#lastText !== '' && text > this.#lastText) this.#descends = false;
    this.#lastText = text;
  }

  /** The key so many rows ago. */
  key(ago: number): string | null {
    return this.#recent.at(-1 - ago) ?? null;
  }

  holdsAsOften(other: Column, tolerance: number): boolean {
    if (this.#counts.size < 2 || this.#counts.size >= mostValues) return false;
    const keys = new Set([...this.#counts.keys(), ...other.#counts.keys()]);
    let difference = 0;
    for (const key of keys) difference += Math.abs((this.#counts.get(key) ?? 0) - (other.#counts.get(key) ?? 0));
    return difference <= tolerance * 2;
  }

  /** Sorted either way, or, as spreadsheets sort Chinese by sound, each value in one block. */
  isInOrder(): boolean {
    return this.#ascends || this.#descends || this.#changes === this.#counts.size - 1;
  }
}
