// The control API: what the page and the tests say to the simulator, beside Feishu's own API.
// Types only. Paths are listed with each type. `as` is always the open_id of the person who acts.
// Every answer is JSON; a failure is HTTP 4xx `{ error: string }` in Chinese, fit to be shown.

/** A card is kept as the JSON the bot sent; only the renderer and the validator look inside. */
export type CardJson = Record<string, unknown>;

/** `PUT /sim/people` takes `PersonSeed[]` and replaces everyone; ids left out are made up, stable per name. */
export type PersonSeed = {
  name: string;
  open_id?: string;
  user_id?: string;
  mobile?: string;
  email?: string;
  /** Shown under the name in the switcher, e.g. 「市人社局 · 审核员」. */
  title?: string;
  department?: string;
  /** Outside the app's availability range: sends to this person fail with 230013. */
  unavailable?: boolean;
};
export type Person = Required<Omit<PersonSeed, 'mobile' | 'email'>> & {
  mobile: string | null;
  email: string | null;
  union_id: string;
  resigned: boolean;
  shelf: ShelfFile[];
};

/** Files at hand for one person, dragged into a chat from the shelf. `PUT /sim/people/:open_id/shelf` takes `ShelfSeed[]`. */
export type ShelfSeed = { name: string; content_base64: string; note?: string };
export type ShelfFile = { id: string; name: string; size: number; note: string | null };

/** `PUT /sim/groups` takes `GroupSeed[]`. */
export type GroupSeed = { chat_id?: string; name: string; members: string[]; bot: boolean };

/** The bot's menu bar, at most 3 entries of at most 5. `PUT /sim/menu` takes `MenuEntry[]`. */
export type MenuEntry = { name: string; event_key?: string; url?: string; children?: MenuEntry[] };

/** `PUT /sim/bookmarks` takes `Bookmark[]`: instants worth jumping to, ISO 8601 with offset. */
export type Bookmark = { label: string; at: string };

/** `GET /sim/clock`; `POST /sim/clock` with `{ advance_ms }` or `{ set: ISO }` answers the same. Never goes back. */
export type ClockReading = { now: string; offset_ms: number };
// `GET /sim/clock/stream`: server-sent events, one `ClockReading` at once and one per jump.

/**
 * `POST /sim/faults` takes `FaultSeed` → Fault; `DELETE /sim/faults/:id`, `DELETE /sim/faults` take them back.
 * `times` counts down per use; null lasts until taken back; left out it means once.
 * Without `path` the call for a token is spared: nobody who says "the next call fails" means that one.
 */
export type FaultSeed =
  /** The next matching API calls answer 429 / 99991400 with `x-ogw-ratelimit-reset`. `path` is a substring of "METHOD /path". */
  | { kind: 'rate-limit'; path?: string; reset_s?: number; times?: number | null }
  /** Answer HTTP `status` (500–599) without doing anything. */
  | { kind: 'server-error'; path?: string; status?: number; times?: number | null }
  /** Do the work, then cut the connection instead of answering: the caller cannot know. */
  | { kind: 'lost-answer'; path?: string; times?: number | null }
  /** Answer late by `ms` of real time. */
  | { kind: 'slow'; path?: string; ms: number; times?: number | null }
  /** A given code in a well-formed error answer. */
  | { kind: 'code'; path?: string; status: number; code: number; msg: string; times?: number | null }
  /** Deliver each event `copies` times. */
  | { kind: 'duplicate'; copies?: number; times?: number | null }
  /** Hold events back for `ms` of real time. */
  | { kind: 'delay'; ms: number; times?: number | null }
  /** Deliver the next two events in the wrong order. */
  | { kind: 'reorder'; times?: number | null }
  /** Refuse new long connections. */
  | { kind: 'refuse-connection'; times?: number | null }
  /** Stop answering pings: the connection is half open. */
  | { kind: 'stall-pong'; times?: number | null };
export type Fault = FaultSeed & { id: string; left: number | null };
// `POST /sim/connections/drop` cuts every long connection at once.
// `POST /sim/tokens/revoke` makes every access token handed out so far invalid: the next call gets 99991663.

/** Visible switches for behaviour nobody has verified on the real platform (`PUT /sim/switches` merges). */
export type Switches = {
  /** What a second send with a used `uuid` answers. */
  uuid_repeat: 'first-message' | 'error';
  /** Code of the 5-per-second rule. */
  chat_rate_code: 230020 | 99991400;
  /** HTTP status of a missing or expired token. */
  token_status: 400 | 200 | 401;
  /** Whether events are redelivered when no connection existed. */
  redeliver_without_connection: boolean;
  /** Absent or empty optional form fields. */
  empty_form_fields: 'absent' | 'empty';
  /** Card callbacks not subscribed in the console: clicks end in 200340. */
  card_callback_subscribed: boolean;
  /** Card callbacks sent as `type=card` frames, which the SDK drops. */
  card_frames: boolean;
  /** Whether the bot sees every message of a group, or only those that @ it. */
  group_all_messages: boolean;
  /** Enforce the rate limits at all. */
  rate_limits: boolean;
};

export type ChatSummary = {
  chat_id: string;
  kind: 'p2p' | 'group';
  name: string;
  unread: number;
  /** Someone marked a message of this chat as urgent for this person, unread. */
  urgent: boolean;
  last: { text: string; at: number } | null;
};
// `GET /sim/chats?as=` → ChatSummary[], newest first; the p2p chat with the bot is always there.

export type Message = {
  message_id: string;
  chat_id: string;
  sender: { kind: 'user' | 'bot'; id: string; name: string };
  /** Virtual time, ms. */
  at: number;
  msg_type: string;
  /** One line, as the chat list shows it. */
  preview: string;
  /** Text and post: the readable text with mentions resolved. */
  text: string | null;
  card: CardJson | null;
  /** Which edition of the card this is; counts up on each change. */
  card_version: number;
  file: { file_key: string; file_name: string; size: number } | null;
  image: { image_key: string } | null;
  parent_id: string | null;
  recalled: boolean;
  edited: boolean;
  forwarded: boolean;
  urgent_for: string[];
  read_by: string[];
};
// `GET  /sim/chats/:chat_id/messages?as=&limit=`          → Message[], oldest first (default the last 200)
// `POST /sim/chats/:chat_id/open { as }`                   marks read; p2p: emits bot_p2p_chat_entered
// `POST /sim/chats/:chat_id/messages { as, text, parent_id?, mention_bot? }` → Message
// `POST /sim/chats/:chat_id/files` multipart `as`, `file`  → Message      (or JSON { as, shelf: ShelfFile.id })
//        `:chat_id` may be `bot`: the p2p chat of `as` with the bot.
// `POST /sim/messages/:id/recall { as }`   `POST /sim/messages/:id/forward { as, to: chat_id }`
// `GET  /sim/files/:message_id/:file_key?as=` the bytes, as the person would download them
// `GET  /sim/images/:image_key`

/**
 * `POST /sim/messages/:id/click` → ClickAnswer. The simulator finds the component at `path` in the card itself and
 * takes tag, name and value from there; the caller only says what the person entered.
 */
export type Click = {
  as: string;
  /** Keys and indexes from the card's root, e.g. ["body","elements",2,"elements",1]. */
  path: (string | number)[];
  /** An older edition of the card, as a window that did not refresh would show it. Default: the newest. */
  card_version?: number;
  form_value?: Record<string, unknown>;
  input_value?: string;
  option?: string;
  options?: string[];
  checked?: boolean;
  timezone?: string;
};
export type ClickAnswer = {
  toast: { type: 'info' | 'success' | 'error' | 'warning'; content: string } | null;
  /** What the client would show when the callback failed, e.g. 200341; null when all went well. */
  error: { code: number; msg: string } | null;
  message: Message;
};

// `POST /sim/menu/click { as, event_key }`
// `POST /sim/people/:open_id/leave` the person leaves the company (contact.user.deleted_v3)

/** `GET /sim/world` */
export type World = {
  app: { app_id: string; name: string; bot_open_id: string; transport: 'websocket' | 'webhook' };
  people: Person[];
  groups: Required<GroupSeed>[];
  menu: MenuEntry[];
  clock: ClockReading;
  bookmarks: Bookmark[];
  faults: Fault[];
  switches: Switches;
  connections: { id: string; since: number }[];
  /** Events not yet acknowledged, with the virtual time of the next try. */
  pending_events: { event_id: string; event_type: string; tries: number; next_at: number | null }[];
};
// `POST /sim/reset {}` forgets chats, messages, files, faults and pending events; keeps connections, app and clock
//                      unless `{ clock: ISO }` sets it (the only way back in time). People, shelves, groups (emptied),
//                      menu, bookmarks and switches are set-up and stay.
// `GET  /sim/transcript` → { messages: Message[], calls: ApiCall[], events: unknown[], deliveries: Push[] }
//                      everything so far, for tests and export; `events` are the envelopes, card callbacks included.

/** One try to hand one event to the bot; `outcome` is its answer's status, `timeout` or `unreachable`. */
export type Push = { at: number; event_id: string; event_type: string; try: number; outcome: string };
/** `status` 0: the work was done, but a `lost-answer` fault cut the connection before the answer. */
export type ApiCall = {
  at: number;
  method: string;
  path: string;
  status: number;
  code: number | null;
  request: unknown;
};

/** `GET /sim/events?as=`: server-sent events for the page. */
export type PageEvent =
  | { type: 'chats' }
  | { type: 'message'; message: Message }
  | { type: 'world' }
  | { type: 'toast'; toast: { type: string; content: string } };
