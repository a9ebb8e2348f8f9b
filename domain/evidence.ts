// Files that are attached to a submission as evidence: who may, how many. Pure; asked by decide.ts.
import { isMove, type Law, type Of, type Refusal, refuse } from './law.ts';
import type { State, SubmissionEvent } from './submission.ts';

/** What a file is by its bytes; nothing else is taken as evidence. */
export const evidenceKinds = ['pdf', 'png', 'jpg', 'xlsx', 'docx'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** Files one submission may carry. */
export const maxAttachments = 20;

/** By the institution's clerks, as long as it is not finished, and by whoever holds it. It stays with the submission. */
export function attach(state: State, command: Of<'attach'>, law: Law): SubmissionEvent[] | Refusal {
  if (state.at === 'none') return refuse(state, 'not-possible');
  const { by, file, kind, bytes } = command;
  const holds = 'post' in state && by.posts.includes(state.post);
  if (!holds && !by.institutions.includes(state.institution)) return refuse(state, 'not-yours');
  if (!isMove(state, command)) return refuse(state, 'not-possible');
  if (state.attachments >= maxAttachments) return refuse(state, 'too-many-attachments');
  return [{ type: 'attached', by: by.person, at: law.now, no: state.attachments + 1, file, kind, bytes }];
}
