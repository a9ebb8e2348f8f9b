// From an ordered delivery to what is sent: the state is read at this moment, not when the message was ordered.
import { createHash } from 'node:crypto';
import { admissionCard } from '../cards/admission.ts';
import { commitmentsCard, commitmentToldCard, scanCard } from '../cards/commitment.ts';
import { digestCard } from '../cards/digest.ts';
import { directoryCard } from '../cards/directory.ts';
import { helpCard } from '../cards/help.ts';
import { inquiryCard } from '../cards/inquiry.ts';
import type { Card } from '../cards/kit.ts';
import { delegationsCard, leaveCard } from '../cards/leave.ts';
import { movedDaysCard } from '../cards/moved-days.ts';
import { historyCard, progressCard } from '../cards/progress.ts';
import { questionCard } from '../cards/question.ts';
import { alertCard, reminderCard } from '../cards/reminder.ts';
import { repairsCard } from '../cards/repairs.ts';
import { replacedCard } from '../cards/replaced.ts';
import { reportCard } from '../cards/report.ts';
import { resultCard } from '../cards/result.ts';
import type { CheckProgress } from '../cards/result-view.ts';
import { returnListCard } from '../cards/return-list.ts';
import { reviewCard } from '../cards/review.ts';
import { todoCard } from '../cards/todo.ts';
import { toldCard } from '../cards/told.ts';
import { filledCard, vacancyCard } from '../cards/vacancy.ts';
import { withdrawalsCard } from '../cards/withdrawals.ts';
import { dayOf } from '../domain/calendar.ts';
import { stateNames } from '../domain/refusals.ts';
import type { Standard } from '../domain/standard.ts';
import { isReplaced } from '../store/aging-cards.ts';
import { waitingChecks } from '../store/check-queue.ts';
import type { Queryable } from '../store/database.ts';
import type { Delivery } from '../store/deliveries.ts';
import { standingOf } from '../store/directory.ts';
import type { Look } from '../store/looks.ts';
import { termsFor } from '../store/place-drop.ts';
import { helpView, historyView, progressView, questionView } from './chat.ts';
import { commitmentFile, commitmentsView, commitmentToldView, scanFile, scanView } from './commitment.ts';
import { digestView } from './digest.ts';
import { directoryListFile, directoryTemplateFile, directoryView } from './directory.ts';
import { type Dossier, openDossier } from './dossier.ts';
import { evidenceFile } from './evidence.ts';
import {
  annotatedFiles,
  exampleFile,
  exportFiles,
  type HandOut,
  type NamedFile,
  templateFile,
  wholeFiles,
} from './files.ts';
import { delegationsView, leaveView } from './leave.ts';
import type { Parts } from './parts.ts';
import { admissionView, inquiryView } from './questions.ts';
import { repairsView } from './repairs.ts';
import { reportView } from './report.ts';
import { resultView } from './result.ts';
import { returnListView } from './return-list.ts';
import { reviewView } from './review.ts';
import { type SentenceCode, sentence } from './sentences.ts';
import { todoView, withdrawalsView } from './todo.ts';
import { reminderView, toldView } from './told.ts';
import { filledView, vacancyView } from './vacancy.ts';

/** A file may be one of several `parts`; `words` are the sentence that says why. */
export type MadeFile = { file: NamedFile; parts: number; words: SentenceCode | null };

/** Who waits behind more than this is only told to wait. */
const PLACES_COUNTED = 1_000;

/** What goes out, `drawn` being the rows of people that it shows for the first time. Null: no longer worth sending. */
export type Made = { card: Card; drawn?: Look | null } | { text: string } | MadeFile | null;

/** Marks a message so that it can be found again in the chat's history: at most 20 letters, digits and `_`. */
export function markerOf(delivery: Pick<Delivery, 'id'>): string {
  return `d_${delivery.id.replaceAll('-', '').slice(0, 16)}`;
}

/** Names what a card shows, so that it is patched only when that changes. */
export function digestOf(card: object): Buffer {
  return createHash('sha256').update(JSON.stringify(card)).digest();
}

/** Makes the message as things stand now; how far a check is stands nowhere and is handed in. Throws on a fault only, e.g. a submission that is not there. */
export async function compose(
  q: Queryable,
  parts: Parts,
  delivery: Delivery,
  now: Date,
  progress: CheckProgress | null = null,
): Promise<Made> {
  const marker = markerOf(delivery);
  if (delivery.submission === null) return composeAnswer(q, parts, delivery, marker, now);
  const dossier = await openDossier(q, parts, delivery.submission, dayOf(now));
  const { about } = delivery;
  if (await isReplaced(q, delivery)) {
    const { no, institution } = dossier;
    return { card: replacedCard({ no, institution, marker }) };
  }
  switch (delivery.kind) {
    case 'result': {
      const view = await resultView(q, parts, dossier, required(about.version));
      const isWaiting = view.at === 'checking' && !view.superseded;
      const shown = isWaiting ? (progress ?? (await placeOf(q, dossier.id))) : null;
      return { card: resultCard({ ...view, progress: shown, marker }) };
    }
    case 'review': {
      const at = { round: required(about.round), tier: required(about.tier) };
      const reader = { person: delivery.person, seed: delivery.id };
      const { view, drawn } = await reviewView(q, parts, dossier, at, reader);
      // Decided before it could be sent: there is nothing left to do on it.
      const isIdle = delivery.firstTriedAt === null && view.closed !== null && view.takeBackUntil === null;
      return isIdle ? null : { card: reviewCard({ ...view, marker }), drawn };
    }
    case 'inquiry':
      return { card: inquiryCard({ ...inquiryView(dossier, required(about.seq)), marker }) };
    case 'admission':
      return { card: admissionCard({ ...admissionView(dossier, required(about.seq)), marker }) };
    case 'repairs':
      return { card: repairsCard({ ...(await repairsView(q, parts, dossier, required(about.version))), marker }) };
    case 'told':
      return { card: toldCard({ ...toldView(parts, dossier, required(about.seq)), marker }) };
    case 'reminder':
    case 'alert':
      return composeReminder(q, parts, delivery, dossier, marker);
    case 'annotated':
      return partOf(await annotatedFiles(q, parts, dossier, required(about.version)), about.part);
    case 'export':
      return partOf(await exportFiles(q, parts, dossier, required(about.round)), about.part);
    case 'attachment':
      return partOf(await evidenceFile(q, parts, dossier, required(about.no)));
    case 'whole': {
      const at = { round: required(about.round), tier: required(about.tier) };
      return partOf(await wholeFiles(q, parts, dossier, at), about.part);
    }
    case 'words':
      return {
        text: sentence(required(about.code), { no: dossier.no, state: stateNames[dossier.state.at] }),
      };
    case 'history':
      return { card: historyCard({ ...(await historyView(q, parts, dossier)), marker }) };
    default:
      throw new Error(`delivery ${delivery.id}: a ${delivery.kind} is not about a submission`);
  }
}

/** How many checks are before this one; null when it is being made, or is the next. */
async function placeOf(q: Queryable, submission: string): Promise<CheckProgress | null> {
  const place = (await waitingChecks(q, PLACES_COUNTED)).find((check) => check.submission === submission);
  return place === undefined || place.running || place.ahead === 0 ? null : { ahead: place.ahead };
}

async function composeReminder(
  q: Queryable,
  parts: Parts,
  delivery: Delivery,
  dossier: Dossier,
  marker: string,
): Promise<Made> {
  const view = await reminderView(q, parts, dossier, required(delivery.about.seq));
  if (view === null) return null;
  return { card: delivery.kind === 'alert' ? alertCard({ ...view, marker }) : reminderCard({ ...view, marker }) };
}

async function composeAnswer(q: Queryable, parts: Parts, delivery: Delivery, marker: string, now: Date): Promise<Made> {
  const { about } = delivery;
  const openId = delivery.openId ?? '';
  switch (delivery.kind) {
    case 'help': {
      const occasion = about.code === 'greeting' || about.code === 'unknown' ? about.code : 'asked';
      return { card: helpCard({ ...(await helpView(q, parts, openId, occasion, now)), marker }) };
    }
    case 'progress':
      return { card: progressCard({ ...(await progressView(q, parts, openId, now)), marker }) };
    case 'return-list':
      return { card: returnListCard({ ...(await returnListView(q, parts, required(about.drop), now)), marker }) };
    case 'todo':
      return { card: todoCard({ ...(await todoView(q, parts, openId, about, now)), marker }) };
    case 'withdrawals':
      return { card: withdrawalsCard({ ...(await withdrawalsView(q, parts, openId, now)), marker }) };
    case 'question':
      return {
        card: questionCard({
          ...(await questionView(q, about, openId, now)),
          marker,
        }),
      };
    case 'directory': {
      const view = await directoryView(q, parts, required(about.proposal), required(about.edition));
      return { card: directoryCard({ ...view, marker }) };
    }
    case 'directory-list':
      return partOf({ files: [await directoryListFile(q, parts, required(about.proposal))], words: null });
    case 'directory-template':
      return partOf({ files: [await directoryTemplateFile()], words: null });
    case 'commitments':
      return { card: commitmentsCard({ ...(await commitmentsView(q, openId, now)), marker }) };
    case 'scan':
      return { card: scanCard({ ...(await scanView(q, required(about.drop), openId, now)), marker }) };
    case 'commitment-told': {
      const view = await commitmentToldView(q, parts, required(about.commitment), openId, now);
      return { card: commitmentToldCard({ ...view, marker }) };
    }
    case 'commitment-file':
      return partOf({ files: [await scanFile(q, parts, required(about.commitment))], words: null });
    case 'leave':
      return { card: leaveCard({ ...(await leaveView(q, parts, openId, now)), marker }) };
    case 'delegations':
      return { card: delegationsCard({ ...(await delegationsView(q, parts, openId, about, now)), marker }) };
    case 'template':
      return partOf({ files: [await templateFile(await standardFor(q, parts, openId, now))], words: null });
    case 'example':
      return partOf({ files: [await exampleFile(await standardFor(q, parts, openId, now))], words: null });
    case 'commitment':
      return partOf({ files: [await commitmentFile(parts)], words: null });
    case 'vacancy': {
      const view = await vacancyView(q, required(about.vacancy), dayOf(now));
      return view && { card: vacancyCard({ ...view, marker }) };
    }
    case 'vacancy-filled':
      return { card: filledCard({ ...(await filledView(q, parts, required(about.vacancy), dayOf(now))), marker }) };
    case 'digest': {
      const view = await digestView(q, parts, openId, required(about.day), now);
      return view && { card: digestCard({ ...view, marker }) };
    }
    case 'report': {
      const view = await reportView(q, parts, openId, now, about.day ?? null);
      return view && { card: reportCard({ ...view, marker }) };
    }
    case 'moved-days':
      return { card: movedDaysCard({ ...required(about.moved), marker }) };
    case 'words':
      return { text: sentence(required(about.code)) };
    default:
      throw new Error(`delivery ${delivery.id}: a ${delivery.kind} needs a submission`);
  }
}

/** The standard of what this person's institution sends today; for whoever belongs to none, that of most. */
async function standardFor(q: Queryable, parts: Parts, openId: string, now: Date): Promise<Standard> {
  const standing = await standingOf(q, openId, dayOf(now));
  const terms = await termsFor(q, parts.store, standing?.institutions[0] ?? null, dayOf(now));
  return parts.standard(terms.standard);
}

/** The part of this number, from 1. */
function partOf(made: HandOut | null, part = 1): Made {
  const file = made?.files[part - 1];
  return made && file ? { file, parts: made.files.length, words: made.words } : null;
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('delivery without what it is about');
  return value;
}
