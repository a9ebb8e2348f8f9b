// Every bound on what a dropped file may cost us, in one place. Reaching one ends in an UnreadableFile that names it.

const KB = 1024;
const MB = 1024 * KB;

/** What one message may carry, in or out (feishu: upload). Where a file is not dropped in a chat, `fileBytes` holds. */
export const MESSAGE_FILE_BYTES = 30 * MB;

export const LIMITS = {
  /** Bytes of the file as it was dropped (Feishu hands out at most 100 MB). */
  fileBytes: 100 * MB,
  /** Entries in the workbook's ZIP directory. */
  entries: 4_000,
  /** Bytes one part of the workbook may unpack to. */
  entryBytes: 1024 * MB,
  /** Bytes all parts that we read may unpack to, together. */
  unpackedBytes: 1536 * MB,
  /** Unpacked bytes per packed byte; asked only past `ratioFromBytes`, since small parts pack well. */
  ratio: 300,
  ratioFromBytes: 16 * MB,
  /** Bytes of workbook.xml, styles and other small parts, each. */
  smallPartBytes: 16 * MB,
  sheets: 200,
  /** Rows with something in them, over all visible sheets. */
  rows: 1_000_000,
  /** Highest column that may hold something. */
  columns: 200,
  /** Characters in one cell: what a spreadsheet itself allows. */
  cellCharacters: 32_767,
  /** Bytes of XML (or characters of a text file) that make up one row. */
  rowBytes: 8 * MB,
  sharedStrings: 6_000_000,
  sharedStringBytes: 384 * MB,
  cellFormats: 100_000,
  mergedRanges: 20_000,
  /** Heap and time of the process that reads one .xls: 60,000 rows take half a gigabyte and three seconds. */
  xlsHeapMegabytes: 1_024,
  xlsSeconds: 60,
};

export type Limits = typeof LIMITS;

/** Rows and columns of the largest sheet there can be. */
export const LAST_ROW = 1_048_576;
export const LAST_COLUMN = 16_384;
