// A submission's history in words, for cards: who did what, when, and the reasons given. Reads nothing itself.
import type { HistoryLine } from '../cards/review-view.ts';
import { momentWords, sizeWords } from '../cards/words.ts';
import type { Departure } from '../domain/departure.ts';
import { readStep } from '../domain/ladder.ts';
import { rowWords } from '../domain/row-spans.ts';
import { findRule } from '../domain/rules.ts';
import type { SubmissionEvent } from '../domain/submission.ts';
import { type Dossier, deciderOf, tierCalled } from './dossier.ts';
import { attachedBefore } from './evidence.ts';
import { type Parts, reasonTitle } from './parts.ts';

/** Who did what, oldest first, in words, before its rows left another submission, too; what the clock did by itself is left out. */
export function historyOf(parts: Parts, dossier: Dossier): (HistoryLine & { at: Date })[] {
  const before = dossier.parent === null ? [] : historyOf(parts, dossier.parent);
  const own = dossier.events.flatMap(({ seq, at, event }) => {
    const told = lineOf(parts, dossier, event, seq);
    return told === null ? [] : [{ at, when: momentWords(at.toISOString()), ...told }];
  });
  return [...before, ...own];
}

function lineOf(parts: Parts, dossier: Dossier, event: SubmissionEvent, seq: number): Omit<HistoryLine, 'when'> | null {
  const by = 'by' in event ? dossier.who(event.by) : '';
  const line = (what: string, words: string | null = null, who = by) => ({ who, what, words });
  const person = 'by' in event ? event.by : '';
  const late = (note: string | null) =>
    note === null ? null : `逾期原因：${dossier.words(note)}${attachedBefore(dossier, seq, person)}`;
  switch (event.type) {
    case 'received':
      return line(`发来第 ${event.version} 版文件${event.trial ? '（试填）' : ''}`);
    case 'check-asked':
      return line(askedWords(dossier, event, seq));
    case 'warnings-answered':
      return line(`说明核对情况（${titlesOf(Object.keys(event.places))}）`, dossier.words(event.reason));
    case 'made-real':
      return line('把试填转为正式数据');
    case 'submitted':
      return line(`提交（第 ${event.round} 次上报）`, late(event.lateReason));
    case 'approved': {
      const { tier } = tierCalled(dossier, event.tier);
      return line(`${tier.title}通过`, late(event.lateReason), deciderOf(dossier, event));
    }
    case 'returned': {
      const { tier } = tierCalled(dossier, event.tier);
      const to = event.to === null ? '' : `到${tierCalled(dossier, event.to).tier.title}`;
      const words = `${reasonTitle(parts, event.code)}：${dossier.words(event.reason)}`;
      return line(`${tier.title}退回${to}`, words, deciderOf(dossier, event));
    }
    case 'rows-returned': {
      const { tier } = tierCalled(dossier, event.tier);
      const words = `${reasonTitle(parts, event.code)}：${dossier.words(event.reason)}`;
      return line(`${tier.title}退回${rowsOf(event.departure)}`, words, deciderOf(dossier, event));
    }
    case 'rows-departed': {
      const no = dossier.children[dossier.state.children.findIndex(({ child }) => child === event.departure.child)]?.no;
      const why = event.returned === null ? '按等级另行审核，' : '';
      return line(`${rowsOf(event.departure)}${why}另立 ${no ?? ''}`, null, '系统');
    }
    case 'attached':
      return line(`附上附件${event.no}（${event.kind.toUpperCase()}，${sizeWords(event.bytes)}）`);
    case 'taken-back':
      return line(`收回${tierCalled(dossier, event.tier).tier.title}的决定`);
    case 'asked':
      return line(`${tierCalled(dossier, event.tier).tier.title}提问`, dossier.words(event.question));
    case 'replied':
      return line('答复提问', dossier.words(event.words));
    case 'transferred':
      return line(`转给 ${dossier.who(event.to)} 办理`);
    case 'admission-asked':
      return line('申请受理超过 6 个月的数据', dossier.words(event.reason));
    case 'admitted':
      return line('同意受理超过 6 个月的数据', dossier.words(event.reason), deciderOf(dossier, event));
    case 'handed-over': {
      const what = `登记已上报部中心（${event.on}，回执 ${event.receipt}）`;
      return line(what, late(event.lateReason), deciderOf(dossier, event));
    }
    case 'published':
      return line(`登记已公布（${event.on}）`, null, deciderOf(dossier, event));
    case 'withdrawn':
      return line('撤回');
    case 'due-moved':
      return event.from === event.due
        ? null
        : line(`期限由 ${event.from} 改为 ${event.due}（放假安排更新）`, null, '系统');
    case 'alerted': {
      const whom = readStep(event.step).to === 'above' ? '上一级主管' : '主管';
      return line(`已向${whom}发出逾期预警（期限 ${event.due}）`, null, '系统');
    }
    case 'acknowledged':
      return line(`已知悉期限提醒（期限 ${event.due}）`);
    default:
      return null;
  }
}

/** What a check was asked for anew: repairs accepted since the last time, a sheet named, or just another try. */
function askedWords(dossier: Dossier, asked: Extract<SubmissionEvent, { type: 'check-asked' }>, seq: number): string {
  const before = dossier.events.findLast((told) => told.seq < seq && told.event.type === 'check-asked')?.event;
  const earlier = before?.type === 'check-asked' && before.version === asked.version ? before : null;
  const fresh = asked.accepted.filter((code) => !earlier?.accepted.includes(code));
  if (fresh.length > 0) return `确认修正：${fresh.map((code) => findRule(code)?.repair ?? code).join('、')}`;
  if (asked.sheet !== (earlier?.sheet ?? null)) return `指定上报第 ${asked.sheet} 个工作表`;
  return '请求重新校验';
}

/** `第 3、8-12 行（6 行）` */
function rowsOf({ rows, gone }: Departure): string {
  return `${rowWords(rows)}（${gone.rows} 行）`;
}

function titlesOf(codes: readonly string[]): string {
  return codes.map((code) => findRule(code)?.title ?? code).join('、');
}
