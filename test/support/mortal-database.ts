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
  /** Before or after the n-th write from now, counted from 1, `what` happens; by default the process dies. */
  strike: (write: number, when: 'before' | 'after', what?: () => Promise<void>) => void;
  /** A fresh process takes over. False when nobody had died. */
  revive: () => boolean;
  /** Whether the strike is still to come. */
  pending: () => boolean;
};

export function mortal(db: Database): { db: Database; life: Life } {
  let dead = false;
  let writes = 0;
  let strike: { write: number; when: 'before' | 'after'; what: () => Promise<void> } | null = null;

  const die = async () => {
    dead = true;
    throw new Killed();
  };
  const pass = async (when: 'before' | 'after') => {
    if (dead) throw new Killed();
    if (when === 'before') writes += 1;
    if (strike === null || strike.write !== writes || strike.when !== when) return;
    const { what } = strike;
    strike = null;
    await what();
  };
  const around = async <T>(doing: () => Promise<T>): Promise<T> => {
    await pass('before');
    const done = await doing();
    await pass('after');
    return done;
  };
  const asked = <T>(text: string, doing: () => Promise<T>): Promise<T> => {
    if (dead) return Promise.reject(new Killed());
    return WRITES.test(text) ? around(doing) : doing();
  };

  const mortalTx = (tx: Tx): Tx => ({
    query: (text, values) => asked(text, () => tx.query(text, values)),
    copyIn: (text, chunks) => asked(text, () => tx.copyIn(text, chunks)),
  });
  return {
    db: {
      ...db,
      query: (text, values) => asked(text, () => db.query(text, values)),
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
        writes = 0;
        strike = { write, when, what };
      },
      revive: () => {
        const was = dead;
        dead = false;
        return was;
      },
      pending: () => strike !== null,
    },
  };
}
