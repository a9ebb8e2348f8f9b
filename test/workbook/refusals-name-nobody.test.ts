// Where a file is damaged goes into the log of events: it must not carry what the clerk called a sheet or a part.
import { expect, test } from 'vitest';
import { rows } from '../../workbook/read.ts';
import type { UnreadableFile } from '../../workbook/unreadable.ts';
import { makeZip, workbookParts } from './make-xlsx.ts';

const name = '甲子丑的数据';
const [sound, sheetPath] = ['<worksheet><sheetData/></worksheet>', 'xl/worksheets/sheet1.xml'];

const partsOf = (xml: string) => workbookParts({ sheets: [{ name, xml }] });
const without = (path: string) => partsOf(sound).filter((part) => part.name !== path);

/** The one sheet lies in a part that bears the name. */
const inNamedPart = (xml: string) =>
  partsOf(xml).map(({ name: path, bytes }) => ({
    name: path.replace('sheet1', name),
    bytes: Buffer.from(bytes.toString().replace('sheet1', name)),
  }));

/** The archive with the byte at `offset` behind the first part that bears the name changed. */
function spoilt(zip: Buffer, offset: number): Buffer {
  const at = zip.indexOf(Buffer.from(`${name}.xml`)) + Buffer.byteLength(`${name}.xml`) + offset;
  zip[at] = 0xff;
  return zip;
}

const broken = [
  [
    'rows that go backwards',
    makeZip(partsOf('<worksheet><sheetData><row r="2"/><row r="2"/></sheetData></worksheet>')),
  ],
  ['something else between the rows', makeZip(partsOf('<worksheet><sheetData><zeile/></sheetData></worksheet>'))],
  ['a sheet that breaks off', makeZip(partsOf('<worksheet><sheetData><row><c><v>1</v></c></row>'))],
  ['an encoding of that name', makeZip(partsOf(`<?xml version="1.0" encoding="A${'1'.repeat(18)}"?>${sound}`))],
  ['a sheet that is not there', makeZip(without(sheetPath))],
  ['a part that does not unpack', spoilt(makeZip(inNamedPart(sound)), 0)],
  ['a part twice', makeZip([...inNamedPart(sound), ...inNamedPart(sound).slice(-1)])],
] as const;

test.each(broken)('%s: the place is told without a name', async (_, bytes) => {
  const reading = (async () => {
    for await (const _ of rows(bytes));
  })();

  const error = await reading.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: 'damaged' });
  const told = JSON.stringify([(error as UnreadableFile).facts, (error as UnreadableFile).message]);
  expect(told).not.toMatch(new RegExp(`${name}|1{18}`));
});
