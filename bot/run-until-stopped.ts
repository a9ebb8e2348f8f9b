// How a process ends: in good order when it is asked to, in bounded time whatever hangs, and never without a line in the log.
import type { Log } from './log.ts';

/** Docker and systemd kill after 10 and 90 seconds; whatever is cut off here is done again by whoever comes next. */
const longestStopMs = 9_000;

/** `stop` closes what the process holds. A fault that nobody caught ends the process: its state can no longer be trusted. */
export function runUntilStopped(log: Log, stop: () => Promise<void>, longestMs = longestStopMs): void {
  let stopping = false;
  const end = async (code: number) => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      log.warn('not everything could be closed in time');
      process.exit(code);
    }, longestMs).unref();
    await stop().catch((error: unknown) => log.error({ err: error }, 'stopping'));
    // The SDK keeps timers of its own.
    process.exit(code);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      log.info({ signal }, 'stopping');
      void end(0);
    });
  }
  for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(fault, (error: unknown) => {
      log.fatal({ err: error }, fault);
      void end(1);
    });
  }
}
