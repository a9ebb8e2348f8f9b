// What composing a message needs: the store, and the data that config holds. Handed in by the main files.
import type { Standard } from '../domain/standard.ts';
import type { Store } from '../store/store.ts';
import type { CommitmentForm } from '../workbook/write-commitment.ts';

export type Parts = {
  store: Store;
  /** A standard by `id@version`, as frozen on a submission's version. */
  standard: (frozen: string) => Standard;
  /** Six-digit division codes that ever were: the start of an ID number that is none of them is worth a look. */
  divisions: ReadonlySet<string>;
  /** Occupations of the national dictionary; null where none is supplied. */
  occupations: ReadonlySet<string> | null;
  /** The 诚信承诺书 to be signed (annex 2). */
  commitment: CommitmentForm;
  /** Reasons for a return, by code. */
  returnReasons: readonly (readonly [code: string, title: string])[];
  /** Bytes one message may carry, where not the platform's own limit. */
  messageFileBytes?: number;
};

export function reasonTitle(parts: Parts, code: string): string {
  return parts.returnReasons.find(([known]) => known === code)?.[1] ?? code;
}
