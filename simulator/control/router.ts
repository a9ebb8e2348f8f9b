// One Express router for the control API: parses JSON, calls the command, answers; streams and bytes are set up apart.
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { Simulator } from '../simulator.ts';
import { chatCommands } from './chats.ts';
import { clockCommands } from './clock.ts';
import { faultCommands } from './faults.ts';
import { messageCommands } from './messages.ts';
import { peopleCommands } from './people.ts';
import type { Command } from './reply.ts';
import { streams } from './streams.ts';
import { worldCommands } from './world.ts';

/** 60 MB of files as base64. */
const JSON_LIMIT = '90mb';
const UPLOAD_LIMIT = '110mb';

const commands: Command[] = [
  ...worldCommands,
  ...peopleCommands,
  ...chatCommands,
  ...messageCommands,
  ...clockCommands,
  ...faultCommands,
];

export function controlApi(simulator: Simulator): Router {
  const router = express.Router();
  router.use(express.json({ limit: JSON_LIMIT }));
  router.use(express.raw({ type: 'multipart/form-data', limit: UPLOAD_LIMIT }));
  router.use(streams(simulator));
  for (const { method, path, handle } of commands) {
    router[method](path, async (request, response) => {
      const { status, body } = await handle(simulator, request);
      response.status(status).json(body);
    });
  }
  router.use((request, response) => {
    response.status(404).json({ error: `没有这个控制接口：${request.method} ${request.originalUrl}` });
  });
  router.use((cause: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    response.status(400).json({ error: `请求读不懂：${reason}` });
  });
  return router;
}
