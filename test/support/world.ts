// One company for one flow test: simulated Feishu, the real bot over the real SDK, stepped workers, a database of its own.
// A test says what people do and reads what they see; at its end nothing may be left over and every log must add up.
import { Writable } from 'node:stream';
import { afterAll, vi } from 'vitest';
import { followedClock } from '../../bot/clock.ts';
import { connectFeishu } from '../../bot/feishu/feishu.ts';
import { longConnection } from '../../bot/feishu/long-connection.ts';
import { createLog, type Log } from '../../bot/log.ts';
import { onEvent } from '../../bot/on-event.ts';
import { shippedCalendar } from '../../config/calendars.ts';
import type { RouteBook } from '../../config/routes.ts';
import { addWorkingDays, dayOf } from '../../domain/calendar.ts';
import type { DirectoryFile } from '../../domain/directory.ts';
import { partsOf } from '../../messages/parts-of.ts';
import type { Database } from '../../store/database.ts';
import { verifyStream } from '../../store/events.ts';
import { loadDirectory } from '../../store/load-directory.ts';
import { waitingWork } from '../../store/outbox.ts';
import { foldStream } from '../../store/submissions.ts';
import type { WorkerParts } from '../../workers/parts.ts';
import { freshDatabase } from './database.ts';
import { mortal } from './mortal-database.ts';
import { startSimulator, type TestSimulator } from './simulator.ts';
import { until } from './until.ts';
import { chatOf } from './world-chat.ts';
import { cast, directory, everyone, type Who } from './world-people.ts';
import { steppedWorkers } from './world-workers.ts';

/** Thursday, three days after the certificates of the tests were issued. */
export const opening = '2026-03-05T09:00:00+08:00';
const masterKey = { name: 'test', key: Buffer.alloc(32, 9) };
const minuteMs = 60_000;
const menu = [
  { name: '办理进度', event_key: 'progress' },
  { name: '空白模板', event_key: 'template' },
  { name: '使用帮助', event_key: 'help' },
];

/** A flow is some hundred steps between four programs: seconds on an idle machine, more on a busy one. */
vi.setConfig({ testTimeout: 180_000 });

let shared: Promise<TestSimulator> | null = null;
afterAll(async () => (await shared)?.stop());

type Terms = { quietMinutes?: number; workingHours?: string; routes?: RouteBook };

export type World = Awaited<ReturnType<typeof open>>['world'];

/**
 * Plays one flow. Everybody of the directory has joined and been greeted; the clock stands at `opening`. Decisions take
 * effect at once unless `quietMinutes` are given, messages go out at any hour unless `workingHours` are, under the shipped routes unless others are.
 */
export async function world(
  play: (w: World) => Promise<void>,
  { quietMinutes = 0, workingHours = 'off', routes }: Terms = {},
): Promise<void> {
  shared ??= startSimulator();
  const stage = await open(await shared, { quietMinutes, workingHours }, routes);
  let played = false;
  try {
    await play(stage.world);
    played = true;
    await stage.verify();
  } finally {
    await stage.close(played);
  }
}

async function open(
  simulator: TestSimulator,
  { quietMinutes, workingHours }: { quietMinutes: number; workingHours: string },
  routes?: RouteBook,
) {
  const { control } = simulator;
  await control.reset(opening);
  await control.switches({ rate_limits: false, group_all_messages: false });
  await control.groups([]);
  await control.menu(menu);
  const people = await control.people([
    ...everyone.map((name) => ({ name, ...(name === '壬路人' ? {} : { mobile: `+86${cast[name]}` }) })),
  ]);
  const openIds = new Map(people.map(({ name, open_id }) => [name as Who, open_id]));

  const fresh = await freshDatabase();
  const clock = followedClock(`${simulator.url}/sim/clock`);
  const lines: string[] = [];
  const log = capturedLog(lines);
  const shared = await partsOf(
    {
      DATABASE_URL: fresh.url,
      HEZHENG_MASTER_KEY: [masterKey],
      HEZHENG_QUIET_MINUTES: quietMinutes,
      HEZHENG_WORKING_HOURS: workingHours,
    },
    'test',
    await clock.now(),
    routes,
  );
  const { db } = shared.store;
  const bot = mortal(db);
  const working = mortal(db);
  const over = (own: Database) => ({ ...shared, store: { ...shared.store, db: own }, clock, log });
  const app = { ...simulator.app, domain: simulator.url };
  const parts: WorkerParts = { ...over(working.db), feishu: connectFeishu(app, log, leapingTime()) };

  const handled = new Map<string, number>();
  const listen = onEvent(over(bot.db));
  const connection = longConnection(app, log);
  const receive = async (envelope: unknown) => {
    try {
      return await listen(envelope);
    } finally {
      bot.life.revive();
      const id = eventIdOf(envelope);
      handled.set(id, (handled.get(id) ?? 0) + 1);
    }
  };
  await connection.start(receive);
  let copies = 1;
  const settled = () =>
    until(async () => {
      const { pending_events: pending } = await control.world();
      if (pending.some(({ next_at }) => next_at === null)) return false;
      if (copies === 1) return true;
      const { events } = await control.transcript();
      return events.every(
        (event) => typeOf(event) === 'card.action.trigger' || (handled.get(eventIdOf(event)) ?? 0) >= copies,
      );
    });

  const workers = steppedWorkers(parts, working.life, redisUrl());
  const chat = chatOf(control, openIds, settled);
  const now = () => clock.now();
  const today = async () => dayOf(await now());
  const load = async (file: DirectoryFile) => loadDirectory(shared.store, file, await now());
  const moveTo = async (instant: string) => {
    await control.setClock(instant);
    await settled();
  };

  const { close: closeWorkers, ...stepping } = workers;
  const world = {
    ...chat,
    ...stepping,
    simulator,
    control,
    parts,
    store: shared.store,
    db,
    adminUrl: fresh.adminUrl,
    /** Lives of the two processes, to be ended at a chosen write. */
    life: { bot: bot.life, workers: working.life },
    /** Everything logged so far, one JSON line each. */
    logged: (): string => lines.join(''),
    /** Hands an event to the bot as the connection does, for events no client would cause. */
    receive,
    /** Every event so far, as it travelled. */
    events: async (type: string) => (await control.transcript()).events.filter((event) => typeOf(event) === type),
    now,
    today,
    load,
    settled,
    /** Moves the clock to an instant with offset. */
    at: moveTo,
    /** Moves the clock on; by working days it stands at ten in the morning of that day. */
    advance: async (by: { workingDays: number } | { days: number } | { hours: number } | { minutes: number }) => {
      if ('workingDays' in by) {
        const { day } = addWorkingDays(shippedCalendar, await today(), by.workingDays);
        return moveTo(`${day}T10:00:00+08:00`);
      }
      const minutes = 'days' in by ? by.days * 24 * 60 : 'hours' in by ? by.hours * 60 : by.minutes;
      await control.advance(minutes * minuteMs);
      await settled();
    },
    /** From now on the platform delivers every event twice. */
    everythingTwice: async () => {
      copies = 2;
      await control.fault({ kind: 'duplicate', copies, times: null });
    },
    /** Cuts the long connection, does `meanwhile`, and waits until it stands again. */
    cutConnection: async (meanwhile: () => Promise<unknown>) => {
      await control.dropConnections();
      await meanwhile();
      await until(async () => connection.state() === 'connected' && (await control.world()).connections.length === 1);
    },
  };

  await load(directory);
  await workers.work();
  for (const who of everyone) await chat.news(who);
  workers.takeFailures();
  workers.takeRan();

  return {
    world,
    verify: async () => {
      const failed = workers.takeFailures().map(({ job, error }) => `${job}: ${error.stack}`);
      if (failed.length > 0) throw new Error(`jobs failed that nobody expected:\n${failed.join('\n')}`);
      const { count } = await waitingWork(db, await now());
      const left = await workers.left();
      if (count + left > 0) throw new Error(`left over: ${count} rows in the outbox, ${left} jobs in the queues`);
      await verifyRecord(db);
    },
    close: async (played: boolean) => {
      connection.close();
      clock.close();
      await closeWorkers();
      await db.close();
      await fresh.drop();
      const gone = until(async () => (await control.world()).connections.length === 0 && openTimers() === 0);
      // A test that failed has said why already.
      await (played ? gone : gone.catch(() => {}));
    },
  };
}

function capturedLog(lines: string[]): Log {
  const to = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  return createLog({ level: 'debug', to });
}

/** Pauses that our own pace and the platform's back-off ask for are jumped over. */
function leapingTime() {
  let at = 0;
  return {
    now: () => at,
    sleep: async (ms: number) => {
      at += ms;
    },
  };
}

/** Every submission's row is what its log tells, and no log has been touched. */
async function verifyRecord(db: Database): Promise<void> {
  const { rows: streams } = await db.query<{ kind: string; id: string }>('select distinct kind, id from events');
  for (const stream of streams) {
    const verdict = await verifyStream(db, stream);
    if (!verdict.ok) throw new Error(`stream ${stream.kind} ${stream.id} is broken at ${verdict.brokenAt}`);
  }
  const { rows } = await db.query<{ id: string; state: unknown; seq: number }>(
    'select id, state, seq from submissions',
  );
  for (const { id, state, seq } of rows) {
    const told = await foldStream(db, id);
    const same = seq === told.seq && canonical(state) === canonical(told.state);
    if (!same) throw new Error(`submission ${id} is not what its log tells`);
  }
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function eventIdOf(envelope: unknown): string {
  return (envelope as { header?: { event_id?: string } }).header?.event_id ?? '';
}

function typeOf(envelope: unknown): string {
  return (envelope as { header?: { event_type?: string } }).header?.event_type ?? '';
}

function redisUrl(): string {
  const url = process.env.HEZHENG_TEST_REDIS_URL;
  if (!url) throw new Error('no Redis for the tests: run them with vitest');
  return url;
}

/** Timers that keep this process alive; the runner's own do not. */
function openTimers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}
