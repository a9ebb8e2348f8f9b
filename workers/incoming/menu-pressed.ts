// An entry of the bot's menu bar: the same words as typed. The keys are set up in the platform's console (README).
import type { Incoming } from '../../bot/read-event.ts';
import type { Listener } from '../listener.ts';
import { answerWords } from './words-typed.ts';

const words: Readonly<Record<string, string>> = {
  progress: '进度',
  template: '模板',
  help: '帮助',
  trial: '试填',
  todo: '待办',
  report: '周报',
  withdraw: '撤回',
  leave: '请假',
  delegations: '代理',
};

export const menuPressed: Listener<Extract<Incoming, { kind: 'menu' }>> = async (_parts, menu, now) => {
  return (tx) => answerWords(tx, { incoming: menu.key, openId: menu.operator }, words[menu.eventKey] ?? '', now);
};
