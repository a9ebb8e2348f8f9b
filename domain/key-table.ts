// Numbers texts in the order of their first appearance, in a few bytes each: half a million of them must fit beside a file.
// Keeps 64 bits of a text, never the text; two of a million texts are taken for one with odds of one in 37 million.

const firstSlots = 1_024;

export class KeyTable {
  #slots = new Int32Array(firstSlots).fill(-1);
  readonly #low = new NumberList();
  readonly #high = new NumberList();
  #size = 0;

  /** How many different texts were numbered. */
  get size(): number {
    return this.#size;
  }

  /** The number of a text, from 0; a text not seen before gets the next one. */
  numberOf(text: string): number {
    return this.#number(text, true);
  }

  /** The number of a text seen before; -1 for any other, which gets none. */
  knownNumberOf(text: string): number {
    return this.#number(text, false);
  }

  #number(text: string, isTaken: boolean): number {
    let low = 0xdeadbeef;
    let high = 0x41c6ce57;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      low = Math.imul(low ^ code, 2654435761);
      high = Math.imul(high ^ code, 1597334677);
    }
    low = (Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)) >>> 0;
    high = (Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)) >>> 0;

    const slot = this.#slotOf(low, high);
    const known = this.#slots[slot] ?? -1;
    if (known !== -1 || !isTaken) return known;
    const number = this.#size;
    this.#slots[slot] = number;
    this.#low.set(number, low);
    this.#high.set(number, high);
    this.#size += 1;
    if (this.#size * 2 > this.#slots.length) this.#grow();
    return number;
  }

  /** Where these bits stand, or the free slot where they belong. */
  #slotOf(low: number, high: number): number {
    const mask = this.#slots.length - 1;
    let slot = low & mask;
    for (;;) {
      const number = this.#slots[slot] ?? -1;
      if (number === -1 || (this.#low.get(number) === low && this.#high.get(number) === high)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    for (let number = 0; number < this.#size; number += 1) {
      this.#slots[this.#slotOf(this.#low.get(number), this.#high.get(number))] = number;
    }
  }
}

/** Whole numbers from 0 to 2^32 - 1 by index, four bytes each; 0 where none was set. */
export class NumberList {
  #values = new Uint32Array(firstSlots);

  get(index: number): number {
    return this.#values[index] ?? 0;
  }

  set(index: number, value: number): void {
    if (index >= this.#values.length) {
      const longer = new Uint32Array(Math.max(index + 1, Math.ceil(this.#values.length * 1.5)));
      longer.set(this.#values);
      this.#values = longer;
    }
    this.#values[index] = value;
  }
}

/** 32 bits of a text (FNV-1a), never 0: enough to tell that two differ. */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0 || 1;
}
