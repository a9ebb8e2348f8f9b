// What a file is, told from its bytes and never from its name. Refuses what cannot be read; reads nothing else.
import { isUtf8 } from 'node:buffer';
import type { Limits } from './limits.ts';
import { oleNames } from './ole-names.ts';
import { type UnreadableCode, UnreadableFile } from './unreadable.ts';
import { openZip } from './xlsx/zip.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

export type FileKind = { kind: 'xlsx' } | { kind: 'xls' } | { kind: 'text'; encoding: TextEncoding };

/** How files of other kinds begin: bytes as latin1, at an offset. */
const MAGIC: readonly (readonly [code: UnreadableCode, offset: number, ...starts: string[]])[] = [
  ['picture', 0, '\x89PNG', '\xff\xd8\xff', 'GIF8', 'II*\0', 'MM\0*'],
  ['picture', 4, 'ftypheic', 'ftypheix', 'ftypmif1', 'ftypavif'],
  ['picture', 8, 'WEBP'],
  ['picture', 14, '\x28\0\0\0', '\x6c\0\0\0', '\x7c\0\0\0'],
  ['pdf', 0, '%PDF-'],
  ['archive', 0, 'Rar!\x1a', '7z\xbc\xaf', '\x1f\x8b', 'BZh', '\xfd7zXZ'],
  ['archive', 257, 'ustar'],
  ['not-a-workbook', 0, '{\\rtf'],
];

const MARKUP = /^(?:\xef\xbb\xbf)?\s{0,64}<(?:!doctype|html|head|meta|table|\?xml|\?mso)/i;
const ZIP_STARTS = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'];
const OLE_START = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

/** Tells the kind of a file. Throws UnreadableFile for every kind that is not read. */
export function kindOf(bytes: Uint8Array, limits: Limits): FileKind {
  if (bytes.length === 0) throw new UnreadableFile('empty');
  if (bytes.length > limits.fileBytes) {
    throw new UnreadableFile('too-many-bytes', { limit: Math.round(limits.fileBytes / 1024 / 1024) });
  }
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = file.toString('latin1', 0, 512);
  if (ZIP_STARTS.some((zip) => start.startsWith(zip))) {
    refuseOtherZips(file, limits);
    return { kind: 'xlsx' };
  }
  if (start.startsWith(OLE_START)) {
    refuseOtherOle(file);
    return { kind: 'xls' };
  }
  for (const [code, offset, ...starts] of MAGIC) {
    if (starts.some((magic) => start.startsWith(magic, offset))) throw new UnreadableFile(code);
  }
  if (MARKUP.test(start)) throw new UnreadableFile('web-page');
  return { kind: 'text', encoding: encodingOf(file) };
}

/** Old Office files are small file systems; the names of their streams tell what they are. */
function refuseOtherOle(file: Buffer): void {
  const names = oleNames(file);
  const holds = (part: string) => names.some((name) => name.includes(part));
  if (names.length === 0) throw new UnreadableFile('xls');
  if (holds('EncryptedPackage')) throw new UnreadableFile('encrypted');
  if (holds('ETExtData') || holds('WpsCustomData')) throw new UnreadableFile('et');
  if (!holds('Workbook') && !holds('Book')) throw new UnreadableFile('not-a-workbook');
  if (holds('_VBA_PROJECT_CUR')) throw new UnreadableFile('macros');
}

function refuseOtherZips(file: Buffer, limits: Limits): void {
  const { entries } = openZip(file, limits);
  const names = [...entries.keys()];
  const some = (test: (name: string) => boolean) => names.some(test);
  if (some((name) => name.endsWith('vbaproject.bin'))) throw new UnreadableFile('macros');
  if (some((name) => name.endsWith('xl/workbook.bin'))) throw new UnreadableFile('xlsb');
  if (entries.has('content.xml') && entries.has('mimetype')) throw new UnreadableFile('ods');
  if (some((name) => name.startsWith('word/') || name.startsWith('ppt/'))) throw new UnreadableFile('not-a-workbook');
  if (!entries.has('[content_types].xml') && !entries.has('_rels/.rels')) {
    const encrypted = [...entries.values()].some((entry) => entry.encrypted);
    throw new UnreadableFile(encrypted ? 'encrypted' : 'archive');
  }
}

/** UTF-8 over the whole file or not at all: short GBK words can pass for UTF-8, whole files cannot. */
function encodingOf(file: Buffer): TextEncoding {
  if (file[0] === 0xff && file[1] === 0xfe) return 'utf-16le';
  if (file[0] === 0xfe && file[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const looked = Math.min(file.length, 4096);
  for (let at = 0; at < looked; at++) if (file[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > 0 && even === 0) return 'utf-16le';
  if (even > 0 && odd === 0) return 'utf-16be';
  if (even > 0 || file.includes(0)) throw new UnreadableFile('unknown');
  return isUtf8(file) ? 'utf-8' : 'gb18030';
}
