// Starts Feishu's simulator as a process of its own and speaks its control API. Tests import nothing else of it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type {
  ApiCall,
  Bookmark,
  ChatSummary,
  Click,
  ClickAnswer,
  ClockReading,
  Fault,
  FaultSeed,
  GroupSeed,
  MenuEntry,
  Message,
  Person,
  PersonSeed,
  ShelfSeed,
  Switches,
  World,
} from '../../simulator/api.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = 'simulator/main.ts';
const START_MS = 30_000;
const STOP_MS = 5_000;

export type Transcript = { messages: Message[]; calls: ApiCall[]; events: unknown[] };
export type SimulatorControl = ReturnType<typeof controlOf>;
export type TestSimulator = {
  url: string;
  app: { appId: string; appSecret: string };
  control: SimulatorControl;
  stop: () => Promise<void>;
};

/** As the simulator's own tests and README know it. */
export const simulatorApp = { appId: 'cli_a1b2c3d4e5f6a7b8', appSecret: 'simulator-secret-for-tests' } as const;

/** Starts a simulator on a free port. @param args more of its command line, e.g. `['--webhook', url]` */
export async function startSimulator(args: readonly string[] = []): Promise<TestSimulator> {
  const command = [
    '--import',
    'tsx',
    MAIN,
    '--port',
    '0',
    '--app-id',
    simulatorApp.appId,
    '--app-secret',
    simulatorApp.appSecret,
  ];
  const child = spawn(process.execPath, [...command, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const url = await firstUrl(child);
  return {
    url,
    app: simulatorApp,
    control: controlOf(url),
    stop: async () => {
      process.off('exit', kill);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const force = setTimeout(kill, STOP_MS);
      await gone;
      clearTimeout(force);
    },
  };
}

async function firstUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null || child.stderr === null) throw new Error('the simulator has no output');
  const complaints: string[] = [];
  child.stderr.on('data', (part) => complaints.push(String(part)));
  const lines = createInterface(child.stdout);
  const line = once(lines, 'line', { signal: AbortSignal.timeout(START_MS) }).then(([first]) => String(first));
  const ended = once(child, 'exit').then(() => {
    throw new Error(`the simulator ended: ${complaints.join('').slice(-2_000)}`);
  });
  const first = await Promise.race([line, ended]);
  ended.catch(() => {});
  return (JSON.parse(first) as { url: string }).url;
}

/** One function per call of simulator/api.ts. Each throws with the simulator's own sentence when it is refused. */
function controlOf(url: string) {
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const form = body instanceof FormData;
    const response = await fetch(`${url}/sim${path}`, {
      method,
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
      ...(body === undefined || form ? {} : { headers: { 'content-type': 'application/json' } }),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} /sim${path}: ${response.status} ${answer}`);
    return (answer === '' ? undefined : JSON.parse(answer)) as T;
  };
  const at = encodeURIComponent;
  return {
    world: () => ask<World>('GET', '/world'),
    reset: (clock?: string) => ask<void>('POST', '/reset', clock === undefined ? {} : { clock }),
    transcript: () => ask<Transcript>('GET', '/transcript'),
    people: (seeds: PersonSeed[]) => ask<Person[]>('PUT', '/people', seeds),
    shelf: (openId: string, files: ShelfSeed[]) => ask<unknown>('PUT', `/people/${at(openId)}/shelf`, files),
    leave: (openId: string) => ask<unknown>('POST', `/people/${at(openId)}/leave`, {}),
    groups: (seeds: GroupSeed[]) => ask<unknown>('PUT', '/groups', seeds),
    menu: (entries: MenuEntry[]) => ask<unknown>('PUT', '/menu', entries),
    bookmarks: (bookmarks: Bookmark[]) => ask<unknown>('PUT', '/bookmarks', bookmarks),
    clock: () => ask<ClockReading>('GET', '/clock'),
    advance: (ms: number) => ask<ClockReading>('POST', '/clock', { advance_ms: ms }),
    setClock: (instant: string) => ask<ClockReading>('POST', '/clock', { set: instant }),
    fault: (seed: FaultSeed) => ask<Fault>('POST', '/faults', seed),
    clearFaults: () => ask<unknown>('DELETE', '/faults'),
    dropConnections: () => ask<unknown>('POST', '/connections/drop', {}),
    switches: (changes: Partial<Switches>) => ask<unknown>('PUT', '/switches', changes),
    chats: (as: string) => ask<ChatSummary[]>('GET', `/chats?as=${at(as)}`),
    messages: (chatId: string, as: string) => ask<Message[]>('GET', `/chats/${at(chatId)}/messages?as=${at(as)}`),
    open: (chatId: string, as: string) => ask<unknown>('POST', `/chats/${at(chatId)}/open`, { as }),
    say: (as: string, text: string, more: { chat?: string; parent_id?: string; mention_bot?: boolean } = {}) => {
      const { chat = 'bot', ...rest } = more;
      return ask<Message>('POST', `/chats/${at(chat)}/messages`, { as, text, ...rest });
    },
    drop: (as: string, name: string, bytes: Uint8Array<ArrayBuffer>, chat = 'bot') => {
      const form = new FormData();
      form.set('as', as);
      form.set('file', new Blob([bytes]), name);
      return ask<Message>('POST', `/chats/${at(chat)}/files`, form);
    },
    recall: (messageId: string, as: string) => ask<unknown>('POST', `/messages/${at(messageId)}/recall`, { as }),
    click: (messageId: string, click: Click) => ask<ClickAnswer>('POST', `/messages/${at(messageId)}/click`, click),
    menuClick: (as: string, eventKey: string) => ask<unknown>('POST', '/menu/click', { as, event_key: eventKey }),
    file: async (messageId: string, fileKey: string, as: string): Promise<Buffer> => {
      const response = await fetch(`${url}/sim/files/${at(messageId)}/${at(fileKey)}?as=${at(as)}`);
      if (!response.ok) throw new Error(`file: ${response.status} ${await response.text()}`);
      return Buffer.from(await response.arrayBuffer());
    },
  };
}
