// What a file offered as evidence is, told from its bytes and never from its name. Opens nothing.
import type { EvidenceKind } from '../domain/evidence.ts';
import { scanKind } from '../domain/scan.ts';
import { LIMITS } from './limits.ts';
import { openZip } from './xlsx/zip.ts';

/** Null for every other kind, workbooks and letters with macros among them. */
export function evidenceKind(bytes: Uint8Array): EvidenceKind | null {
  const isZip = Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'PK\x03\x04';
  return scanKind(bytes) ?? (isZip ? officeKind(bytes) : null);
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
