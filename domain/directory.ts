// The directory (机构备案表) as an administrator writes it: who exists and who may do what, and what is wrong about it.
import type { CheckedInstitution, ScopeEntry } from './context.ts';
import type { CertificateKind, PostKind } from './route.ts';

/** Row of its sheet as the spreadsheet shows it. */
type Line = { row: number };

/** From and to are days, YYYY-MM-DD, both included; null is open. */
export type Period = { from: string | null; to: string | null };

export type InstitutionLine = Line & {
  code: string;
  name: string;
  /** Positions 1-13 of its certificate numbers. */
  prefixes: readonly string[];
  /** Code of the office it is filed with (属地): a city's, or the province's where the province filed it directly. */
  office: string;
  filedFrom: string | null;
  filedTo: string | null;
  /** Day on which the 诚信承诺书 was signed (article 24). */
  commitmentOn: string | null;
  certificateKind: CertificateKind;
  /** The day from which the institution is no more: the local office keeps its data up (article 16). */
  dissolvedOn: string | null;
};

export type ScopeLine = Line & ScopeEntry & { institution: string };

export type OfficeLine = Line & {
  code: string;
  name: string;
  level: 'city' | 'province';
  parent: string | null;
  /** Two digits (GB/T 2260). */
  province: string;
};

export type PostLine = Line & { code: string; office: string; title: string; kind: PostKind };

export type DirectoryRole = 'clerk' | 'reviewer' | 'manager' | 'administrator';

/** One role of one person; who has several has several lines. */
export type PersonLine = Line &
  Period & {
    name: string;
    mobile: string | null;
    email: string | null;
    role: DirectoryRole;
    /** Of a clerk. */
    institution: string | null;
    /** Of reviewers and managers. */
    posts: readonly string[];
  };

export type DirectoryFile = {
  institutions: readonly InstitutionLine[];
  scopes: readonly ScopeLine[];
  offices: readonly OfficeLine[];
  posts: readonly PostLine[];
  people: readonly PersonLine[];
};

/** A person with all they hold, brought together from their lines. */
export type DirectoryPerson = {
  name: string;
  mobile: string | null;
  email: string | null;
  administrator: boolean;
  clerkOf: readonly (Period & { institution: string })[];
  holds: readonly (Period & { post: string })[];
};

/** `column` is an index from 0, or null where no single cell is meant. */
export type DirectoryProblem = { sheet: string; row: number | null; column: number | null; message: string };

/** The sheets of the workbook by what they hold. */
export const directorySheets = {
  institutions: '机构',
  scopes: '评价范围',
  offices: '办公室',
  posts: '岗位',
  people: '人员',
} as const;

export const roleNames: Readonly<Record<DirectoryRole, string>> = {
  clerk: '专管员',
  reviewer: '审核员',
  manager: '主管',
  administrator: '管理员',
};

export const postKindNames: Readonly<Record<PostKind, string>> = { review: '审核', desk: '上报', manage: '主管' };

/** The posts that a route's tiers and their alerts need (config/routes). */
const neededPosts = { city: ['review', 'manage'], province: ['review', 'desk', 'manage'] } as const;

const MOBILE = /^1[3-9]\d{9}$/;
/** What may be repeated in a message; anything else may be a person's name or number in the wrong column. */
const SHORT_CODE = /^[A-Za-z][A-Za-z0-9_-]{0,19}$/;

/** People are told apart by mobile, else by e-mail: two may share a name. */
export function peopleOf(directory: DirectoryFile): DirectoryPerson[] {
  const groups = new Map<string, PersonLine[]>();
  for (const line of directory.people) {
    const key = line.mobile ?? line.email ?? line.name;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].flatMap((lines) => {
    const [first] = lines;
    if (first === undefined) return [];
    return {
      name: first.name,
      mobile: first.mobile,
      email: lines.find((line) => line.email !== null)?.email ?? null,
      administrator: lines.some((line) => line.role === 'administrator'),
      clerkOf: lines.flatMap(({ institution, from, to }) => (institution === null ? [] : { institution, from, to })),
      holds: lines.flatMap(({ posts, from, to }) => posts.map((post) => ({ post, from, to }))),
    };
  });
}

/** An institution as checks need it, or null when the directory has none of that code. */
export function institutionOf(directory: DirectoryFile, code: string): CheckedInstitution | null {
  const line = directory.institutions.find((institution) => institution.code === code);
  if (line === undefined) return null;
  return {
    name: line.name,
    prefixes: line.prefixes,
    provinceCode: directory.offices.find((office) => office.code === line.office)?.province ?? '',
    scope: directory.scopes
      .filter((scope) => scope.institution === code)
      .map(({ occupation, workType, levels, from, to }) => ({ occupation, workType, levels, from, to })),
    filedFrom: line.filedFrom,
    filedTo: line.filedTo,
  };
}

/** What does not fit together; an empty list means that the directory can take effect. */
export function directoryProblems(directory: DirectoryFile): DirectoryProblem[] {
  const known = { institutions: codesOf(directory.institutions), posts: codesOf(directory.posts) };
  return [
    ...institutionProblems(directory),
    ...officeProblems(directory),
    ...postProblems(directory),
    ...directory.people.flatMap((line) => personProblems(line, directory.posts, known)),
    ...peopleProblems(directory),
  ];
}

function institutionProblems({ institutions, scopes, offices }: DirectoryFile): DirectoryProblem[] {
  const { institutions: sheet, scopes: scopeSheet } = directorySheets;
  const known = codesOf(institutions);
  const prefixes = institutions.flatMap(({ row, prefixes }) => prefixes.map((code) => ({ row, code })));
  return [
    ...repeats(sheet, institutions, '机构代码'),
    ...repeats(sheet, prefixes, '证书编号前13位'),
    ...unknown(sheet, institutions, (line) => [line.office], codesOf(offices), '属地', directorySheets.offices),
    ...institutions.filter((line) => isBackwards(line.filedFrom, line.filedTo)).map((line) => backwards(sheet, line)),
    ...unknown(scopeSheet, scopes, (line) => [line.institution], known, '机构代码', sheet),
    ...scopes.filter((line) => isBackwards(line.from, line.to)).map((line) => backwards(scopeSheet, line)),
  ];
}

function officeProblems({ offices, posts }: DirectoryFile): DirectoryProblem[] {
  const sheet = directorySheets.offices;
  const problems = repeats(sheet, offices, '单位代码');
  for (const office of offices) {
    const tell = (message: string) => problems.push({ sheet, row: office.row, column: null, message });
    const parent = offices.find((candidate) => candidate.code === office.parent);
    if (office.level === 'city' && parent?.level !== 'province') {
      tell(`市级单位“${office.name}”的“上级单位代码”应填一个省级单位的代码。`);
    }
    if (office.level === 'province' && office.parent !== null) tell(`省级单位“${office.name}”的“上级单位代码”应留空。`);
    for (const kind of neededPosts[office.level]) {
      const has = posts.some((post) => post.office === office.code && post.kind === kind);
      if (!has) tell(`单位“${office.name}”没有“${postKindNames[kind]}”岗位，请在“岗位”表中补上。`);
    }
  }
  return problems;
}

function postProblems({ posts, offices, people }: DirectoryFile): DirectoryProblem[] {
  const sheet = directorySheets.posts;
  const held = new Set(people.flatMap((line) => line.posts));
  return [
    ...repeats(sheet, posts, '岗位代码'),
    ...unknown(sheet, posts, (line) => [line.office], codesOf(offices), '单位代码', directorySheets.offices),
    ...posts
      .filter((post) => !held.has(post.code))
      .map(({ row, title }) => problem(sheet, row, `岗位“${title}”没有人，请在“人员”表中安排至少一人。`)),
  ];
}

/** `known` holds all codes of the directory. */
function personProblems(
  line: PersonLine,
  posts: readonly PostLine[],
  known: Readonly<Record<'institutions' | 'posts', ReadonlySet<string>>>,
): DirectoryProblem[] {
  const { people: sheet, institutions: institutionSheet, posts: postSheet } = directorySheets;
  const problems = [
    ...unknown(sheet, [line], () => line.institution ?? [], known.institutions, '机构代码', institutionSheet),
    ...unknown(sheet, [line], () => line.posts, known.posts, '岗位代码', postSheet),
  ];
  const tell = (message: string) => problems.push(problem(sheet, line.row, message));
  const role = roleNames[line.role];
  if (line.mobile !== null && !MOBILE.test(line.mobile)) tell('手机号应为 11 位数字，以 1 开头，不带空格和横线。');
  if (line.role === 'clerk' && line.institution === null) tell(`${role}要填“机构代码”。`);
  if (line.role !== 'clerk' && line.institution !== null) tell(`“机构代码”只由专管员填写；一人兼任请另起一行。`);
  const holds = line.role === 'reviewer' || line.role === 'manager';
  if (holds && line.posts.length === 0) tell(`${role}要填“岗位代码”。`);
  if (!holds && line.posts.length > 0) tell(`“岗位代码”只由审核员和主管填写；一人兼任请另起一行。`);
  const unfit = posts.filter(
    (post) => line.posts.includes(post.code) && holds && (post.kind === 'manage') !== (line.role === 'manager'),
  );
  for (const post of unfit) tell(`岗位“${post.title}”的类别是“${postKindNames[post.kind]}”，与角色“${role}”不符。`);
  if (line.role === 'administrator' && (line.from !== null || line.to !== null)) {
    tell('管理员不设期限，请把“起”“止”留空；不再担任时，从表中删去这一行。');
  }
  if (isBackwards(line.from, line.to)) problems.push(backwards(sheet, line));
  return problems;
}

function peopleProblems({ people }: DirectoryFile): DirectoryProblem[] {
  const sheet = directorySheets.people;
  const problems: DirectoryProblem[] = [];
  const names = new Map<string, string>();
  for (const { row, mobile, name } of people) {
    if (mobile === null) continue;
    const first = names.get(mobile);
    if (first === undefined) names.set(mobile, name);
    else if (first !== name) problems.push(problem(sheet, row, '这个手机号前面已用于另一个姓名，请核对。'));
  }
  const owners = new Map<string, string>();
  for (const { row, mobile, email, name } of people) {
    const [address, owner] = [email?.toLowerCase(), mobile ?? name];
    if (address === undefined) continue;
    if ((owners.get(address) ?? owner) !== owner) {
      problems.push(problem(sheet, row, '这个邮箱前面已用于另一个人；同一人有几行的，请填相同的手机和邮箱。'));
    }
    owners.set(address, owners.get(address) ?? owner);
  }
  const said = people.map(({ row, name, mobile, email, role, institution, posts }) => ({
    row,
    code: [mobile ?? email ?? name, role, institution, ...posts].join(' '),
  }));
  for (const { row } of repeated(said)) problems.push(problem(sheet, row, '这一行与前面某一行重复，请删去一行。'));
  if (!people.some((line) => line.role === 'administrator')) {
    problems.push({ sheet, row: null, column: null, message: '至少要有一位管理员。' });
  }
  return problems;
}

function codesOf(lines: readonly { code: string }[]): ReadonlySet<string> {
  return new Set(lines.map((line) => line.code));
}

function repeated<T extends { code: string }>(lines: readonly T[]): T[] {
  const seen = new Set<string>();
  return lines.filter(({ code }) => seen.size === seen.add(code).size);
}

function repeats(sheet: string, lines: readonly (Line & { code: string })[], header: string): DirectoryProblem[] {
  return repeated(lines).map(({ row, code }) =>
    problem(sheet, row, `“${header}”${quoted(code)}重复，请改成不同的或删去一行。`),
  );
}

function unknown<T extends Line>(
  sheet: string,
  lines: readonly T[],
  codes: (line: T) => string | readonly string[],
  known: ReadonlySet<string>,
  header: string,
  where: string,
): DirectoryProblem[] {
  return lines.flatMap((line) =>
    [codes(line)]
      .flat()
      .filter((code) => !known.has(code))
      .map((code) => problem(sheet, line.row, `“${header}”${quoted(code)}在“${where}”表中没有，请核对。`)),
  );
}

function quoted(code: string): string {
  return SHORT_CODE.test(code) ? `${code} ` : '';
}

function isBackwards(from: string | null, to: string | null): boolean {
  return from !== null && to !== null && from > to;
}

function backwards(sheet: string, { row }: Line): DirectoryProblem {
  return problem(sheet, row, '起始日期晚于截止日期，请核对。');
}

function problem(sheet: string, row: number, message: string): DirectoryProblem {
  return { sheet, row, column: null, message };
}
