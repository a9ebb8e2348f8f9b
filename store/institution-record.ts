// How an institution's submissions have fared so far, in numbers, for whoever reviews its next one. Reads only.
import type { Queryable } from './database.ts';

/** The institution's latest submissions that are counted. */
const counted = 500;

/**
 * `decided`: those that passed every tier of ours or were returned at least once; `firstPass`: of these, never returned;
 * `inReview`: with a tier now; `toCorrect`: returned and not submitted again yet.
 */
export type InstitutionRecord = { decided: number; firstPass: number; inReview: number; toCorrect: number };

/** Of an institution's latest submissions, this one and trials left out. */
export async function institutionRecord(
  q: Queryable,
  institution: string,
  submission: string,
): Promise<InstitutionRecord> {
  const { rows } = await q.query<InstitutionRecord>(
    `select count(*) filter (where passed or returns > 0) as decided,
       count(*) filter (where passed and returns = 0) as "firstPass",
       count(*) filter (where at in ('in-review', 'in-hand-over')) as "inReview",
       count(*) filter (where at in ('returned', 'checking', 'faulty', 'ready') and returns > 0) as "toCorrect"
     from (select at, at in ('at-ministry', 'published') as passed, (state ->> 'returns')::int as returns
       from submissions where institution = $1 and id <> $2 and not coalesce((state ->> 'trial')::boolean, false)
       order by no desc limit $3) s`,
    [institution, submission, counted],
  );
  return rows[0] ?? { decided: 0, firstPass: 0, inReview: 0, toCorrect: 0 };
}
