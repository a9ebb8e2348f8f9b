// Sends events to the bot by Feishu's push rule (at least once, four redeliveries) and card callbacks once.
// What travels how is the transport's business.
import type { Push } from './api.ts';
import type { VirtualClock } from './clock.ts';
import type { Faults } from './faults.ts';
import { newEventId } from './ids.ts';
import type { App } from './simulator.ts';
import type { World } from './world.ts';

/** Virtual time from a failed try to the next; after the last one the event is given up. */
const REDELIVERY_DELAYS_MS = [15_000, 5 * 60_000, 60 * 60_000, 6 * 60 * 60_000];
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export type Envelope = Record<string, unknown>;
/** What came back for one push: an answer with its status and body, silence for 3 s, or nobody to push to. */
export type PushResult =
  | { kind: 'answered'; status: number; body: string | null }
  | { kind: 'timeout' }
  | { kind: 'unreachable' };
/** `pushId` stays the same when an event is pushed again. */
export type Transport = { push(envelope: Envelope, pushId: string, asCardFrame: boolean): Promise<PushResult> };

type Pending = {
  event_id: string;
  event_type: string;
  envelope: Envelope;
  tries: number;
  next_at: number | null;
};

export class Deliveries {
  readonly #app: App;
  readonly #clock: VirtualClock;
  readonly #faults: Faults;
  readonly #world: World;
  readonly #transport: Transport;
  readonly #pending = new Map<string, Pending>();
  #heldBack: Pending | null = null;
  #timer: NodeJS.Timeout | null = null;
  #onChange: () => void = () => {};
  /** Every envelope made, in order; and every push of one with its outcome. */
  envelopes: Envelope[] = [];
  pushes: Push[] = [];

  constructor(parts: { app: App; clock: VirtualClock; faults: Faults; world: World; transport: Transport }) {
    this.#app = parts.app;
    this.#clock = parts.clock;
    this.#faults = parts.faults;
    this.#world = parts.world;
    this.#transport = parts.transport;
    this.#clock.onJump(() => this.#pushDue());
  }

  /** Calls back whenever `pending()` would read differently. */
  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  pending(): { event_id: string; event_type: string; tries: number; next_at: number | null }[] {
    return [...this.#pending.values()].map(({ event_id, event_type, tries, next_at }) => ({
      event_id,
      event_type,
      tries,
      next_at,
    }));
  }

  /** Queues an event in the v2 envelope; it is on its way when this returns, unless a fault holds it back. */
  emit(eventType: string, event: Record<string, unknown>): void {
    const eventId = newEventId();
    this.#start(eventId, eventType, {
      schema: '2.0',
      header: this.#header(eventId, eventType, String(this.#clock.now())),
      event,
    });
  }

  /** The old envelope, which `p2p_chat_create` still has. */
  emitV1(eventType: string, event: Record<string, unknown>): void {
    const uuid = newEventId();
    this.#start(uuid, eventType, {
      uuid,
      ts: (this.#clock.now() / 1000).toFixed(6),
      token: this.#app.verification_token,
      type: 'event_callback',
      event: { ...event, app_id: this.#app.app_id, tenant_key: this.#app.tenant_key, type: eventType },
    });
  }

  /** Pushes a card callback once and waits for the answer; `create_time` is in microseconds here. */
  async callBack(event: Record<string, unknown>): Promise<PushResult> {
    const eventId = newEventId();
    const eventType = 'card.action.trigger';
    const envelope = {
      schema: '2.0',
      header: this.#header(eventId, eventType, String(Math.round(this.#clock.now() * 1000))),
      event,
    };
    this.envelopes.push(envelope);
    const result = await this.#transport.push(envelope, eventId, this.#world.switches.card_frames);
    this.#record(eventId, eventType, 1, result);
    return result;
  }

  /** Forgets everything under way; answers still to come are ignored. */
  clear(): void {
    this.#pending.clear();
    this.#heldBack = null;
    this.envelopes = [];
    this.pushes = [];
    if (this.#timer) clearTimeout(this.#timer);
    this.#onChange();
  }

  #header(eventId: string, eventType: string, createTime: string) {
    return {
      event_id: eventId,
      event_type: eventType,
      create_time: createTime,
      token: this.#app.verification_token,
      app_id: this.#app.app_id,
      tenant_key: this.#app.tenant_key,
    };
  }

  #start(eventId: string, eventType: string, envelope: Envelope): void {
    const pending: Pending = { event_id: eventId, event_type: eventType, envelope, tries: 0, next_at: null };
    this.envelopes.push(envelope);
    this.#pending.set(eventId, pending);
    this.#onChange();
    const delay = this.#faults.take(['delay']);
    if (delay) setTimeout(() => this.#release(pending), delay.ms).unref();
    else this.#release(pending);
  }

  /** Where a reorder fault makes two events change places: the first waits for the second, however long that takes. */
  #release(pending: Pending): void {
    if (!this.#pending.has(pending.event_id)) return;
    if (!this.#heldBack && this.#faults.take(['reorder'])) {
      this.#heldBack = pending;
      return;
    }
    const earlier = this.#heldBack;
    this.#heldBack = null;
    const copies = this.#faults.take(['duplicate']);
    this.#tryNow(pending);
    for (let extra = 1; copies && extra < (copies.copies ?? 2); extra++) void this.#pushCopy(pending);
    if (earlier) this.#tryNow(earlier);
  }

  #tryNow(pending: Pending): void {
    pending.tries += 1;
    pending.next_at = null;
    void this.#push(pending);
  }

  async #push(pending: Pending): Promise<void> {
    const nthTry = pending.tries;
    const result = await this.#transport.push(pending.envelope, pending.event_id, false);
    this.#record(pending.event_id, pending.event_type, nthTry, result);
    if (!this.#pending.has(pending.event_id)) return;
    const delay = REDELIVERY_DELAYS_MS[pending.tries - 1];
    const acknowledged = result.kind === 'answered' && result.status === 200;
    const lost = result.kind === 'unreachable' && !this.#world.switches.redeliver_without_connection;
    if (acknowledged || lost || delay === undefined) this.#pending.delete(pending.event_id);
    else pending.next_at = this.#clock.now() + delay;
    this.#setTimer();
    this.#onChange();
  }

  async #pushCopy(pending: Pending): Promise<void> {
    const result = await this.#transport.push(pending.envelope, pending.event_id, false);
    this.#record(pending.event_id, pending.event_type, pending.tries, result);
  }

  #record(eventId: string, eventType: string, nthTry: number, result: PushResult): void {
    const outcome = result.kind === 'answered' ? String(result.status) : result.kind;
    this.pushes.push({ at: this.#clock.now(), event_id: eventId, event_type: eventType, try: nthTry, outcome });
  }

  #pushDue(): void {
    const now = this.#clock.now();
    for (const pending of this.#pending.values()) {
      if (pending.next_at !== null && pending.next_at <= now) this.#tryNow(pending);
    }
    this.#setTimer();
  }

  /** Virtual and real time run at the same pace, so one real timer to the next due event is enough. */
  #setTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    const due = [...this.#pending.values()].flatMap(({ next_at }) => next_at ?? []);
    if (due.length === 0) return;
    const wait = Math.min(Math.max(0, Math.min(...due) - this.#clock.now()), LONGEST_TIMER_MS);
    this.#timer = setTimeout(() => this.#pushDue(), wait);
    this.#timer.unref();
  }
}
