// What a new directory changes, and what would come of it for work that is open. Pure; people by masked name only.
import { type Period, postKindNames } from './directory.ts';
import type { DirectoryEntries, InstitutionSaid, OfficeSaid, PersonSaid, PostSaid } from './directory-entries.ts';
import { isWithin } from './scope.ts';

/** In the order in which changes are told. */
export const changeKinds = {
  office: '办公室',
  post: '岗位',
  institution: '机构',
  person: '人员',
  clerkship: '专管员任职',
  holding: '岗位任职',
  scope: '评价范围',
} as const;
export type ChangeKind = keyof typeof changeKinds;

export const changeHows = { added: '新增', changed: '变更', ended: '停用' } as const;
export type ChangeHow = keyof typeof changeHows;

/** `what` names the thing; `facts` what it says now and before, '' where it says nothing. */
export type Change = {
  kind: ChangeKind;
  how: ChangeHow;
  what: string;
  facts: readonly { name: string; before: string; after: string }[];
};

/** One thing that can change, as it is shown. A `secret` fact is told to have changed, and never shown. */
type Item = { kind: ChangeKind; key: string; what: string; facts: readonly Fact[] };
type Fact = { name: string; text: string; secret?: true };

const levelNames = { city: '市级', province: '省级' } as const;

/** All changes from one edition's entries to another's. `nameOf` gives a person's masked name. */
export function changesBetween(
  before: DirectoryEntries,
  after: DirectoryEntries,
  nameOf: (person: string) => string,
): Change[] {
  const old = new Map(itemsOf(before, nameOf).map((item) => [item.key, item]));
  const fresh = new Map(itemsOf(after, nameOf).map((item) => [item.key, item]));
  const changes: Change[] = [];
  for (const item of fresh.values()) {
    const was = old.get(item.key);
    const facts = item.facts.flatMap((fact, i) => changeOf(was?.facts[i] ?? null, fact));
    if (was === undefined) changes.push({ ...told(item), how: 'added', facts });
    else if (facts.length > 0) changes.push({ ...told(item), how: 'changed', facts });
  }
  for (const item of old.values()) {
    if (!fresh.has(item.key)) changes.push({ ...told(item), how: 'ended', facts: [] });
  }
  const order = Object.keys(changeKinds);
  const hows = Object.keys(changeHows);
  return changes.toSorted(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || hows.indexOf(a.how) - hows.indexOf(b.how),
  );
}

function told({ kind, what }: Item): Pick<Change, 'kind' | 'what'> {
  return { kind, what };
}

function changeOf(was: Fact | null, is: Fact): Change['facts'] {
  if (was === null) return is.secret || is.text === '' ? [] : [{ name: is.name, before: '', after: is.text }];
  if (was.text === is.text) return [];
  if (is.secret) return [{ name: is.name, before: '', after: is.text === '' ? '已删去' : '已更换' }];
  return [{ name: is.name, before: was.text, after: is.text }];
}

/** How many things of each kind are added, changed and ended; kinds without any are left out. */
export function changeCounts(changes: readonly Change[]): { kind: ChangeKind; counts: Record<ChangeHow, number> }[] {
  const count = (kind: string, how: string) => changes.filter((one) => one.kind === kind && one.how === how).length;
  return (Object.keys(changeKinds) as ChangeKind[])
    .filter((kind) => changes.some((one) => one.kind === kind))
    .map((kind) => ({
      kind,
      counts: { added: count(kind, 'added'), changed: count(kind, 'changed'), ended: count(kind, 'ended') },
    }));
}

function itemsOf(entries: DirectoryEntries, nameOf: (person: string) => string): Item[] {
  return [
    ...[...entries.office].map(([code, said]) => officeItem(code, said)),
    ...[...entries.post].map(([code, said]) => postItem(code, said)),
    ...[...entries.institution].flatMap(([code, said]) => [institutionItem(code, said), ...scopeItems(code, said)]),
    ...[...entries.person].flatMap(([id, said]) => personItems(id, nameOf(id), said, entries)),
  ];
}

function officeItem(code: string, said: OfficeSaid): Item {
  return {
    kind: 'office',
    key: `office/${code}`,
    what: `${said.name}（${code}）`,
    facts: [
      { name: '单位名称', text: said.name },
      { name: '层级', text: levelNames[said.level] },
      { name: '上级单位代码', text: said.parent ?? '' },
      { name: '省份代码', text: said.province },
    ],
  };
}

function postItem(code: string, said: PostSaid): Item {
  return {
    kind: 'post',
    key: `post/${code}`,
    what: `${said.title}（${code}）`,
    facts: [
      { name: '岗位名称', text: said.title },
      { name: '单位代码', text: said.office },
      { name: '类别', text: postKindNames[said.kind] },
    ],
  };
}

function institutionItem(code: string, said: InstitutionSaid): Item {
  return {
    kind: 'institution',
    key: `institution/${code}`,
    what: `${said.name}（${code}）`,
    facts: [
      { name: '机构名称', text: said.name },
      { name: '证书编号前13位', text: said.prefixes.join('、') },
      { name: '属地', text: said.office },
      { name: '备案起', text: said.filedFrom ?? '' },
      { name: '备案止', text: said.filedTo ?? '' },
      { name: '诚信承诺书签署日期', text: said.commitmentOn ?? '' },
      { name: '证书种类', text: said.certificateKind },
      { name: '注销日期', text: said.dissolvedOn ?? '' },
    ],
  };
}

/** Lines of one occupation and work type are one thing: levels with periods of their own stand side by side. */
function scopeItems(institution: string, { name, scope }: InstitutionSaid): Item[] {
  const groups = new Map<string, string[]>();
  for (const { occupation, workType, levels, ...period } of scope) {
    const words = workType === '' ? occupation : `${occupation}／${workType}`;
    groups.set(words, [...(groups.get(words) ?? []), `${levels.join('、')}${periodWords(period)}`]);
  }
  return [...groups].map(([words, lines]) => ({
    kind: 'scope',
    key: `scope/${institution}/${words}`,
    what: `${name}：${words}`,
    facts: [{ name: '等级', text: lines.join('；') }],
  }));
}

function personItems(id: string, name: string, said: PersonSaid, { post, institution }: DirectoryEntries): Item[] {
  const person: Item = {
    kind: 'person',
    key: `person/${id}`,
    what: name,
    facts: [
      { name: '姓名', text: said.name, secret: true },
      { name: '手机', text: said.mobile ?? '', secret: true },
      { name: '邮箱', text: said.email ?? '', secret: true },
      { name: '管理员', text: said.administrator ? '是' : '' },
    ],
  };
  const clerkships = said.clerkOf.map(
    (one): Item => ({
      kind: 'clerkship',
      key: `clerkship/${id}/${one.institution}`,
      what: `${name}：${institution.get(one.institution)?.name ?? one.institution}`,
      facts: periodFacts(one),
    }),
  );
  const holdings = said.holds.map(
    (one): Item => ({
      kind: 'holding',
      key: `holding/${id}/${one.post}`,
      what: `${name}：${post.get(one.post)?.title ?? one.post}`,
      facts: periodFacts(one),
    }),
  );
  return [person, ...clerkships, ...holdings];
}

function periodFacts({ from, to }: Period): Fact[] {
  return [
    { name: '起', text: from ?? '' },
    { name: '止', text: to ?? '' },
  ];
}

function periodWords({ from, to }: Period): string {
  if (from === null && to === null) return '';
  return `（${from ?? ''} 至 ${to ?? '长期'}）`;
}

function isDissolved(said: InstitutionSaid | undefined, today: string): boolean {
  return said?.dissolvedOn != null && said.dissolvedOn <= today;
}

/** Submissions that are open, counted by the post they wait at (null: at the clerk) and their institution. */
export type OpenWork = readonly { post: string | null; institution: string; count: number }[];

/** What a person should know before a directory takes effect, in sentences; none when nothing open is touched. */
export function consequencesOf(
  before: DirectoryEntries,
  after: DirectoryEntries,
  about: { today: string; open: OpenWork; by: string | null; joined: ReadonlySet<string> },
): string[] {
  const { today, open, by, joined } = about;
  const people = [...after.person.values()];
  const sum = (of: (one: OpenWork[number]) => boolean) => open.reduce((n, one) => n + (of(one) ? one.count : 0), 0);
  const sentences: string[] = [];
  for (const code of new Set(open.flatMap(({ post }) => post ?? []))) {
    if (people.some(({ holds }) => holds.some((one) => one.post === code && isWithin(today, one.from, one.to))))
      continue;
    const title = (after.post.get(code) ?? before.post.get(code))?.title ?? code;
    sentences.push(
      `岗位「${title}」有 ${sum(({ post }) => post === code)} 件待办，生效后没有人办理。请先在“人员”表中安排人员。`,
    );
  }
  for (const code of new Set(open.map(({ institution }) => institution))) {
    const count = sum(({ institution }) => institution === code);
    const name = (after.institution.get(code) ?? before.institution.get(code))?.name ?? code;
    if (!after.institution.has(code)) {
      sentences.push(`机构「${name}」有 ${count} 件在办，生效后不再备案，这些数据无法继续办理。请先办结或撤回。`);
    } else if (isDissolved(after.institution.get(code), today)) {
      sentences.push(
        `机构「${name}」已注销，有 ${count} 件在办，生效后由属地审核岗接手（第十六条），原专管员不能再办理。`,
      );
    } else if (
      !people.some(({ clerkOf }) =>
        clerkOf.some((one) => one.institution === code && isWithin(today, one.from, one.to)),
      )
    ) {
      sentences.push(`机构「${name}」有 ${count} 件在办，生效后没有专管员。请先在“人员”表中安排人员。`);
    }
  }
  const isAdministrator = (id: string) => after.person.get(id)?.administrator === true;
  if (by !== null && !isAdministrator(by)) sentences.push('生效后您本人不再是管理员，以后不能再更换机构备案表。');
  if (joined.size > 0 && ![...joined].some(isAdministrator)) {
    sentences.push('生效后的管理员都还没有加入飞书里的对话，在他们加入之前，只能用命令行更换机构备案表。');
  }
  return sentences;
}
