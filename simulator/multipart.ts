// Reads a whole multipart/form-data body. Ready-made parsers drop a file part that has no filename, which is what the
// Feishu SDK sends for a Buffer; so the split is done here.

export type Part = { name: string; filename: string | null; bytes: Buffer };

const HEADER_END = Buffer.from('\r\n\r\n');

/** @returns the parts in order, or null when the body is not multipart. */
export function readMultipart(contentType: string | undefined, body: Buffer): Part[] | null {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType ?? '')?.[1];
  if (!boundary) return null;
  // With a line break put before it, the first delimiter looks like every other.
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const parts: Part[] = [];
  let start = whole.indexOf(delimiter);
  while (start >= 0) {
    const from = start + delimiter.length;
    const end = whole.indexOf(delimiter, from);
    if (end < 0) break;
    const part = readPart(whole.subarray(from, end));
    if (part) parts.push(part);
    start = end;
  }
  return parts;
}

function readPart(section: Buffer): Part | null {
  const headerEnd = section.indexOf(HEADER_END);
  if (headerEnd < 0) return null;
  const headers = section.subarray(0, headerEnd).toString('utf8');
  const disposition = /content-disposition:([^\r\n]*)/i.exec(headers)?.[1] ?? '';
  const name = /[; ]name="([^"]*)"/i.exec(disposition)?.[1];
  if (name === undefined) return null;
  const filename = /filename="([^"]*)"/i.exec(disposition)?.[1];
  return {
    name,
    filename: filename === undefined ? null : unescapeName(filename),
    bytes: section.subarray(headerEnd + HEADER_END.length),
  };
}

/** Browsers escape exactly these three in a file name; a lone % is never escaped. */
const unescapeName = (name: string): string => name.replace(/%(0A|0D|22)/gi, (code) => decodeURIComponent(code));
