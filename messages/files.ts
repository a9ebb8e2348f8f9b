// Files the bot hands out: the clerk's own workbook with findings, the export for the ministry centre, the empty template.
import { wordFinding } from '../domain/wording.ts';
import type { Queryable } from '../store/database.ts';
import { readDrafts } from '../store/drafts.ts';
import { readVersion } from '../store/drops.ts';
import { getFile } from '../store/files.ts';
import { readFindings } from '../store/findings.ts';
import { annotate } from '../workbook/write-annotated.ts';
import { writeExport } from '../workbook/write-export.ts';
import { writeTemplate } from '../workbook/write-template.ts';
import type { Dossier } from './dossier.ts';
import type { Parts } from './parts.ts';

/** `name` is made of numbers only: file names travel further than files. */
export type NamedFile = { name: string; bytes: Buffer };

const findingsPage = 1_000;

/** The clerk's own file with what was found written into it; null when a later version has taken its place. */
export async function annotatedFile(
  q: Queryable,
  parts: Parts,
  dossier: Dossier,
  version: number,
): Promise<NamedFile | null> {
  if (dossier.state.version !== version) return null;
  const { file } = await readVersion(q, dossier.id, version);
  const standard = parts.standard(dossier.state.standard);
  const findings = await allFindings(q, dossier.id, version);
  const original = await getFile(q, parts.store.sealer, file);
  const bytes = await annotate(original, findings, (finding) => wordFinding(finding, standard));
  return { name: `${dossier.no}-第${version}版-标注.xlsx`, bytes };
}

async function allFindings(q: Queryable, submission: string, version: number) {
  const all = [];
  for (;;) {
    const page = await readFindings(q, submission, version, { skip: all.length, limit: findingsPage });
    all.push(...page);
    if (page.length < findingsPage) return all;
  }
}

/** The data as it goes to the ministry centre, in the standard's exact columns; null once this round is over. */
export async function exportFile(
  q: Queryable,
  parts: Parts,
  dossier: Dossier,
  round: number,
): Promise<NamedFile | null> {
  const { state } = dossier;
  if (state.round !== round || state.at !== 'in-hand-over') return null;
  const rows = readDrafts(q, parts.store.sealer, dossier.id, state.version);
  const bytes = await writeExport(
    parts.standard(state.standard),
    (async function* () {
      for await (const { certificate } of rows) yield certificate;
    })(),
  );
  return { name: `${dossier.no}-上报部中心.xlsx`, bytes };
}

export async function templateFile(parts: Parts): Promise<NamedFile> {
  const bytes = await writeTemplate(parts.standard(parts.current.standard));
  return { name: '证书数据空白模板.xlsx', bytes };
}
