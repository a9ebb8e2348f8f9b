// What counts as a change of the directory, how it is told, and what is said to come of it.
import { expect, test } from 'vitest';
import { type DirectoryFile, directoryProblems, peopleOf } from '../../domain/directory.ts';
import { changeCounts, changesBetween, consequencesOf } from '../../domain/directory-changes.ts';
import { type DirectoryEntries, type EntryKind, entriesOf } from '../../domain/directory-entries.ts';
import { directory, line } from '../support/world-people.ts';

/** People by name; the digests that stand for them are made plain here. */
function entries(file: DirectoryFile): DirectoryEntries {
  return entriesOf(
    file,
    peopleOf(file).map((person) => ({
      id: person.name,
      person,
      name: person.name,
      mobile: person.mobile,
      email: person.email,
    })),
  );
}

const mask = (person: string) => `${person.slice(0, 1)}**`;
const told = (before: DirectoryFile, after: DirectoryFile) =>
  changesBetween(entries(before), entries(after), mask).map(
    ({ kind, how, what, facts }) =>
      `${how} ${kind} ${what}${facts.map(({ name, before: was, after: is }) => ` ${name}:${was}>${is}`).join('')}`,
  );
const withPeople = (people: DirectoryFile['people']): DirectoryFile => ({ ...directory, people });
const after = (day: string, more: Partial<Parameters<typeof consequencesOf>[2]> = {}) => ({
  today: day,
  open: [],
  by: null,
  joined: new Set<string>(),
  ...more,
});

test('nothing changed, or only the order of rows: nothing is told', () => {
  const turned = { ...directory, people: directory.people.toReversed(), scopes: directory.scopes.toReversed() };

  expect(told(directory, directory)).toEqual([]);
  expect(told(directory, turned)).toEqual([]);
});

/** Another value for a field, of the same shape. */
function other(value: unknown): unknown {
  if (value === null) return '2031-01-01';
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return `${value}x`;
  return [];
}

test('a change of any field of any entry is told', () => {
  const before = entries(withPeople([...directory.people, line(40, '壬路人', { role: 'clerk', institution: 'JG-A' })]));
  const kinds: readonly EntryKind[] = ['institution', 'person'];
  for (const kind of kinds) {
    const [[code, said] = ['', {}]] = before[kind];
    for (const [field, value] of Object.entries(said)) {
      const changed = { ...before, [kind]: new Map([...before[kind], [code, { ...said, [field]: other(value) }]]) };

      if (Array.isArray(value) && value.length === 0) continue;
      expect(changesBetween(before, changed, mask), `${kind} ${field}`).not.toEqual([]);
    }
  }
  for (const [field, value] of Object.entries(before.office.get('CITY') ?? {})) {
    const said = { ...before.office.get('CITY'), [field]: field === 'level' ? 'province' : other(value) };
    const changed = { ...before, office: new Map([...before.office, ['CITY', said as never]]) };

    expect(changesBetween(before, changed, mask), `office ${field}`).toHaveLength(1);
  }
});

test('offices, posts, institutions, scopes, people, clerkships and holdings are told one by one', () => {
  const [first, ...rest] = directory.scopes;
  if (first === undefined) throw new Error('no scope');
  const changed: DirectoryFile = {
    ...directory,
    offices: directory.offices.map((office) => (office.code === 'CITY' ? { ...office, name: '改名中心' } : office)),
    posts: [...directory.posts, { row: 9, code: 'city-two', office: 'CITY', title: '复核岗', kind: 'review' }],
    institutions: directory.institutions.map((one) => (one.code === 'JG-B' ? { ...one, filedTo: '2027-12-31' } : one)),
    scopes: [{ ...first, levels: ['五级'] }, { ...first, occupation: '电工', from: '2026-04-01' }, ...rest],
    people: [
      ...directory.people.filter(({ name }) => name !== '丙市审'),
      line(20, '乙市审', { role: 'reviewer', posts: ['city-two'], from: '2026-04-01' }),
    ],
  };

  expect(told(directory, changed)).toEqual([
    'changed office 改名中心（CITY） 单位名称:示范市中心>改名中心',
    'added post 复核岗（city-two） 岗位名称:>复核岗 单位代码:>CITY 类别:>审核',
    'changed institution 河北示范评价中心（乙）（JG-B） 备案止:>2027-12-31',
    'ended person 丙**',
    'added holding 乙**：复核岗 起:>2026-04-01',
    'ended holding 丙**：市级审核岗',
    'added scope 河北示范评价中心（甲）：电工 等级:>五级、四级、三级（2026-04-01 至 长期）',
    'changed scope 河北示范评价中心（甲）：车工 等级:五级、四级、三级>五级',
  ]);
  const changes = changesBetween(entries(directory), entries(changed), mask);
  expect(changeCounts(changes).find(({ kind }) => kind === 'scope')).toEqual({
    kind: 'scope',
    counts: { added: 1, changed: 1, ended: 0 },
  });
});

test('a new number or address is told to be new, and not what it is', () => {
  const before = entries(directory);
  const was = before.person.get('乙市审');
  if (was === undefined) throw new Error('not listed');
  const moved = new Map([...before.person, ['乙市审', { ...was, mobile: '13900000000', email: 'a@example.com' }]]);

  const [change] = changesBetween(before, { ...before, person: moved }, mask);

  expect(change?.facts).toEqual([
    { name: '手机', before: '', after: '已更换' },
    { name: '邮箱', before: '', after: '已更换' },
  ]);
  expect(JSON.stringify(change)).not.toMatch(/139|example/);
});

test('a post that open work waits at must have somebody on this very day', () => {
  const people = directory.people.filter(({ posts }) => !posts.includes('city-review'));
  const later = line(30, '丙市审', { role: 'reviewer', posts: ['city-review'], from: '2026-04-01' });
  const open = [{ post: 'city-review', institution: 'JG-A', count: 3 }];
  const said = (day: string) =>
    consequencesOf(entries(directory), entries(withPeople([...people, later])), after(day, { open }));

  expect(said('2026-03-31')).toEqual([expect.stringContaining('岗位「市级审核岗」有 3 件待办，生效后没有人办理')]);
  expect(said('2026-04-01')).toEqual([]);
  expect(consequencesOf(entries(directory), entries(withPeople(people)), after('2026-04-01'))).toEqual([]);
});

test('an institution with open work that goes, or keeps no clerk, is named with the count', () => {
  const open = [
    { post: null, institution: 'JG-B', count: 2 },
    { post: 'city-review', institution: 'JG-B', count: 1 },
  ];
  const noClerk = withPeople(directory.people.filter(({ institution }) => institution !== 'JG-B'));
  const gone = { ...noClerk, institutions: directory.institutions.filter(({ code }) => code !== 'JG-B') };
  const said = (file: DirectoryFile) =>
    consequencesOf(entries(directory), entries(file), after('2026-03-05', { open }));

  expect(said(noClerk)).toEqual([expect.stringMatching(/（乙）」有 3 件在办，生效后没有专管员/)]);
  expect(said(gone)).toEqual([expect.stringMatching(/（乙）」有 3 件在办，生效后不再备案/)]);
});

test('who gives up the directory is told so, and when nobody who has joined keeps it', () => {
  const others = directory.people.filter(({ role }) => role !== 'administrator');
  const handedOver = withPeople([...others, line(30, '丁市管', { role: 'administrator' })]);
  const said = (joined: string[]) =>
    consequencesOf(
      entries(directory),
      entries(handedOver),
      after('2026-03-05', { by: '庚省管', joined: new Set(joined) }),
    );

  expect(said(['庚省管', '丁市管'])).toEqual([expect.stringContaining('您本人不再是管理员')]);
  expect(said(['庚省管'])).toHaveLength(2);
});

test('findings repeat no number, name or address that stands in a wrong column', () => {
  const [first, ...rest] = directory.institutions;
  if (first === undefined) throw new Error('no institution');
  const wrong = ['13899990001', '张三丰', 'a@example.com', '130102199001011234'];
  const messages = wrong.flatMap((office) =>
    directoryProblems({ ...directory, institutions: [{ ...first, office }, ...rest] }).map(({ message }) => message),
  );

  expect(messages).toEqual(wrong.map(() => '“属地”在“办公室”表中没有，请核对。'));
});

test('an address that two people share, and an administrator for a time, are findings', () => {
  const shared = directory.people.map((one) =>
    one.name === '乙市审' || one.name === '丙市审'
      ? { ...one, email: one.name === '乙市审' ? 'A@x.cn' : 'a@x.cn' }
      : one,
  );
  const dated = directory.people.map((one) => (one.role === 'administrator' ? { ...one, to: '2027-01-01' } : one));
  const words = (people: DirectoryFile['people']) =>
    directoryProblems(withPeople(people)).map(({ row, message }) => `${row} ${message.slice(0, 10)}`);

  expect(words(shared)).toEqual(['4 这个邮箱前面已用于另']);
  expect(words(dated)).toEqual(['9 管理员不设期限，请把']);
});
