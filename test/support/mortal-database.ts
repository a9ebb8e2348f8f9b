// A database whose user can be struck down at a chosen write. What was not committed is gone, as after `kill -9`.
import type { Database, Tx } from '../../store/database.ts';

/** Everything that changes something, the commit included; killing at a read is killing before the next of these. */
const WRITES = /^\s*(insert|update|delete|copy|with written)/i;

export class Killed extends Error {
  constructor() {
    super('killed');
    this.name = 'Killed';
  }
}

export type Life = {
  /**
   * Before the n-th write or commit from now, or after the n-th lasting one (a commit, or a write outside a transaction),
   * counted from 1, `what` happens; by default the process dies.
   */
  strike: (write: number, when: 'before' | 'after', what?: () => Promise<void>) => void;
  /** A fresh process takes over. False when nobody had died. */
  revive: () => boolean;
  /** Takes a strike back that has not come. */
  spare: () => void;
};

export function mortal(db: Database): { db: Database; life: Life } {
  let dead = false;
  const counted = { before: 0, after: 0 };
  let strike: { write: number; when: 'before' | 'after'; what: () => Promise<void> } | null = null;

  const die = async () => {
    dead = true;
    throw new Killed();
  };
  const pass = async (when: 'before' | 'after') => {
    if (dead) throw new Killed();
    counted[when] += 1;
    if (strike === null || strike.when !== when || strike.write !== counted[when]) return;
    const { what } = strike;
    strike = null;
    await what();
  };
  const asked = async <T>(text: string, lasting: boolean, doing: () => Promise<T>): Promise<T> => {
    if (dead) throw new Killed();
    if (!WRITES.test(text)) return doing();
    await pass('before');
    const done = await doing();
    if (lasting) await pass('after');
    return done;
  };

  const mortalTx = (tx: Tx): Tx => ({
    query: (text, values) => asked(text, false, () => tx.query(text, values)),
    copyIn: (text, chunks) => asked(text, false, () => tx.copyIn(text, chunks)),
  });
  return {
    db: {
      ...db,
      query: (text, values) => asked(text, true, () => db.query(text, values)),
      transaction: async (fn) => {
        if (dead) throw new Killed();
        const result = await db.transaction(async (tx) => {
          const done = await fn(mortalTx(tx));
          await pass('before');
          return done;
        });
        await pass('after');
        return result;
      },
    },
    life: {
      strike: (write, when, what = die) => {
        Object.assign(counted, { before: 0, after: 0 });
        strike = { write, when, what };
      },
      revive: () => {
        const was = dead;
        dead = false;
        return was;
      },
      spare: () => {
        strike = null;
      },
    },
  };
}
