// What the page knows: the world, the person's chats, the open conversation, toasts. Draws nothing.
import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { ChatSummary, Message, PageEvent, Person, World } from '../api.ts';
import { hearEvents, openChat, readChats, readMessages, readWorld } from './api-client.ts';

const TOAST_MS = 4000;
const OTHERS_EVERY_MS = 4000;
const WAITING_EVERY_MS = 2000;

export type Toast = { id: number; type: string; content: string };

export type Session = {
  world: World;
  me: Person;
  /** Runs what a button asks for; a failure is shown as a toast, which makes this the page's one catch. */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
  notify: (type: string, content: string) => void;
  /** The virtual clock's reading now, in ms. */
  now: () => number;
  nameOf: (openId: string) => string | null;
};

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('drawn outside a session');
  return session;
}

export function useToasts() {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const last = useRef(0);
  const notify = useCallback((type: string, content: string) => {
    last.current += 1;
    const id = last.current;
    setToasts((was) => [...was.slice(-2), { id, type, content }]);
    setTimeout(() => setToasts((was) => was.filter((toast) => toast.id !== id)), TOAST_MS);
  }, []);
  const run = useCallback(
    async (work: () => Promise<unknown>) => {
      try {
        await work();
        return true;
      } catch (error) {
        notify('error', error instanceof Error ? error.message : '出错了，请稍后再试');
        return false;
      }
    },
    [notify],
  );
  return { toasts, notify, run };
}

type Run = Session['run'];

export function useWorld(run: Run) {
  const [world, setWorld] = useState<World | null>(null);
  const refresh = useCallback(() => run(async () => setWorld(await readWorld())), [run]);
  // Nobody there yet: whoever starts the simulator may still be putting people in, and no stream tells of it.
  const waiting = !world || world.people.length === 0;
  useEffect(() => {
    void refresh();
    if (!waiting) return undefined;
    const timer = setInterval(refresh, WAITING_EVERY_MS);
    return () => clearInterval(timer);
  }, [refresh, waiting]);
  return { world, refresh };
}

/** What was read for one person or chat; shown only while that one is still open. */
type Kept<T> = { of: string; list: T[] };

export function useChats(as: string | null, run: Run) {
  const [kept, setKept] = useState<Kept<ChatSummary>>({ of: '', list: [] });
  const refresh = useCallback(async () => {
    if (as) await run(async () => setKept({ of: as, list: await readChats(as) }));
  }, [as, run]);
  useEffect(() => void refresh(), [refresh]);
  return { chats: kept.of === as ? kept.list : [], refresh };
}

/** Unread counts of everyone, for the badges of the person switcher. Read now and then: no stream covers others. */
export function useUnread(people: Person[]): Record<string, number> {
  const [unread, setUnread] = useState<Record<string, number>>({});
  const ids = people.map((person) => person.open_id).join(' ');
  useEffect(() => {
    if (ids === '') return undefined;
    const count = async (id: string) => {
      const chats = await readChats(id).catch(() => []);
      return [id, chats.reduce((sum, chat) => sum + chat.unread, 0)] as const;
    };
    const look = async () => {
      if (document.visibilityState !== 'visible') return;
      setUnread(Object.fromEntries(await Promise.all(ids.split(' ').map(count))));
    };
    void look();
    const timer = setInterval(look, OTHERS_EVERY_MS);
    return () => clearInterval(timer);
  }, [ids]);
  return unread;
}

function merged(messages: Message[], changed: Message): Message[] {
  const known = messages.some(({ message_id }) => message_id === changed.message_id);
  if (!known) return [...messages, changed];
  return messages.map((message) => (message.message_id === changed.message_id ? changed : message));
}

export function useConversation(as: string | null, chat: string | null, run: Run) {
  const of = `${as}/${chat}`;
  const [kept, setKept] = useState<Kept<Message>>({ of: '', list: [] });
  const received = useRef(0);
  const refresh = useCallback(async () => {
    if (!as || !chat) return;
    await run(async () => {
      // A message that arrives while the list is on its way may be missing from it: then the list is read again.
      let before: number;
      let list: Message[];
      do {
        before = received.current;
        list = await readMessages(as, chat);
      } while (before !== received.current);
      setKept({ of, list });
    });
  }, [as, chat, of, run]);
  useEffect(() => {
    if (as && chat) void run(() => openChat(as, chat));
    void refresh();
  }, [as, chat, refresh, run]);
  const receive = useCallback(
    (message: Message) => {
      if (message.chat_id !== chat) return;
      received.current += 1;
      setKept((was) => (was.of === of ? { of, list: merged(was.list, message) } : was));
    },
    [chat, of],
  );
  return { messages: kept.of === of ? kept.list : [], receive, refresh };
}

/** Draws its caller anew every second, for readings of the clock. */
export function useEverySecond(): void {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
}

function useVisible(): boolean {
  const [visible, setVisible] = useState(document.visibilityState === 'visible');
  useEffect(() => {
    const changed = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', changed);
    return () => document.removeEventListener('visibilitychange', changed);
  }, []);
  return visible;
}

/**
 * Keeps one event stream open while the window is visible; true while it is up. A hidden window lets go of its
 * stream, because a browser allows six connections per host and people open a window per person.
 */
export function useEvents(as: string | null, onEvent: (event: PageEvent) => void, onUp: () => void): boolean {
  const [up, setUp] = useState(true);
  const visible = useVisible();
  const latest = useRef({ onEvent, onUp });
  latest.current = { onEvent, onUp };
  useEffect(() => {
    if (!as || !visible) return undefined;
    return hearEvents(
      as,
      (event) => latest.current.onEvent(event),
      (connected) => {
        setUp(connected);
        if (connected) latest.current.onUp();
      },
    );
  }, [as, visible]);
  return up;
}
