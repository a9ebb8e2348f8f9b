// Fills the card about a directory workbook, and the whole list behind it.
import { type DirectoryView, maxListed } from '../cards/directory.ts';
import { momentWords, sizeWords } from '../cards/words.ts';
import { type ChangeHow, changeCounts, changeHows, changeKinds } from '../domain/directory-changes.ts';
import type { Queryable } from '../store/database.ts';
import {
  type DirectoryAnswer,
  type DirectoryProposal,
  openAnswer,
  readProposal,
} from '../store/directory-proposals.ts';
import { readDrop } from '../store/drops.ts';
import { writeDirectoryTemplate } from '../workbook/write-directory-template.ts';
import { writeList } from '../workbook/write-list.ts';
import { changeWords, problemWords, withoutNumbers } from './directory-words.ts';
import type { NamedFile } from './files.ts';
import type { Parts } from './parts.ts';

/** The proposal as it stands; `basedOn` is the edition that the card's changes were counted from. */
export async function directoryView(q: Queryable, parts: Parts, id: string, basedOn: number): Promise<DirectoryView> {
  const { proposal, answer } = await openProposal(q, parts, id);
  const drop = await readDrop(q, id);
  const { problems, changes, warnings, unreadable } = answer;
  return {
    proposal: id,
    size: sizeWords(drop?.byteLength ?? 0),
    receivedAt: momentWords((drop?.receivedAt ?? proposal.changedAt).toISOString()),
    at: stateOf(proposal, answer, basedOn),
    unreadable,
    problems: problems.slice(0, maxListed).map(problemWords),
    problemCount: problems.length,
    counts: changeCounts(changes).map(({ kind, counts }) => ({ kind: changeKinds[kind], words: countWords(counts) })),
    changes: changes.slice(0, maxListed).map(changeWords),
    changeCount: changes.length,
    warnings: warnings.map(withoutNumbers),
    basedOn,
    edition: proposal.edition,
    settledAt: momentWords(proposal.changedAt.toISOString()),
  };
}

/** Every finding and every change as a workbook; names masked as on the card. */
export async function directoryListFile(q: Queryable, parts: Parts, id: string): Promise<NamedFile> {
  const { answer } = await openProposal(q, parts, id);
  const { problems, warnings, changes } = answer;
  const lines = [...problems.map(problemWords), ...warnings.map(withoutNumbers), ...changes.map(changeWords)];
  return { name: '机构备案表-完整清单.xlsx', bytes: await writeList('清单', ['序号', '内容'], lines) };
}

/** The empty directory workbook to fill in. */
export async function directoryTemplateFile(): Promise<NamedFile> {
  return { name: '机构备案表空白模板.xlsx', bytes: await writeDirectoryTemplate() };
}

async function openProposal(
  q: Queryable,
  parts: Parts,
  id: string,
): Promise<{ proposal: DirectoryProposal; answer: DirectoryAnswer }> {
  const [proposal, answer] = [await readProposal(q, id), await openAnswer(q, parts.store, id)];
  if (proposal === null || answer === null) throw new Error(`proposal ${id} has no answer`);
  return { proposal, answer };
}

function stateOf(proposal: DirectoryProposal, answer: DirectoryAnswer, basedOn: number): DirectoryView['at'] {
  if (answer.unreadable !== null) return 'unreadable';
  if (answer.directory === null) return 'faulty';
  if (proposal.basedOn !== basedOn || proposal.at === 'reading') return 'outdated';
  if (proposal.at !== 'answered') return proposal.at;
  return answer.changes.length === 0 ? 'same' : 'offered';
}

function countWords(counts: Record<ChangeHow, number>): string {
  const hows = Object.keys(changeHows) as ChangeHow[];
  return hows.flatMap((how) => (counts[how] > 0 ? [`${changeHows[how]} ${counts[how]}`] : [])).join('，');
}
