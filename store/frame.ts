// Joins fields to bytes so that no two different lists of fields give the same bytes. Pure.

const LENGTH_BYTES = 4;

/** Each field as its length (4 bytes, big-endian) and its bytes; text as UTF-8. */
export function frame(fields: readonly (string | Uint8Array)[]): Buffer {
  // Called for every sealed value: one buffer, no pieces.
  let size = 0;
  for (const field of fields) size += LENGTH_BYTES + Buffer.byteLength(field);
  const framed = Buffer.allocUnsafe(size);
  let at = 0;
  for (const field of fields) {
    const length = Buffer.byteLength(field);
    at = framed.writeUInt32BE(length, at);
    if (typeof field === 'string') framed.write(field, at, 'utf8');
    else framed.set(field, at);
    at += length;
  }
  return framed;
}
