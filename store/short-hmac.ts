// HMAC-SHA-256 of names and numbers, three for every row of a file. Knows no key but the one it is given.
import { createHmac, hash } from 'node:crypto';

const SHA_BYTES = 32;
const BLOCK_BYTES = 64;
/** Longer texts than names and numbers are hashed the slower way. */
const SHORT_TEXT_BYTES = 192;

/**
 * The first `length` bytes of HMAC-SHA-256 (RFC 2104) of a text as UTF-8, under a key of at most 64 bytes. Two digests in
 * one call each cost half of what an object for the HMAC does.
 */
export function shortHmac(key: Buffer, length: number): (text: string) => Buffer {
  if (key.length > BLOCK_BYTES) throw new Error(`a key of ${key.length} bytes is longer than a block`);
  const inner = Buffer.alloc(BLOCK_BYTES + SHORT_TEXT_BYTES, 0x36);
  const outer = Buffer.alloc(BLOCK_BYTES + SHA_BYTES, 0x5c);
  for (const [at, byte] of key.entries()) {
    inner.writeUInt8(byte ^ 0x36, at);
    outer.writeUInt8(byte ^ 0x5c, at);
  }
  return (text) => {
    const bytes = Buffer.byteLength(text, 'utf8');
    if (bytes > SHORT_TEXT_BYTES) return createHmac('sha256', key).update(text, 'utf8').digest().subarray(0, length);
    inner.write(text, BLOCK_BYTES, 'utf8');
    outer.write(hash('sha256', inner.subarray(0, BLOCK_BYTES + bytes), 'binary'), BLOCK_BYTES, 'binary');
    return Buffer.from(hash('sha256', outer, 'binary').slice(0, length), 'binary');
  };
}
