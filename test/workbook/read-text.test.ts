// What the reader makes of .csv and .txt in the encodings and separators that offices use.
import { expect, test } from 'vitest';
import type { SheetRow } from '../../domain/sheet.ts';
import { type ReadOptions, rows } from '../../workbook/read.ts';

async function read(bytes: Uint8Array, options?: ReadOptions): Promise<SheetRow[]> {
  const found: SheetRow[] = [];
  for await (const row of rows(bytes, options)) found.push(row);
  return found;
}

const TABLE = '姓名,证件号码\n张三,1\n';
const CELLS = [
  ['姓名', '证件号码'],
  ['张三', '1'],
];
/** 姓名,证件号码 / 䶮,𠮷 in GB 18030; the rare characters take four bytes each. */
const GB18030 = Buffer.from('d0d5c3fb2cd6a4bcfebac5c2eb0afe9f2c9534b2350a', 'hex');

test.each([
  ['UTF-8', Buffer.from(TABLE)],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TABLE}`)],
  ['UTF-16 little endian', Buffer.from(`\uFEFF${TABLE}`, 'utf16le')],
  ['UTF-16 big endian', Buffer.from(`\uFEFF${TABLE}`, 'utf16le').swap16()],
  ['UTF-16 without a mark', Buffer.from(TABLE, 'utf16le')],
  ['GBK', Buffer.from('d0d5c3fb2cd6a4bcfebac5c2eb0ad5c5c8fd2c310a', 'hex')],
])('a table in %s is read', async (_, bytes) => {
  expect((await read(bytes)).map((row) => row.cells)).toEqual(CELLS);
  expect((await read(bytes, { chunkBytes: 3 })).map((row) => row.cells)).toEqual(CELLS);
});

test('characters of four bytes in GB 18030 are read', async () => {
  const [, rare] = await read(GB18030);

  expect(rare?.cells).toEqual(['䶮', '𠮷']);
});

test.each([',', '\t', ';', '|', '，'])('the separator %j is found', async (separator) => {
  const text = `标题\n姓名${separator}说明\n张三${separator}"a,b;c\t""d"""\n`;

  expect((await read(Buffer.from(text))).map((row) => row.cells)).toEqual([
    ['标题'],
    ['姓名', '说明'],
    ['张三', 'a,b;c\t"d"'],
  ]);
});

test('records are numbered as rows, whatever line ends they hold, and blank ones count', async () => {
  const text = 'sep=;\r\n姓名;说明\r\n\r\n张三;"一\r\n二"\r"李四";x;;\n;;';

  for (const chunkBytes of [1, 7, 1000]) {
    expect(await read(Buffer.from(text), { chunkBytes })).toEqual([
      { sheet: '数据', row: 1, cells: ['姓名', '说明'] },
      { sheet: '数据', row: 3, cells: ['张三', '一\r\n二'] },
      { sheet: '数据', row: 4, cells: ['李四', 'x'] },
    ]);
  }
});
