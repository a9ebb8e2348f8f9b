// Builds small workbooks from raw XML, so that tests can say exactly what stands in a file. For tests only.
import { crc32, deflateRawSync } from 'node:zlib';

type Part = { name: string; bytes: Buffer; method?: 0 | 8 };

/** A ZIP archive of the parts, in their order. */
export function makeZip(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, method = 8 } of parts) {
    const packed = method === 8 ? deflateRawSync(bytes) : bytes;
    const nameBytes = Buffer.from(name);
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(crc32(bytes), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(bytes.length, 8);
    sizes.writeUInt16LE(nameBytes.length, 12);
    const local = Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 8, method, 0, 0, 0, 0, 0]);
    const central = Buffer.from([0x50, 0x4b, 1, 2, 20, 0, 20, 0, 0, 8, method, 0, 0, 0, 0, 0]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    locals.push(local, sizes, nameBytes, packed);
    directory.push(central, sizes, place, nameBytes);
    offset += local.length + sizes.length + nameBytes.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

export type Sheet = { name: string; xml: string; state?: 'hidden' | 'veryHidden' };

export type WorkbookXml = {
  sheets: readonly Sheet[];
  /** Items of the shared string table, each a whole `<si>`. */
  strings?: readonly string[];
  styles?: string;
  date1904?: boolean;
  extra?: readonly Part[];
};

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const APPLICATION = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** Parts of a workbook whose sheets are given as raw XML. */
export function workbookParts({ sheets, strings, styles, date1904, extra = [] }: WorkbookXml): Part[] {
  const part = (name: string, text: string): Part => ({ name, bytes: Buffer.from(text) });
  const tabs = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"${state ? ` state="${state}"` : ''}/>`,
  );
  const related = sheets.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  if (strings) related.push(`<Relationship Id="s" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>`);
  if (styles) related.push(`<Relationship Id="y" Type="${RELATIONS}/styles" Target="styles.xml"/>`);
  return [
    part(
      '[Content_Types].xml',
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${APPLICATION}.sheet.main+xml"/></Types>`,
    ),
    part(
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}"><Relationship Id="a" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${tabs.join('')}</sheets></workbook>`,
    ),
    part('xl/_rels/workbook.xml.rels', `<Relationships xmlns="${PACKAGE}">${related.join('')}</Relationships>`),
    ...sheets.map(({ xml }, i) => part(`xl/worksheets/sheet${i + 1}.xml`, xml)),
    ...(strings ? [part('xl/sharedStrings.xml', `<sst xmlns="${MAIN}">${strings.join('')}</sst>`)] : []),
    ...(styles ? [part('xl/styles.xml', styles)] : []),
    ...extra,
  ];
}

/** A sheet's XML around its rows. */
export function sheetXml(rows: string, { before = '', after = '' } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="${MAIN}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`;
}

/** A workbook with one visible sheet of these rows. */
export function workbookOf(rows: string, rest: Omit<WorkbookXml, 'sheets'> = {}): Buffer {
  return makeZip(workbookParts({ sheets: [{ name: '数据', xml: sheetXml(rows) }], ...rest }));
}
