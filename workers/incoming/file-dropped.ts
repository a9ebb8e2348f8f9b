// A file in the chat. Taken only one-to-one, from a clerk or an administrator; fetched at once; then it is a new submission, or it is asked about.
import { FeishuError } from '../../bot/feishu/feishu-error.ts';
import type { Incoming } from '../../bot/read-event.ts';
import { dayOf } from '../../domain/calendar.ts';
import { scanKind } from '../../domain/scan.ts';
import type { Tx } from '../../store/database.ts';
import { orderDelivery } from '../../store/deliveries.ts';
import { type Standing, standingOf } from '../../store/directory.ts';
import { keepDrop, settleDrop, submissionWithFile } from '../../store/drops.ts';
import { announced, takeIntent } from '../../store/intents.ts';
import { placeDrop } from '../../store/place-drop.ts';
import { awaitsMinistry } from '../../store/return-lists.ts';
import { openSubmissions } from '../../store/submission-lists.ts';
import { isDirectoryWorkbook } from '../../workbook/directory.ts';
import { MESSAGE_FILE_BYTES } from '../../workbook/limits.ts';
import { answer, type Listener, say } from '../listener.ts';
import type { WorkerParts } from '../parts.ts';
import { directoryDropped } from './directory-dropped.ts';
import { evidenceDropped } from './evidence-dropped.ts';
import { scanDropped } from './scan-dropped.ts';

type File = Extract<Incoming, { kind: 'file' }>;

export const fileDropped: Listener<File> = async (parts, file, now) => {
  const to = { incoming: file.key, openId: file.sender, replyTo: file.messageId };
  if (file.chatType === 'group') return (tx) => say(tx, to, 'group-file', now);
  const standing = await standingOf(parts.store.db, file.sender, dayOf(now));
  if (standing === null) return (tx) => say(tx, to, 'stranger', now);
  const fetched = await fetchFile(parts, file);
  if ('failed' in fetched) return (tx) => say(tx, to, fetched.failed, now);

  const { bytes } = fetched;
  const said = await announced(parts.store.db, standing.id, now);
  if (said?.kind === 'attachment')
    return evidenceDropped(parts, file, { standing, named: said.submission, bytes }, now);
  if (await isDirectoryWorkbook(bytes, { whole: standing.administrator })) {
    return directoryDropped(parts, file, standing, bytes, now);
  }
  if (scanKind(bytes) !== null) return scanDropped(parts, file, standing, bytes, now);
  if (standing.institutions.length === 0) {
    if (await awaitsMinistry(parts.store.db, standing.posts))
      return returnListDropped(parts, file, standing, bytes, now);
    return (tx) => say(tx, to, standing.administrator ? 'not-a-directory' : 'not-a-clerk', now);
  }
  return async (tx) => {
    const { messageId, chatId, fileName } = file;
    const drop = await keepDrop(
      tx,
      parts.store.sealer,
      { messageId, chatId, person: standing.id, fileName, bytes },
      now,
    );
    if (drop.settledAt !== null) return;
    const first = await submissionWithFile(tx, drop.file, standing.institutions);
    if (first !== null) return answerWithFirst(tx, to, { drop: drop.id, person: standing.id, first }, now);
    const trial = await takeIntent(tx, standing.id, 'trial', now);
    const open = await openSubmissions(tx, { institutions: standing.institutions }, 100);
    const waiting = open.rows.filter(({ state }) => ['faulty', 'ready', 'returned'].includes(state.at));
    const [institution, ...others] = standing.institutions;
    if (institution === undefined || others.length > 0 || (waiting.length > 0 && !trial)) {
      const about = { drop: drop.id, ...(trial ? { code: 'trial' } : {}) };
      return answer(tx, { ...to, person: standing.id }, { kind: 'question', about }, now);
    }
    await placeDrop(tx, parts.store, { drop: drop.id, by: standing, institution, submission: null, trial }, now);
  };
};

/** A file of whoever waits for the ministry centre's answer is that answer, by rows. */
function returnListDropped(parts: WorkerParts, file: File, { id: person }: Standing, bytes: Buffer, now: Date) {
  const { messageId, chatId, fileName } = file;
  return async (tx: Tx) => {
    const drop = await keepDrop(tx, parts.store.sealer, { messageId, chatId, person, fileName, bytes }, now);
    const to = { incoming: file.key, openId: file.sender, replyTo: messageId, person };
    await answer(tx, to, { kind: 'return-list', about: { drop: drop.id } }, now);
  };
}

/** The same bytes are no second submission: where the first stands is said, and its card sent anew to act on. */
async function answerWithFirst(
  tx: Tx,
  to: { incoming: string; openId: string; replyTo: string },
  { drop, person, first }: { drop: string; person: string; first: { id: string; version: number; trial: boolean } },
  now: Date,
): Promise<void> {
  const { incoming, ...receiver } = to;
  const { id: submission, version } = first;
  await settleDrop(tx, drop, submission, now);
  const about = { code: first.trial ? 'same-bytes-trial' : 'same-bytes' };
  await answer(tx, { ...to, person }, { kind: 'words', submission, about }, now);
  const card = { key: `same:${incoming}`, kind: 'result', submission, about: { version } } as const;
  await orderDelivery(tx, { ...receiver, ...card, person }, now);
}

async function fetchFile(
  parts: WorkerParts,
  file: File,
): Promise<{ bytes: Buffer } | { failed: 'too-large' | 'file-gone' }> {
  try {
    return { bytes: await parts.feishu.download(file.messageId, file.fileKey, MESSAGE_FILE_BYTES) };
  } catch (error) {
    if (!(error instanceof FeishuError) || error.kind === 'retry' || error.kind === 'unknown-outcome') throw error;
    parts.log.info({ code: error.code }, 'file could not be fetched');
    return { failed: error.code === 'too-large' || error.code === 234037 ? 'too-large' : 'file-gone' };
  }
}
