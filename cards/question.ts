// Asked once per file where its place is not plain: a new submission, or the next version of an open one.
import { type Button, button, type Card, card, fitted, type Head, md, note, plain, text } from './kit.ts';

/** A submission that a file may be attached to. */
export type AttachChoice = { submission: string; no: string; about: string };

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
  /** 附上文件 was announced: what it may be evidence for; null when it was not. */
  attach: readonly AttachChoice[] | null;
  /** Whether it can be data at all: it is a workbook, and its sender a clerk. */
  data: boolean;
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
  const attach: Button[] = (view.attach ?? []).slice(0, maxChoices).map((one) => ({
    text: `作为 ${one.no} 的附件（${one.about}）`,
    kind: view.attach?.length === 1 ? 'primary' : 'default',
    action: { act: 'attach-drop', drop: view.drop, submission: one.submission },
  }));
  const data = !view.data ? [] : view.trial ? tries : [...next, ...fresh, ...tries];
  return card(
    head,
    '收到文件，请选择用途',
    [
      about,
      ...(view.attach?.length === 0 ? [plain('目前没有您能附上文件的数据。')] : []),
      ...[...attach, ...data.map((one) => (attach.length === 1 ? { ...one, kind: 'default' as const } : one))].map(
        button,
      ),
      button({ text: '发错了，不处理', action: { act: 'drop-nothing', drop: view.drop } }),
      note(`${checked(view)}文件已加密保存，请把聊天里的文件消息撤回。`),
    ],
    view.marker ? { marker: view.marker } : {},
  );
}

function checked({ data, attach }: QuestionView): string {
  if (!data) return '';
  return attach === null ? '选好之后我会马上校验。' : '作为数据的，选好之后我会马上校验。';
}
