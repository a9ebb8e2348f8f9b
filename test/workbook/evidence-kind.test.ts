// What is taken as evidence is told from the bytes: five kinds, none with macros, nothing by its name.
import { expect, test } from 'vitest';
import { evidenceKind } from '../../workbook/evidence-kind.ts';
import { makeZip } from './make-xlsx.ts';

const zipOf = (names: readonly string[]) => makeZip(names.map((name) => ({ name, bytes: Buffer.from('x') })));

test.each([
  ['pdf', Buffer.from('%PDF-1.7\n')],
  ['png', Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1')],
  ['jpg', Buffer.from('\xff\xd8\xff\xe0....', 'latin1')],
  ['xlsx', zipOf(['[Content_Types].xml', 'xl/workbook.xml'])],
  ['docx', zipOf(['[Content_Types].xml', 'word/document.xml'])],
])('a %s is told from its bytes', (kind, bytes) => {
  expect(evidenceKind(bytes)).toBe(kind);
});

test.each([
  ['a program', Buffer.from('MZ....')],
  ['nothing', Buffer.alloc(0)],
  ['a workbook with macros', zipOf(['xl/workbook.xml', 'xl/vbaProject.bin'])],
  ['a letter with macros', zipOf(['word/document.xml', 'word/vbaProject.bin'])],
  ['any other package', zipOf(['a.txt'])],
  ['a broken package', Buffer.from('PK\x03\x04 and no more')],
  ['an old picture', Buffer.from('GIF89a')],
])('%s is none', (_, bytes) => {
  expect(evidenceKind(bytes)).toBeNull();
});
