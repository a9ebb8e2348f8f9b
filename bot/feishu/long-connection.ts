// Events over Feishu's long connection: no public address, no signature; reconnects by itself.
import type { Log } from '../log.ts';
import { type App, openSocket, type Socket } from './sdk.ts';
import { answerTo, type OnEvent, type Transport } from './transport.ts';

/** The platform answers a ping at once; a connection silent for longer is half open and is made anew. */
const PONG_SECONDS = 30;
/** After a refusal the SDK gives up for good; some refusals (system busy, too many connections) pass. */
const START_AGAIN_MS = 30_000;

/** @param options.pongSeconds for tests */
export function longConnection(app: App, log: Log, options: { pongSeconds?: number } = {}): Transport {
  let socket: Socket | null = null;
  let lastEventAt: Date | null = null;
  let again: NodeJS.Timeout | undefined;

  const start = (onEvent: OnEvent) =>
    new Promise<void>((resolve, reject) => {
      let stoodOnce = false;
      const opened = openSocket(app, log, {
        pongSeconds: options.pongSeconds ?? PONG_SECONDS,
        onEvent: async (envelope) => {
          lastEventAt = new Date();
          return answerTo(envelope, onEvent);
        },
        onReady: () => {
          stoodOnce = true;
          log.info('long connection stands');
          resolve();
        },
        onFailed: (error) => {
          log.error({ err: error }, 'Feishu refused the long connection');
          if (!stoodOnce) {
            reject(new Error('Feishu refused the long connection; check the app id and secret', { cause: error }));
            return;
          }
          again = setTimeout(() => void opened.start(), START_AGAIN_MS);
        },
      });
      socket = opened;
      opened.start().catch(reject);
    });

  return {
    start,
    state: () => socket?.state() ?? 'idle',
    lastEventAt: () => lastEventAt,
    close: () => {
      clearTimeout(again);
      socket?.close();
    },
  };
}
