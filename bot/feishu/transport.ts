// How events reach us: over the long connection or over a webhook; listeners cannot tell which.

/**
 * Told every event, as the untouched envelope `{ schema, header, event }`. What it returns answers a click on a card and
 * is ignored for other events. When it rejects, Feishu delivers an event again; a click is not delivered again.
 * It must be done well within 3 seconds.
 */
export type OnEvent = (envelope: unknown) => Promise<object | undefined>;

export type TransportState = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'failed';

export type Transport = {
  /** Resolves when events can arrive; rejects when the platform refuses us for good, e.g. by a wrong secret. */
  start: (onEvent: OnEvent) => Promise<void>;
  state: () => TransportState;
  /** When the last event arrived, by the machine's clock; null before the first. */
  lastEventAt: () => Date | null;
  close: () => void;
};

const CARD_CLICK = 'card.action.trigger';

/**
 * Answers every click with an object: no answer at all shows the person an error. Other events get none.
 */
export async function answerTo(envelope: unknown, onEvent: OnEvent): Promise<object | undefined> {
  const answer = await onEvent(envelope);
  const { header } = envelope as { header?: { event_type?: unknown } };
  return header?.event_type === CARD_CLICK ? (answer ?? {}) : undefined;
}
