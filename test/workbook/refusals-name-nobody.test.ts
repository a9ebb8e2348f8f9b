// Where a file is damaged goes into the log of events: it must not carry what the clerk called a sheet.
import { expect, test } from 'vitest';
import { rows } from '../../workbook/read.ts';
import { UnreadableFile } from '../../workbook/unreadable.ts';
import { makeZip, workbookParts } from './make-xlsx.ts';

const name = '甲子丑的数据';
const broken = [
  ['rows that go backwards', '<worksheet><sheetData><row r="2"/><row r="2"/></sheetData></worksheet>', true],
  ['a sheet that breaks off', '<worksheet><sheetData><row><c><v>1</v></c></row>', true],
  ['a sheet that is not there', '', false],
] as const;

test.each(broken)('%s: the place is told without the name of the sheet', async (_, xml, kept) => {
  const parts = workbookParts({ sheets: [{ name, xml }] }).filter((part) => kept || !part.name.includes('sheets/'));

  const reading = (async () => {
    for await (const _ of rows(makeZip(parts)));
  })();

  const error = await reading.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UnreadableFile);
  expect(JSON.stringify([(error as UnreadableFile).facts, (error as UnreadableFile).message])).not.toContain(name);
});
