// Joins fields to bytes so that no two different lists of fields give the same bytes. Pure.

/** Each field as its length (4 bytes, big-endian) and its bytes; text as UTF-8. */
export function frame(fields: readonly (string | Uint8Array)[]): Buffer {
  return Buffer.concat(
    fields.flatMap((field) => {
      const bytes = typeof field === 'string' ? Buffer.from(field, 'utf8') : field;
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}
