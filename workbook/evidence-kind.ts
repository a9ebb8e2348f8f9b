// What a file offered as evidence is, told from its bytes and never from its name. Opens nothing.
import type { EvidenceKind } from '../domain/evidence.ts';
import { LIMITS } from './limits.ts';
import { openZip } from './xlsx/zip.ts';

const starts: readonly (readonly [EvidenceKind, string])[] = [
  ['pdf', '%PDF-'],
  ['png', '\x89PNG\r\n\x1a\n'],
  ['jpg', '\xff\xd8\xff'],
];

/** Null for every other kind, workbooks and letters with macros among them. */
export function evidenceKind(bytes: Uint8Array): EvidenceKind | null {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  const found = starts.find(([, start]) => head.startsWith(start));
  if (found !== undefined) return found[0];
  return head.startsWith('PK\x03\x04') ? officeKind(bytes) : null;
}

function officeKind(bytes: Uint8Array): EvidenceKind | null {
  const names = partNames(bytes);
  if (names.some((name) => name.endsWith('vbaproject.bin'))) return null;
  if (names.includes('xl/workbook.xml')) return 'xlsx';
  return names.includes('word/document.xml') ? 'docx' : null;
}

/** In lower case; none where the package cannot be trusted. */
function partNames(bytes: Uint8Array): string[] {
  try {
    return [...openZip(bytes, LIMITS).entries.keys()].map((name) => name.toLowerCase());
  } catch {
    return [];
  }
}
