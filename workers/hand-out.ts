// A file about a submission on its way out: whether its receiver may still have it, and what is noted once it is out.
import { dayOf } from '../domain/calendar.ts';
import { evolve, initial } from '../domain/evolve.ts';
import type { State } from '../domain/submission.ts';
import type { Queryable, Tx } from '../store/database.ts';
import type { Delivery } from '../store/deliveries.ts';
import { standingOfPerson } from '../store/directory.ts';
import { type HandedOut, noteHandedOut, noteListHandedOut } from '../store/hand-outs.ts';
import { leave } from '../store/outbox.ts';
import { maySee } from '../store/submission-lists.ts';
import { foldStream } from '../store/submissions.ts';

/** A delivery that hands out a file with people's data, and what its submission was before the file was made. */
export type FileOut = {
  delivery: Delivery & { kind: HandedOut['kind']; submission: string; person: string };
  told: Awaited<ReturnType<typeof foldStream>>;
};

/** Null for every other message. To be asked before the file is made. */
export async function fileOut(q: Queryable, delivery: Delivery): Promise<FileOut | null> {
  const { kind, submission, person } = delivery;
  const isFile = kind === 'annotated' || kind === 'export' || kind === 'whole' || kind === 'attachment';
  if (!isFile || submission === null || person === null) return null;
  return { delivery: { ...delivery, kind, submission, person }, told: await foldStream(q, submission) };
}

/** Evidence goes to whoever may see the history, the clerk's own file to clerks of the institution, the rest to whoever holds the submission; as of this moment. */
export async function mayReceive(q: Queryable, { delivery, told: { state } }: FileOut, now: Date): Promise<boolean> {
  const standing = await standingOfPerson(q, delivery.person, dayOf(now));
  if (standing === null || standing.openId !== delivery.openId || state.at === 'none') return false;
  if (delivery.kind === 'attachment') return maySee(q, standing, delivery.submission);
  if (delivery.kind === 'annotated') return standing.institutions.includes(state.institution);
  return 'post' in state && standing.posts.includes(state.post);
}

/** Notes the file as handed out, in the transaction that knows it as sent; a file that was late by then is taken back. */
export async function noteFileOut(tx: Tx, { delivery, told }: FileOut, now: Date): Promise<void> {
  const { id, kind, submission, person, about } = delivery;
  // A second try sends what was uploaded at the first.
  const madeBy = delivery.fileKey === null ? now : (delivery.firstTriedAt ?? delivery.orderedAt);
  const before = told.events.filter(({ at }) => at <= madeBy);
  const received = before.findLast(({ event }) => event.type === 'received')?.event;
  const version = about.version ?? (received?.type === 'received' ? received.version : 1);
  // Rows that left since make it another file, too.
  const check = before.findLast(({ event }) => event.type === 'checked' || event.type === 'rows-departed')?.seq ?? 0;
  const { part = null, no = null } = about;
  const state = before.reduce((at: State, { event }) => evolve(at, event), initial);
  const forTier = kind === 'whole' || kind === 'attachment';
  const tier = forTier && 'tier' in state ? state.tier : null;
  const round = about.round ?? (kind === 'attachment' && state.at !== 'none' ? state.round : null);
  await noteHandedOut(tx, submission, { kind, version, round, tier, part, no, check, to: person, delivery: id }, now);
  await leave(tx, { job: 'recall-files', payload: { submission } }, now);
}

/** Notes the list of a directory workbook's changes as handed out; nothing for every other message. */
export async function noteListOut(tx: Tx, { id, kind, person, about }: Delivery, now: Date): Promise<void> {
  if (kind !== 'directory-list' || person === null || about.proposal === undefined) return;
  await noteListHandedOut(tx, about.proposal, { to: person, delivery: id }, now);
}
