// Sends one ordered message, once. The platform forgets a uuid after an hour: an older doubtful send is looked up first.
import type { Sent } from '../bot/feishu/feishu.ts';
import { FeishuError } from '../bot/feishu/feishu-error.ts';
import type { Content } from '../bot/feishu/message-form.ts';
import { compose, digestOf, type Made, type MadeFile, markerOf } from '../messages/compose.ts';
import { chatOf } from '../store/chats.ts';
import type { Tx } from '../store/database.ts';
import {
  type Delivery,
  deliveryOfMessage,
  keepFileKey,
  liveKinds,
  markFailed,
  markSent,
  markTried,
  newestCardMessage,
  orderDelivery,
  readDelivery,
} from '../store/deliveries.ts';
import { noteLook } from '../store/looks.ts';
import { finish, isWaiting, leave } from '../store/outbox.ts';
import { fileOut, mayReceive, noteFileOut, noteListOut } from './hand-out.ts';
import type { WorkerParts } from './parts.ts';

/** The platform promises an hour; what is nearly that old is treated as older. */
const uuidCoversMs = 50 * 60_000;
/** History is asked for from a little before the first try: the two clocks need not agree to the second. */
const lookBackMs = 60_000;

export async function deliver(parts: WorkerParts, { delivery: id }: { delivery: string }, work: number): Promise<void> {
  const { store, clock } = parts;
  if (!(await isWaiting(store.db, work))) return;
  const delivery = await readDelivery(store.db, id);
  const now = await clock.now();
  if (delivery === null || isSettled(delivery)) {
    await store.db.transaction((tx) => finish(tx, work, now));
    return;
  }
  const file = await fileOut(store.db, delivery);
  const made = await compose(store.db, parts, delivery, now);
  try {
    const content = made && (await contentOf(parts, delivery, made));
    const mayGo = file === null || (await mayReceive(store.db, file, now));
    const goes = mayGo ? content : null;
    const earlier = await found(parts, delivery, goes, now);
    const sent = earlier ?? (goes && (await sendOut(parts, delivery, goes, now)));
    if (sent === null) return await dropMessage(parts, delivery, content !== null, work, now);
    // A message from an earlier try shows what was true then: unknown here, so that the refresh below brings it up to date.
    const shown = content && 'card' in content && delivery.firstTriedAt === null ? digestOf(content.card) : null;
    await store.db.transaction(async (tx) => {
      if (!(await finish(tx, work, now))) return;
      await markSent(tx, id, { ...sent, shown }, now);
      if (file !== null) await noteFileOut(tx, file, now);
      await noteListOut(tx, delivery, now);
      if (made !== null) await noteSample(tx, delivery, made, now);
      if (made && 'file' in made) await orderRest(tx, delivery, made, sent.messageId, now);
      if (delivery.about.urgent) await leave(tx, { job: 'urge', payload: { delivery: id } }, now);
      // The state may have moved on between reading it and sending what it was.
      if (isLive(delivery))
        await leave(tx, { job: 'refresh-cards', payload: { submission: delivery.submission } }, now);
    });
  } catch (error) {
    if (!(error instanceof FeishuError) || error.kind === 'retry' || error.kind === 'unknown-outcome') throw error;
    parts.log.warn({ delivery: id, kind: delivery.kind, err: error }, 'message cannot be delivered');
    await store.db.transaction(async (tx) => {
      if (await finish(tx, work, now)) await markFailed(tx, id, typeof error.code === 'number' ? error.code : 0);
    });
  }
}

/** Rows of people that a card shows for the first time. */
async function noteSample(tx: Tx, { submission }: Delivery, made: NonNullable<Made>, now: Date): Promise<void> {
  if (submission !== null && 'card' in made && made.drawn) await noteLook(tx, submission, made.drawn, now);
}

/** Nothing goes out: it is not worth it any more, or its receiver may not have it any more. */
async function dropMessage(
  { store, log }: WorkerParts,
  { id, kind }: Delivery,
  isBarred: boolean,
  work: number,
  now: Date,
): Promise<void> {
  if (isBarred) log.warn({ delivery: id, kind }, 'a file did not go out: its receiver may not have it any more');
  await store.db.transaction(async (tx) => {
    if ((await finish(tx, work, now)) && isBarred) await markFailed(tx, id, 0);
  });
}

function isSettled(delivery: Delivery): boolean {
  return delivery.sentAt !== null || delivery.failedCode !== null;
}

function isLive(delivery: Delivery): delivery is Delivery & { submission: string } {
  return liveKinds.includes(delivery.kind) && delivery.submission !== null;
}

/** An uploaded file keeps its key, so that a second try sends the same message. */
async function contentOf(parts: WorkerParts, delivery: Delivery, made: NonNullable<Made>): Promise<Content> {
  if (!('file' in made)) return made;
  if (delivery.fileKey !== null) return { file: { key: delivery.fileKey } };
  const key = await parts.feishu.upload(made.file.name, made.file.bytes);
  await keepFileKey(parts.store.db, delivery.id, key);
  return { file: { key } };
}

/** What did not go into the first message: the other parts, and a sentence that says so. */
async function orderRest(tx: Tx, delivery: Delivery, made: MadeFile, messageId: string, now: Date): Promise<void> {
  const { id, kind, about } = delivery;
  if (about.part !== undefined) return;
  const to = {
    person: delivery.person,
    ...(delivery.openId !== null && { openId: delivery.openId }),
    ...(delivery.chatId !== null && { chatId: delivery.chatId }),
  };
  if (made.words !== null) {
    const said = { key: `words:${id}`, kind: 'words', about: { code: made.words }, replyTo: messageId } as const;
    await orderDelivery(tx, { ...to, ...said }, now);
  }
  for (let part = 2; part <= made.parts; part += 1) {
    const submission = delivery.submission === null ? {} : { submission: delivery.submission };
    await orderDelivery(tx, { ...to, ...submission, key: `part:${id}:${part}`, kind, about: { ...about, part } }, now);
  }
}

async function sendOut(parts: WorkerParts, delivery: Delivery, content: Content, now: Date): Promise<Sent> {
  const { store, feishu } = parts;
  await markTried(store.db, delivery.id, now);
  const replyTo = await replyTarget(parts, delivery);
  if (replyTo !== null) {
    try {
      return await feishu.reply(replyTo, content, delivery.id);
    } catch (error) {
      // Whoever recalled the message replied to still gets the news, as a message of its own.
      if (!(error instanceof FeishuError) || error.kind !== 'gone') throw error;
    }
  }
  const to = delivery.openId === null ? { chatId: delivery.chatId ?? '' } : { openId: delivery.openId };
  return feishu.send(to, content, delivery.id);
}

async function replyTarget(parts: WorkerParts, delivery: Delivery): Promise<string | null> {
  const { kind, submission, person, replyTo } = delivery;
  const aboutCard = ['told', 'reminder', 'repairs', 'inquiry'].includes(kind);
  if (!aboutCard || submission === null || person === null) return replyTo;
  return newestCardMessage(parts.store.db, submission, person);
}

/**
 * A message tried long ago may be there: it is recognised by its marker, its file or its words. So may a file that was
 * tried just now and must not be sent again: then there is no `content`.
 */
async function found(parts: WorkerParts, delivery: Delivery, content: Content | null, now: Date): Promise<Sent | null> {
  const { firstTriedAt } = delivery;
  if (firstTriedAt === null || (content !== null && now.getTime() - firstTriedAt.getTime() < uuidCoversMs)) return null;
  const sign = signOf(delivery, content);
  const chatId = delivery.chatId ?? (await chatOf(parts.store.db, delivery.openId ?? ''));
  if (chatId === null || sign === null) return null;
  for await (const message of parts.feishu.history(chatId, firstTriedAt.getTime() - lookBackMs)) {
    if (!message.sentByBot || message.recalled || !message.content.includes(sign)) continue;
    // The same words may have been said twice: a message that is known to be another delivery is not this one.
    if ((await deliveryOfMessage(parts.store.db, message.messageId)) === null)
      return { messageId: message.messageId, chatId };
  }
  return null;
}

/** By what it is recognised among the messages of a chat; null when that cannot be told any more. */
function signOf(delivery: Delivery, content: Content | null): string | null {
  if (content === null || 'file' in content) return delivery.fileKey;
  return 'card' in content ? markerOf(delivery) : content.text;
}
