// What became of the version before: found again row by row, told in counts, and in notes about rows that had been right.
// Holds of the earlier rows a few bytes each, and no value.
import type { FieldKey } from './certificate.ts';
import type { Found } from './context.ts';
import type { Finding } from './finding.ts';
import { KeyTable, NumberList, textHash } from './key-table.ts';
import type { RowValues } from './read-cells.ts';
import type { Standard } from './standard.ts';
import type { Delta } from './submission.ts';

/** Rows with the same key that are told apart; what more there are is known by its place alone. */
const maxAlike = 8;
const byDocument = 1;
const byNumber = 2;

type Place = Pick<Finding, 'code' | 'severity' | 'row' | 'field'>;

/**
 * The version before, for one comparison or more. First its rows are added in the order of the file, then its findings;
 * only errors and warnings count. `find` and what follows are for `Comparison`.
 */
export class EarlierVersion {
  readonly #fields: readonly FieldKey[];
  readonly #rows = new NumberList();
  readonly #numbers = new RowsByKey();
  readonly #documents = new RowsByKey();
  /** A hash for each field of each row; 0 where there was no usable value. */
  readonly #values = new NumberList();
  /** Index + 1 of a row's first fault, and of the fault after each; 0 for none. */
  readonly #firstFault = new NumberList();
  readonly #nextFault = new NumberList();
  readonly #faults = new NumberList();
  readonly #kinds = new Map<string, number>();
  /** Findings that stand in no data row, by kind. */
  readonly #besides = new Map<number, number>();
  #rowCount = 0;
  #faultCount = 0;
  #besidesCount = 0;

  constructor(standard: Standard) {
    this.#fields = standard.fields.map(({ key }) => key);
  }

  /** `values` in stored form; null for a row that is no data. */
  addRow(row: number, values: RowValues | null): void {
    const index = this.#rowCount;
    this.#rowCount += 1;
    this.#rows.set(index, row);
    if (values === null) return;
    const number = numberKey(values);
    const document = documentKey(values);
    if (number !== null) this.#numbers.add(number, index);
    if (document !== null) this.#documents.add(document, index);
    this.#fields.forEach((key, i) => {
      this.#values.set(index * this.#fields.length + i, valueHash(values[key]));
    });
  }

  addFinding({ code, severity, row, field }: Place): void {
    if (severity === 'note') return;
    const name = kindName(code, field);
    const kind = this.#kinds.get(name) ?? this.#kinds.size;
    this.#kinds.set(name, kind);
    const index = row === null ? -1 : this.indexOf(row);
    if (index < 0) {
      this.#besides.set(kind, (this.#besides.get(kind) ?? 0) + 1);
      this.#besidesCount += 1;
      return;
    }
    this.#faults.set(this.#faultCount, kind);
    this.#nextFault.set(this.#faultCount, this.#firstFault.get(index));
    this.#faultCount += 1;
    this.#firstFault.set(index, this.#faultCount);
  }

  /** Errors and warnings there were. */
  get total(): number {
    return this.#faultCount + this.#besidesCount;
  }

  kindOf(code: string, field: FieldKey | null): number | undefined {
    return this.#kinds.get(kindName(code, field));
  }

  /** Kinds of the findings that stood in no data row, each as often as it was found. */
  besides(): Map<number, number> {
    return new Map(this.#besides);
  }

  faultsOf(index: number): number[] {
    const kinds: number[] = [];
    for (let link = this.#firstFault.get(index); link !== 0; link = this.#nextFault.get(link - 1)) {
      kinds.push(this.#faults.get(link - 1));
    }
    return kinds;
  }

  /** The row that stood here; -1 when none did. */
  indexOf(row: number): number {
    let [low, high] = [0, this.#rowCount - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const there = this.#rows.get(middle);
      if (there === row) return middle;
      if (there < row) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** By certificate number; of several, the one of the same document first. */
  findByNumber(values: RowValues, isFree: (index: number) => boolean): number {
    const number = numberKey(values);
    if (number === null) return -1;
    const at = this.#fields.indexOf('documentNumber');
    const document = valueHash(values.documentNumber);
    const isSame = (index: number) => this.#valueAt(index, at) === document && isFree(index);
    const same = this.#numbers.find(number, isSame);
    return same >= 0 ? same : this.#numbers.find(number, isFree);
  }

  /** By document number, occupation, 工种 and level. */
  findByDocument(values: RowValues, isFree: (index: number) => boolean): number {
    const document = documentKey(values);
    return document === null ? -1 : this.#documents.find(document, isFree);
  }

  /** Fields that read otherwise now, if the row had neither error nor warning. What was not given then is not compared. */
  changedFields(index: number, values: RowValues): FieldKey[] {
    if (this.#firstFault.get(index) !== 0) return [];
    return this.#fields.filter((key, i) => {
      const before = this.#valueAt(index, i);
      return before !== 0 && before !== valueHash(values[key]);
    });
  }

  #valueAt(index: number, field: number): number {
    return this.#values.get(index * this.#fields.length + field);
  }
}

/** Holds one check's rows against the version before, in the order of the file: for each row `match`, then the others. */
export class Comparison {
  readonly #earlier: EarlierVersion;
  /** How an earlier row was found again; 0 for not yet. */
  readonly #found = new NumberList();
  readonly #counted = new NumberList();
  /** Findings of rows that were not found again by what stands in them, to be held against their place at the end. */
  readonly #unplacedRows = new NumberList();
  readonly #unplacedKinds = new NumberList();
  #unplaced = 0;
  #still = 0;
  #fresh = 0;
  #changed = 0;

  constructor(earlier: EarlierVersion) {
    this.#earlier = earlier;
  }

  /** The earlier row that this one is; -1 for none. A number says more than a document: it takes a row over. */
  match(values: RowValues | null): number {
    if (values === null) return -1;
    const numbered = this.#earlier.findByNumber(values, (index) => this.#found.get(index) !== byNumber);
    if (numbered >= 0) this.#found.set(numbered, byNumber);
    if (numbered >= 0) return numbered;
    const documented = this.#earlier.findByDocument(values, (index) => this.#found.get(index) === 0);
    if (documented >= 0) this.#found.set(documented, byDocument);
    return documented;
  }

  /** What was right and is not the same any more; a column that is not there now is told as such and not again here. */
  changes(match: number, values: RowValues | null, columns: ReadonlyMap<FieldKey, number>): Found[] {
    if (match < 0 || values === null) return [];
    const fields = this.#earlier.changedFields(match, values).filter((key) => columns.has(key));
    if (fields.length > 0) this.#changed += 1;
    return fields.map((field) => ({ check: 'row-changed', field }));
  }

  count(match: number, row: number, findings: readonly Finding[]): void {
    const counted = findings.filter(({ severity }) => severity !== 'note');
    if (match < 0) {
      for (const finding of counted) this.#keepUnplaced(row, finding);
      return;
    }
    const before = this.#counted.get(match) === 0 ? this.#earlier.faultsOf(match) : [];
    const still = this.#still;
    for (const { code, field } of counted) this.#countOne(before, this.#earlier.kindOf(code, field));
    // A row taken over by another keeps its faults for that one, unless they have been found already.
    if (this.#still > still) this.#counted.set(match, 1);
  }

  /** At the end, with the findings that stand in no data row. */
  delta(besides: readonly Finding[]): Delta {
    let [at, before] = [-1, [] as number[]];
    for (let i = 0; i < this.#unplaced; i += 1) {
      const row = this.#unplacedRows.get(i);
      if (row !== at) [at, before] = [row, this.#faultsAt(row)];
      this.#countOne(before, this.#unplacedKinds.get(i));
    }
    this.#countBesides(besides);
    return {
      fixed: this.#earlier.total - this.#still,
      still: this.#still,
      fresh: this.#fresh,
      changed: this.#changed,
    };
  }

  #keepUnplaced(row: number, { code, field }: Finding): void {
    const kind = this.#earlier.kindOf(code, field);
    if (kind === undefined) {
      this.#fresh += 1;
      return;
    }
    this.#unplacedRows.set(this.#unplaced, row);
    this.#unplacedKinds.set(this.#unplaced, kind);
    this.#unplaced += 1;
  }

  /** Of the row that stood here, if it was found again nowhere else. */
  #faultsAt(row: number): number[] {
    const index = this.#earlier.indexOf(row);
    return index < 0 || this.#found.get(index) !== 0 ? [] : this.#earlier.faultsOf(index);
  }

  #countOne(before: number[], kind: number | undefined): void {
    const at = kind === undefined ? -1 : before.indexOf(kind);
    if (at < 0) {
      this.#fresh += 1;
      return;
    }
    before.splice(at, 1);
    this.#still += 1;
  }

  #countBesides(findings: readonly Finding[]): void {
    const left = this.#earlier.besides();
    for (const { code, severity, field } of findings) {
      if (severity === 'note') continue;
      const kind = this.#earlier.kindOf(code, field) ?? -1;
      const count = left.get(kind) ?? 0;
      left.set(kind, count - 1);
      if (count > 0) this.#still += 1;
      else this.#fresh += 1;
    }
  }
}

/** Rows by key, linked from the first to the last. */
class RowsByKey {
  readonly #keys = new KeyTable();
  /** Index + 1 of the first row of a key, and of the row after each; 0 for none. */
  readonly #first = new NumberList();
  readonly #next = new NumberList();

  add(key: string, index: number): void {
    const number = this.#keys.numberOf(key);
    let last = this.#first.get(number);
    if (last === 0) {
      this.#first.set(number, index + 1);
      return;
    }
    for (let seen = 1; seen < maxAlike; seen += 1) {
      const next = this.#next.get(last - 1);
      if (next === 0) {
        this.#next.set(last - 1, index + 1);
        return;
      }
      last = next;
    }
  }

  /** The first row of this key that is accepted; -1 for none. */
  find(key: string, isAccepted: (index: number) => boolean): number {
    const number = this.#keys.knownNumberOf(key);
    if (number < 0) return -1;
    for (let link = this.#first.get(number); link !== 0; link = this.#next.get(link - 1)) {
      if (isAccepted(link - 1)) return link - 1;
    }
    return -1;
  }
}

function numberKey({ number }: RowValues): string | null {
  return number || null;
}

function documentKey({ documentNumber, occupation, workType, level }: RowValues): string | null {
  return documentNumber ? [documentNumber, occupation ?? '', workType ?? '', level ?? ''].join('\n') : null;
}

function valueHash(value: string | null): number {
  return value === null ? 0 : textHash(value);
}

function kindName(code: string, field: FieldKey | null): string {
  return `${code} ${field ?? ''}`;
}
