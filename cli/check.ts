// `npx hezheng check`: one file checked on the spot. Needs no Feishu, no database, no Redis; changes no file it was given.
import { readFile, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { shippedCalendar } from '../config/calendars.ts';
import { divisions } from '../config/divisions.ts';
import { shippedRoutes } from '../config/routes.ts';
import { standardCalled } from '../config/standards.ts';
import { dayOf, isDay } from '../domain/calendar.ts';
import { type CheckSummary, checkRows } from '../domain/check.ts';
import type { CheckedInstitution } from '../domain/context.ts';
import { directorySheets, institutionOf } from '../domain/directory.ts';
import type { Finding } from '../domain/finding.ts';
import type { Standard } from '../domain/standard.ts';
import { wordFinding } from '../domain/wording.ts';
import { readDirectory } from '../workbook/directory.ts';
import { LIMITS } from '../workbook/limits.ts';
import { batchesWithoutOwnMarks } from '../workbook/own-marks.ts';
import { rowBatches } from '../workbook/read.ts';
import type { SheetFacts } from '../workbook/sheet-facts.ts';
import { UnreadableFile } from '../workbook/unreadable.ts';
import { annotate } from '../workbook/write-annotated.ts';
import { type CheckReport, put, reportAsJson } from './check-report.ts';
import { reportInWords } from './check-words.ts';
import { institutionsNamedIn } from './institutions-named-in.ts';
import { offeredRepairs } from './offered-repairs.ts';

const usage = `用法：
  npx hezheng check 文件 [--scope 备案.xlsx] [--on 2026-01-31] [--out 批注.xlsx] [--json]

  --scope  机构备案表，用来核对机构、评价范围和证书编号前缀
  --on     按哪一天核对，默认为今天
  --out    把问题写进工作簿的副本，存成这个文件
  --json   只输出一个 JSON 对象

退出码：0 没有必须改的错误；1 有必须改的错误；2 不能核对。`;

/** Why nothing could be checked: a stable code, and a sentence that says what to do. */
class Refused extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

type Asked = { file: string; scope: string | null; on: string; out: string | null; json: boolean };

/** What the arguments ask for. Throws Refused when they cannot be followed. */
function askedFor(args: readonly string[], today: string): Asked {
  const { positionals, values } = parsed(args);
  const [command, file, ...others] = positionals;
  const { scope = null, on = today, out = null, json = false } = values;
  if (command !== 'check' || file === undefined || others.length > 0) throw new Refused('usage', usage);
  if (!isDay(on)) throw new Refused('usage', `--on 应为日期，写作 2026-01-31，现在是“${on}”。`);
  const given = [file, scope].flatMap((path) => (path === null ? [] : resolve(path)));
  if (out !== null && given.includes(resolve(out))) {
    throw new Refused('usage', '--out 不能与给出的文件相同，请换一个文件名，以免覆盖原件。');
  }
  return { file, scope, on, out, json };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        scope: { type: 'string' },
        on: { type: 'string' },
        out: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
  } catch (cause) {
    throw new Refused('usage', usage, { cause });
  }
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    // Not even read: a file of many gigabytes would not fit.
    if (size > LIMITS.fileBytes) throw new UnreadableFile('too-many-bytes', { limit: LIMITS.fileBytes / 1024 / 1024 });
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof UnreadableFile) throw cause;
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    if (code === 'EISDIR') throw new UnreadableFile('folder', {}, { cause });
    const why = code === 'ENOENT' ? '没有这个文件' : '打不开这个文件';
    throw new Refused('no-file', `${why}：${path}。请核对路径后再试。`, { cause });
  }
}

/** The institution of the directory whose file this is. Throws Refused when that cannot be told. */
async function institutionFor(bytes: Buffer, scope: string, standard: Standard): Promise<CheckedInstitution> {
  const { directory, problems } = await readDirectory(await bytesOf(scope)).catch((cause: unknown) => {
    if (!(cause instanceof UnreadableFile)) throw cause;
    throw new Refused(`scope-${cause.code}`, `备案表 ${scope}：${cause.message}`, { cause });
  });
  // People and posts have no part in a check.
  const sheets: readonly string[] = [directorySheets.institutions, directorySheets.scopes];
  const [first, ...more] = problems.filter(({ sheet }) => sheets.includes(sheet));
  if (first !== undefined) {
    const place = first.row === null ? '' : `第 ${first.row} 行`;
    const others = more.length === 0 ? '' : `另有 ${more.length} 处。`;
    throw new Refused('scope-problems', `备案表要先改好：“${first.sheet}”${place}：${first.message}${others}`);
  }
  const [only, ...rest] = directory.institutions;
  const named = rest.length === 0 && only ? [only] : await institutionsNamedIn(bytes, directory.institutions, standard);
  const institution = named.length === 1 && named[0] ? institutionOf(directory, named[0].code) : null;
  if (institution !== null) return institution;
  const why = named.length === 0 ? '没有一家对得上' : `${named.map(({ name }) => name).join('、')}同样对得上`;
  throw new Refused(
    'scope-institution',
    `备案表里有 ${directory.institutions.length} 家机构，按证书编号前 13 位和评价机构名称，${why}。请用只含本机构的备案表再试。`,
  );
}

/** The standard of 职业技能等级证书 on a day. */
function standardOn(on: string): Standard {
  const { standard } = shippedRoutes.terms({ kind: '职业技能等级证书', office: 'city', on, level: null });
  return standardCalled(standard);
}

async function check(asked: Asked): Promise<CheckReport> {
  const bytes = await bytesOf(asked.file);
  const standard = standardOn(asked.on);
  const institution = asked.scope === null ? null : await institutionFor(bytes, asked.scope, standard);
  const sheets: SheetFacts[] = [];
  const layout = () => sheets;
  const context = { standard, calendar: shippedCalendar, today: asked.on, institution, divisions, layout };
  const findings: Finding[] = [];
  const read = rowBatches(bytes, { onSheet: (sheet) => sheets.push(sheet) });
  const summary = await collected(checkRows(batchesWithoutOwnMarks(read), context), findings);
  const repairs = await offeredRepairs(bytes, summary, findings, context);
  if (asked.out !== null) {
    const annotated = await annotate(bytes, findings, (finding) => wordFinding(finding, standard));
    await writeFile(asked.out, annotated).catch((cause: unknown) => {
      throw new Refused('no-output', `写不了 ${asked.out}。请核对文件夹是否存在、文件是否正在打开。`, { cause });
    });
  }
  return { ...asked, standard, institution, refused: null, summary, findings, repairs };
}

/**
 * Runs a check to its end; those about the file come first, then row by row. All are held, some 140 bytes each: the
 * report is never capped, unlike the bot's list (domain/listing.ts).
 */
async function collected(check: ReturnType<typeof checkRows>, findings: Finding[]): Promise<CheckSummary> {
  for (;;) {
    const step = await check.next();
    if (step.done) {
      findings.unshift(...step.value.findings);
      return step.value;
    }
    for (const row of step.value) for (const finding of row.findings) findings.push(finding);
  }
}

function refusal(error: unknown): { code: string; message: string } {
  if (error instanceof Refused || error instanceof UnreadableFile) return { code: error.code, message: error.message };
  // Not a stack: it could quote a cell.
  return { code: 'failed', message: '核对时程序出错，没有得出结果。请把命令和版本告诉管理员（不要附上数据）。' };
}

/** Runs the command, which says everything on `out`; answers its exit code. */
export async function runCheck(args: readonly string[], now: Date, out: Writable): Promise<number> {
  let asked: Asked | null = null;
  try {
    asked = askedFor(args, dayOf(now));
    const report = await check(asked);
    await put(asked.json ? reportAsJson(report) : [`${reportInWords(report)}\n`], out);
    return report.summary.counts.error > 0 ? 1 : 0;
  } catch (error) {
    const refused = refusal(error);
    if (asked?.json ?? args.includes('--json')) {
      await put(reportAsJson({ standard: standardOn(asked?.on ?? dayOf(now)), refused }), out);
    } else process.stderr.write(`${refused.message}\n`);
    return 2;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await runCheck(process.argv.slice(2), new Date(), process.stdout);
}
