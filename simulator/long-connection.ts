// Feishu's long connection: hands out tickets, keeps the sockets, answers pings, pushes events and waits for their ACK.
import { randomInt } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Envelope, PushResult } from './deliver.ts';
import type { Faults } from './faults.ts';
import { decodeFrame, encodeFrame, type Frame } from './frames.ts';
import { newShortId } from './ids.ts';

const ACK_TIMEOUT_MS = 3000;
const MAX_CONNECTIONS = 50;
const SERVICE_ID = 33554678;
const SOCKET_PATH = '/ws/v2';

const ackSchema = z.object({ code: z.number(), data: z.string().optional() });

/** What the server tells every client about pinging and reconnecting, in seconds. */
export type ClientConfig = {
  ReconnectCount: number;
  ReconnectInterval: number;
  ReconnectNonce: number;
  PingInterval: number;
};
type Connection = { id: string; since: number; socket: WebSocket };

export class LongConnections {
  readonly #faults: Faults;
  readonly #clientConfig: ClientConfig;
  /** Payloads above this many bytes travel in pieces. */
  readonly #fragmentBytes: number;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #open = new Map<string, Connection>();
  readonly #tickets = new Set<string>();
  readonly #waiting = new Map<string, (result: PushResult) => void>();
  #onChange: () => void = () => {};

  constructor(parts: { faults: Faults; clientConfig: ClientConfig; fragmentBytes: number }) {
    this.#faults = parts.faults;
    this.#clientConfig = parts.clientConfig;
    this.#fragmentBytes = parts.fragmentBytes;
  }

  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  list(): { id: string; since: number }[] {
    return [...this.#open.values()].map(({ id, since }) => ({ id, since }));
  }

  isFull(): boolean {
    return this.#open.size >= MAX_CONNECTIONS;
  }

  /** What `/callback/ws/endpoint` answers; the ticket in the URL lets one socket in. */
  endpoint(host: string): { URL: string; ClientConfig: ClientConfig } {
    const ticket = newShortId();
    this.#tickets.add(ticket);
    const query = `fpid=493&aid=552564&device_id=${randomInt(1, 2 ** 40)}&access_key=sim&service_id=${SERVICE_ID}&ticket=${ticket}`;
    return { URL: `ws://${host}${SOCKET_PATH}?${query}`, ClientConfig: this.#clientConfig };
  }

  listenOn(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const url = new URL(request.url ?? '/', 'ws://localhost');
      if (url.pathname !== SOCKET_PATH || !this.#tickets.delete(url.searchParams.get('ticket') ?? '')) {
        socket.end('HTTP/1.1 403 Forbidden\r\nHandshake-Status: 403\r\nHandshake-Msg: invalid ticket\r\n\r\n');
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#accept(opened));
    });
  }

  /** Pushes to one connection chosen at random and waits for its ACK. */
  push(envelope: Envelope, pushId: string, asCardFrame: boolean): Promise<PushResult> {
    const connections = [...this.#open.values()];
    const chosen = connections[connections.length > 0 ? randomInt(connections.length) : 0];
    if (!chosen) return Promise.resolve({ kind: 'unreachable' });
    return new Promise((resolve) => {
      // A push of its own each time: two copies of one event may be under way together.
      const key = `${pushId}:${newShortId()}`;
      const timer = setTimeout(() => settle({ kind: 'timeout' }), ACK_TIMEOUT_MS);
      const settle = (result: PushResult) => {
        clearTimeout(timer);
        this.#waiting.delete(key);
        resolve(result);
      };
      this.#waiting.set(key, settle);
      // Half open: what is written goes nowhere.
      if (this.#faults.has('stall-pong')) return;
      for (const frame of this.#framesOf(envelope, key, asCardFrame)) chosen.socket.send(encodeFrame(frame));
    });
  }

  dropAll(): void {
    for (const { socket } of this.#open.values()) socket.terminate();
  }

  close(): void {
    for (const settle of this.#waiting.values()) settle({ kind: 'unreachable' });
    this.dropAll();
    this.#sockets.close();
  }

  #framesOf(envelope: Envelope, key: string, asCardFrame: boolean): Frame[] {
    const payload = Buffer.from(JSON.stringify(envelope));
    const sum = Math.max(1, Math.ceil(payload.length / this.#fragmentBytes));
    return Array.from({ length: sum }, (_, seq) => ({
      service: SERVICE_ID,
      method: 1,
      headers: {
        type: asCardFrame ? 'card' : 'event',
        message_id: key,
        sum: String(sum),
        seq: String(seq),
        trace_id: newShortId(),
        timestamp: String(Date.now()),
      },
      payload: payload.subarray(seq * this.#fragmentBytes, (seq + 1) * this.#fragmentBytes),
    }));
  }

  #accept(socket: WebSocket): void {
    const connection: Connection = { id: newShortId(), since: Date.now(), socket };
    this.#open.set(connection.id, connection);
    this.#onChange();
    socket.on('message', (bytes: Buffer) => this.#receive(connection, bytes));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      this.#open.delete(connection.id);
      this.#onChange();
    });
  }

  #receive(connection: Connection, bytes: Buffer): void {
    const frame = frameOrNull(bytes);
    if (!frame) {
      connection.socket.close(1002, 'not a frame');
      return;
    }
    if (frame.headers.type === 'ping') {
      if (this.#faults.take(['stall-pong'])) return;
      const payload = Buffer.from(JSON.stringify(this.#clientConfig));
      connection.socket.send(encodeFrame({ service: frame.service, method: 0, headers: { type: 'pong' }, payload }));
      return;
    }
    this.#waiting.get(frame.headers.message_id ?? '')?.(ackOf(frame.payload));
  }
}

function frameOrNull(bytes: Buffer): Frame | null {
  try {
    return decodeFrame(bytes);
  } catch {
    return null;
  }
}

/** An ACK is `{code, data?}` with the handler's answer as base64 in `data`; anything else counts as a failed answer. */
function ackOf(payload: Buffer): PushResult {
  try {
    const ack = ackSchema.parse(JSON.parse(payload.toString('utf8')));
    const body = ack.data === undefined ? null : Buffer.from(ack.data, 'base64').toString('utf8');
    return { kind: 'answered', status: ack.code, body };
  } catch {
    return { kind: 'answered', status: 500, body: null };
  }
}
