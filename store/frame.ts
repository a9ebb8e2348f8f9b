// Joins fields to bytes so that no two different lists of fields give the same bytes. Pure.

const LENGTH_BYTES = 4;
/** UTF-8 takes at most three bytes for each unit of a text. */
const MOST_BYTES_OF_UNIT = 3;

/** Each field as its length (4 bytes, big-endian) and its bytes; text as UTF-8. */
export function frame(fields: readonly (string | Uint8Array)[]): Buffer {
  // Called for every sealed value: one buffer, no pieces, no text measured before it is written.
  let most = 0;
  for (const field of fields) {
    most += LENGTH_BYTES + field.length * (typeof field === 'string' ? MOST_BYTES_OF_UNIT : 1);
  }
  const framed = Buffer.allocUnsafe(most);
  let at = 0;
  for (const field of fields) {
    const content = at + LENGTH_BYTES;
    if (typeof field !== 'string') framed.set(field, content);
    const length = typeof field === 'string' ? framed.write(field, content, 'utf8') : field.length;
    framed.writeUInt32BE(length, at);
    at = content + length;
  }
  return framed.subarray(0, at);
}
