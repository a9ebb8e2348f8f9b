// The one cause that a check saw behind many findings, kept with the version: its code and evidence, never a cell's value.
import { z } from 'zod';
import type { Cause } from '../domain/cause.ts';
import { storableJson } from './copy-text.ts';
import type { Queryable, Tx } from './database.ts';

const kept = z.object({ code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])) });

/** As kept; a later catalogue may not know the code any more. */
export type KeptCause = z.infer<typeof kept>;

/** Keeps what the latest check of a version saw; null when it saw none. */
export async function keepCause(
  tx: Tx,
  of: { submission: string; version: number },
  cause: Pick<Cause, 'code' | 'facts'> | null,
): Promise<void> {
  const body = cause && storableJson({ code: cause.code, facts: cause.facts });
  await tx.query('update submission_versions set cause = $3 where submission = $1 and version = $2', [
    of.submission,
    of.version,
    body,
  ]);
}

export async function causeOfVersion(q: Queryable, submission: string, version: number): Promise<KeptCause | null> {
  const { rows } = await q.query<{ cause: unknown }>(
    'select cause from submission_versions where submission = $1 and version = $2',
    [submission, version],
  );
  return kept.nullable().parse(rows[0]?.cause ?? null);
}
