// The parts of the control API that are not JSON: server-sent events, file and image bytes.
import express, { type Router } from 'express';
import type { Simulator } from '../simulator.ts';
import { actor, isReply, messageFor } from './reply.ts';

export function streams(simulator: Simulator): Router {
  const { world, clock, clockStream, page } = simulator;
  const router = express.Router();
  router.get('/clock/stream', (_request, response) => {
    clockStream.add(response, null);
    response.write(`data: ${JSON.stringify(clock.reading())}\n\n`);
  });
  router.get('/events', (request, response) => {
    const as = request.query.as;
    page.add(response, typeof as === 'string' ? as : null);
    response.write(': connected\n\n');
  });
  router.get('/files/:message_id/:file_key', (request, response) => {
    const person = actor(simulator, request.query.as);
    const message = isReply(person) ? person : messageFor(simulator, request.params.message_id, person);
    const file = world.files.get(request.params.file_key);
    if (isReply(message) || message.recalled || !file || !message.content.includes(file.file_key)) {
      response.status(404).json({ error: '文件不存在，或消息已撤回' });
      return;
    }
    response.attachment(file.file_name).type('application/octet-stream').send(file.bytes);
  });
  router.get('/images/:image_key', (request, response) => {
    const image = world.images.get(request.params.image_key);
    if (image) response.type(imageType(image.bytes)).send(image.bytes);
    else response.status(404).json({ error: '图片不存在' });
  });
  return router;
}

function imageType(bytes: Buffer): string {
  if (bytes.subarray(0, 3).toString('hex') === 'ffd8ff') return 'image/jpeg';
  if (bytes.subarray(0, 4).toString('latin1') === 'GIF8') return 'image/gif';
  return bytes.subarray(8, 12).toString('latin1') === 'WEBP' ? 'image/webp' : 'image/png';
}
