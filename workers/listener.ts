// The shape of a listener, and the answers most of them give.
import type { Incoming } from '../bot/read-event.ts';
import type { SentenceCode } from '../messages/sentences.ts';
import type { Tx } from '../store/database.ts';
import { type AnswerKind, orderDelivery } from '../store/deliveries.ts';
import type { DeliveryAbout } from '../store/delivery-about.ts';
import type { WorkerParts } from './parts.ts';

/** Does what needs the world outside, and gives back what is to be written. */
export type Listener<T extends Incoming> = (
  parts: WorkerParts,
  incoming: T,
  now: Date,
) => Promise<(tx: Tx) => Promise<void>>;

/** Orders one answer to one thing that came in; its key keeps a repeat from answering twice. */
export async function answer(
  tx: Tx,
  to: { incoming: string; openId: string; person?: string | null; replyTo?: string },
  what: { kind: AnswerKind; submission?: string; about?: DeliveryAbout },
  now: Date,
): Promise<void> {
  const { incoming, ...receiver } = to;
  await orderDelivery(tx, { key: `answer:${what.kind}:${incoming}`, ...receiver, ...what }, now);
}

/** The same with a fixed sentence. */
export async function say(
  tx: Tx,
  to: { incoming: string; openId: string; replyTo?: string },
  code: SentenceCode,
  now: Date,
): Promise<void> {
  await answer(tx, to, { kind: 'words', about: { code } }, now);
}
