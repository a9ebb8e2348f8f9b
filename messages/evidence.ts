// Files attached to a submission: the lines that name them, the question where a file belongs, and the file itself.
import type { AttachedFile } from '../cards/evidence.ts';
import type { AttachChoice } from '../cards/question.ts';
import { momentWords, sizeWords } from '../cards/words.ts';
import { stateNames } from '../domain/refusals.ts';
import type { SubmissionEvent } from '../domain/submission.ts';
import type { Queryable } from '../store/database.ts';
import { institutionNames, type Standing } from '../store/directory.ts';
import { getFile } from '../store/files.ts';
import { listedById, openSubmissions } from '../store/submission-lists.ts';
import type { Dossier } from './dossier.ts';
import type { HandOut } from './files.ts';
import type { Parts } from './parts.ts';

type Attached = Extract<SubmissionEvent, { type: 'attached' }>;

/** Submissions a file may be offered to. */
const maxChoices = 8;

/** In the order they came. */
export function attachmentsOf(dossier: Pick<Dossier, 'events' | 'who'>): AttachedFile[] {
  return attachedIn(dossier).map(({ no, by, at, kind, bytes }) => ({
    no,
    who: dossier.who(by),
    when: momentWords(at),
    kind: kind.toUpperCase(),
    size: sizeWords(bytes),
  }));
}

function attachedIn({ events }: Pick<Dossier, 'events'>): Attached[] {
  return events.flatMap(({ event }) => (event.type === 'attached' ? [event] : []));
}

/** What this person attached since the submission last changed hands, e.g. in support of a written reason; '' for nothing. */
export function attachedBefore(dossier: Dossier, seq: number, person: string): string {
  const before = dossier.events.filter((told) => told.seq < seq);
  const since = before.findLast(({ event }) => event.type === 'passed-on' || event.type === 'sent-back')?.seq ?? 0;
  const named = before.flatMap(({ seq: at, event }) =>
    at > since && event.type === 'attached' && event.by === person ? [`附件${event.no}`] : [],
  );
  return named.length === 0 ? '' : `（见${named.join('、')}）`;
}

/** The bytes as they came; the name is made of numbers only. Null when there is no such file. */
export async function evidenceFile(q: Queryable, parts: Parts, dossier: Dossier, no: number): Promise<HandOut | null> {
  const found = attachedIn(dossier).find((one) => one.no === no);
  if (found === undefined) return null;
  const bytes = await getFile(q, parts.store.sealer, found.file);
  return { files: [{ name: `${dossier.no}-附件${no}.${found.kind}`, bytes }], words: null };
}

/** What a file may be attached to: the submission that was named, else all this person holds or their institutions have open. */
export async function attachChoices(
  q: Queryable,
  standing: Standing,
  named: string | undefined,
): Promise<AttachChoice[]> {
  const { posts, institutions } = standing;
  const found =
    named === undefined
      ? [
          ...(await openSubmissions(q, { posts }, maxChoices)).rows,
          ...(await openSubmissions(q, { institutions }, maxChoices)).rows,
        ]
      : await listedById(q, named);
  const distinct = [...new Map(found.map((one) => [one.id, one])).values()].slice(0, maxChoices);
  const names = await institutionNames(
    q,
    distinct.map(({ state }) => state.institution),
  );
  return distinct.map(({ id, no, state }) => ({
    submission: id,
    no,
    about: `${names.get(state.institution) ?? state.institution}，${stateNames[state.at]}`,
  }));
}
