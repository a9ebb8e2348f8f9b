// The ZIP container of a workbook: directory by hand, parts inflated as a bounded stream. Knows nothing of spreadsheets.
import type { TransformOptions } from 'node:stream';
import { crc32, createInflateRaw, type ZlibOptions } from 'node:zlib';
import type { Limits } from '../limits.ts';
import { UnreadableFile } from '../unreadable.ts';

export type ZipEntry = {
  /** Its place in the directory, from 1; what messages call it, for people choose names. */
  place: number;
  /** As written, with `/` between folders. */
  name: string;
  method: number;
  encrypted: boolean;
  crc: number;
  packedBytes: number;
  /** As declared; never relied on when reading. */
  unpackedBytes: number;
  /** Where the entry's local header begins. */
  offset: number;
};

export type Zip = {
  /** By lower-case name: programs differ in case and Windows never cared. */
  entries: ReadonlyMap<string, ZipEntry>;
  /** The unpacked bytes in chunks of at most `chunkBytes`. Throws UnreadableFile. */
  stream: (entry: ZipEntry, chunkBytes?: number) => AsyncGenerator<Buffer, void, undefined>;
  /** The whole unpacked part, at most `maxBytes` (and `limits.smallPartBytes`). */
  whole: (entry: ZipEntry, maxBytes?: number) => Promise<Buffer>;
  /** The packed bytes as they stand in the file. */
  packed: (entry: ZipEntry) => Buffer;
};

/** Below 256 kB the call overhead of node:zlib dominates. */
export const CHUNK_BYTES = 256 * 1024;
/** zlib takes no smaller ones. */
const SMALLEST_CHUNK = 64;

const END = 0x06054b50;
const END_BYTES = 22;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const LONGEST_COMMENT = 65_535;
const STORED = 0;
const DEFLATED = 8;

/** Opens the archive in `bytes`. Throws UnreadableFile when its directory is broken or past a limit. */
export function openZip(bytes: Uint8Array, limits: Limits): Zip {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(file, limits);
  let unpacked = 0;

  function packed(entry: ZipEntry): Buffer {
    const at = entry.offset;
    if (at + 30 > file.length || file.readUInt32LE(at) !== LOCAL) throw damaged(partName(entry));
    const start = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28);
    if (start + entry.packedBytes > file.length) throw damaged(partName(entry));
    return file.subarray(start, start + entry.packedBytes);
  }

  async function* stream(entry: ZipEntry, chunkBytes = CHUNK_BYTES): AsyncGenerator<Buffer, void, undefined> {
    if (entry.encrypted) throw new UnreadableFile('encrypted');
    let size = 0;
    let crc = 0;
    for await (const chunk of unpack(entry, packed(entry), Math.max(chunkBytes, SMALLEST_CHUNK))) {
      size += chunk.length;
      unpacked += chunk.length;
      if (size > limits.entryBytes) throw tooMuch(limits.entryBytes);
      if (unpacked > limits.unpackedBytes) throw tooMuch(limits.unpackedBytes);
      if (size > limits.ratioFromBytes && size > entry.packedBytes * limits.ratio) {
        throw new UnreadableFile('too-dense', { limit: limits.ratio });
      }
      crc = crc32(chunk, crc);
      yield chunk;
    }
    if (crc !== entry.crc) throw damaged(partName(entry));
  }

  async function whole(entry: ZipEntry, maxBytes = limits.smallPartBytes): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream(entry)) {
      size += chunk.length;
      if (size > maxBytes) throw tooMuch(maxBytes);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, size);
  }

  return { entries, stream, whole, packed };
}

async function* unpack(entry: ZipEntry, packed: Buffer, chunkSize: number): AsyncGenerator<Buffer, void, undefined> {
  if (entry.method === STORED) {
    for (let at = 0; at < packed.length; at += chunkSize) yield packed.subarray(at, at + chunkSize);
    return;
  }
  if (entry.method !== DEFLATED) throw damaged(partName(entry));
  // A high-water mark of two chunks lets zlib's thread work on the next chunk while we read this one.
  const options: ZlibOptions & TransformOptions = { chunkSize, readableHighWaterMark: 2 * chunkSize };
  const inflate = createInflateRaw(options);
  inflate.end(packed);
  try {
    for await (const chunk of inflate) yield chunk as Buffer;
  } catch (cause) {
    throw new UnreadableFile('damaged', { where: partName(entry) }, { cause });
  }
}

function readDirectory(file: Buffer, limits: Limits): Map<string, ZipEntry> {
  const { count, at: start } = findDirectory(file);
  if (count > limits.entries) throw new UnreadableFile('too-many-entries', { limit: limits.entries });
  const entries = new Map<string, ZipEntry>();
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== DIRECTORY) throw damaged('ZIP 目录');
    const nameBytes = file.readUInt16LE(at + 28);
    const extraAt = at + 46 + nameBytes;
    const next = extraAt + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    if (next > file.length) throw damaged('ZIP 目录');
    const name = file
      .toString('utf8', at + 46, extraAt)
      .replaceAll('\\', '/')
      .replace(/^\/+/, '');
    const entry = {
      place: index + 1,
      name,
      method: file.readUInt16LE(at + 10),
      encrypted: (file.readUInt16LE(at + 8) & 1) === 1,
      crc: file.readUInt32LE(at + 16),
      ...placeOf(file, at, extraAt),
    };
    // Two parts of one name would show one program this and the next program that.
    if (entries.has(name.toLowerCase())) throw damaged(partName(entry));
    entries.set(name.toLowerCase(), entry);
    at = next;
  }
  return entries;
}

/** The end record lies at the very end, behind a comment of at most 64 kB. */
function findDirectory(file: Buffer): { count: number; at: number } {
  const from = Math.max(0, file.length - END_BYTES - LONGEST_COMMENT);
  for (let at = file.length - END_BYTES; at >= from; at--) {
    if (file.readUInt32LE(at) !== END) continue;
    const count = file.readUInt16LE(at + 10);
    const start = file.readUInt32LE(at + 16);
    const place = count === 0xffff || start === 0xffffffff ? findDirectory64(file, at) : { count, at: start };
    if (place.at + 46 <= at && file.readUInt32LE(place.at) === DIRECTORY) return place;
  }
  throw damaged('找不到 ZIP 目录，文件可能没有传完整');
}

function findDirectory64(file: Buffer, end: number): { count: number; at: number } {
  const locator = end - 20;
  if (locator < 0 || file.readUInt32LE(locator) !== LOCATOR_64) throw damaged('ZIP64 目录');
  const at = Number(file.readBigUInt64LE(locator + 8));
  if (at + 56 > file.length || file.readUInt32LE(at) !== END_64) throw damaged('ZIP64 目录');
  return { count: Number(file.readBigUInt64LE(at + 32)), at: Number(file.readBigUInt64LE(at + 48)) };
}

type Place = { packedBytes: number; unpackedBytes: number; offset: number };

/** Sizes and offset; a field of all ones stands for its value in the ZIP64 extra block. */
function placeOf(file: Buffer, at: number, extraAt: number): Place {
  const place = {
    unpackedBytes: file.readUInt32LE(at + 24),
    packedBytes: file.readUInt32LE(at + 20),
    offset: file.readUInt32LE(at + 42),
  };
  const end = extraAt + file.readUInt16LE(at + 30);
  for (let extra = extraAt; extra + 4 <= end; extra += 4 + file.readUInt16LE(extra + 2)) {
    if (file.readUInt16LE(extra) !== 1) continue;
    const stop = Math.min(end, extra + 4 + file.readUInt16LE(extra + 2));
    let value = extra + 4;
    for (const key of ['unpackedBytes', 'packedBytes', 'offset'] as const) {
      if (place[key] !== 0xffffffff || value + 8 > stop) continue;
      place[key] = Number(file.readBigUInt64LE(value));
      value += 8;
    }
  }
  return place;
}

function partName({ place }: ZipEntry): string {
  return `第 ${place} 个部件`;
}

function damaged(where: string): UnreadableFile {
  return new UnreadableFile('damaged', { where });
}

function tooMuch(bytes: number): UnreadableFile {
  return new UnreadableFile('too-much-unpacked', { limit: Math.round(bytes / 1024 / 1024) });
}
