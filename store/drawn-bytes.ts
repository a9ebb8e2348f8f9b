// Random bytes a few at a time: asked for one by one, they cost as much as what they are for.
import { randomBytes } from 'node:crypto';

/** How many pieces are drawn at once. */
const DRAWN = 512;

/** Hands out `length` random bytes on each call; nobody else holds them, and they are never handed out again. */
export function drawingBytes(length: number): () => Buffer {
  let drawn = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at === drawn.length) {
      drawn = randomBytes(length * DRAWN);
      at = 0;
    }
    at += length;
    return drawn.subarray(at - length, at);
  };
}
