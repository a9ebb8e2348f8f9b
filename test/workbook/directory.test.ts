// The directory workbook: what is read from it, and what is said about lines that do not fit.
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { type DirectoryFile, directoryProblems, institutionOf, peopleOf } from '../../domain/directory.ts';
import { readDirectory } from '../../workbook/directory.ts';
import { writeDirectoryTemplate } from '../../workbook/write-directory-template.ts';

async function edited(change: (workbook: ExcelJS.Workbook) => void) {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(await writeDirectoryTemplate(true)).buffer);
  change(workbook);
  return readDirectory(Buffer.from(await workbook.xlsx.writeBuffer()));
}

async function example(): Promise<DirectoryFile> {
  return (await readDirectory(await writeDirectoryTemplate(true))).directory;
}

test('the filled template fits together and is read whole', async () => {
  const { directory, problems } = await readDirectory(await writeDirectoryTemplate(true));

  expect(problems).toEqual([]);
  expect(directory.offices[1]).toEqual({
    row: 3,
    code: 'SHI',
    name: '示例市人力资源和社会保障局',
    level: 'city',
    parent: 'SHENG',
    province: '13',
  });
  expect(institutionOf(directory, 'SL01')).toMatchObject({
    name: '示例职业培训学校',
    prefixes: ['S000013000001', 'S001323000001'],
    provinceCode: '13',
    scope: [{ occupation: '车工', workType: '', levels: ['五级', '四级', '三级'] }, { to: '2027-12-31' }],
    filedTo: null,
  });
});

test('a person with several roles is one person', async () => {
  const people = peopleOf(await example());

  expect(people).toHaveLength(5);
  expect(people.find((person) => person.name === '示例戊')).toMatchObject({
    administrator: true,
    holds: [{ post: 'SHENG-ZG', from: null, to: null }],
  });
});

test('the empty template says that there is nothing but an administrator missing', async () => {
  const { problems } = await readDirectory(await writeDirectoryTemplate());

  expect(problems).toEqual([{ sheet: '人员', row: null, column: null, message: '至少要有一位管理员。' }]);
});

test('cells that cannot be parsed are told with sheet, row and column', async () => {
  const { problems, directory } = await edited((workbook) => {
    const sheet = workbook.getWorksheet('机构');
    if (!sheet) throw new Error('no sheet');
    sheet.getCell('C2').value = '123';
    sheet.getCell('E2').value = '去年';
  });

  expect(directory.institutions).toEqual([]);
  expect(problems).toContainEqual({ sheet: '机构', row: 2, column: 4, message: '“备案起”应为日期，写作 2026-01-31。' });
  expect(problems.find((problem) => problem.column === 2)?.message).toContain('每个应为 13 位');
});

test('a date cell and other ways to write a day are read as days', async () => {
  const { directory, problems } = await edited((workbook) => {
    const cell = workbook.getWorksheet('机构')?.getCell('E2');
    if (cell) cell.numFmt = 'yyyy-mm-dd';
    if (cell) cell.value = new Date(Date.UTC(2022, 0, 31));
    const scope = workbook.getWorksheet('评价范围')?.getCell('E2');
    if (scope) scope.value = '2022年1月5日';
  });

  expect(problems).toEqual([]);
  expect(directory.institutions[0]?.filedFrom).toBe('2022-01-31');
  expect(directory.scopes[0]?.from).toBe('2022-01-05');
});

test('a missing sheet and a missing column are told', async () => {
  const { problems } = await edited((workbook) => {
    workbook.removeWorksheet('评价范围');
    const cell = workbook.getWorksheet('岗位')?.getCell('D1');
    if (cell) cell.value = '种类';
  });

  expect(problems.map((problem) => problem.message)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('没有“评价范围”这张工作表'),
      expect.stringContaining('缺少“类别”这一列'),
    ]),
  );
});

type Change = (directory: DirectoryFile) => DirectoryFile;
const person =
  (change: Partial<DirectoryFile['people'][number]>, index = 0): Change =>
  (directory) => ({
    ...directory,
    people: directory.people.map((line, i) => (i === index ? { ...line, ...change } : line)),
  });

test.each<[string, Change]>([
  ['“机构代码”SL01 重复', (d) => ({ ...d, institutions: [...d.institutions, ...d.institutions] })],
  ['“证书编号前13位”S000013000001 重复', (d) => ({ ...d, institutions: [...d.institutions, ...d.institutions] })],
  [
    '“属地”X 在“办公室”表中没有',
    (d) => ({ ...d, institutions: d.institutions.map((line) => ({ ...line, office: 'X' })) }),
  ],
  ['“机构代码”X 在“机构”表中没有', (d) => ({ ...d, scopes: d.scopes.map((line) => ({ ...line, institution: 'X' })) })],
  ['没有“上报”岗位', (d) => ({ ...d, posts: d.posts.filter((post) => post.kind !== 'desk') })],
  ['应填一个省级单位的代码', (d) => ({ ...d, offices: d.offices.map((line) => ({ ...line, parent: null })) })],
  ['岗位“市级审核岗”没有人', (d) => ({ ...d, people: d.people.filter((line) => !line.posts.includes('SHI-SH')) })],
  ['起始日期晚于截止日期', person({ from: '2026-02-01', to: '2026-01-01' })],
  ['手机号应为 11 位数字', person({ mobile: '2380000' })],
  ['专管员要填“机构代码”', person({ institution: null })],
  ['“岗位代码”只由审核员和主管填写', person({ posts: ['SHI-SH'] })],
  ['审核员要填“岗位代码”', person({ posts: [] }, 1)],
  ['与角色“审核员”不符', person({ posts: ['SHI-ZG'] }, 1)],
  ['“岗位代码”X 在“岗位”表中没有', person({ posts: ['X'] }, 1)],
  ['已用于另一个姓名', person({ mobile: '13800000002' })],
  ['与前面某一行重复', (d) => ({ ...d, people: [...d.people, ...d.people.slice(0, 1)] })],
  ['至少要有一位管理员', (d) => ({ ...d, people: d.people.filter((line) => line.role !== 'administrator') })],
])('the cross-check says: %s', async (message, change) => {
  const sound = await example();

  expect(directoryProblems(sound)).toEqual([]);
  expect(
    directoryProblems(change(sound))
      .map((problem) => problem.message)
      .join('\n'),
  ).toContain(message);
});
