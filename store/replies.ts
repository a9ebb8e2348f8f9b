// What clerks write beside their rows to answer warnings: taken while a file is checked, sealed, and remembered over the
// next versions by the keyed hash of the row's certificate number. Answers warnings only, never an error.
import type { CheckedRow } from '../domain/check.ts';
import type { Finding } from '../domain/finding.ts';
import type { Queryable, Tx } from './database.ts';
import type { KeyedHashes } from './keyed-hashes.ts';
import { putNotes, readNotes } from './notes.ts';
import type { Sealer } from './sealing.ts';

/** As many as a form takes; a longer reply is cut, which its reader sees. */
const MAX_REPLY_CHARACTERS = 1_000;
/** Replies taken from one file; warnings of the rows beyond are answered by rule. */
const MAX_REPLIES = 20_000;

/** Words found beside rows while a file is read. */
export class WrittenReplies {
  readonly #texts = new Map<string, string>();

  take({ sheet, row, text }: { sheet: string; row: number; text: string }): void {
    if (this.#texts.size >= MAX_REPLIES) return;
    this.#texts.set(`${row} ${sheet}`, text.length > MAX_REPLY_CHARACTERS ? shortened(text) : text);
  }

  get isEmpty(): boolean {
    return this.#texts.size === 0;
  }

  at(sheet: string, row: number): string | null {
    return this.#texts.get(`${row} ${sheet}`) ?? null;
  }
}

/** Cut between characters, not inside one. */
function shortened(text: string): string {
  return `${[...text].slice(0, MAX_REPLY_CHARACTERS - 1).join('')}…`;
}

type Kept = { numberHash: Buffer; code: string; version: number; note: string };

/** Answers the warnings of one version, row by row, with what stands beside them or was said in a version before. */
export class RowAnswers {
  readonly #of: { submission: string; version: number };
  readonly #hashes: KeyedHashes;
  readonly #written: WrittenReplies;
  /** Words already kept, by row and code. */
  readonly #kept = new Map<string, string>();
  /** By row, what was said in versions before: seen again, it answers no more than it did then. */
  readonly #earlier = new Map<string, Set<string>>();
  readonly #fresh = new Map<string, { numberHash: Buffer; code: string; row: number; words: string }>();

  constructor(
    of: { submission: string; version: number },
    hashes: KeyedHashes,
    written: WrittenReplies,
    kept: readonly (Kept & { words: string })[],
  ) {
    this.#of = of;
    this.#hashes = hashes;
    this.#written = written;
    for (const { numberHash, code, version, words } of kept) {
      const row = numberHash.toString('hex');
      this.#kept.set(`${row} ${code}`, words);
      if (version >= of.version) continue;
      const said = this.#earlier.get(row) ?? new Set();
      this.#earlier.set(row, said.add(words));
    }
  }

  /** The findings of a row, its answered warnings marked. Nobody knows a row without number again. */
  answer({ row, values, findings }: CheckedRow): Finding[] {
    if (this.#written.isEmpty && this.#kept.size === 0) return findings;
    const warning = findings.find(({ severity }) => severity === 'warning');
    const numberHash = warning && values?.number ? this.#hashes.ofNumber(values.number) : null;
    if (!warning || !numberHash) return findings;
    const known = numberHash.toString('hex');
    const beside = this.#written.at(warning.sheet ?? '', row);
    const words = beside !== null && this.#earlier.get(known)?.has(beside) ? null : beside;
    return findings.map((finding) => {
      if (finding.severity !== 'warning') return finding;
      const key = `${known} ${finding.code}`;
      if (words === null) return this.#kept.has(key) ? { ...finding, answered: true } : finding;
      if (this.#kept.get(key) !== words) this.#fresh.set(key, { numberHash, code: finding.code, row, words });
      return { ...finding, answered: true };
    });
  }

  /** Keeps what was said newly; the latest words for a warning are those that count. */
  async keep(tx: Tx, sealer: Sealer, now: Date): Promise<void> {
    const fresh = [...this.#fresh.values()];
    if (fresh.length === 0) return;
    // Whoever fills a column down says the same in every row.
    const texts = [...new Set(fresh.map(({ words }) => words))];
    const ids = await putNotes(tx, sealer, texts, now);
    const noteOf = new Map(texts.map((words, i) => [words, ids[i]]));
    await tx.query(
      `insert into replies (submission, number_hash, code, version, row, note)
       select $1, number_hash, code, $2, "row", note
       from unnest($3::bytea[], $4::text[], $5::int[], $6::uuid[]) as r (number_hash, code, "row", note)
       on conflict (submission, number_hash, code)
       do update set version = excluded.version, row = excluded.row, note = excluded.note`,
      [
        this.#of.submission,
        this.#of.version,
        fresh.map(({ numberHash }) => numberHash),
        fresh.map(({ code }) => code),
        fresh.map(({ row }) => row),
        fresh.map(({ words }) => noteOf.get(words)),
      ],
    );
  }
}

/** For the check of one version, with all that was said about the submission so far. */
export async function openRowAnswers(
  tx: Tx,
  sealer: Sealer,
  of: { submission: string; version: number },
  written: WrittenReplies,
  now: Date,
): Promise<RowAnswers> {
  const { rows } = await tx.query<Kept>(
    'select number_hash as "numberHash", code, version, note from replies where submission = $1',
    [of.submission],
  );
  const words = await readNotes(tx, sealer, [...new Set(rows.map(({ note }) => note))]);
  const kept = rows.map((one) => ({ ...one, words: words.get(one.note) ?? '' }));
  return new RowAnswers(of, await sealer.hashes(tx, now), written, kept);
}

/** A warning that the clerk answered beside its row; rows as the spreadsheet shows them. */
export type RowReply = { sheet: string | null; row: number; code: string; words: string };

/** The answered warnings of a version, in the order of its rows; rows with an error that blocks them are left out. */
export async function repliesOf(
  q: Queryable,
  sealer: Sealer,
  submission: string,
  version: number,
  limit: number,
): Promise<RowReply[]> {
  const { rows } = await q.query<Omit<RowReply, 'words'> & { note: string }>(
    `select f.sheet, f.row, f.code, r.note from findings f
     join remaining_drafts d on d.submission_id = f.submission_id and d.version = f.version and d.row = f.row
     join replies r on r.submission = f.submission_id and r.number_hash = d.number_hash and r.code = f.code
     where f.submission_id = $1 and f.version = $2 and f.answered order by f.ordinal limit $3`,
    [submission, version, limit],
  );
  const words = await readNotes(q, sealer, [...new Set(rows.map(({ note }) => note))]);
  return rows.map(({ note, ...reply }) => ({ ...reply, words: words.get(note) ?? '' }));
}
