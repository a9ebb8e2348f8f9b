// Compares each row with the rows before it. Keeps of them only what that needs: numbers, names, awards.
import type { Found } from './context.ts';
import type { RowValues } from './read-cells.ts';
import type { CheckName } from './rules.ts';
import { levelRank, type Standard } from './standard.ts';

type Award = { occupation: string; workType: string; level: string; issuedOn: string; row: number };
type Holder = { name: string; row: number; awards: Award[] };
type Serials = { least: number; greatest: number; count: number };

/** Documents whose numbers are unique in themselves; a passport number may exist in two countries. */
const uniqueForms = new Set([
  'resident-id',
  'hong-kong-macao-residence',
  'taiwan-residence',
  'permanent-residence',
  'hong-kong-macao-travel',
  'taiwan-travel',
  'chinese-passport',
]);
/** Rows are numbered below this (a sheet ends at 1,048,576), so row and digest share one exact number. */
const rowSpan = 2 ** 21;
const numberForm = /^[A-Z]\d{14}[1-5A-Z]\d{6}$/;

/** What is remembered of one file. */
export class Repeats {
  readonly #standard: Standard;
  readonly #uniqueTypes: ReadonlySet<string>;
  /** Certificate number → digest of the whole row, and its row number. */
  readonly #numbers = new Map<string, number>();
  /** Document type and number → who holds it. */
  readonly #holders = new Map<string, Holder>();
  readonly #days = new Set<string>();
  readonly #serials = new Map<string, Serials>();

  constructor(standard: Standard) {
    this.#standard = standard;
    const unique = standard.documentTypes.filter((type) => uniqueForms.has(type.numberForm));
    this.#uniqueTypes = new Set(unique.map((type) => type.name));
  }

  /** Takes a row into account and tells what it repeats; `other` in the facts is the earlier row. */
  add(row: number, values: RowValues, found: Found[]): void {
    if (values.issuedOn !== null) this.#days.add(values.issuedOn);
    const digest = digestOf(values, this.#standard);
    const before = values.number === null ? undefined : this.#numbers.get(values.number);
    if (before !== undefined && Math.floor(before / rowSpan) === digest) {
      found.push({ check: 'row-twice', field: null, facts: { other: before % rowSpan } });
      return;
    }
    if (before !== undefined)
      found.push({ check: 'number-twice', field: 'number', facts: { other: before % rowSpan } });
    else if (values.number !== null) this.#addNumber(values.number, digest, row);
    this.#addPerson(row, values, found);
  }

  /** What can only be said at the end of the file. */
  summary(): Found[] {
    const found: Found[] = [];
    const count = [...this.#serials.values()].reduce((sum, s) => sum + s.greatest - s.least + 1 - s.count, 0);
    if (count > 0) found.push({ check: 'number-gaps', field: 'number', facts: { count } });
    const earliest = this.earliestDay();
    if (this.#days.size > 1 && earliest !== null) {
      found.push({ check: 'several-dates', field: 'issuedOn', facts: { count: this.#days.size, earliest } });
    }
    return found;
  }

  /** The earliest day of issue; null when no row has a readable one. */
  earliestDay(): string | null {
    return [...this.#days].reduce<string | null>((least, day) => (least === null || day < least ? day : least), null);
  }

  #addNumber(number: string, digest: number, row: number): void {
    this.#numbers.set(number, digest * rowSpan + row);
    if (!numberForm.test(number)) return;
    const serial = Number(number.slice(16));
    const group = number.slice(0, 16);
    const serials = this.#serials.get(group);
    if (!serials) {
      this.#serials.set(group, { least: serial, greatest: serial, count: 1 });
      return;
    }
    serials.least = Math.min(serials.least, serial);
    serials.greatest = Math.max(serials.greatest, serial);
    serials.count += 1;
  }

  #addPerson(row: number, values: RowValues, found: Found[]): void {
    const { name, documentType, documentNumber } = values;
    if (documentType === null || documentNumber === null) return;
    const key = `${documentType}\n${documentNumber}`;
    const holder = this.#holders.get(key);
    if (!holder) {
      this.#holders.set(key, { name: name ?? '', row, awards: awardsOf(row, values) });
      return;
    }
    if (name !== null && holder.name !== '' && holder.name !== name) {
      const check = this.#uniqueTypes.has(documentType) ? 'document-two-names' : 'document-two-names-unsure';
      found.push({ check, field: 'documentNumber', facts: { other: holder.row } });
      return;
    }
    for (const award of awardsOf(row, values)) {
      const conflict = this.#conflictOf(award, holder.awards);
      if (conflict) found.push(conflict);
      holder.awards.push(award);
    }
  }

  /** The gravest thing about one more award for the same person. */
  #conflictOf(award: Award, earlier: readonly Award[]): Found | null {
    const about = (check: CheckName, other: Award | undefined): Found | null =>
      other ? { check, field: check === 'level-order' ? 'level' : null, facts: { other: other.row } } : null;
    const sameWork = earlier.filter((a) => a.occupation === award.occupation && a.workType === award.workType);
    return (
      about(
        'award-twice',
        sameWork.find((a) => a.level === award.level),
      ) ??
      about(
        'level-order',
        sameWork.find((a) => this.#isOutOfOrder(a, award)),
      ) ??
      about(
        'same-day-twice',
        earlier.find((a) => a.issuedOn === award.issuedOn),
      )
    );
  }

  #isOutOfOrder(a: Award, b: Award): boolean {
    const isHigher = levelRank(this.#standard, a.level) > levelRank(this.#standard, b.level);
    const [higher, lower] = isHigher ? [a, b] : [b, a];
    return higher.issuedOn <= lower.issuedOn;
  }
}

function awardsOf(row: number, { occupation, workType, level, issuedOn }: RowValues): Award[] {
  if (occupation === null || workType === null || level === null || issuedOn === null) return [];
  return [{ occupation, workType, level, issuedOn, row }];
}

/** 32 bits over all values (FNV-1a); compared only between rows of one certificate number. */
function digestOf(values: RowValues, standard: Standard): number {
  let hash = 0x811c9dc5;
  for (const { key } of standard.fields) {
    const value = values[key] ?? '';
    for (let i = 0; i < value.length; i += 1) hash = Math.imul(hash ^ value.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ 0x1f, 0x01000193);
  }
  return hash >>> 0;
}
