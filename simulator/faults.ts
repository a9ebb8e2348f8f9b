// The faults in force: who is asked takes one use off the first that matches.
import type { Fault, FaultSeed } from './api.ts';
import { newShortId } from './ids.ts';

type Kind = FaultSeed['kind'];
type FaultOf<K extends Kind> = Extract<Fault, { kind: K }>;

/** Asking a bot for its token is a call too, but nobody who says "the next call fails" means that one. */
const TOKEN_PATH = '/open-apis/auth/';

export class Faults {
  #faults: Fault[] = [];

  list(): Fault[] {
    return [...this.#faults];
  }

  /** `times` left out means once. */
  add(seed: FaultSeed): Fault {
    const fault: Fault = { ...seed, id: newShortId(), left: seed.times === undefined ? 1 : seed.times };
    this.#faults.push(fault);
    return fault;
  }

  /** @returns whether there was such a fault. */
  remove(id: string): boolean {
    const before = this.#faults.length;
    this.#faults = this.#faults.filter((fault) => fault.id !== id);
    return this.#faults.length < before;
  }

  clear(): void {
    this.#faults = [];
  }

  /** Whether such a fault is in force, without using it up. */
  has(kind: Kind): boolean {
    return this.#faults.some((fault) => fault.kind === kind);
  }

  /** Takes one use of the first fault of these kinds that matches `call` ("METHOD /path"), if there is one. */
  take<K extends Kind>(kinds: readonly K[], call?: string): FaultOf<K> | null {
    const found = this.#faults.find((fault) => isOf(fault, kinds) && (call === undefined || matches(fault, call)));
    if (!found || !isOf(found, kinds)) return null;
    this.#useUp(found);
    return found;
  }

  #useUp(fault: Fault): void {
    if (fault.left === null) return;
    fault.left -= 1;
    if (fault.left <= 0) this.remove(fault.id);
  }
}

function isOf<K extends Kind>(fault: Fault, kinds: readonly K[]): fault is FaultOf<K> {
  return kinds.some((kind) => kind === fault.kind);
}

function matches(fault: Fault, call: string): boolean {
  const path = 'path' in fault ? fault.path : undefined;
  return path === undefined ? !call.includes(TOKEN_PATH) : call.includes(path);
}
