// Compares each row with the rows before it. Keeps of them only what that needs: numbers, names, awards.
import type { Found } from './context.ts';
import { KeyTable, NumberList, textHash } from './key-table.ts';
import type { RowValues } from './read-cells.ts';
import { levelRank, type Standard } from './standard.ts';

type Award = { work: number; level: number; day: number; row: number };
type Claimed = { occupation: string; workType: string; level: string; issuedOn: string };
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
/** Awards of one document that later rows are held against, the first ones; nobody has as many. */
const maxAwards = 50;
const numberForm = /^[A-Z]\d{14}[1-5A-Z]\d{6}$/;

/** What is remembered of one file. */
export class Repeats {
  readonly #standard: Standard;
  readonly #uniqueTypes: ReadonlySet<string>;
  /** Certificate numbers, with a digest of the whole row and its row number. */
  readonly #numbers = new KeyTable();
  readonly #digests = new NumberList();
  readonly #numberRows = new NumberList();
  readonly #holders = new Holders();
  readonly #works = new KeyTable();
  /** What the row before awarded: most files certify one work on one day. */
  #last: { claimed: Claimed; award: Omit<Award, 'row'> } | null = null;
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
    if (values.number !== null) {
      const known = this.#numbers.size;
      const number = this.#numbers.numberOf(values.number);
      const other = this.#numberRows.get(number);
      if (number < known && this.#digests.get(number) === digest) {
        found.push({ check: 'row-twice', field: null, facts: { other } });
        return;
      }
      if (number < known) found.push({ check: 'number-twice', field: 'number', facts: { other } });
      else this.#addNumber(number, values.number, digest, row);
    }
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

  #addNumber(index: number, number: string, digest: number, row: number): void {
    this.#digests.set(index, digest);
    this.#numberRows.set(index, row);
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
    const holder = this.#holders.find(`${documentType}\n${documentNumber}`, row, name ?? '');
    if (name !== null && holder.name !== 0 && holder.name !== nameHash(name)) {
      const check = this.#uniqueTypes.has(documentType) ? 'document-two-names' : 'document-two-names-unsure';
      found.push({ check, field: 'documentNumber', facts: { other: holder.row } });
      return;
    }
    const award = this.#awardOf(row, values);
    if (!award) return;
    const earlier = this.#holders.awards(holder.index);
    const twice = this.#holders.sameAward(holder.index, award, earlier);
    const conflict = twice === null ? conflictOf(award, earlier) : awardTwice(twice);
    if (conflict) found.push(conflict);
    this.#holders.add(holder.index, award);
  }

  #awardOf(row: number, { occupation, workType, level, issuedOn }: RowValues): Award | null {
    if (occupation === null || workType === null || level === null || issuedOn === null) return null;
    const claimed = { occupation, workType, level, issuedOn };
    if (this.#last === null || !isSame(this.#last.claimed, claimed)) {
      const work = this.#works.numberOf(`${occupation}\n${workType}`);
      const award = { work, level: levelRank(this.#standard, level), day: Number(issuedOn.replaceAll('-', '')) };
      this.#last = { claimed, award };
    }
    return { ...this.#last.award, row };
  }
}

function isSame(one: Claimed, other: Claimed): boolean {
  return (
    one.occupation === other.occupation &&
    one.workType === other.workType &&
    one.level === other.level &&
    one.issuedOn === other.issuedOn
  );
}

/** Who holds which awards, a few bytes each: the awards of one person are linked from the first to the last. */
class Holders {
  readonly #keys = new KeyTable();
  readonly #names = new NumberList();
  readonly #rows = new NumberList();
  /** Index + 1 of a person's first and last award, and of the award after each; 0 for none. */
  readonly #first = new NumberList();
  readonly #last = new NumberList();
  readonly #next = new NumberList();
  readonly #works = new NumberList();
  readonly #levels = new NumberList();
  readonly #awardDays = new NumberList();
  readonly #awardRows = new NumberList();
  /** How many awards of a person are linked. */
  readonly #counts = new NumberList();
  #awards = 0;
  /** Person, work and level together, with the row where they first stood: of awards too many to be linked. */
  readonly #same = new KeyTable();
  readonly #sameRows = new NumberList();

  /** The holder of a document, as first seen; `name` is a hash, 0 when no name was given then. */
  find(key: string, row: number, name: string): { index: number; name: number; row: number } {
    const known = this.#keys.size;
    const index = this.#keys.numberOf(key);
    if (index === known) {
      this.#names.set(index, nameHash(name));
      this.#rows.set(index, row);
    }
    return { index, name: this.#names.get(index), row: this.#rows.get(index) };
  }

  /** The first row with this person, work and level; null when this one is the first. `linked` are the person's awards. */
  sameAward(holder: number, { work, level, row }: Award, linked: readonly Award[]): number | null {
    const same = linked.find((other) => other.work === work && other.level === level);
    if (same || linked.length < maxAwards) return same?.row ?? null;
    const known = this.#same.size;
    const index = this.#same.numberOf(`${holder} ${work} ${level}`);
    if (index < known) return this.#sameRows.get(index);
    this.#sameRows.set(index, row);
    return null;
  }

  awards(holder: number): Award[] {
    const awards: Award[] = [];
    for (let link = this.#first.get(holder); link !== 0; link = this.#next.get(link - 1)) {
      const i = link - 1;
      const [work, level] = [this.#works.get(i), this.#levels.get(i)];
      awards.push({ work, level, day: this.#awardDays.get(i), row: this.#awardRows.get(i) });
    }
    return awards;
  }

  add(holder: number, { work, level, day, row }: Award): void {
    const count = this.#counts.get(holder);
    if (count >= maxAwards) return;
    this.#counts.set(holder, count + 1);
    const i = this.#awards;
    this.#awards += 1;
    this.#works.set(i, work);
    this.#levels.set(i, level);
    this.#awardDays.set(i, day);
    this.#awardRows.set(i, row);
    if (this.#first.get(holder) === 0) this.#first.set(holder, i + 1);
    else this.#next.set(this.#last.get(holder) - 1, i + 1);
    this.#last.set(holder, i + 1);
  }
}

/** The gravest thing about one more award, if not the same, for one person; told by the earliest row in conflict. */
function conflictOf(award: Award, earlier: readonly Award[]): Found | null {
  const outOfOrder = earlier.find((other) => {
    if (other.work !== award.work) return false;
    const [higher, lower] = other.level > award.level ? [other, award] : [award, other];
    return higher.day <= lower.day;
  });
  if (outOfOrder) return { check: 'level-order', field: 'level', facts: { other: outOfOrder.row } };
  const sameDay = earlier.find((other) => other.day === award.day);
  return sameDay ? { check: 'same-day-twice', field: null, facts: { other: sameDay.row } } : null;
}

function awardTwice(other: number): Found {
  return { check: 'award-twice', field: null, facts: { other } };
}

/** A hash of a name, 0 for none. */
function nameHash(name: string): number {
  return name === '' ? 0 : textHash(name);
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
