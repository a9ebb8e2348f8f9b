// What the streams and folders of an old Office file are called ([MS-CFB] 2.6). Reads its directory and no stream.

const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
const NAME_BYTES = 64;
/** Of the 109 sectors of the allocation table that the header itself lists. */
const FIRST_TABLES = 76;
/** Old workbooks have some ten entries, with macros some hundred. */
const MOST_DIRECTORY_SECTORS = 4_096;

/** The names in the directory, root included; none when it cannot be read. */
export function oleNames(file: Buffer): string[] {
  const shift = file.length < HEADER_BYTES ? 0 : file.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return [];
  const sectorBytes = 1 << shift;
  const number = (at: number) => (at + 4 <= file.length ? file.readUInt32LE(at) : Number.POSITIVE_INFINITY);
  const startOf = (sector: number) => (sector + 1) * sectorBytes;
  const tables = tablesOf(file, sectorBytes, number);
  const names: string[] = [];
  let sector = number(48);
  for (let seen = 0; seen < MOST_DIRECTORY_SECTORS && startOf(sector) + sectorBytes <= file.length; seen++) {
    const start = startOf(sector);
    for (let at = start; at < start + sectorBytes; at += ENTRY_BYTES) {
      // The length counts the zero at the end; a free entry has none.
      const bytes = Math.min(file.readUInt16LE(at + NAME_BYTES), NAME_BYTES) - 2;
      if (bytes > 0) names.push(file.toString('utf16le', at, at + bytes));
    }
    const perTable = sectorBytes / 4;
    sector = number(
      startOf(tables[Math.floor(sector / perTable)] ?? Number.POSITIVE_INFINITY) + (sector % perTable) * 4,
    );
  }
  return names;
}

/** The sectors that hold the allocation table: some in the header, the rest in a chain of lists. */
function tablesOf(file: Buffer, sectorBytes: number, number: (at: number) => number): number[] {
  const most = Math.ceil(file.length / sectorBytes);
  const tables: number[] = [];
  for (let at = FIRST_TABLES; at < HEADER_BYTES; at += 4) tables.push(number(at));
  let list = number(68);
  while (tables.length < most && (list + 2) * sectorBytes <= file.length) {
    const start = (list + 1) * sectorBytes;
    for (let at = start; at < start + sectorBytes - 4; at += 4) tables.push(number(at));
    list = number(start + sectorBytes - 4);
  }
  return tables;
}
