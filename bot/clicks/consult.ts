// Clicks that change who has it or what is known, and decide nothing yet: ask the clerk, answer, give it to a colleague,
// ask the province to admit it, admit it.
import { type Action, fields } from '../../cards/action.ts';
import type { Command } from '../../domain/submission.ts';
import { namesOf } from '../../store/directory.ts';
import { type Acted, type Asked, act } from '../../store/submissions.ts';
import type { BotParts } from '../parts.ts';
import { type ClickListener, type KnownClick, success, type Toast, warning } from './answer-click.ts';
import { refused, textOf } from './decide-submission.ts';

type Consulting = Extract<Action, { act: 'ask' | 'reply' | 'transfer' | 'ask-admission' | 'admit' }>;

export const consult: ClickListener<Consulting> = async (parts, click, now) => {
  const asked = commandOf(click);
  if ('content' in asked) return asked;
  const acted = await act(parts.store, click.action.submission, asked, now);
  if (!acted.ok) return refused(parts, acted.refusal);
  return success(await doneWords(parts, click.action, acted));
};

/** What the click asks for; a toast when the form lacks what every such request needs. */
function commandOf({ action, standing: by, form }: KnownClick<Consulting>): Asked | Toast {
  const noted = (field: string, command: (note: string) => Command, missing: string): Asked | Toast => {
    const words = textOf(form, field);
    return words === null ? warning(missing) : { words, command: (note) => command(note ?? '') };
  };
  switch (action.act) {
    case 'ask': {
      const { round, tier } = action;
      const ask = (question: string): Command => ({ type: 'ask', by, round, tier, question });
      return noted(fields.question, ask, '请先写明要问的内容，再点「发出提问」。');
    }
    case 'reply': {
      const { round, question } = action;
      const reply = (words: string): Command => ({ type: 'reply', by, round, question, words });
      return noted(fields.reply, reply, '请先写明答复的内容，再点「答复」。');
    }
    case 'transfer': {
      const to = textOf(form, fields.colleague);
      if (to === null) return warning('请先选择要转给的同事，再点「转给同事办理」。');
      const { round, tier } = action;
      return { command: () => ({ type: 'transfer', by, round, tier, to }) };
    }
    case 'ask-admission': {
      const { version } = action;
      const ask = (reason: string): Command => ({ type: 'ask-admission', by, version, reason });
      return noted(fields.admission, ask, '请先写明申请受理的原因，再点「申请省中心受理」。');
    }
    case 'admit': {
      const { version } = action;
      const admit = (reason: string): Command => ({ type: 'admit', by, version, reason });
      return noted(fields.admission, admit, '同意受理须写明理由（第十二条），写好后再点「同意受理」。');
    }
  }
}

async function doneWords(parts: BotParts, { act: done }: Consulting, acted: Acted & { ok: true }): Promise<string> {
  const { no, events } = acted;
  const [event] = events;
  if (event === undefined) return '这一步已经办过了，不需要再点。';
  switch (done) {
    case 'ask':
      return `${no} 的问题已发给专管员，办理期限照常计算。答复后会通知您。`;
    case 'reply':
      return `${no} 已答复，提问的审核人会收到通知。`;
    case 'transfer': {
      const to = event.type === 'transferred' ? event.to : '';
      const names = await namesOf(parts.store.db, parts.store.sealer, [to]);
      return `${no} 已转给 ${names.get(to) ?? '同事'} 办理，同岗位的其他人仍可办理。`;
    }
    case 'ask-admission':
      return `${no} 已向省中心申请受理，答复后会通知您。`;
    case 'admit':
      return `${no} 已同意受理，专管员会收到通知，可以提交。`;
  }
}
