// Server-sent events to open pages and to whoever follows the clock. Holds the sockets, knows nothing of what is sent.
import type { Response } from 'express';

export class EventStream<T> {
  readonly #readers = new Map<Response, string | null>();

  /** Keeps the answer open and sends to it until the reader goes away. `as` is the reader's open_id, if it has one. */
  add(response: Response, as: string | null): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'keep-alive',
    });
    response.flushHeaders();
    this.#readers.set(response, as);
    response.on('close', () => this.#readers.delete(response));
  }

  /** `to` limits the event to these people; readers without a name get everything. */
  send(event: T, to?: readonly string[]): void {
    for (const [response, as] of this.#readers) {
      if (to && as !== null && !to.includes(as)) continue;
      response.write(`data: ${JSON.stringify(event)}\n\n`);
    }
  }

  close(): void {
    for (const response of this.#readers.keys()) response.end();
    this.#readers.clear();
  }
}
