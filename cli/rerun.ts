// `npm run rerun -- HZ-12`: checks an old version once more under its own standard, calendar and directory, and says what
// differs from what was found then. Writes nothing.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { divisions } from '../config/divisions.ts';
import { loadEnv } from '../config/env.ts';
import { shippedRoutes } from '../config/routes.ts';
import { findStandard } from '../config/standards.ts';
import { dayOf } from '../domain/calendar.ts';
import { checkRows } from '../domain/check.ts';
import type { CheckContext } from '../domain/context.ts';
import type { Finding } from '../domain/finding.ts';
import { Listing } from '../domain/listing.ts';
import { findRule } from '../domain/rules.ts';
import type { Standard } from '../domain/standard.ts';
import { readCalendar } from '../store/calendars.ts';
import { openDatabase, type Queryable } from '../store/database.ts';
import { ownRows } from '../store/departures.ts';
import { institutionOf } from '../store/directory.ts';
import { editionAt } from '../store/directory-editions.ts';
import { readVersion } from '../store/drops.ts';
import { getFile } from '../store/files.ts';
import { readFindings } from '../store/findings.ts';
import { earlierVersion, lastRead } from '../store/previous-version.ts';
import { createSealer } from '../store/sealing.ts';
import type { Store } from '../store/store.ts';
import { submissionCalled } from '../store/submission-lists.ts';
import { foldStream } from '../store/submissions.ts';
import { batchesWithoutOwnMarks } from '../workbook/own-marks.ts';
import { rowBatches } from '../workbook/read.ts';
import type { SheetFacts } from '../workbook/sheet-facts.ts';

const usage = `用法：
  npm run rerun -- HZ-12 [--version 2]   按当时的标准、日历和备案名录重新核对一版，列出与当时的不同；不写入任何内容
`;
const FINDINGS_PAGE = 1_000;
/** Lines printed; the count tells how many there are. */
const MAX_LINES = 200;

/** What the two checks do not share, each as often as it differs. */
export type Difference = { only: 'then' | 'now'; code: string; row: number | null; field: string | null };

export type Rerun = { version: number; standard: string; calendar: string; on: string; differences: Difference[] };

/**
 * Runs the check of a version again as of the day of its check; null when that version was never read. What open
 * submissions, the register and the dictionary of occupations held on that day is not kept, so rules that ask them are
 * left out on both sides.
 */
export async function rerun(
  store: Pick<Store, 'db' | 'sealer'>,
  standardCalled: (frozen: string) => Standard,
  of: { submission: string; version: number },
): Promise<Rerun | null> {
  const { state, events } = await foldStream(store.db, of.submission);
  const then = lastRead(events, of.version + 1);
  if (state.at === 'none' || then === null || then.version !== of.version) return null;
  // Its rows were checked as part of the submission they left.
  if (state.lineage !== null && of.version === 1) return null;
  const isOwn = await ownRows(store.db, of.submission, of.version);
  const sheets: SheetFacts[] = [];
  const context: CheckContext = {
    standard: standardCalled(then.standard),
    calendar: await readCalendar(store.db, then.at),
    today: dayOf(then.at),
    institution: await institutionOf(store.db, state.institution, await editionAt(store.db, then.at)),
    firstSubmittedOn: then.firstSubmittedOn,
    route: shippedRoutes.route(state.route),
    divisions,
    layout: () => sheets,
    accepted: new Set(then.accepted),
    sheet: then.sheet,
  };
  const reading = {
    standard: standardCalled,
    batches: (bytes: Uint8Array) => batchesWithoutOwnMarks(rowBatches(bytes)),
  };
  const previous = await earlierVersion(store, of, events, context, reading);
  const { file } = await readVersion(store.db, of.submission, of.version);
  const read = rowBatches(await getFile(store.db, store.sealer, file), { onSheet: (sheet) => sheets.push(sheet) });
  const differing = new Differing();
  for await (const finding of storedFindings(store.db, of)) differing.count(finding, 1);
  const listing = new Listing();
  const check = checkRows(batchesWithoutOwnMarks(read), { ...context, ...(previous && { previous }) });
  for (let step = await check.next(); ; step = await check.next()) {
    const found = step.done ? [step.value] : step.value;
    for (const { findings } of found) {
      for (const finding of findings) {
        if (isOwn(finding.row) && (step.done || listing.takes(finding))) differing.count(finding, -1);
      }
    }
    if (step.done) break;
  }
  const { standard, calendar, today: on } = context;
  const differences = differing.list();
  return {
    version: of.version,
    standard: `${standard.id}@${standard.version}`,
    calendar: calendar.version,
    on,
    differences,
  };
}

async function* storedFindings(q: Queryable, of: { submission: string; version: number }): AsyncGenerator<Finding> {
  for (let skip = 0; ; skip += FINDINGS_PAGE) {
    const page = await readFindings(q, of.submission, of.version, { skip, limit: FINDINGS_PAGE });
    yield* page;
    if (page.length < FINDINGS_PAGE) return;
  }
}

/** Needs of rules whose answer then cannot be asked again. */
const notKept: ReadonlySet<string> = new Set(['register', 'dictionary']);

/** Findings by code, severity and place: how many more there were then than now. */
class Differing {
  readonly #more = new Map<string, { finding: Finding; count: number }>();

  count(finding: Finding, by: 1 | -1): void {
    if (notKept.has(findRule(finding.code)?.needs ?? '')) return;
    const { code, severity, row, column, field } = finding;
    const key = JSON.stringify([code, severity, row, column, field]);
    const count = (this.#more.get(key)?.count ?? 0) + by;
    if (count === 0) this.#more.delete(key);
    else this.#more.set(key, { finding, count });
  }

  list(): Difference[] {
    return [...this.#more.values()].flatMap(({ finding: { code, row, field }, count }) =>
      Array.from({ length: Math.abs(count) }, () => ({
        only: count > 0 ? ('then' as const) : 'now',
        code,
        row,
        field,
      })),
    );
  }
}

function frozenStandard(frozen: string): Standard {
  const [id = '', version = ''] = frozen.split('@');
  const standard = findStandard(id, Number(version));
  if (standard === null) throw new Error(`config/standards 里没有标准 ${frozen}`);
  return standard;
}

function inWords(no: string, { version, standard, calendar, on, differences }: Rerun): string {
  const head = `${no} 第 ${version} 版，按 ${on} 的标准 ${standard}、日历 ${calendar} 和当日名录重新核对（不含与已有数据、职业分类大典比对的规则）：`;
  if (differences.length === 0) return `${head}与当时完全相同。`;
  const lines = differences.slice(0, MAX_LINES).map(({ only, code, row, field }) => {
    const place = [row === null ? '整份文件' : `第 ${row} 行`, field].filter((part) => part !== null).join(' ');
    return `  ${only === 'then' ? '只在当时' : '只在这次'} ${code} ${findRule(code)?.title ?? ''} ${place}`;
  });
  const left = differences.length - lines.length;
  return [`${head}有 ${differences.length} 处不同。`, ...lines, ...(left > 0 ? [`  另有 ${left} 处`] : [])].join('\n');
}

/** Answers the exit code: 0 the same, 1 differences, 2 nothing could be compared. */
async function main(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { version: { type: 'string' } },
  });
  const [no] = positionals;
  if (no === undefined) return refuse(usage);
  const env = loadEnv(process.env, 'directory');
  const db = openDatabase(env.DATABASE_URL, { applicationName: 'hezheng-rerun' });
  try {
    const called = await submissionCalled(db, no);
    if (called === null) return refuse(`没有 ${no} 这份数据，请核对编号。\n`);
    const version = values.version === undefined ? called.version : Number(values.version);
    const store = { db, sealer: createSealer({ masterKeys: env.HEZHENG_MASTER_KEY }) };
    const done = await rerun(store, frozenStandard, { submission: called.id, version });
    if (done === null) return refuse(`${no} 没有核对过的第 ${values.version ?? version} 版，请核对版本号。\n`);
    process.stdout.write(`${inWords(no, done)}\n`);
    return done.differences.length === 0 ? 0 : 1;
  } finally {
    await db.close();
  }
}

function refuse(words: string): number {
  process.stderr.write(words);
  return 2;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    // A stack would tell an administrator nothing; the sentence does.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
