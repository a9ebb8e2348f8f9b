// What a scanned page is, told from its first bytes and not from its name. Pure.

const marks = { pdf: '%PDF-', jpg: '\xff\xd8\xff', png: '\x89PNG\r\n\x1a\n' } as const;

export type ScanKind = keyof typeof marks;

/** Null for whatever is no PDF and no picture. */
export function scanKind(bytes: Uint8Array): ScanKind | null {
  const head = String.fromCharCode(...bytes.subarray(0, 8));
  const found = (Object.keys(marks) as ScanKind[]).find((kind) => head.startsWith(marks[kind]));
  return found ?? null;
}
