// `npx hezheng check` as a process: its exit codes, its JSON object, its words, and what it never shows.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { runCheck } from '../../cli/check.ts';
import { hebei2022 } from '../../config/standards.ts';
import type { Certificate } from '../../domain/certificate.ts';
import { type DirectoryFile, directorySheets } from '../../domain/directory.ts';
import { rules } from '../../domain/rules.ts';
import { validCertificate } from '../../local/sample-certificates.ts';
import { directoryColumns, readDirectory } from '../../workbook/directory.ts';
import { rows as rowsOf } from '../../workbook/read.ts';
import { writeDirectoryTemplate } from '../../workbook/write-directory-template.ts';
import { writeExport } from '../../workbook/write-export.ts';
import { makeZip, sheetXml, workbookParts } from '../workbook/make-xlsx.ts';

const launcher = new URL('../../cli/hezheng.mjs', import.meta.url).pathname;
const day = '2026-11-02';
const Report = z.strictObject({
  standard: z.literal('hebei-2022@1'),
  rows: z.int(),
  refused: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  cause: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  findings: z.array(
    z.strictObject({
      code: z.string(),
      severity: z.enum(['error', 'warning', 'note']),
      sheet: z.string().nullable(),
      row: z.int().nullable(),
      column: z.string().nullable(),
      message: z.string(),
      repair: z.strictObject({ before: z.string(), after: z.string() }).optional(),
    }),
  ),
  counts: z.strictObject({ error: z.int(), warning: z.int(), note: z.int() }),
  skipped: z.array(z.string()),
});

let dir: string;
let directory: DirectoryFile;
let sound: Certificate[];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hezheng-check-'));
  const template = await writeDirectoryTemplate(true);
  directory = (await readDirectory(template)).directory;
  sound = batch(0);
  writeFileSync(join(dir, '备案.xlsx'), template);
  writeFileSync(join(dir, '两家.xlsx'), directoryWorkbook('S000013000009'));
  await save('无误.xlsx', sound);
});

afterAll(() => {
  rmSync(dir, { recursive: true });
});

/** Sound certificates of the directory's first institution. */
function batch(from: number): Certificate[] {
  const [issuer] = directory.institutions;
  if (issuer === undefined) throw new Error('the template has no institution');
  return [0, 1, 2].map((i) => validCertificate(from + i, { ...issuer, scope: directory.scopes }, day, hebei2022));
}

async function save(name: string, certificates: readonly Certificate[]): Promise<void> {
  writeFileSync(join(dir, name), await writeExport(hebei2022, certificates));
}

/** A directory workbook without people: another institution with this prefix stands before the template's own. */
function directoryWorkbook(prefix: string): Buffer {
  const { institutions, scopes, offices } = directory;
  const [own] = institutions;
  const lines = {
    institutions: [
      ['QT', '另一所示例学校', prefix, own?.office ?? '', '', '', ''],
      [own?.code ?? '', own?.name ?? '', own?.prefixes.join(';') ?? '', own?.office ?? '', '', '', ''],
    ],
    scopes: scopes.map((line) => [line.institution, line.occupation, line.workType, line.levels.join('、'), '', '']),
    offices: offices.map(({ code, name, level, parent, province }) => {
      return [code, name, level === 'city' ? '市级' : '省级', parent ?? '', province];
    }),
    posts: [],
    people: [],
  };
  const sheets = Object.entries(lines).map(([key, content]) => {
    const sheet = key as keyof typeof lines;
    const all = [Object.values<string>(directoryColumns[sheet]), ...content];
    const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
    const rows = all.map((line) => `<row>${line.map(cell).join('')}</row>`).join('');
    return { name: directorySheets[sheet], xml: sheetXml(rows) };
  });
  return makeZip(workbookParts({ sheets }));
}

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [launcher, 'check', ...args],
      { cwd: dir, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      },
    );
  });
}

/** The same in this process: what follows the launcher is the same, and a process costs seconds. */
async function runHere(file: string, ...options: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const args = ['check', join(dir, file), '--on', '2026-11-20', ...options];
  const code = await runCheck(args, new Date(), collecting(said));
  return { code, said: said.join('') };
}

function collecting(said: string[]): Writable {
  return new Writable({
    write: (chunk, _encoding, done) => {
      said.push(String(chunk));
      done();
    },
  });
}

const reportOf = (stdout: string) => Report.parse(JSON.parse(stdout));

test('a sound file passes with code 0, and rules without scope or register are listed as skipped', async () => {
  const plain = await run('无误.xlsx', '--on', '2026-11-20', '--json');
  const scoped = await run('无误.xlsx', '--on', '2026-11-20', '--json', '--scope', '备案.xlsx');

  expect([plain.code, scoped.code]).toEqual([0, 0]);
  expect(reportOf(scoped.stdout)).toMatchObject({ rows: 3, refused: null, findings: [], counts: { error: 0 } });
  expect(reportOf(plain.stdout).skipped).toContain('O01');
  expect(reportOf(scoped.stdout).skipped).not.toContain('O01');
  expect(reportOf(scoped.stdout).skipped).toContain('G01');
});

test('warnings alone leave code 0', async () => {
  const late = await run('无误.xlsx', '--on', '2027-03-01', '--json');

  expect(late.code).toBe(0);
  expect(reportOf(late.stdout).counts).toMatchObject({ error: 0, warning: 3 });
});

test('errors end in code 1, with places as the spreadsheet shows them and no value of any cell', async () => {
  const broken = sound.map((one, i) => (i === 1 ? { ...one, name: '' } : one));
  await save('有误.xlsx', broken);

  const json = await run('有误.xlsx', '--on', '2026-11-20', '--json');
  const words = await run('有误.xlsx', '--on', '2026-11-20');

  expect([json.code, words.code]).toEqual([1, 1]);
  const { findings, counts } = reportOf(json.stdout);
  expect(counts.error).toBe(1);
  expect(findings).toMatchObject([{ code: 'T11', severity: 'error', sheet: '证书数据', row: 3, column: 'A' }]);
  expect(words.stdout).toMatch(/第 3 行 A 列[\s\S]*下一步/);
  for (const { name, documentNumber, number } of sound) {
    for (const value of [name, documentNumber, number]) expect(json.stdout + words.stdout).not.toContain(value);
  }
});

test('every finding is in the JSON, however many there are', async () => {
  const empty = Array.from({ length: 2_000 }, (_, i) => ({ ...sound[0], name: '', number: `S${i}` }) as Certificate);
  await save('很多.xlsx', empty);

  const { said } = await runHere('很多.xlsx', '--json');

  const { findings, counts } = reportOf(said);
  expect(findings.filter(({ code }) => code === 'T11')).toHaveLength(2_000);
  expect(findings).toHaveLength(counts.error + counts.warning + counts.note);
});

test('the answer is written where --out says, and never over the file itself', async () => {
  await save('待批.xlsx', [{ ...batch(5)[0], name: '' } as Certificate]);
  const before = readFileSync(join(dir, '待批.xlsx'));

  const written = await run('待批.xlsx', '--out', '批注.xlsx');
  const over = await run('待批.xlsx', '--out', './待批.xlsx');

  const sheets = new Set<string>();
  for await (const row of rowsOf(readFileSync(join(dir, '批注.xlsx')))) sheets.add(row.sheet);
  expect([...sheets]).toEqual(['核证结果', '证书数据']);
  expect([written.code, over.code]).toEqual([1, 2]);
  expect(readFileSync(join(dir, '待批.xlsx'))).toEqual(before);
});

test('the one cause behind many rows is told, and leads the words', async () => {
  const swapped = Array.from({ length: 12 }, (_, i) => batch(i * 3)[0] as Certificate).map((one) => {
    return { ...one, occupation: one.level, level: one.occupation };
  });
  await save('对调.xlsx', swapped);

  const json = await runHere('对调.xlsx', '--json');
  const words = await runHere('对调.xlsx');

  expect(reportOf(json.said).cause).toMatchObject({ code: 'columns-swapped' });
  expect(reportOf(json.said).cause?.message).toMatch(/好像对调了[\s\S]*请把这两列/);
  expect(words.said.indexOf('好像对调了')).toBeGreaterThan(0);
  expect(words.said.indexOf('好像对调了')).toBeLessThan(words.said.indexOf('【错误】'));
});

test('an offered repair says what it would change, and shows nobody’s name or number', async () => {
  const [one, other] = sound;
  if (one === undefined || other === undefined) throw new Error('no certificates');
  await save('可修.xlsx', [
    { ...one, documentType: '身份证', name: ` ${one.name}` },
    { ...other, documentNumber: `${other.documentNumber} ` },
  ]);

  const { code, said } = await runHere('可修.xlsx', '--json');
  const words = (await runHere('可修.xlsx')).said;

  expect(code).toBe(0);
  const { findings } = reportOf(said);
  expect(findings.map(({ code, row, repair }) => [code, row, repair])).toEqual([
    ['T07', 2, { before: ' ***', after: `${one.name.charAt(0)}**` }],
    ['P12', 2, { before: '身份证', after: '居民身份证' }],
    ['T07', 3, { before: expect.stringMatching(/^13.\*+.{3} $/), after: expect.stringMatching(/^13.\*+.{4}$/) }],
  ]);
  expect(words).toContain('去掉空格（T07）：2 处');
  expect(words).toContain('「接受修正」');
  for (const { name, documentNumber } of sound) {
    for (const value of [name, documentNumber]) expect(said + words).not.toContain(value);
  }
});

test('a repair is offered by the checked sheet, whatever stands in the same place of another', async () => {
  const [one] = sound;
  if (one === undefined) throw new Error('no certificates');
  const headers = hebei2022.fields.map(({ header }) => header);
  const line = (change: Partial<Certificate>) => hebei2022.fields.map(({ key }) => ({ ...one, ...change })[key]);
  const rowXml = (row: number, cells: readonly string[]) =>
    `<row r="${row}">${cells.map((text) => `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`).join('')}</row>`;
  const sheets = [
    { name: '数据', xml: sheetXml(rowXml(1, headers) + rowXml(2, line({ documentNumber: `${one.documentNumber} ` }))) },
    { name: '草稿', xml: sheetXml(rowXml(2, line({ documentNumber: ' 99' }))) },
  ];
  writeFileSync(join(dir, '两表.xlsx'), makeZip(workbookParts({ sheets })));

  const { findings } = reportOf((await runHere('两表.xlsx', '--json')).said);

  const { repair } = findings.find(({ code }) => code === 'T07') ?? {};
  expect(repair?.before).toMatch(/^13.\*+.{3} $/);
});

test('places, rows and cells are counted apart', async () => {
  const [one, other] = sound;
  if (one === undefined || other === undefined) throw new Error('no certificates');
  await save('几处.xlsx', [
    { ...one, name: '', employer: '' },
    { ...other, name: ' 无', institution: '' },
  ]);

  const { said } = await runHere('几处.xlsx');

  expect(said).toContain('  错误：2 条规则，3 处（涉及 2 行、3 个单元格）');
  expect(said).toContain('  提醒：1 条规则，1 处（涉及 1 行、1 个单元格）');
  expect(said).toContain('  提示：没有');
});

test('skipped are the rules that need the register or the scope, and no other', async () => {
  const plain = reportOf((await runHere('无误.xlsx', '--json')).said).skipped;
  const scoped = reportOf((await runHere('无误.xlsx', '--json', '--scope', join(dir, '备案.xlsx'))).said).skipped;

  const needing = (...needs: string[]) =>
    rules.filter((rule) => needs.includes(rule.needs ?? '')).map(({ code }) => code);
  expect(plain).toEqual(needing('register', 'scope', 'institution', 'prefixes', 'province'));
  expect(scoped).toEqual(needing('register'));
});

test('hidden columns of the file are told as they are in the chat', async () => {
  const cells = (texts: readonly string[]) =>
    texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
  const lines = [
    hebei2022.fields.map(({ header }) => header),
    ...sound.map((one) => hebei2022.fields.map(({ key }) => one[key])),
  ];
  const xml = sheetXml(lines.map((line) => `<row>${cells(line)}</row>`).join(''), {
    before: '<cols><col min="4" max="4" hidden="1"/></cols>',
  });
  writeFileSync(join(dir, '隐藏列.xlsx'), makeZip(workbookParts({ sheets: [{ name: '数据', xml }] })));

  const { said } = await runHere('隐藏列.xlsx', '--json');

  expect(reportOf(said).findings).toMatchObject([{ code: 'F12', severity: 'warning', row: null, column: null }]);
});

test.each([
  ['UTF-8', (text: string) => Buffer.from(text)],
  ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
])('separated text in %s is checked like a workbook', async (_, encode) => {
  const lines = [
    hebei2022.fields.map(({ header }) => header),
    ...sound.map((one) => hebei2022.fields.map(({ key }) => one[key])),
  ];
  writeFileSync(join(dir, '数据.csv'), encode(lines.map((line) => line.join(',')).join('\r\n')));

  const { code, said } = await runHere('数据.csv', '--json');

  expect(code).toBe(0);
  expect(reportOf(said)).toMatchObject({ rows: 3, findings: [] });
});

test('of several institutions the one that the certificate numbers name is taken', async () => {
  const { code, stdout } = await run('无误.xlsx', '--scope', '两家.xlsx', '--on', '2026-11-20');

  expect(code).toBe(0);
  expect(stdout).toContain(`机构：${directory.institutions[0]?.name}（备案表 两家.xlsx）`);
});

test('a file of no institution in the directory is not passed off as checked', async () => {
  const foreign = sound.map((one) => ({ ...one, number: `S000099${one.number.slice(7)}`, institution: '不在表里' }));
  await save('外来.xlsx', foreign);

  const { code, stdout } = await run('外来.xlsx', '--scope', '两家.xlsx', '--json');

  expect(code).toBe(2);
  expect(reportOf(stdout).refused).toMatchObject({ code: 'scope-institution' });
});

test.each([
  ['a picture', ['照片.xlsx'], 'picture'],
  ['a folder', ['.'], 'folder'],
  ['a missing file', ['没有.xlsx'], 'no-file'],
  ['a day that is none', ['无误.xlsx', '--on=2026-02-30'], 'usage'],
  ['an unknown option', ['无误.xlsx', '--force'], 'usage'],
  ['an unreadable scope', ['无误.xlsx', '--scope=照片.xlsx'], 'scope-picture'],
  ['a scope that is no directory', ['无误.xlsx', '--scope=无误.xlsx'], 'scope-problems'],
])('%s is refused with code 2 and a sentence', async (_, args, refusal) => {
  writeFileSync(join(dir, '照片.xlsx'), Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
  const said: string[] = [];

  // In this process: what follows the arguments is the same, and a process costs seconds.
  const inDir = args.map((arg) => arg.replace(/(^|--scope=)(?=[^-]*$)/, `$1${dir}/`));
  const code = await runCheck(['check', ...inDir, '--json'], new Date(), collecting(said));

  expect(code).toBe(2);
  const report = reportOf(said.join(''));
  expect(report).toMatchObject({ rows: 0, findings: [], refused: { code: refusal } });
  expect(report.refused?.message).toMatch(/\p{Script=Han}/u);
});

test('a refusal without --json is a sentence on standard error alone', async () => {
  const { code, stdout, stderr } = await run('没有.xlsx');

  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/没有这个文件/);
});
