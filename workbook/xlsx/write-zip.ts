// Writes a ZIP anew from an old one: parts that did not change are copied as they are packed. Knows no spreadsheets.
import { crc32, deflateRawSync } from 'node:zlib';
import type { Zip } from './zip.ts';

export type PackedPart = { name: string; method: number; crc: number; packed: Buffer; unpackedBytes: number };

/** UTF-8 names. */
const FLAGS = 0x0800;
/** Fast and nearly as small: most of a workbook is copied anyway. */
const LEVEL = 1;

/** Packs a part that is new or changed. */
export function packPart(name: string, text: string): PackedPart {
  const bytes = Buffer.from(text);
  const packed = deflateRawSync(bytes, { level: LEVEL });
  return { name, method: 8, crc: crc32(bytes), packed, unpackedBytes: bytes.length };
}

/** The old archive with parts put in the place of those of the same name; new ones come last. */
export function rewriteZip(zip: Zip, parts: readonly PackedPart[]): Buffer {
  const changed = new Map(parts.map((part) => [part.name.toLowerCase(), part]));
  const all: PackedPart[] = [];
  for (const [key, entry] of zip.entries) {
    all.push(changed.get(key) ?? { ...entry, packed: zip.packed(entry) });
    changed.delete(key);
  }
  return writeZip([...all, ...changed.values()]);
}

function writeZip(parts: readonly PackedPart[]): Buffer {
  const written: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(FLAGS, 2);
    common.writeUInt16LE(part.method, 4);
    // The day ZIP time begins; the real one would make equal files differ.
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(part.crc, 10);
    common.writeUInt32LE(part.packed.length, 14);
    common.writeUInt32LE(part.unpackedBytes, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    written.push(Buffer.from('PK\x03\x04'), common, name, part.packed);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), common, place, name);
    offset += 4 + common.length + name.length + part.packed.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(
    directory.reduce((total, piece) => total + piece.length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...written, ...directory, end]);
}
