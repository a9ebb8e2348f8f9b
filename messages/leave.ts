// Fills the cards about leave: what the reader holds, who may stand in, and what has been said. Names are colleagues'.
import type { DelegationsView, LeaveLine, LeaveView } from '../cards/leave.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Leave } from '../domain/leave.ts';
import type { Queryable } from '../store/database.ts';
import type { DeliveryAbout } from '../store/delivery-about.ts';
import { namesOf, postTitles, standingOf } from '../store/directory.ts';
import { heldAround, leavesOf, readLeave } from '../store/leaves.ts';
import type { Parts } from './parts.ts';

/** As many colleagues as one can choose from on a phone. */
const maxColleagues = 100;
const gone = '（已不在册）';

/** Of whoever is behind the open_id; empty for strangers and those who left. */
export async function leaveView(q: Queryable, parts: Parts, openId: string, now: Date): Promise<LeaveView> {
  const today = dayOf(now);
  const standing = await standingOf(q, openId, today);
  if (standing === null) return { posts: [], colleagues: [], given: [], today };
  const around = await heldAround(q, standing.id, today);
  const own = [...new Set(around.flatMap(({ person, post }) => (person === standing.id ? [post] : [])))];
  const titles = await postTitles(
    q,
    around.map(({ post }) => post),
  );
  const others = [...new Set(around.map(({ person }) => person))].filter((person) => person !== standing.id);
  const names = await namesOf(q, parts.store.sealer, others);
  const called = (person: string) => {
    const posts = around.filter((held) => held.person === person).map(({ post }) => titles.get(post) ?? post);
    return `${names.get(person) ?? gone}（${posts.join('、')}）`;
  };
  const { given } = await linesOf(q, parts, standing.id, today);
  return {
    posts: own.map((post) => [post, titles.get(post) ?? post] as const),
    colleagues: others.slice(0, maxColleagues).map((person) => [person, called(person)] as const),
    given,
    today,
  };
}

/** `about` names the leave that is news, where it is sent to tell of one. */
export async function delegationsView(
  q: Queryable,
  parts: Parts,
  openId: string,
  about: DeliveryAbout,
  now: Date,
): Promise<DelegationsView> {
  const today = dayOf(now);
  const standing = await standingOf(q, openId, today);
  if (standing === null) return { news: null, given: [], held: [] };
  const news = about.leave === undefined ? null : await newsOf(q, parts, about.leave, about.code, standing.id);
  return { news, ...(await linesOf(q, parts, standing.id, today)) };
}

async function newsOf(
  q: Queryable,
  parts: Parts,
  id: string,
  code: string | undefined,
  reader: string,
): Promise<DelegationsView['news']> {
  const leave = await readLeave(q, id);
  if (leave === null) throw new Error(`no leave ${id}`);
  const { person, standIn, from, to } = leave;
  const other = person === reader ? standIn : person;
  const names = await namesOf(q, parts.store.sealer, [other]);
  const what = code === 'cancelled' || code === 'declined' || code === 'left' ? code : 'said';
  return { who: names.get(other) ?? gone, what, posts: await postsOf(q, leave), from, to };
}

async function linesOf(
  q: Queryable,
  parts: Parts,
  reader: string,
  today: string,
): Promise<{ given: LeaveLine[]; held: LeaveLine[] }> {
  const leaves = await leavesOf(q, [reader], today);
  const names = await namesOf(
    q,
    parts.store.sealer,
    leaves.flatMap(({ person, standIn }) => [person, standIn]),
  );
  const lines = [];
  for (const leave of leaves) {
    const isOwn = leave.person === reader;
    const other = names.get(isOwn ? leave.standIn : leave.person) ?? gone;
    const { id, from, to } = leave;
    const line = { leave: id, other, posts: await postsOf(q, leave), from, to, begun: from <= today };
    lines.push({ isOwn, line });
  }
  return {
    given: lines.flatMap(({ isOwn, line }) => (isOwn ? [line] : [])),
    held: lines.flatMap(({ isOwn, line }) => (isOwn ? [] : [line])),
  };
}

async function postsOf(q: Queryable, { post }: Leave): Promise<string> {
  return post === null ? '全部岗位' : `「${(await postTitles(q, [post])).get(post) ?? post}」`;
}
