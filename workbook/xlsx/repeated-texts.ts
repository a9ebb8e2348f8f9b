// Texts that come again and again (types, levels, names of institutions) found by their bytes: decoding costs more.
// Holds a bounded number of short texts; whoever makes them collide gains nothing and only loses the shortcut.

const LT = 0x3c;
const SLOTS = 4_096;
/** Bytes of the longest text held; shorter than the zeros behind a window (see scan.ts). */
const LONGEST = 48;
/** Length of a slot whose text came once: most texts never come again, so only the hash is noted. */
const SEEN_ONCE = 255;

export class RepeatedTexts {
  private readonly hashes = new Int32Array(SLOTS);
  private readonly lengths = new Uint8Array(SLOTS);
  private readonly bytes = new Uint8Array(SLOTS * LONGEST);
  private readonly texts: string[] = new Array<string>(SLOTS).fill('');

  /** Where the text of this slot ends if it stands at `from` with a `<` behind it, else -1. */
  endOfSame(slot: number, bytes: Uint8Array, from: number): number {
    const length = this.lengths[slot] as number;
    if (length > LONGEST || bytes[from + length] !== LT) return -1;
    const to = from + length;
    for (let p = from, at = slot * LONGEST; p < to; p++, at++) if (this.bytes[at] !== bytes[p]) return -1;
    return to;
  }

  text(slot: number): string {
    return this.texts[slot] as string;
  }

  /** Where a text with this hash has its place; `hash` is any hash of its bytes. */
  slotOf(hash: number): number {
    return (hash ^ (hash >>> 15)) & (SLOTS - 1);
  }

  /** Notes a decoded text; from the second time on it is kept, in the place of whichever had its slot. */
  note(bytes: Uint8Array, from: number, to: number, hash: number, text: string): void {
    const length = to - from;
    if (length > LONGEST) return;
    const slot = this.slotOf(hash);
    if (this.hashes[slot] !== hash) {
      this.hashes[slot] = hash;
      this.lengths[slot] = SEEN_ONCE;
      return;
    }
    this.lengths[slot] = length;
    for (let p = from, at = slot * LONGEST; p < to; p++, at++) this.bytes[at] = bytes[p] as number;
    this.texts[slot] = text;
  }
}
