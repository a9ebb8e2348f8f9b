// Speaks the simulator's control API for the page. Failures are Errors whose message is fit to be shown.
import type {
  ChatSummary,
  Click,
  ClickAnswer,
  ClockReading,
  Fault,
  FaultSeed,
  Message,
  PageEvent,
  Switches,
  World,
} from '../api.ts';

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const json = body !== undefined && !(body instanceof FormData);
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      ...(json ? { headers: { 'content-type': 'application/json' } } : {}),
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
  } catch (cause) {
    throw new Error('连不上模拟器，请确认它仍在运行', { cause });
  }
  const text = await answer.text();
  const parsed: unknown = text === '' ? null : JSON.parse(text);
  if (answer.ok) return parsed as T;
  const told = typeof parsed === 'object' && parsed !== null && 'error' in parsed ? String(parsed.error) : '';
  throw new Error(told === '' ? `模拟器答复异常（HTTP ${answer.status}），请稍后再试` : told);
}

const part = encodeURIComponent;

export const readWorld = () => call<World>('GET', '/sim/world');
export const readChats = (as: string) => call<ChatSummary[]>('GET', `/sim/chats?as=${part(as)}`);
export const readMessages = (as: string, chat: string) =>
  call<Message[]>('GET', `/sim/chats/${part(chat)}/messages?as=${part(as)}`);
export const openChat = (as: string, chat: string) => call<unknown>('POST', `/sim/chats/${part(chat)}/open`, { as });

export type TextSeed = { as: string; text: string; parent_id?: string; mention_bot?: boolean };
export const sendText = (chat: string, seed: TextSeed) =>
  call<Message>('POST', `/sim/chats/${part(chat)}/messages`, seed);
export const sendShelfFile = (as: string, chat: string, shelf: string) =>
  call<Message>('POST', `/sim/chats/${part(chat)}/files`, { as, shelf });
export function sendFile(as: string, chat: string, file: File): Promise<Message> {
  const form = new FormData();
  form.append('as', as);
  form.append('file', file, file.name);
  return call('POST', `/sim/chats/${part(chat)}/files`, form);
}

export const recall = (as: string, message: string) =>
  call<unknown>('POST', `/sim/messages/${part(message)}/recall`, { as });
export const forward = (as: string, message: string, to: string) =>
  call<unknown>('POST', `/sim/messages/${part(message)}/forward`, { as, to });
export const clickCard = (message: string, click: Click) =>
  call<ClickAnswer>('POST', `/sim/messages/${part(message)}/click`, click);
export const clickMenu = (as: string, event_key: string) => call<unknown>('POST', '/sim/menu/click', { as, event_key });

export const advanceClock = (advance_ms: number) => call<ClockReading>('POST', '/sim/clock', { advance_ms });
export const setClock = (set: string) => call<ClockReading>('POST', '/sim/clock', { set });
export const addFault = (seed: FaultSeed) => call<Fault>('POST', '/sim/faults', seed);
export const removeFault = (id: string) => call<unknown>('DELETE', `/sim/faults/${part(id)}`);
export const dropConnections = () => call<unknown>('POST', '/sim/connections/drop', {});
export const putSwitches = (changed: Partial<Switches>) => call<unknown>('PUT', '/sim/switches', changed);
export const readTranscript = () => call<unknown>('GET', '/sim/transcript');

export const fileUrl = (as: string, message: string, key: string) =>
  `/sim/files/${part(message)}/${part(key)}?as=${part(as)}`;
export const imageUrl = (key: string) => `/sim/images/${part(key)}`;

/** Hears what changes for one person; `onUp` tells of every (re)connection, after which all must be read anew. */
export function hearEvents(as: string, onEvent: (event: PageEvent) => void, onUp: (up: boolean) => void): () => void {
  const source = new EventSource(`/sim/events?as=${part(as)}`);
  source.onopen = () => onUp(true);
  source.onerror = () => onUp(false);
  source.onmessage = ({ data }) => onEvent(JSON.parse(data) as PageEvent);
  return () => source.close();
}
