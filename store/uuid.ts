// UUIDs as text and as their 16 bytes, and new ones that sort by time.
import { drawingBytes } from './drawn-bytes.ts';

const BYTES = 16;
const TIME_BYTES = 6;
const nextBytes = drawingBytes(BYTES);

/**
 * A new UUID of version 7 (RFC 9562), whose first 48 bits are `now` in milliseconds, the others random: rows made together
 * lie together in every index on them.
 */
export function timeOrderedUuid(now: Date): Buffer {
  const bytes = nextBytes();
  bytes.writeUIntBE(now.getTime(), 0, TIME_BYTES);
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return bytes;
}

/** The 16 bytes of a UUID. */
export function uuidBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

/** The UUID of 16 bytes, as the database writes it. */
export function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
