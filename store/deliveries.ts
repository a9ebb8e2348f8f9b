// Messages ordered, sent and changed: each is ordered once by key, and its row knows how far it got. Sends nothing itself.
import { randomUUID } from 'node:crypto';
import type { About, Audience, MessageKind } from '../domain/consequences.ts';
import type { Queryable, Tx } from './database.ts';
import { aboutSchema, type DeliveryAbout } from './delivery-about.ts';
import { clerksFor, holdersOf, managersOf, type Reachable, reachablePerson } from './directory.ts';
import { leave } from './outbox.ts';

/** Kinds of message that answer something a person did in the chat. */
export type AnswerKind =
  | 'help'
  | 'progress'
  | 'history'
  | 'question'
  | 'return-list'
  | 'digest'
  | 'report'
  | 'repairs'
  | 'template'
  | 'example'
  | 'commitment'
  | 'words'
  | 'whole'
  | 'attachment'
  | 'todo'
  | 'withdrawals'
  | 'directory'
  | 'directory-list'
  | 'directory-template'
  | 'leave'
  | 'delegations'
  | 'commitments'
  | 'scan';
/**
 * moved-days: once to each person when a calendar has moved due days. vacancy, vacancy-filled: a post that nobody holds,
 * and its end, to whoever sees to it. commitment-told, commitment-file: a signed 诚信承诺书, and its scan.
 */
export type DeliveryKind =
  | MessageKind
  | AnswerKind
  | 'moved-days'
  | 'vacancy'
  | 'vacancy-filled'
  | 'commitment-told'
  | 'commitment-file';

export type Delivery = {
  id: string;
  kind: DeliveryKind;
  person: string | null;
  openId: string | null;
  chatId: string | null;
  replyTo: string | null;
  submission: string | null;
  about: DeliveryAbout;
  orderedAt: Date;
  firstTriedAt: Date | null;
  sentAt: Date | null;
  messageId: string | null;
  shown: Buffer | null;
  fileKey: string | null;
  urgedAt: Date | null;
  failedCode: number | null;
  /** The card that was sent in its place. */
  replacedBy: string | null;
};

const columns = `id, kind, person, open_id as "openId", chat_id as "chatId", reply_to as "replyTo", submission, about,
  ordered_at as "orderedAt", first_tried_at as "firstTriedAt", sent_at as "sentAt", message_id as "messageId", shown,
  file_key as "fileKey", urged_at as "urgedAt", failed_code as "failedCode", replaced_by as "replacedBy"`;

/** What a submission's events ask for: one delivery per person of the audience, ordered in the same transaction, sent when `sendAt` says. */
export async function orderMessage(
  tx: Tx,
  order: { kind: MessageKind; audience: Audience; about: About; once: string; submission: string },
  today: string,
  now: Date,
  sendAt: (person: string) => Date = () => now,
): Promise<void> {
  const { kind, submission, about, once } = order;
  for (const { person, openId } of await audienceOf(tx, order.audience, today)) {
    const key = `${kind}:${submission}:${once}:${person}`;
    await orderDelivery(tx, { key, kind, person, openId, submission, about, sendAt: sendAt(person) }, now);
  }
}

async function audienceOf(q: Queryable, audience: Audience, today: string): Promise<Reachable[]> {
  switch (audience.of) {
    case 'clerk':
      return clerksFor(q, audience.institution, audience.person, today);
    case 'person':
      return reachablePerson(q, audience.person, today);
    case 'post':
      return holdersOf(q, audience.post, today);
    case 'managers':
      return managersOf(
        q,
        audience.post === null ? { institution: audience.institution } : { post: audience.post },
        today,
        audience.above,
      );
  }
}

export type NewDelivery = {
  key: string;
  kind: DeliveryKind;
  person?: string | null;
  openId?: string;
  chatId?: string;
  replyTo?: string;
  submission?: string;
  about?: DeliveryAbout;
  /** Default: at once. */
  sendAt?: Date;
};

/** Orders one message and leaves the job that sends it; null when this key was ordered before. */
export async function orderDelivery(tx: Tx, order: NewDelivery, now: Date): Promise<string | null> {
  const id = randomUUID();
  const { rowCount } = await tx.query(
    `insert into deliveries (id, key, kind, person, open_id, chat_id, reply_to, submission, about, ordered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (key) do nothing`,
    [
      id,
      order.key,
      order.kind,
      order.person ?? null,
      order.openId ?? null,
      order.chatId ?? null,
      order.replyTo ?? null,
      order.submission ?? null,
      JSON.stringify(order.about ?? {}),
      now,
    ],
  );
  if (rowCount === 0) return null;
  await leave(tx, { job: 'deliver', payload: { delivery: id }, availableAt: order.sendAt ?? now }, now);
  return id;
}

export async function readDelivery(q: Queryable, id: string): Promise<Delivery | null> {
  return one(q, 'id = $1', [id]);
}

/** The delivery that a message in a chat is; null for messages we did not send, forwarded copies among them. */
export async function deliveryOfMessage(q: Queryable, messageId: string): Promise<Delivery | null> {
  return one(q, 'message_id = $1', [messageId]);
}

/** Kinds of card about a submission that are kept up to date while they can be. */
export const liveKinds: readonly DeliveryKind[] = ['result', 'repairs', 'review', 'inquiry', 'admission'];

/** Cards of a submission that are out and kept up to date. */
export async function liveCardsOf(q: Queryable, submission: string): Promise<Delivery[]> {
  return many(
    q,
    `submission = $1 and kind = any($2) and message_id is not null and failed_code is null
     order by ordered_at, id`,
    [submission, liveKinds],
  );
}

/** Lists of submissions that a person asked for. */
const listKinds: readonly DeliveryKind[] = ['todo', 'withdrawals'];
/** How long such a list is kept up to date: who wants to know later asks anew. */
const listsLiveMs = 24 * 3_600_000;

/** The newest lists of people who have a card of this submission: it may stand in them. */
export async function listsNaming(q: Queryable, submission: string, now: Date): Promise<Delivery[]> {
  return many(
    q,
    `id in (select distinct on (l.person, l.kind) l.id from deliveries l
       where l.kind = any($2) and l.sent_at > $3 and l.message_id is not null and l.failed_code is null
         and l.person in (select person from deliveries where submission = $1 and kind in ('result', 'review'))
       order by l.person, l.kind, l.ordered_at desc)`,
    [submission, listKinds, new Date(now.getTime() - listsLiveMs)],
  );
}

/** Changes what a card is about, e.g. the page it shows. */
export async function changeAbout(q: Queryable, id: string, more: Partial<DeliveryAbout>): Promise<void> {
  await q.query('update deliveries set about = about || $2::jsonb where id = $1', [id, JSON.stringify(more)]);
}

/** The message id of this person's newest card of a submission, to which news and reminders are replies; null while none was sent. */
export async function newestCardMessage(q: Queryable, submission: string, person: string): Promise<string | null> {
  const [newest] = await many(
    q,
    `submission = $1 and person = $2 and kind in ('result', 'review') and message_id is not null
     order by ordered_at desc, id desc limit 1`,
    [submission, person],
  );
  return newest?.messageId ?? null;
}

async function one(q: Queryable, where: string, values: unknown[]): Promise<Delivery | null> {
  const [found] = await many(q, where, values);
  return found ?? null;
}

async function many(q: Queryable, where: string, values: unknown[]): Promise<Delivery[]> {
  const { rows } = await q.query<Delivery>(`select ${columns} from deliveries where ${where}`, values);
  return rows.map((row) => ({ ...row, about: aboutSchema.parse(row.about) }));
}

/** Notes, before the first try, that the platform may from now on have the message. */
export async function markTried(q: Queryable, id: string, now: Date): Promise<void> {
  await q.query('update deliveries set first_tried_at = $2 where id = $1 and first_tried_at is null', [id, now]);
}

/** Notes where the message is, and what it shows. */
export async function markSent(
  q: Queryable,
  id: string,
  sent: { messageId: string; chatId: string; shown: Buffer | null },
  now: Date,
): Promise<void> {
  await q.query(
    `update deliveries set sent_at = $2, message_id = $3, chat_id = coalesce(nullif($4, ''), chat_id), shown = $5
     where id = $1 and sent_at is null`,
    [id, now, sent.messageId, sent.chatId, sent.shown],
  );
}

export async function markShown(q: Queryable, id: string, shown: Buffer): Promise<void> {
  await q.query('update deliveries set shown = $2 where id = $1', [id, shown]);
}

/** What a card shows is not known any more: the next refresh changes it in any case. */
export async function forgetShown(q: Queryable, id: string): Promise<void> {
  await q.query('update deliveries set shown = null where id = $1', [id]);
}

export async function keepFileKey(q: Queryable, id: string, fileKey: string): Promise<void> {
  await q.query('update deliveries set file_key = $2 where id = $1', [id, fileKey]);
}

/** Claims the one urgent notice of a message; false when it was made before, even if nobody knows how it ended. */
export async function markUrged(q: Queryable, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await q.query('update deliveries set urged_at = $2 where id = $1 and urged_at is null', [
    id,
    now,
  ]);
  return rowCount === 1;
}

/** Gives up on a message for good; `code` is the platform's. */
export async function markFailed(q: Queryable, id: string, code: number): Promise<void> {
  await q.query('update deliveries set failed_code = $2 where id = $1', [id, code]);
}
