// Files the bot hands out: the clerk's workbook with findings, the export for the ministry centre, template and example.
// What one message cannot carry is cut here, and words are named that say so.
import type { Finding } from '../domain/finding.ts';
import { unlistedCount } from '../domain/listing.ts';
import type { Standard } from '../domain/standard.ts';
import { type Words, wordFinding } from '../domain/wording.ts';
import type { Queryable } from '../store/database.ts';
import { readDrafts } from '../store/drafts.ts';
import { readVersion } from '../store/drops.ts';
import { getFile } from '../store/files.ts';
import { readFindings } from '../store/findings.ts';
import { repliesOf } from '../store/replies.ts';
import { rowReasons } from '../store/return-lists.ts';
import { MESSAGE_FILE_BYTES } from '../workbook/limits.ts';
import { annotate } from '../workbook/write-annotated.ts';
import { DATA_SHEET, writeExportInParts } from '../workbook/write-export.ts';
import { writeFailedRows } from '../workbook/write-failed-rows.ts';
import { writeTemplate } from '../workbook/write-template.ts';
import { currentTier, type Dossier } from './dossier.ts';
import { type Parts, reasonTitle } from './parts.ts';
import type { SentenceCode } from './sentences.ts';

/** `name` is made of numbers only: file names travel further than files. */
export type NamedFile = { name: string; bytes: Buffer };

/** What is handed out, a message each; `words` say why it is not one whole file. */
export type HandOut = { files: NamedFile[]; words: SentenceCode | null };

const findingsPage = 1_000;

/** The clerk's own file with what was found written into it; null when a later version has taken its place. */
export async function annotatedFiles(
  q: Queryable,
  parts: Parts,
  dossier: Dossier,
  version: number,
): Promise<HandOut | null> {
  if (dossier.state.version !== version) return null;
  if (dossier.state.lineage !== null && version === 1) {
    // The file they came in is the other's.
    return returnedRows(q, parts, dossier);
  }
  const { file } = await readVersion(q, dossier.id, version);
  const standard = parts.standard(dossier.state.standard);
  const findings = await allFindings(q, dossier.id, version);
  const original = await getFile(q, parts.store.sealer, file);
  const wording = (finding: Finding) => wordFinding(finding, standard);
  const maxBytes = parts.messageFileBytes ?? MESSAGE_FILE_BYTES;
  const name = `${dossier.no}-第${version}版-标注`;
  const answered = await answeredWording(q, parts, { submission: dossier.id, version }, findings, wording);
  const whole = await annotate(original, findings, answered, {
    unlisted: unlistedCount(dossier.state.check?.unlisted),
  });
  if (whole.length <= maxBytes) return { files: numbered(name, [whole]), words: null };
  const failed = await writeFailedRows(original, { findings, wording, standard, maxBytes });
  const words = failed.length === 1 ? 'failed-rows-only' : 'failed-rows-in-parts';
  return { files: numbered(`${name}-未通过的行`, failed), words };
}

/** Words that show beside a row what its clerk has answered before, so that nobody is asked twice. */
async function answeredWording(
  q: Queryable,
  { store }: Parts,
  of: { submission: string; version: number },
  findings: readonly Finding[],
  wording: (finding: Finding) => Words,
): Promise<(finding: Finding) => Words & { reply?: string }> {
  const count = findings.filter(({ answered }) => answered).length;
  if (count === 0) return wording;
  const replies = await repliesOf(q, store.sealer, of.submission, of.version, count);
  const words = new Map(replies.map((reply) => [`${reply.row} ${reply.code}`, reply.words]));
  return (finding) => {
    const reply = finding.answered ? words.get(`${finding.row} ${finding.code}`) : undefined;
    return reply === undefined ? wording(finding) : { ...wording(finding), reply };
  };
}

async function allFindings(q: Queryable, submission: string, version: number) {
  const all = [];
  for (;;) {
    const page = await readFindings(q, submission, version, { skip: all.length, limit: findingsPage });
    all.push(...page);
    if (page.length < findingsPage) return all;
  }
}

function numbered(name: string, parts: readonly Buffer[]): NamedFile[] {
  const total = parts.length;
  return parts.map((bytes, i) => ({ name: `${name}${total === 1 ? '' : `-第${i + 1}份共${total}份`}.xlsx`, bytes }));
}

/** The data as it goes to the ministry centre, in the standard's exact columns; null once this round is over. */
export async function exportFiles(
  q: Queryable,
  parts: Parts,
  dossier: Dossier,
  round: number,
): Promise<HandOut | null> {
  const { state } = dossier;
  if (state.round !== round || state.at !== 'in-hand-over') return null;
  return rowsOf(q, parts, dossier, { name: `${dossier.no}-上报部中心`, inParts: 'export-in-parts' });
}

/** The same rows for the holder of a tier, to be held against the truth (article 9); null once that tier has decided. */
export async function wholeFiles(
  q: Queryable,
  parts: Parts,
  dossier: Dossier,
  at: { round: number; tier: string },
): Promise<HandOut | null> {
  const { state, no } = dossier;
  if (state.round !== at.round || currentTier(dossier)?.tier.key !== at.tier) return null;
  return rowsOf(q, parts, dossier, { name: `${no}-第${at.round}次上报-全部数据`, inParts: 'whole-in-parts' });
}

/** The rows that were returned out of another submission, each with why. */
async function returnedRows(q: Queryable, parts: Parts, dossier: Dossier): Promise<HandOut> {
  const { id, state, no } = dossier;
  const made = await rowsOf(q, parts, dossier, { name: `${no}-退回的行`, inParts: 'whole-in-parts' });
  const [only, ...others] = made.files;
  const returned = dossier.events.find(({ event }) => event.type === 'returned')?.event;
  if (only === undefined || others.length > 0 || returned?.type !== 'returned') return made;
  const reasons = await rowReasons(q, parts.store.sealer, { submission: id, version: 1 });
  const findings: Finding[] = [];
  const said = new Map<number, string>();
  for await (const { row } of readDrafts(q, parts.store.sealer, id, state.version)) {
    // Under the header, in the order of the drafts.
    const at = findings.length + 2;
    said.set(at, reasons.get(row) ?? dossier.words(returned.reason));
    findings.push({ code: returned.code, severity: 'error', sheet: DATA_SHEET, row: at, column: null, field: null });
  }
  const title = `退回：${reasonTitle(parts, returned.code)}`;
  const next = '请更正后把这些行的文件发回，不要带上其他行。';
  const bytes = await annotate(only.bytes, findings, ({ row }) => {
    const why = said.get(row ?? 0) ?? '';
    return { title, short: why, full: `${title}。${why}`, next };
  });
  return { ...made, files: [{ ...only, bytes }] };
}

async function rowsOf(
  q: Queryable,
  parts: Parts,
  { id, state }: Dossier,
  { name, inParts }: { name: string; inParts: SentenceCode },
): Promise<HandOut> {
  const certificates = async function* () {
    for await (const draft of readDrafts(q, parts.store.sealer, id, state.version)) yield draft.certificate;
  };
  const maxBytes = parts.messageFileBytes ?? MESSAGE_FILE_BYTES;
  const written = await writeExportInParts(parts.standard(state.standard), certificates, maxBytes);
  return { files: numbered(name, written), words: written.length === 1 ? null : inParts };
}

/** The empty table to fill in. */
export async function templateFile(standard: Standard): Promise<NamedFile> {
  return { name: '证书数据空白模板.xlsx', bytes: await writeTemplate(standard) };
}

/** The same filled in with made-up people, as it would pass the check. */
export async function exampleFile(standard: Standard): Promise<NamedFile> {
  return { name: '证书数据填写示例.xlsx', bytes: await writeTemplate(standard, { filled: true }) };
}
