// Fills the list of repairs on offer. Reads the clerk's file again for the examples: for the workers, never within a click.
import { maxExamples, type RepairShown, type RepairsView } from '../cards/repairs.ts';
import type { CheckContext } from '../domain/context.ts';
import { repairExamples, shownRepair } from '../domain/repair-examples.ts';
import type { Repair } from '../domain/repairs.ts';
import { fieldOf, type Standard } from '../domain/standard.ts';
import type { Queryable } from '../store/database.ts';
import { institutionOf } from '../store/directory.ts';
import { readVersion } from '../store/drops.ts';
import { getFile } from '../store/files.ts';
import { withoutOwnMarks } from '../workbook/own-marks.ts';
import { rows } from '../workbook/read.ts';
import type { Dossier } from './dossier.ts';
import type { Parts } from './parts.ts';
import { byRule } from './result.ts';

export async function repairsView(q: Queryable, parts: Parts, dossier: Dossier, version: number): Promise<RepairsView> {
  const { id, no, institution, state } = dossier;
  const settled = settledWords(dossier, version);
  const offered = settled === null ? (state.check?.offered ?? {}) : {};
  const about = { submission: id, no, version, institution, settled };
  if (settled !== null) return { ...about, rules: [] };

  const { file } = await readVersion(q, id, version);
  const bytes = await getFile(q, parts.store.sealer, file);
  const context: CheckContext = {
    standard: parts.standard(state.standard),
    calendar: dossier.calendar,
    today: dossier.today,
    institution: await institutionOf(q, state.institution),
    divisions: parts.divisions,
    sheet: state.sheet,
  };
  const examples = await repairExamples(withoutOwnMarks(rows(bytes)), context, offered, maxExamples);
  const known = knownValues(context);
  const rules = byRule(offered, (rule) => rule.repair).map((rule) => ({
    ...rule,
    examples: (examples.get(rule.code) ?? []).map((repair) => shown(repair, known, context.standard)),
  }));
  return { ...about, rules };
}

/** Null while there is something to accept. */
function settledWords({ no, state }: Dossier, version: number): string | null {
  if (version !== state.version) return '这一版已被新文件代替，请看最新的卡片。';
  if (state.at === 'checking') return '已按您的确认修正，正在重新校验，结果见上报卡片。';
  if (state.at !== 'faulty' && state.at !== 'ready') return `${no} 已经进入下一步，不能再修正。`;
  return Object.keys(state.check?.offered ?? {}).length === 0 ? '可以修正的都已按您的确认修正。' : null;
}

/** What the standard and the institution's registration write: no person's own. */
function knownValues({ standard, institution }: CheckContext): ReadonlySet<string> {
  return new Set([
    '',
    ...standard.documentTypes.map(({ name }) => name),
    ...standard.levels.map(({ name }) => name),
    ...(institution?.scope ?? []).flatMap(({ occupation, workType }) => [occupation, workType]),
    ...(institution ? [institution.name] : []),
  ]);
}

function shown(repair: Repair, known: ReadonlySet<string>, standard: Standard): RepairShown {
  const { row, field, before, after, words } = shownRepair(repair, known);
  return {
    where: `第 ${row} 行「${field === null ? '表头' : fieldOf(standard, field).header}」`,
    before,
    after,
    words,
  };
}
