// Reviewers' questions to the clerk with their answers, read off a submission's events; and the clerk's request to be admitted.
import type { AdmissionView } from '../cards/admission.ts';
import type { InquiryView } from '../cards/inquiry.ts';
import type { AskedQuestion } from '../cards/review-view.ts';
import { momentWords } from '../cards/words.ts';
import type { SubmissionEvent } from '../domain/submission.ts';
import { currentTier, type Dossier, deciderOf, tierCalled } from './dossier.ts';

type Asked = Extract<SubmissionEvent, { type: 'asked' }>;
type Replied = Extract<SubmissionEvent, { type: 'replied' }>;
export type QuestionAsked = { seq: number; asked: Asked; reply: (Replied & { seq: number }) | null };

/** Every question ever asked, oldest first. A number is a round's own: its reply comes before the next 提交. */
export function questionsOf({ events }: Dossier): QuestionAsked[] {
  return events.flatMap(({ seq, event }): QuestionAsked[] => {
    if (event.type !== 'asked') return [];
    const rest = events.filter((told) => told.seq > seq);
    const next = rest.find((told) => told.event.type === 'submitted')?.seq ?? Infinity;
    const replies = rest.flatMap((told) => (told.event.type === 'replied' ? [{ ...told.event, seq: told.seq }] : []));
    return [{ seq, asked: event, reply: replies.find((one) => one.no === event.no && one.seq < next) ?? null }];
  });
}

/** A question as cards show it, to the letter. */
export function questionShown(dossier: Dossier, { asked, reply }: QuestionAsked): AskedQuestion {
  const { who, words } = dossier;
  return {
    who: who(asked.by),
    when: momentWords(asked.at),
    question: words(asked.question),
    answer: reply && { who: who(reply.by), when: momentWords(reply.at), words: words(reply.words) },
  };
}

/** The card of the question asked at `seq`. Throws when nothing was asked there. */
export function inquiryView(dossier: Dossier, seq: number): InquiryView {
  const question = questionsOf(dossier).find((one) => one.seq === seq);
  if (question === undefined) throw new Error(`event ${seq} of submission ${dossier.id} is no question`);
  const { asked, reply } = question;
  const { state } = dossier;
  const isWaiting = 'tier' in state && state.round === asked.round;
  const { tier } = tierCalled(dossier, asked.tier);
  const held = currentTier(dossier);
  return {
    ...questionShown(dossier, question),
    submission: dossier.id,
    no: dossier.no,
    round: asked.round,
    number: asked.no,
    institution: dossier.institution,
    tier: tier.title,
    deadline: held?.tier.key === tier.key ? dossier.deadline(held.period) : null,
    closed: reply !== null ? '已答复，审核人会收到您的答复。' : isWaiting ? null : '已不在本轮审核中，不需要再答复。',
  };
}

/** The card of the request made at `seq`. Throws when nothing was asked for there. */
export function admissionView(dossier: Dossier, seq: number): AdmissionView {
  const { state, events, who, words } = dossier;
  const asked = events.find((told) => told.seq === seq)?.event;
  if (asked?.type !== 'admission-asked') throw new Error(`event ${seq} of submission ${dossier.id} asks no admission`);
  const granted = events.find(({ event }) => event.type === 'admitted')?.event;
  const closed =
    granted?.type === 'admitted'
      ? `${deciderOf(dossier, granted)} 已于 ${momentWords(granted.at)} 同意受理`
      : state.at === 'withdrawn'
        ? '专管员已撤回，无需办理'
        : null;
  return {
    submission: dossier.id,
    no: dossier.no,
    version: state.version,
    institution: dossier.institution,
    clerk: who(state.clerk),
    rows: state.check?.rows ?? 0,
    earliest: state.check?.earliestIssuedOn ?? null,
    when: momentWords(asked.at),
    reason: words(asked.reason),
    closed,
    paused: state.at === 'ready' ? null : '专管员正在更换文件，校验通过后这里可以办理。',
  };
}
