// The clerk's answers to a check: repairs accepted, a sheet named, warnings explained, a trial made real, a check asked for anew.
import { type Action, fields } from '../../cards/action.ts';
import { unanswered } from '../../domain/clerk-acts.ts';
import { type Acted, type Asked, act, foldStream } from '../../store/submissions.ts';
import type { BotParts } from '../parts.ts';
import { type ClickListener, type KnownClick, success, type Toast, warning } from './answer-click.ts';
import { refused, textOf } from './decide-submission.ts';

type Answering = Extract<Action, { act: 'answer-warnings' | 'accept' | 'name-sheet' | 'check-again' | 'make-real' }>;

export const answerCheck: ClickListener<Answering> = async (parts, click, now) => {
  const asked = await commandOf(parts, click);
  if ('content' in asked) return asked;
  const acted = await act(parts.store, click.action.submission, asked, now);
  return acted.ok ? success(doneWords(click.action, acted)) : refused(parts, acted.refusal);
};

async function commandOf(
  parts: BotParts,
  { action, standing: by, form }: KnownClick<Answering>,
): Promise<Asked | Toast> {
  const { version } = action;
  switch (action.act) {
    case 'answer-warnings': {
      const codes = chosenIn(form, fields.answered);
      const words = textOf(form, fields.answer);
      if (codes.length === 0 || words === null)
        return warning('请先勾选要说明的问题，并写明核对后的情况，再点「提交说明」。');
      return { words, command: (note) => ({ type: 'answer-warnings', by, version, codes, reason: note ?? '' }) };
    }
    case 'accept': {
      const accept = action.code === null ? await offered(parts, action.submission) : [action.code];
      return { command: () => ({ type: 'check-again', by, version, accept, sheet: null }) };
    }
    case 'name-sheet':
      return { command: () => ({ type: 'check-again', by, version, accept: [], sheet: action.sheet }) };
    case 'check-again':
      return { command: () => ({ type: 'check-again', by, version, accept: [], sheet: null }) };
    case 'make-real':
      return { command: () => ({ type: 'make-real', by, version }) };
  }
}

/** Rules whose repairs are on offer; what changes before the command is decided is left out by it. */
async function offered(parts: BotParts, submission: string): Promise<string[]> {
  const { state } = await foldStream(parts.store.db, submission);
  return state.at === 'none' ? [] : Object.keys(state.check?.offered ?? {});
}

/** What was ticked in a list of choices. */
export function chosenIn(form: Readonly<Record<string, unknown>>, field: string): string[] {
  const value = form[field];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function doneWords(action: Answering, { no, state, events }: Acted & { ok: true }): string {
  if (events.length === 0) return '这一步已经办过了，不需要再点。';
  switch (action.act) {
    case 'answer-warnings': {
      const left = state.at === 'none' ? 0 : unanswered(state).length;
      return left > 0 ? `已记下您的说明，还有 ${left} 类问题没有说明。` : '已记下您的说明，需要核对的问题都说明了。';
    }
    case 'accept':
      return '好的，正在按您的确认修正并重新校验。您的原文件没有改动。';
    case 'name-sheet':
      return `好的，按第 ${action.sheet} 个工作表重新校验。`;
    case 'check-again':
      return '好的，正在重新校验。';
    case 'make-real':
      return `${no} 已转为正式数据，确认后点「提交」。`;
  }
}
