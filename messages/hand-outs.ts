// The lines of a history that tell which files went to whom, and which were taken back.
import type { HistoryLine } from '../cards/review-view.ts';
import { momentWords } from '../cards/words.ts';
import type { Queryable } from '../store/database.ts';
import { namesOf } from '../store/directory.ts';
import { type HandedOut, handOutsOf } from '../store/hand-outs.ts';
import type { Dossier } from './dossier.ts';
import type { Parts } from './parts.ts';

/** A recall stands at its own moment. */
export async function handOutLines(
  q: Queryable,
  { store }: Parts,
  { id }: Dossier,
): Promise<(HistoryLine & { at: Date })[]> {
  const files = await handOutsOf(q, id);
  const names = await namesOf(
    q,
    store.sealer,
    files.map(({ to }) => to),
  );
  return files.flatMap((file) => {
    const to = names.get(file.to) ?? '（已不在册）';
    const { recall } = file;
    return [
      lineAt(file.at, `把${called(file)}发给${to}`),
      ...(recall === null ? [] : [lineAt(recall.at, recallWords(recall.outcome, called(file), to))]),
    ];
  });
}

function lineAt(at: Date, what: string): HistoryLine & { at: Date } {
  return { at, when: momentWords(at.toISOString()), who: '系统', what, words: null };
}

function called({ kind, version, round, part, no }: HandedOut): string {
  const names = {
    annotated: `标注文件（第 ${version} 版`,
    export: `上报文件（第 ${round} 次上报`,
    whole: `完整工作簿（第 ${round} 次上报`,
    attachment: `附件${no}（第 ${round} 次上报`,
  };
  return `${names[kind]}${part === null ? '' : `，第 ${part} 份`}）`;
}

function recallWords(outcome: NonNullable<HandedOut['recall']>['outcome'], file: string, to: string): string {
  switch (outcome) {
    case 'done':
      return `从聊天里撤回发给${to}的${file}`;
    case 'too-late':
      return `发给${to}的${file}已过平台的撤回时限，没能撤回，请收件人自行删除`;
    case 'gone':
      return `发给${to}的${file}所在的聊天已不可用，没能撤回`;
    case 'refused':
      return `发给${to}的${file}平台不允许撤回，请收件人自行删除`;
  }
}
