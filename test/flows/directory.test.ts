// An administrator replaces the directory in the chat: findings, the changes shown, confirmed once, and what comes of it.
import { expect, test } from 'vitest';
import type { DirectoryFile } from '../../domain/directory.ts';
import { openDatabase } from '../../store/database.ts';
import { institutionOf, standingOf } from '../../store/directory.ts';
import { currentEdition, entriesAt } from '../../store/directory-editions.ts';
import { readStream } from '../../store/events.ts';
import { makeJoinCode, peopleNamed } from '../../store/people.ts';
import { readDirectory } from '../../workbook/directory.ts';
import { directoryWorkbook } from '../support/directory-workbook.ts';
import { plantedValuesIn } from '../support/planted.ts';
import { type World, world } from '../support/world.ts';
import { cast, certificates, directory, everyone, line, workbook } from '../support/world-people.ts';
import { submit } from '../support/world-steps.ts';

const withPeople = (change: (people: DirectoryFile['people']) => DirectoryFile['people']): DirectoryFile => ({
  ...directory,
  people: change(directory.people),
});
/** 壬路人, a stranger so far, becomes 甲's colleague; 丙市审 gives up the post. */
const changed = withPeople((people) => [
  ...people.filter(({ name }) => name !== '丙市审'),
  line(20, '壬路人', { role: 'clerk', institution: 'JG-A' }),
]);

const dropDirectory = async (w: World, file: DirectoryFile, who: '庚省管' | '甲专管' = '庚省管') => {
  await w.drop(who, await directoryWorkbook(file), '名单.xlsx');
  await w.work();
};

/** Compressed sizes differ from machine to machine. */
const withoutSize = async (w: World) => (await w.lastCard('庚省管')).replace(/（\d+ KB）/, '');

test('what an administrator drops is shown as changes, takes effect once confirmed, and lets the new clerk work', () =>
  world(async (w) => {
    await dropDirectory(w, changed);

    expect(await w.news('庚省管')).toEqual([expect.stringContaining('正在核对'), '机构备案表待您确认']);
    expect(await withoutSize(w)).toMatchInlineSnapshot(`
      "[机构备案表待您确认] <尚未生效> blue
      3月5日 09:00 收到的机构备案表
      检查通过，与现行的第 1 版相比共 4 处变动。下一步：请核对下面的内容，确认后立即生效。
      人员：新增 1，停用 1
      专管员任职：新增 1
      岗位任职：停用 1
      ▸ 逐处变动
        · 新增 人员 壬**
        · 停用 人员 丙**
        · 新增 专管员任职 壬**：河北示范评价中心（甲）
        · 停用 岗位任职 丙**：市级审核岗
      (确认生效 → 确认让这份机构备案表生效？)
      (不采用)
      确认之前，现行的机构备案表不受影响。"
    `);
    expect(await currentEdition(w.db)).toBe(1);

    expect(await w.click('庚省管', '确认生效')).toBe('机构备案表第 2 版已生效。');
    await w.work();

    expect(await w.lastCard('庚省管')).toMatch(
      /^\[机构备案表已生效\] <已生效> green\n.*\n3月5日 09:00 生效，为第 2 版/,
    );
    expect(await standingOf(w.db, w.openIdOf('丙市审'), await w.today())).toMatchObject({ posts: [] });
    const [person = ''] = await peopleNamed(w.db, w.store.sealer, '壬路人');
    await w.say('壬路人', await w.db.transaction(async (tx) => makeJoinCode(tx, person, await w.now())));
    await w.drop('壬路人', await workbook(certificates(0, 2)));
    await w.work();
    expect(await w.news('壬路人')).toContain('证书数据 HZ-1');
    const events = await readStream(w.db, { kind: 'directory', id: 'directory' });
    expect(events.map(({ type }) => type)).toEqual(['in-force', 'in-force']);
  }));

test('findings are told with sheet, row, column and what to do, and nothing is offered', () =>
  world(async (w) => {
    const wrong = {
      ...withPeople((people) => people.filter(({ role }) => role !== 'administrator')),
      scopes: directory.scopes.map((scope) => ({ ...scope, institution: 'NONE' })),
    };
    await dropDirectory(w, wrong);

    expect(await withoutSize(w)).toMatchInlineSnapshot(`
      "[机构备案表有问题，请修改] <没有生效> orange
      3月5日 09:00 收到的机构备案表
      共 3 处问题。下一步：请逐处改好，把整份文件再发一次。现行的机构备案表不受影响。
      · 「评价范围」第 2 行：“机构代码”NONE 在“机构”表中没有，请核对。
      · 「评价范围」第 3 行：“机构代码”NONE 在“机构”表中没有，请核对。
      · 「人员」：至少要有一位管理员。"
    `);
    expect(await currentEdition(w.db)).toBe(1);
  }));

test('a second click, on the card or from another window, changes once', () =>
  world(async (w) => {
    await dropDirectory(w, changed);
    const card = await w.card('庚省管', '确认生效');

    const toasts = await Promise.all([
      w.click('庚省管', '确认生效', {}, card),
      w.click('庚省管', '确认生效', {}, card),
    ]);
    const third = await w.click('庚省管', '不采用', {}, card);
    await w.work();

    expect(toasts.sort()).toEqual(['机构备案表第 2 版已生效。', '这份机构备案表已经生效，为第 2 版。']);
    expect(third).toContain('已经办理过了');
    expect(await currentEdition(w.db)).toBe(2);
  }));

test('a directory that changed meanwhile is compared anew, on a card of its own', () =>
  world(async (w) => {
    await dropDirectory(w, changed);
    const old = await w.card('庚省管', '确认生效');
    await w.load(withPeople((people) => [...people, line(30, '丁市管', { role: 'administrator' })]));
    await w.work();

    expect(await w.click('庚省管', '确认生效', {}, old)).toContain('又有变更，这份没有生效');
    await w.work();

    expect(await currentEdition(w.db)).toBe(2);
    expect(await w.lastCard('庚省管')).toContain('与现行的第 2 版相比');
    expect(await w.lastCard('庚省管')).toContain('变更 人员 丁**：管理员 是 → （空）');
    expect((await w.cards('庚省管')).at(-2)).toMatch(/^\[机构备案表已重新比对\]/);
    expect(await w.click('庚省管', '确认生效', {}, old)).toContain('又有变更');
    expect(await w.click('庚省管', '确认生效')).toBe('机构备案表第 3 版已生效。');
    await w.work();
  }));

test('what is put aside changes nothing', () =>
  world(async (w) => {
    await dropDirectory(w, changed);

    expect(await w.click('庚省管', '不采用')).toBe('好的，这份机构备案表不采用。');

    expect(await w.lastCard('庚省管')).toMatch(/^\[机构备案表未采用\]/);
    expect(await currentEdition(w.db)).toBe(1);
  }));

test('the directory in force, dropped again, is found to be the same', () =>
  world(async (w) => {
    await dropDirectory(w, directory);

    expect(await w.lastCard('庚省管')).toMatch(/^\[机构备案表没有变化\].*\n.*\n内容与现行的第 1 版完全一致/);
  }));

test('机构表 hands the administrator an empty directory to fill in, which is read as one, and nobody else', () =>
  world(async (w) => {
    for (const who of ['庚省管', '甲专管', '壬路人'] as const) await w.say(who, '机构表');
    await w.say('庚省管', '帮助');
    await w.work();

    expect(await w.lastCard('庚省管')).toContain('发送「机构表」要一份空白表');
    const [template, ...others] = await w.files('庚省管');
    expect([template?.name, others]).toEqual(['机构备案表空白模板.xlsx', []]);
    const { directory: read } = await readDirectory(template?.bytes ?? Buffer.alloc(0));
    expect([read.institutions, read.people]).toEqual([[], []]);
    expect(await w.news('甲专管')).toEqual([expect.stringContaining('空白表只发给管理员')]);
    expect(await w.news('壬路人')).toEqual(['核证使用说明']);
  }));

test('from anybody but an administrator it is not taken, and they are told who can change it', () =>
  world(async (w) => {
    await dropDirectory(w, changed, '甲专管');
    await w.drop('乙市审', await directoryWorkbook(changed), '证书数据.xlsx');
    await w.drop('壬路人', await directoryWorkbook(changed));
    await w.work();

    expect(await w.news('甲专管')).toEqual([expect.stringContaining('只有管理员可以更换')]);
    expect(await w.news('乙市审')).toEqual([expect.stringContaining('只有管理员可以更换')]);
    expect(await w.news('壬路人')).toEqual([expect.stringContaining('还没有登记在册')]);
    const { rows } = await w.db.query('select from files');
    expect(rows).toEqual([]);
  }));

test('who is an administrator no more cannot confirm', () =>
  world(async (w) => {
    await dropDirectory(w, changed);
    await w.load(
      withPeople((people) =>
        people.map((one) => (one.role === 'administrator' ? line(9, '丁市管', { role: 'administrator' }) : one)),
      ),
    );
    await w.work();

    expect(await w.click('庚省管', '确认生效')).toContain('您目前不是管理员');
    expect(await currentEdition(w.db)).toBe(2);
  }));

test('an administrator who is a clerk too sends certificates the usual way', () =>
  world(async (w) => {
    await w.load(withPeople((people) => [...people, line(30, '甲专管', { role: 'administrator' })]));
    await w.work();
    await w.news('甲专管');

    await w.drop('甲专管', await workbook(certificates(0, 2)));
    await w.drop('庚省管', await workbook(certificates(0, 2)));
    await w.work();

    expect(await w.news('甲专管')).toEqual(['证书数据 HZ-1']);
    expect(await w.news('庚省管')).toEqual([expect.stringContaining('没有认出这份文件')]);
  }));

test('work that would be left without anybody is told before, and is still there after', () =>
  world(async (w) => {
    await submit(w);
    const without = {
      ...withPeople((people) =>
        people.filter(({ institution, name }) => institution !== 'JG-A' && name !== '乙市审' && name !== '丙市审'),
      ),
      institutions: directory.institutions.filter(({ code }) => code !== 'JG-A'),
      scopes: directory.scopes.filter(({ institution }) => institution !== 'JG-A'),
      posts: directory.posts.map((post) => (post.code === 'city-review' ? { ...post, code: 'city-new' } : post)),
    };
    await dropDirectory(w, {
      ...without,
      people: [...without.people, line(40, '丙市审', { role: 'reviewer', posts: ['city-new'] })],
    });

    const card = await w.lastCard('庚省管');
    expect(card).toContain('岗位「市级审核岗」有 1 件待办，生效后没有人办理');
    expect(card).toContain('机构「河北示范评价中心（甲）」有 1 件在办，生效后不再备案');

    await w.click('庚省管', '确认生效');
    await w.work();
    expect(await institutionOf(w.db, 'JG-A')).toBeNull();
    expect(await institutionOf(w.db, 'JG-A', 1)).not.toBeNull();
    expect((await w.db.query("select at from submissions where at = 'in-review'")).rows).toHaveLength(1);
  }));

test('numbers and addresses in any column stand on no card and in no table in the clear', () =>
  world(async (w) => {
    const planted = '13899990001';
    const mail = 'zhencang@example.com';
    const [first, ...rest] = directory.institutions;
    if (first === undefined) throw new Error('no institution');
    await dropDirectory(w, {
      ...changed,
      scopes: [...directory.scopes, { ...directory.scopes[0], institution: planted } as never],
    });
    await dropDirectory(w, {
      ...changed,
      institutions: [{ ...first, name: `示范${planted}` }, ...rest],
      people: [...changed.people, line(50, '乙市审', { role: 'manager', posts: ['city-manage'], email: mail })],
    });
    await w.click('庚省管', '确认生效');
    await w.work();

    const cards = (await w.cards('庚省管')).join('\n');
    const admin = openDatabase(w.adminUrl, { max: 1 });
    const tables = await plantedValuesIn(admin, [mail, ...everyone.map((who) => cast[who])]);
    await admin.close();
    expect(cards).toContain('138****');
    expect(cards).not.toMatch(/1[3-9]\d{9}|@example/);
    expect(tables).toEqual([]);
    expect(w.logged()).not.toContain(planted);
    expect((await entriesAt(w.db, await currentEdition(w.db))).institution.get('JG-A')?.name).toBe(`示范${planted}`);
  }));

test('the whole list comes as a workbook where the card cannot hold it', () =>
  world(async (w) => {
    const many = Array.from({ length: 30 }, (_, i) => ({
      ...directory.scopes[0],
      row: i + 2,
      institution: 'JG-A',
      occupation: `示范职业${i}`,
      workType: '',
      levels: ['五级'],
      from: null,
      to: null,
    }));
    await dropDirectory(w, { ...directory, scopes: [...directory.scopes, ...many] });

    expect(await w.lastCard('庚省管')).toContain('另有 10 处未列出');
    await w.click('庚省管', '取完整清单');
    await w.work();

    expect((await w.files('庚省管')).map(({ name }) => name)).toEqual(['机构备案表-完整清单.xlsx']);
    const { rows } = await w.db.query(
      `select e.kind, p.person = (convert_from(e.body, 'utf8')::json ->> 'to')::uuid as "toSender"
       from events e join directory_proposals p on p.id::text = e.id where e.type = 'list-handed-out'`,
    );
    expect(rows).toEqual([{ kind: 'hand-outs', toSender: true }]);
  }));
