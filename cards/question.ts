// Asked once per file where its place is not plain: a new submission, or the next version of an open one.
import { type Button, button, type Card, card, fitted, type Head, md, note, plain, text } from './kit.ts';

export type QuestionView = {
  drop: string;
  size: string;
  receivedAt: string;
  /** Open submissions this file may be the next version of. */
  open: readonly {
    submission: string;
    no: string;
    institution: { code: string; name: string };
    state: string;
    rows: number | null;
  }[];
  /** 试填 was announced: it only remains to be said for whom. */
  trial: boolean;
  institutions: readonly { code: string; name: string }[];
  /** How it was answered, in words; the buttons are then gone. */
  settled: string | null;
  marker?: string;
};

/** Choices shown at most; older submissions are reached through 进度. */
export const maxChoices = 8;

export function questionCard(view: QuestionView): Card {
  return fitted(view, make);
}

function make(view: QuestionView): Card {
  const { settled } = view;
  const head: Head = settled
    ? { title: '收到的文件', tone: 'grey', tags: [{ text: '已处理', tone: 'neutral' }] }
    : { title: '收到文件，请选择用途', tone: 'blue' };
  const about = text(md`${view.receivedAt} 收到的文件（${view.size}）`);
  if (settled) return card(head, settled, [about, plain(settled)], view.marker ? { marker: view.marker } : {});
  const next: Button[] = view.open.slice(0, maxChoices).map((one) => ({
    text: `这是 ${one.no} 更正后的文件（${one.state}）`,
    kind: view.open.length === 1 ? 'primary' : 'default',
    action: { act: 'place', drop: view.drop, institution: one.institution.code, submission: one.submission },
  }));
  const several = view.institutions.length > 1;
  const tries: Button[] = view.institutions.slice(0, maxChoices).map((one) => ({
    text: several ? `只试填，不上报：${one.name}` : '只试填，不上报',
    kind: view.trial && !several ? 'primary' : 'default',
    action: { act: 'try', drop: view.drop, institution: one.code },
  }));
  const fresh: Button[] = view.institutions.slice(0, maxChoices).map((one) => ({
    text: several ? `新的一批：${one.name}` : '这是新的一批数据',
    kind: view.open.length === 0 && !several ? 'primary' : 'default',
    action: { act: 'place', drop: view.drop, institution: one.code, submission: null },
  }));
  return card(
    head,
    '收到文件，请选择用途',
    [
      about,
      ...(view.trial ? tries : [...next, ...fresh, ...tries]).map(button),
      button({ text: '发错了，不处理', action: { act: 'drop-nothing', drop: view.drop } }),
      note('选好之后我会马上校验。文件已加密保存，请把聊天里的文件消息撤回。'),
    ],
    view.marker ? { marker: view.marker } : {},
  );
}
