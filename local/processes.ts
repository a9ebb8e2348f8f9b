// Starts the product's programs as child processes, waits until each is ready, and stops them all in order.
// Quiet by default: warnings and errors are shown, everything goes to a log file per process. Restarts nothing.
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { styleText } from 'node:util';
import { z } from 'zod';

const READY_MS = 60_000;
const STOP_MS = 15_000;
const POLL_MS = 50;
const PROBE_MS = 2_000;
/** Last lines kept per process, to be shown when it ends unasked. */
const TAIL_LINES = 20;
/** pino's numbers, and the labels that may stand in their place. */
const LEVELS: Readonly<Record<string, number>> = { warn: 40, error: 50, fatal: 60 };
const WARN = 40;
const COLOURS = ['cyan', 'magenta', 'green', 'blue', 'yellow'] as const;

export type Program = {
  /** Shown before each line; names the log file. */
  name: string;
  /** TypeScript or JavaScript file to run with Node. */
  file: string;
  args?: readonly string[];
  /** The whole environment, not additions to ours. */
  env: NodeJS.ProcessEnv;
  /** Ready at the first line on stdout that matches, or when the address answers 200. */
  ready: { line: RegExp } | { url: string };
};

type Child = {
  process: ChildProcess;
  tail: string[];
  /** Called with each line of stdout while the start waits for one. */
  onLine: (line: string) => void;
  ended: Promise<void>;
};

/** The running programs of one demo. */
export class Processes {
  readonly #logDir: string;
  readonly #write: (line: string) => void;
  readonly #onDeath: (name: string, reason: string) => void;
  readonly #children: Child[] = [];
  #stopping = false;

  /**
   * `write` gets each line to be shown; `onDeath` is called once for a program that ends without having been asked to,
   * with the end of its output.
   */
  constructor(logDir: string, write: (line: string) => void, onDeath: (name: string, reason: string) => void) {
    this.#logDir = logDir;
    this.#write = write;
    this.#onDeath = onDeath;
    mkdirSync(logDir, { recursive: true });
  }

  /** Resolves, when the program is ready, to the line that said so ('' for an address). Throws when it ends before that. */
  async start(program: Program): Promise<string> {
    if (this.#stopping) throw new Error(`${program.name} is not started: everything is being stopped`);
    const child = this.#spawn(program);
    const { ready } = program;
    const sign = 'line' in ready ? lineMatching(child, ready.line) : answering(child, ready.url);
    const early = child.ended.then(() => {
      throw new Error(`${program.name} ended before it was ready:\n${child.tail.join('\n')}`);
    });
    const late = sleep(READY_MS, undefined, { ref: false }).then(() => {
      throw new Error(`${program.name} was not ready after ${READY_MS / 1000} s:\n${child.tail.join('\n')}`);
    });
    const line = await Promise.race([sign, early, late]);
    void child.ended.then(() => {
      if (!this.#stopping) this.#onDeath(program.name, child.tail.join('\n'));
    });
    early.catch(() => {});
    late.catch(() => {});
    return line;
  }

  /** Stops all, last started first: SIGTERM, then SIGKILL for the whole group. Safe to call twice. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const child of this.#children.splice(0).reverse()) {
      child.process.kill('SIGTERM');
      await Promise.race([child.ended, sleep(STOP_MS, undefined, { ref: false })]);
      killGroup(child.process);
      await child.ended;
    }
  }

  #spawn(program: Program): Child {
    const watch = new URL('./parent-watch.mjs', import.meta.url).href;
    const nodeArgs = ['--import', watch, '--import', import.meta.resolve('tsx'), program.file];
    const spawned = spawn(process.execPath, [...nodeArgs, ...(program.args ?? [])], {
      env: program.env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A group of its own: Ctrl-C in the terminal reaches us alone, and we stop the programs in order.
      detached: true,
    });
    const log = createWriteStream(join(this.#logDir, `${program.name}.log`));
    const colour = COLOURS[this.#children.length % COLOURS.length] ?? 'cyan';
    const prefix = styleText(colour, program.name.padEnd(9));
    const tail: string[] = [];
    const show = (line: string, isError: boolean) => {
      log.write(`${line}\n`);
      const shown = worthShowing(line, isError);
      if (isError || shown !== null) tail.push(shown ?? line);
      if (tail.length > TAIL_LINES) tail.shift();
      if (shown !== null) this.#write(`${prefix} ${shown}`);
    };
    const ended = new Promise<void>((resolve) => {
      spawned.once('error', (error) => {
        show(String(error), true);
        resolve();
      });
      spawned.once('close', () => resolve());
    }).then(() => void log.end());
    const child: Child = { process: spawned, tail, onLine: () => {}, ended };
    onLines(spawned.stdout, (line) => {
      show(line, false);
      child.onLine(line);
    });
    onLines(spawned.stderr, (line) => show(line, true));
    this.#children.push(child);
    return child;
  }
}

const LogLine = z.object({
  level: z.union([z.number(), z.string().transform((label) => LEVELS[label] ?? 0)]),
  msg: z.string().default(''),
  err: z.object({ message: z.string().default('') }).optional(),
});

/** What a person is shown of a line: warnings and errors of a structured log, and all of plain stderr; else null. */
export function worthShowing(line: string, isError: boolean): string | null {
  const parsed = LogLine.safeParse(parseJson(line));
  if (!parsed.success) return isError && line.trim() !== '' ? line : null;
  const { level, msg, err } = parsed.data;
  if (level < WARN) return null;
  const detail = err === undefined || err.message === msg ? '' : err.message;
  return `${level > WARN ? '错误' : '注意'} ${[msg, detail].filter(Boolean).join('：')}`;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function onLines(stream: Readable | null, take: (line: string) => void): void {
  if (stream !== null) createInterface({ input: stream }).on('line', take);
}

function lineMatching(child: Child, pattern: RegExp): Promise<string> {
  return new Promise((resolve) => {
    child.onLine = (line) => {
      if (pattern.test(line)) resolve(line);
    };
  });
}

async function answering(child: Child, url: string): Promise<string> {
  while (child.process.exitCode === null && child.process.signalCode === null) {
    const response = await fetch(url, { signal: AbortSignal.timeout(PROBE_MS) }).catch(() => null);
    if (response?.ok) return '';
    await sleep(POLL_MS);
  }
  return new Promise(() => {});
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // The group is gone, as it should be.
  }
}
