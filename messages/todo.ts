// Fills the card of what waits on a person, with what came of those they decided together; and the card of what can be withdrawn.
import { type Outcome, type TodoRow, type TodoView, todoPageRows } from '../cards/todo.ts';
import type { WithdrawalRow, WithdrawalsView } from '../cards/withdrawals.ts';
import { momentWords } from '../cards/words.ts';
import { type Calendar, dayOf } from '../domain/calendar.ts';
import { uploadDue } from '../domain/deadlines.ts';
import { stateNames, wordRefusal } from '../domain/refusals.ts';
import { readCalendar } from '../store/calendars.ts';
import type { Queryable } from '../store/database.ts';
import type { DeliveryAbout } from '../store/delivery-about.ts';
import { institutionNames, namesOf, standingOf } from '../store/directory.ts';
import { type Listed, openSubmissions } from '../store/submission-lists.ts';
import { waitingOn } from '../store/waiting-on.ts';
import { deadlineOn } from './dossier.ts';
import type { Parts } from './parts.ts';

/** Submissions of one clerk's institutions that are looked at for withdrawal. */
const maxWithdrawals = 100;

export async function todoView(
  q: Queryable,
  parts: Parts,
  openId: string,
  about: DeliveryAbout,
  now: Date,
): Promise<TodoView> {
  const today = dayOf(now);
  const standing = await standingOf(q, openId, today);
  const me = standing ?? { person: '', posts: [], institutions: [] };
  const pageOf = (page: number) => waitingOn(q, me, { limit: todoPageRows, skip: (page - 1) * todoPageRows });
  const asked = about.page ?? 1;
  const found = await pageOf(asked);
  // What was decided meanwhile may have left the page empty.
  const { rows, total, page } =
    found.rows.length > 0 || asked === 1 ? { ...found, page: asked } : { ...(await pageOf(1)), page: 1 };
  const names = await namesOfInstitutions(q, rows);
  const calendar = await readCalendar(q);
  return {
    today,
    rows: rows.map((one) => todoRow(parts, one, names, calendar, today)),
    page,
    pages: Math.max(1, Math.ceil(total / todoPageRows)),
    total,
    outcomes: await outcomesOf(q, parts, about.batch),
    returnReasons: parts.returnReasons,
  };
}

function namesOfInstitutions(q: Queryable, list: readonly Listed[]): Promise<Map<string, string>> {
  return institutionNames(
    q,
    list.map(({ state }) => state.institution),
  );
}

function todoRow(
  parts: Parts,
  { id, no, state }: Listed,
  names: ReadonlyMap<string, string>,
  calendar: Calendar,
  today: string,
): TodoRow {
  const route = parts.store.route(state.route);
  const tier = 'tier' in state ? route.tiers[state.tier] : undefined;
  const issued = state.check?.earliestIssuedOn ?? null;
  const first = issued === null || state.firstSubmittedOn !== null ? null : uploadDue(issued, { route, calendar });
  const due = state.period ?? (first && { due: first.day, provisional: first.provisional });
  return {
    submission: id,
    no,
    institution: names.get(state.institution) ?? state.institution,
    step: tier?.title ?? stateNames[state.at],
    rows: state.check?.rows ?? 0,
    deadline: due && deadlineOn(calendar, today, due.due, due.provisional),
    review: tier?.task === 'review' ? { round: state.round, tier: tier.key } : null,
  };
}

/** What came of each of those last chosen; colleagues who came first are named. */
export async function outcomesOf(q: Queryable, parts: Parts, batch: DeliveryAbout['batch']): Promise<Outcome[]> {
  if (batch === undefined) return [];
  const { what, items } = batch;
  const deciders = items
    .flatMap(({ refusal }) => (refusal?.decision ? [refusal.decision.by, refusal.decision.for] : []))
    .filter((person) => person !== null);
  const names = await namesOf(q, parts.store.sealer, deciders);
  const naming = { who: (person: string) => names.get(person) ?? '其他同事', when: momentWords };
  const done = what === 'approve' ? '已通过' : '已退回';
  return items.map(({ no, until, refusal }) => ({
    no,
    done: refusal === null,
    words:
      refusal === null
        ? `${done}${until === null ? '' : `，${momentWords(until)} 前可在它的卡片上收回`}`
        : `未办理：${wordRefusal(refusal, naming)}`,
  }));
}

export async function withdrawalsView(q: Queryable, parts: Parts, openId: string, now: Date): Promise<WithdrawalsView> {
  const today = dayOf(now);
  const institutions = (await standingOf(q, openId, today))?.institutions ?? [];
  const { rows, total } = await openSubmissions(q, { institutions }, maxWithdrawals);
  const names = await namesOfInstitutions(q, rows);
  const row = ({ id, no, state }: Listed): WithdrawalRow => ({
    submission: id,
    no,
    version: state.version,
    trial: state.trial,
    institution: names.get(state.institution) ?? state.institution,
    state: stateNames[state.at],
    rows: state.check?.rows ?? 0,
  });
  const can = ({ state }: Listed) =>
    !('tier' in state) || (state.at === 'in-review' && Object.keys(state.approvals).length === 0);
  return {
    today,
    can: rows.filter(can).map(row),
    cannot: rows.filter((one) => !can(one)).map((one) => ({ ...row(one), holder: holderOf(parts, one) })),
    more: total - rows.length,
  };
}

function holderOf(parts: Parts, { state }: Listed): string {
  return 'tier' in state ? (parts.store.route(state.route).tiers[state.tier]?.title ?? '') : '';
}
