// What the bot's listeners work with, handed in by main.ts.
import type { Parts } from '../messages/parts.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

export type BotParts = Parts & { clock: Clock; log: Log };
