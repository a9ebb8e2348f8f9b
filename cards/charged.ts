// Two lines beside a deadline: the working days charged to each holder, and the clock of the whole chain.
import { type Element, type Markdown, md, text } from './kit.ts';
import { dayWords, dueDay, monthDay } from './words.ts';

export type ChargedView = {
  /** In the order in which each first held it; `times` counts the receipts. */
  holders: readonly { title: string; workingDays: number; times: number; now: boolean }[];
  /** Returns to the clerk or to an earlier tier. */
  returns: number;
  /** Null while no issue date is known. */
  chain: {
    issuedOn: string;
    workingDays: number;
    mark: { day: string; provisional: boolean };
    wall: string | null;
  } | null;
};

/** One line each: whose time it was, and how far the chain is. */
export function chargedLines({ holders, returns, chain }: ChargedView): Element {
  const shares = holders.map(({ title, workingDays, times, now }) => {
    const often = times > 1 ? `（${times} 次）` : '';
    return now ? `${title} ${workingDays} 天${often}，正在计时` : `${title} ${workingDays} 天${often}`;
  });
  const round = returns > 0 ? `；退回 ${returns} 次` : '';
  const lines: Markdown[] = [md`<font color='grey'>用时（工作日）</font>：${shares.join(' → ')}${round}`];
  if (chain !== null) {
    const since = `${monthDay(chain.issuedOn)}发证至今 ${chain.workingDays} 个工作日`;
    const wall = chain.wall === null ? '' : `，6 个月界限 ${dayWords(chain.wall)}`;
    const marks = `首次提交期限 ${dueDay({ ...chain.mark, left: 0 })}${wall}`;
    lines.push(md`<font color='grey'>全程</font>：${since}；${marks}`);
  }
  return text(md`${lines}`, 'notation');
}
