// Words in the chat. A few are understood, a join code among them; everything else is answered with the help card.
import type { Incoming } from '../../bot/read-event.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { Tx } from '../../store/database.ts';
import { standingOf } from '../../store/directory.ts';
import { intend } from '../../store/intents.ts';
import { join, looksLikeJoinCode } from '../../store/people.ts';
import { answer, type Listener, say } from '../listener.ts';

type Text = Extract<Incoming, { kind: 'text' }>;

export const wordsTyped: Listener<Text> = async (parts, text, now) => {
  const to = { incoming: text.key, openId: text.sender };
  if (text.chatType === 'group') {
    const { openId: bot } = await parts.feishu.botInfo();
    return async (tx) => {
      if (text.mentioned.includes(bot)) await say(tx, { ...to, replyTo: text.messageId }, 'group-asked', now);
    };
  }
  return (tx) => answerWords(tx, to, text.text.trim(), now);
};

/** The answers to words, whether typed, pressed in the menu or on a card. */
export async function answerWords(
  tx: Tx,
  to: { incoming: string; openId: string },
  words: string,
  now: Date,
): Promise<void> {
  const standing = await standingOf(tx, to.openId, dayOf(now));
  if (looksLikeJoinCode(words)) {
    if (standing !== null) return say(tx, to, 'joined-already', now);
    return say(tx, to, await join(tx, words, to.openId, now), now);
  }
  const receiver = { ...to, person: standing?.id ?? null };
  const code = ['帮助', '?', '？', 'help'].includes(words) ? 'asked' : 'unknown';
  if (standing === null) return answer(tx, receiver, { kind: 'help', about: { code } }, now);
  if (['待办', '我的待办'].includes(words)) return answer(tx, receiver, { kind: 'todo' }, now);
  if (['撤回', '撤回数据'].includes(words)) {
    if (standing.institutions.length === 0) return say(tx, to, 'nothing-to-withdraw', now);
    return answer(tx, receiver, { kind: 'withdrawals' }, now);
  }
  if (['进度', '查询进度'].includes(words)) return answer(tx, receiver, { kind: 'progress' }, now);
  if (['周报', '办理情况'].includes(words)) {
    if (standing.manages.length === 0) return say(tx, to, 'no-manager', now);
    return answer(tx, receiver, { kind: 'report' }, now);
  }
  if (['模板', '模版', '空白表'].includes(words)) {
    await answer(tx, receiver, { kind: 'template' }, now);
    return answer(tx, receiver, { kind: 'example' }, now);
  }
  if (['承诺书', '诚信承诺书'].includes(words)) {
    if (standing.institutions.length > 0) await answer(tx, receiver, { kind: 'commitments' }, now);
    return answer(tx, receiver, { kind: 'commitment' }, now);
  }
  if (['试填', '试一试'].includes(words)) {
    if (standing.institutions.length === 0) return say(tx, to, 'not-a-clerk', now);
    await intend(tx, standing.id, 'trial', now);
    return say(tx, to, 'trial-next', now);
  }
  if (['附上文件', '附件'].includes(words)) {
    if (standing.institutions.length + standing.posts.length === 0) return say(tx, to, 'nothing-to-attach-to', now);
    await intend(tx, standing.id, 'attachment', now);
    return say(tx, to, 'attachment-next', now);
  }
  if (['请假', '请假代理', '我要请假'].includes(words)) {
    const holds = standing.posts.length + standing.manages.length > 0;
    return holds ? answer(tx, receiver, { kind: 'leave' }, now) : say(tx, to, 'leave-no-post', now);
  }
  if (['代理', '取消请假', '销假'].includes(words)) return answer(tx, receiver, { kind: 'delegations' }, now);
  if (['机构表', '机构备案表', '备案表', '备案表模板', '机构备案表模板'].includes(words)) {
    if (!standing.administrator) return say(tx, to, 'directory-template-not-yours', now);
    return answer(tx, receiver, { kind: 'directory-template' }, now);
  }
  return answer(tx, receiver, { kind: 'help', about: { code } }, now);
}
