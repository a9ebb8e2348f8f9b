// Ids that sort by time (UUID version 7, RFC 9562): rows made together lie together in every index on them.
import { randomUUID } from 'node:crypto';

/** A UUID whose first 48 bits are `now` in milliseconds, the others random. */
export function timeOrderedId(now: Date): string {
  const time = now.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
