// The directory workbook (机构备案表): its sheets and columns, parsed. What fits together is for domain/directory.ts.
import { z } from 'zod';
import { type DirectoryFile, type DirectoryProblem, directoryProblems, directorySheets } from '../domain/directory.ts';
import { certificateKinds, type PostKind } from '../domain/route.ts';
import { type Cell, cellText, type SheetRow } from '../domain/sheet.ts';
import { kindOf } from './kind.ts';
import { LIMITS } from './limits.ts';
import { rows } from './read.ts';
import { UnreadableFile } from './unreadable.ts';
import { workbookParts } from './xlsx/parts.ts';
import { openZip } from './xlsx/zip.ts';

type SheetKey = keyof typeof directorySheets;

/** Headers by key, in the order of the template. */
export const directoryColumns = {
  institutions: {
    code: '机构代码',
    name: '机构名称',
    prefixes: '证书编号前13位',
    office: '属地',
    filedFrom: '备案起',
    filedTo: '备案止',
    commitmentOn: '诚信承诺书签署日期',
    certificateKind: '证书种类',
    dissolvedOn: '注销日期',
  },
  scopes: {
    institution: '机构代码',
    occupation: '职业名称',
    workType: '工种名称',
    levels: '职业技能等级',
    from: '起',
    to: '止',
  },
  offices: { code: '单位代码', name: '单位名称', level: '层级', parent: '上级单位代码', province: '省份代码' },
  posts: { code: '岗位代码', office: '单位代码', title: '岗位名称', kind: '类别' },
  people: {
    name: '姓名',
    mobile: '手机',
    email: '邮箱',
    role: '角色',
    institution: '机构代码',
    posts: '岗位代码',
    from: '起',
    to: '止',
  },
} as const satisfies Record<SheetKey, Record<string, string>>;

export const officeLevels = { 市级: 'city', 省级: 'province' } as const;
export const postKinds = { 审核: 'review', 上报: 'desk', 主管: 'manage' } as const satisfies Record<string, PostKind>;
export const personRoles = { 专管员: 'clerk', 审核员: 'reviewer', 主管: 'manager', 管理员: 'administrator' } as const;

/** Columns that workbooks of earlier templates have not. */
const LATER_COLUMNS: ReadonlySet<string> = new Set<string>([
  directoryColumns.institutions.certificateKind,
  directoryColumns.institutions.dissolvedOn,
]);
/** A directory is small; whoever sends more has sent another workbook. */
const limits = { rows: 50_000, unpackedBytes: 256 * 1024 * 1024 };
/** Sheets of a directory's names that make a workbook one: one or two may be called so by chance. */
const TELLING_SHEETS = 3;
const LIST = /[;；、,，\s]+/;
const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;

const text = z.string().min(1, '不能为空').max(200, '太长，最多 200 个字符');
const optional = z
  .string()
  .max(200, '太长，最多 200 个字符')
  .transform((value) => (value === '' ? null : value));
const list = z.string().transform((value) => value.split(LIST).filter((item) => item !== ''));
const day = z
  .string()
  .transform((value) => value.replace(DAY, (_, y, m, d) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`))
  .refine((value) => value === '' || z.iso.date().safeParse(value).success, '应为日期，写作 2026-01-31')
  .transform((value) => (value === '' ? null : value));
const prefix = z.string().regex(/^[A-Z]\d{12}$/, '每个应为 13 位：1 个大写字母加 12 位数字，多个用“;”分开');
const kind = z
  .enum(['', ...certificateKinds], `应为${certificateKinds.join('、')}之一`)
  .transform((value) => (value === '' ? certificateKinds[0] : value));
const row = z.int();

const schemas = {
  institutions: z.object({
    row,
    code: text,
    name: text,
    prefixes: list.pipe(z.array(prefix).min(1, '不能为空')),
    office: text,
    filedFrom: day,
    filedTo: day,
    commitmentOn: day,
    certificateKind: kind,
    dissolvedOn: day,
  }),
  scopes: z.object({
    row,
    institution: text,
    occupation: text,
    workType: z.string(),
    levels: list.pipe(z.array(z.string()).min(1, '不能为空')),
    from: day,
    to: day,
  }),
  offices: z.object({
    row,
    code: text,
    name: text,
    level: oneOf(officeLevels),
    parent: optional,
    province: z.string().regex(/^\d{2}$/, '应为两位数字，如 13'),
  }),
  posts: z.object({ row, code: text, office: text, title: text, kind: oneOf(postKinds) }),
  people: z.object({
    row,
    name: text,
    mobile: optional,
    email: z.union([z.literal(''), z.email()], '不是邮箱地址').transform((value) => (value === '' ? null : value)),
    role: oneOf(personRoles),
    institution: optional,
    posts: list,
    from: day,
    to: day,
  }),
};

/**
 * Whether a file is a directory workbook, told by its sheets and not by its name; whether it is sound is for
 * `readDirectory`. False for what cannot be read. An .xls has to be read whole for that: only with `whole`.
 */
export async function isDirectoryWorkbook(bytes: Uint8Array, { whole }: { whole: boolean }): Promise<boolean> {
  try {
    const { kind } = kindOf(bytes, { ...LIMITS, ...limits });
    if (kind === 'text' || (kind === 'xls' && !whole)) return false;
    const names = kind === 'xls' ? await namesOfRows(bytes) : await namesOfParts(bytes);
    return Object.values(directorySheets).filter((name) => names.has(name)).length >= TELLING_SHEETS;
  } catch (error) {
    if (error instanceof UnreadableFile) return false;
    throw error;
  }
}

async function namesOfParts(bytes: Uint8Array): Promise<Set<string>> {
  const { sheets } = await workbookParts(openZip(bytes, LIMITS));
  return new Set(sheets.map(({ name }) => name.trim()));
}

async function namesOfRows(bytes: Uint8Array): Promise<Set<string>> {
  const names = new Set<string>();
  for await (const { sheet } of rows(bytes, { limits })) names.add(sheet.trim());
  return names;
}

/**
 * Parses a directory workbook. Lines that cannot be parsed are left out of `directory` and told in `problems`, together
 * with what does not fit together; it may take effect only when there are none. Throws UnreadableFile.
 */
export async function readDirectory(
  bytes: Uint8Array,
): Promise<{ directory: DirectoryFile; problems: DirectoryProblem[] }> {
  const sheets = new Map<string, SheetRow[]>();
  for await (const line of rows(bytes, { limits })) {
    const name = line.sheet.trim();
    const lines = sheets.get(name) ?? [];
    lines.push(line);
    sheets.set(name, lines);
  }
  const problems: DirectoryProblem[] = [];
  const parse = <K extends SheetKey>(key: K) => parseSheet(key, sheets.get(directorySheets[key]) ?? [], problems);
  const directory: DirectoryFile = {
    institutions: parse('institutions'),
    scopes: parse('scopes'),
    offices: parse('offices'),
    posts: parse('posts'),
    people: parse('people'),
  };
  return { directory, problems: [...problems, ...directoryProblems(directory)] };
}

function parseSheet<K extends SheetKey>(
  key: K,
  lines: readonly SheetRow[],
  problems: DirectoryProblem[],
): z.infer<(typeof schemas)[K]>[] {
  const sheet = directorySheets[key];
  const headers = Object.entries<string>(directoryColumns[key]);
  const [header, ...content] = lines;
  if (header === undefined) {
    problems.push({
      sheet,
      row: null,
      column: null,
      message: `没有“${sheet}”这张工作表，或它是空的。请用备案表模板填写。`,
    });
    return [];
  }
  const names = header.cells.map((cell) => cleaned(cell));
  const columns = new Map(headers.map(([field, name]) => [field, names.indexOf(name)]));
  for (const [field, name] of headers) {
    if (columns.get(field) !== -1 || LATER_COLUMNS.has(name)) continue;
    problems.push({ sheet, row: header.row, column: null, message: `缺少“${name}”这一列。请用备案表模板填写。` });
  }
  if (problems.some((problem) => problem.sheet === sheet)) return [];

  return content.flatMap((line) => {
    const values = headers.map(([field]) => [field, cleaned(line.cells[columns.get(field) ?? -1])] as const);
    if (values.every(([, value]) => value === '')) return [];
    const parsed = schemas[key].safeParse({ row: line.row, ...Object.fromEntries(values) });
    if (parsed.success) return [parsed.data as z.infer<(typeof schemas)[K]>];
    for (const issue of parsed.error.issues) {
      const field = String(issue.path[0]);
      const name = headers.find(([candidate]) => candidate === field)?.[1] ?? field;
      problems.push({
        sheet,
        row: line.row,
        column: columns.get(field) ?? null,
        message: `“${name}”${issue.message}。`,
      });
    }
    return [];
  });
}

function oneOf<T extends Record<string, string>>(names: T) {
  const options = Object.keys(names);
  return z
    .string()
    .refine((value) => options.includes(value), `应为${options.join('、')}之一`)
    .transform((value) => names[value] as T[keyof T]);
}

/** Spaces at either end, invisible characters included, mean nothing here. */
function cleaned(cell: Cell | undefined): string {
  return cellText(cell).replace(/^[\s\u200b-\u200f\u2060\ufeff]+|[\s\u200b-\u200f\u2060\ufeff]+$/gu, '');
}
