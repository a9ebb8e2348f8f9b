// Keeps what a check found: rows as drafts, findings by place. Written while the submission waits for its check, never after.
import type { Cause } from '../domain/cause.ts';
import type { CheckedRow, CheckSummary } from '../domain/check.ts';
import type { Finding } from '../domain/finding.ts';
import { Listing } from '../domain/listing.ts';
import { barredIn } from '../domain/rules.ts';
import type { CheckOutcome } from '../domain/submission.ts';
import { keepCause } from './causes.ts';
import type { Tx } from './database.ts';
import type { DraftRow } from './draft-tuples.ts';
import { deleteDrafts, writeDrafts } from './drafts.ts';
import { readVersion } from './drops.ts';
import { deleteFindings, writeFindings } from './findings.ts';
import { openRowAnswers, type RowAnswers, WrittenReplies } from './replies.ts';
import type { Store } from './store.ts';
import { foldStream } from './submissions.ts';

/** One check of one submission at a time; also taken by whoever records the outcome, so that no rerun comes behind it. */
export async function holdCheck(tx: Tx, submission: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('check:' || $1, 0))", [submission]);
}

/**
 * Runs the check and stores rows and findings in one transaction. Null when this version is no longer waiting for its
 * check. Throws what the rows throw, e.g. an unreadable file, and has then written nothing. `written` is filled while
 * the rows are read: what stands beside a row is there before the row.
 */
export async function keepCheck(
  store: Store,
  of: { submission: string; version: number },
  checked: AsyncGenerator<CheckedRow[], CheckSummary>,
  now: Date,
  written: WrittenReplies = new WrittenReplies(),
): Promise<CheckOutcome | null> {
  return store.db.transaction(async (tx) => {
    await holdCheck(tx, of.submission);
    const { state } = await foldStream(tx, of.submission);
    if (state.at !== 'checking' || state.version !== of.version) return null;
    await deleteDrafts(tx, of.submission, of.version);
    await deleteFindings(tx, of.submission, of.version);

    const { dataKey } = await readVersion(tx, of.submission, of.version);
    const target = {
      submissionId: of.submission,
      version: of.version,
      institution: state.institution,
      dataKey: await store.sealer.dataKey(tx, dataKey),
    };
    const answers = await openRowAnswers(tx, store.sealer, of, written, now);
    const reading = new Reading(checked, answers);
    await writeDrafts(tx, store.sealer, target, reading.drafts(), now);
    const { findings, outcome, cause } = reading.finish();
    await keepCause(tx, of, cause);
    await answers.keep(tx, store.sealer, now);
    await writeFindings(tx, of.submission, of.version, findings);
    return outcome;
  });
}

/** Splits the stream of checked rows into drafts, which flow on, and findings, which are kept for the end. */
class Reading {
  readonly #checked: AsyncGenerator<CheckedRow[], CheckSummary>;
  readonly #answers: RowAnswers;
  readonly #findings: Finding[] = [];
  readonly #listing = new Listing();
  /** Warnings that nobody answered beside their row, by code. */
  readonly #toAnswer: Record<string, number> = {};
  #summary: CheckSummary | null = null;
  #latest: string | null = null;

  constructor(checked: AsyncGenerator<CheckedRow[], CheckSummary>, answers: RowAnswers) {
    this.#checked = checked;
    this.#answers = answers;
  }

  async *drafts(): AsyncGenerator<DraftRow[]> {
    for (;;) {
      const next = await this.#checked.next();
      if (next.done) {
        this.#summary = next.value;
        return;
      }
      yield next.value.flatMap((row) => this.#draftOf(row) ?? []);
    }
  }

  #draftOf(checked: CheckedRow): DraftRow | null {
    const { row, certificate } = checked;
    for (const finding of this.#answers.answer(checked)) {
      this.#countToAnswer(finding);
      if (this.#listing.takes(finding)) this.#findings.push(finding);
    }
    if (certificate === null) return null;
    if (this.#latest === null || certificate.issuedOn > this.#latest) this.#latest = certificate.issuedOn;
    return { row, certificate };
  }

  finish(): { findings: Finding[]; outcome: CheckOutcome; cause: Cause | null } {
    const summary = this.#summary;
    if (summary === null) throw new Error('a check was finished before all rows were read');
    for (const finding of summary.findings) this.#countToAnswer(finding);
    return {
      findings: summary.findings.concat(this.#findings),
      cause: summary.cause,
      outcome: {
        rows: summary.rows,
        errors: summary.counts.error,
        warnings: summary.counts.warning,
        notes: summary.counts.note,
        barred: barredIn(summary.countsByCode),
        rowsWith: summary.rowsWith,
        cellsWith: summary.cellsWith,
        toAnswer: this.#toAnswer,
        offered: summary.offeredByCode,
        repaired: summary.repairedByCode,
        unlisted: this.#listing.unlisted(),
        delta: summary.delta,
        earliestIssuedOn: summary.earliestIssuedOn,
        latestIssuedOn: this.#latest,
        unreadable: null,
      },
    };
  }

  #countToAnswer({ code, severity, answered }: Finding): void {
    if (severity === 'warning' && !answered) this.#toAnswer[code] = (this.#toAnswer[code] ?? 0) + 1;
  }
}
