// What a job works with, handed in by main.ts.
import type { Clock } from '../bot/clock.ts';
import type { Feishu } from '../bot/feishu/feishu.ts';
import type { Log } from '../bot/log.ts';
import type { Parts } from '../messages/parts.ts';

export type WorkerParts = Parts & { feishu: Feishu; clock: Clock; log: Log };
