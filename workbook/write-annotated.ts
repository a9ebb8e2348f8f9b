// The clerk's own workbook with what was found written into it; the rest of the file stays byte for byte.
import type { TransformOptions } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32, createDeflateRaw, type ZlibOptions } from 'node:zlib';
import type ExcelJS from 'exceljs';
import type { Finding, Severity } from '../domain/finding.ts';
import { type Cell, cellText } from '../domain/sheet.ts';
import { kindOf } from './kind.ts';
import { LIMITS, type Limits } from './limits.ts';
import {
  FAILED_SHEET,
  OWN_HEADERS,
  type OwnHeader,
  ownColumns,
  PROBLEM_HEADER,
  REMEDY_HEADER,
  REPLY_HEADER,
  RESULT_SHEET,
} from './own-marks.ts';
import { rowBatches } from './read.ts';
import { TEXT_SHEET } from './separated-text.ts';
import { streamedWorkbook, TEXT } from './write-workbook.ts';
import { areOwnComments, type CellComment, commentsXml, drawingXml } from './xlsx/own-comments.ts';
import { OwnStyles, takesOwnStyles } from './xlsx/own-styles.ts';
import { PackageEdits } from './xlsx/package-edits.ts';
import { relations, relationsPath, type SheetPart, workbookParts } from './xlsx/parts.ts';
import { isSelected, patchSheet, type RowPatch, UNCHANGED_ROWS } from './xlsx/patch-sheet.ts';
import { addResultSheet, type FindingWords, resultXml, SEVERITIES, SEVERITY_NAMES } from './xlsx/result-sheet.ts';
import { type PackedPart, rewriteZip } from './xlsx/write-zip.ts';
import { CHUNK_BYTES, openZip, type Zip } from './xlsx/zip.ts';

/** The most comments in one sheet: programs grow slow with more. The added columns hold every finding. */
const MAX_COMMENTS = 20_000;
/** Where the header is looked for. */
const HEADER_ROWS = 30;
const HEADER_SHARE = 0.6;

type SheetShape = {
  width: number;
  headerRow: number;
  own: ReadonlyMap<OwnHeader, number>;
  /** Rows with an earlier answer of ours, which is to be taken away. */
  ownRows: Set<number>;
};

/**
 * Writes findings into the workbook they were found in: coloured and commented cells, three added columns (the last is
 * for the clerk's replies, and shows those already given), and a first sheet with the summary, which is the one that opens. A text file or an old .xls
 * comes back as a workbook with the same rows. `unlisted` is how many findings more were only counted. Throws UnreadableFile.
 */
export async function annotate(
  bytes: Uint8Array,
  findings: readonly Finding[],
  wording: (finding: Finding) => FindingWords,
  { limits = LIMITS, unlisted = 0 }: { limits?: Limits; unlisted?: number } = {},
): Promise<Buffer> {
  const { kind } = kindOf(bytes, limits);
  const workbook = kind === 'xlsx' ? bytes : await workbookOfRows(bytes, limits);
  const shapes = await shapesOf(workbook, limits);
  const zip = openZip(workbook, limits);
  const parts = await workbookParts(zip, limits);
  const edits = new PackageEdits(zip);
  const stylesXml = parts.styles ? (await zip.whole(parts.styles)).toString('utf8') : '';
  const styles = takesOwnStyles(stylesXml) ? new OwnStyles(stylesXml) : null;
  const packed: PackedPart[] = [];
  let uncommented = 0;

  for (const sheet of parts.sheets) {
    const shape = shapes.get(sheet.name);
    const ofSheet = findings.filter((finding) => finding.sheet === sheet.name && finding.row !== null);
    if (sheet.name === RESULT_SHEET) continue;
    if (shape === undefined || (ofSheet.length === 0 && shape.own.size === 0)) {
      if (!(await isSelected(zip.stream(sheet.entry)))) continue;
      packed.push(await packSheet(sheet, patchSheet(zip.stream(sheet.entry), UNCHANGED_ROWS, limits)));
      continue;
    }
    const { comments, cells } = commentsOf(ofSheet, wording);
    uncommented += cells - comments.length;
    const patch = {
      rows: rowPatches(shape, ofSheet, wording, sheet.name === FAILED_SHEET ? answers : OWN_HEADERS),
      clearsFills: styles?.hasOwnFills === true,
      drawing: await addComments(zip, sheet, comments, edits),
      styles,
    };
    packed.push(await packSheet(sheet, patchSheet(zip.stream(sheet.entry), patch, limits)));
  }
  const told = { uncommented, unlisted, isExcerpt: shapes.has(FAILED_SHEET), isFromXls: kind === 'xls' };
  await addResultSheet(parts, resultXml(findings, wording, told), edits);
  if (styles !== null && parts.styles) edits.set(parts.styles.name, styles.toXml());
  return rewriteZip(zip, [...packed, ...edits.packed()]);
}

/** Our columns that we write; the third is the clerk's to fill in, and stays. */
const answers = [PROBLEM_HEADER, REMEDY_HEADER] as const;

/** How wide each sheet is, where its header stands, and what of it is ours from an earlier answer. */
async function shapesOf(bytes: Uint8Array, limits: Limits): Promise<Map<string, SheetShape>> {
  const shapes = new Map<string, SheetShape>();
  const starts = new Map<string, { row: number; filled: number }[]>();
  for await (const batch of rowBatches(bytes, { limits })) {
    for (const { sheet, row, cells } of batch) {
      const shape = shapes.get(sheet) ?? { width: 0, headerRow: row, own: new Map(), ownRows: new Set() };
      const start = starts.get(sheet) ?? [];
      shapes.set(sheet, shape);
      starts.set(sheet, start);
      const own = ownColumns(cells);
      if (own.size > 0) Object.assign(shape, { own, headerRow: row });
      if (start.length < HEADER_ROWS) start.push({ row, filled: cells.filter((cell) => cellText(cell) !== '').length });
      if (shape.own.size > 0 && answers.some((header) => cells[shape.own.get(header) ?? -1] !== undefined)) {
        shape.ownRows.add(row);
      }
      shape.width = Math.max(shape.width, cells.length);
    }
  }
  for (const [sheet, shape] of shapes) {
    if (shape.own.size === 0) shape.headerRow = headerRowOf(starts.get(sheet) ?? []) ?? shape.headerRow;
  }
  return shapes;
}

/** The first row that is nearly as full as the fullest: titles stand in one cell. */
function headerRowOf(start: readonly { row: number; filled: number }[]): number | undefined {
  const fullest = Math.max(...start.map(({ filled }) => filled));
  return start.find(({ filled }) => filled >= fullest * HEADER_SHARE)?.row;
}

function rowPatches(
  shape: SheetShape,
  findings: readonly Finding[],
  wording: (finding: Finding) => FindingWords,
  headers: readonly OwnHeader[],
): Map<number, RowPatch> {
  const columns = columnsOf(shape);
  const [problemColumn, remedyColumn] = [columns[PROBLEM_HEADER], columns[REMEDY_HEADER]];
  const patches = new Map<number, { fills: Map<number, Severity>; texts: Map<number, string> }>();
  const patchOf = (row: number) => {
    const patch = patches.get(row) ?? { fills: new Map<number, Severity>(), texts: new Map<number, string>() };
    patches.set(row, patch);
    return patch;
  };
  for (const row of shape.ownRows) {
    for (const header of answers) patchOf(row).texts.set(columns[header], '');
  }
  for (const finding of findings) {
    if (finding.row === null) continue;
    const { fills, texts } = patchOf(finding.row);
    const { short, next, reply } = wording(finding);
    const { column } = finding;
    const place = (text: string, at: number) => texts.set(at, texts.get(at) ? `${texts.get(at)}\n${text}` : text);
    // Our columns begin at their header: above it they would not be known as ours when the file comes back.
    if (finding.row > shape.headerRow) {
      place(`${SEVERITY_NAMES[finding.severity]}：${short}`, problemColumn);
      if (!texts.get(remedyColumn)?.split('\n').includes(next)) place(next, remedyColumn);
      if (reply !== undefined) texts.set(columns[REPLY_HEADER], reply);
    }
    if (column === null) continue;
    const before = fills.get(column);
    if (before === undefined || isGraver(finding.severity, before)) fills.set(column, finding.severity);
  }
  const header = patchOf(shape.headerRow).texts;
  // What is wrong with the header itself is told by colour, comment and summary.
  for (const name of headers) header.set(columns[name], name);
  return patches;
}

function isGraver(one: Severity, other: Severity): boolean {
  return SEVERITIES.indexOf(one) < SEVERITIES.indexOf(other);
}

/** Where our columns stand: where they stood before, or behind everything else. */
function columnsOf({ own, width }: SheetShape): Record<OwnHeader, number> {
  let free = width;
  const place = (header: OwnHeader) => own.get(header) ?? free++;
  return {
    [PROBLEM_HEADER]: place(PROBLEM_HEADER),
    [REMEDY_HEADER]: place(REMEDY_HEADER),
    [REPLY_HEADER]: place(REPLY_HEADER),
  };
}

/** The comments of a sheet, as many as it may have, and how many cells should have had one. */
function commentsOf(
  findings: readonly Finding[],
  wording: (finding: Finding) => FindingWords,
): { comments: CellComment[]; cells: number } {
  const comments = new Map<string, CellComment>();
  const left = new Set<string>();
  for (const finding of findings) {
    if (finding.row === null || finding.column === null) continue;
    const key = `${finding.row} ${finding.column}`;
    const known = comments.get(key);
    if (known === undefined && comments.size >= MAX_COMMENTS) {
      left.add(key);
      continue;
    }
    const { full, next } = wording(finding);
    const text = `${SEVERITY_NAMES[finding.severity]}：${full}\n怎么改：${next}`;
    if (known !== undefined) known.text += `\n${text}`;
    else comments.set(key, { row: finding.row, column: finding.column, text });
  }
  return { comments: [...comments.values()], cells: comments.size + left.size };
}

/** Answers the relation to write into the sheet, or null when it needs none or has the clerk's own comments. */
async function addComments(
  zip: Zip,
  sheet: SheetPart,
  comments: CellComment[],
  edits: PackageEdits,
): Promise<string | null> {
  const related = await relations(zip, sheet.entry.name);
  const old = related.find((relation) => relation.type === 'comments');
  const oldDrawing = related.find((relation) => relation.type === 'vmlDrawing');
  if (old !== undefined || oldDrawing !== undefined) {
    const entry = old && zip.entries.get(old.path.toLowerCase());
    if (!entry || !oldDrawing || !areOwnComments((await zip.whole(entry)).toString('utf8'))) return null;
    edits.pack(entry.name, commentsXml(comments));
    edits.pack(oldDrawing.path, drawingXml(comments));
    return null;
  }
  if (comments.length === 0) return null;
  const textsPath = edits.freePath('xl/comments', '.xml');
  const drawingPath = edits.freePath('xl/drawings/vmlDrawing', '.vml');
  edits.pack(textsPath, commentsXml(comments));
  edits.pack(drawingPath, drawingXml(comments));
  await edits.addType(textsPath, 'spreadsheetml.comments');
  await edits.addVml();
  await edits.addRelation(relationsPath(sheet.entry.name), 'hezhengComments', 'comments', textsPath);
  await edits.addRelation(relationsPath(sheet.entry.name), 'hezhengDrawing', 'vmlDrawing', drawingPath);
  return 'hezhengDrawing';
}

async function packSheet(sheet: SheetPart, chunks: AsyncIterable<Buffer>): Promise<PackedPart> {
  const options: ZlibOptions & TransformOptions = {
    level: 1,
    chunkSize: CHUNK_BYTES,
    // Room for some chunks lets zlib's thread pack one while the next is patched here.
    writableHighWaterMark: 8 * CHUNK_BYTES,
  };
  const deflate = createDeflateRaw(options);
  const packed = buffer(deflate);
  let crc = 0;
  let unpackedBytes = 0;
  try {
    for await (const chunk of chunks) {
      crc = crc32(chunk, crc);
      unpackedBytes += chunk.length;
      if (!deflate.write(chunk)) await new Promise((resolve) => deflate.once('drain', resolve));
    }
  } finally {
    deflate.end();
  }
  return { name: sheet.entry.name, method: 8, crc, packed: await packed, unpackedBytes };
}

/**
 * A file of another kind as a workbook: the same sheets and rows under the same numbers, cells stored as they were. Shared
 * strings, since exceljs keeps the spaces at either end of a text only there.
 */
async function workbookOfRows(bytes: Uint8Array, limits: Limits): Promise<Buffer> {
  const { workbook, finish } = streamedWorkbook({ useSharedStrings: true });
  let sheet: ExcelJS.Worksheet | null = null;
  for await (const batch of rowBatches(bytes, { limits })) {
    for (const { sheet: name, row, cells } of batch) {
      if (sheet?.name !== name) {
        sheet?.commit();
        sheet = workbook.addWorksheet(name);
      }
      const line = sheet.getRow(row);
      cells.forEach((cell, column) => {
        putCell(line.getCell(column + 1), cell);
      });
      line.commit();
    }
  }
  (sheet ?? workbook.addWorksheet(TEXT_SHEET)).commit();
  return finish();
}

/** Numbers and dates stay what they are: as text they would look as if they had been put right. */
export function putCell(target: ExcelJS.Cell, cell: Cell): void {
  if (typeof cell === 'string') {
    target.numFmt = TEXT;
    target.value = cell;
  } else if (cell.stored === 'number') target.value = Number(cell.text);
  else if (cell.stored === 'date') {
    target.numFmt = 'yyyy-mm-dd';
    target.value = new Date(`${cell.text}T00:00:00Z`);
  } else if (cell.stored === 'boolean') target.value = cell.text === 'TRUE';
  else target.value = cell.text;
}
