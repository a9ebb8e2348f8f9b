// What every route gets handed: the parts of one running simulator. Types only; server.ts puts them together.
import type { ApiCall, ClockReading, PageEvent } from './api.ts';
import type { VirtualClock } from './clock.ts';
import type { Deliveries } from './deliver.ts';
import type { EventStream } from './event-stream.ts';
import type { Faults } from './faults.ts';
import type { LongConnections } from './long-connection.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Tokens } from './tokens.ts';
import type { World } from './world.ts';

export type App = {
  app_id: string;
  app_secret: string;
  name: string;
  bot_open_id: string;
  tenant_key: string;
  /** Travels in every event's header, for the bot to compare. */
  verification_token: string;
  transport: 'websocket' | 'webhook';
};

export type Simulator = {
  app: App;
  clock: VirtualClock;
  world: World;
  faults: Faults;
  rates: RateLimits;
  tokens: Tokens;
  connections: LongConnections;
  deliveries: Deliveries;
  /** Every Open API call so far. */
  calls: ApiCall[];
  page: EventStream<PageEvent>;
  clockStream: EventStream<ClockReading>;
};
