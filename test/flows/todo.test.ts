// 待办: all that waits on one person, decided together with the checks of each; and 撤回: what can still be taken back.
import { expect, test } from 'vitest';
import { openDatabase } from '../../store/database.ts';
import { foldStream } from '../../store/submissions.ts';
import { type World, world } from '../support/world.ts';
import { directory, line } from '../support/world-people.ts';
import { passCity, sendBack, submit } from '../support/world-steps.ts';

/** 甲 sends and submits this many files of their own. */
const submitMany = async (w: World, many: number) => {
  for (let i = 0; i < many; i += 1) await submit(w, i * 10);
};
const says = async (w: World, who: '甲专管' | '乙市审' | '丙市审' | '戊省审' | '己上报', word: string) => {
  await w.say(who, word);
  await w.work();
  return w.lastCard(who);
};
const states = async (w: World) => {
  const { rows } = await w.db.query<{ id: string }>('select id from submissions order by no');
  return Promise.all(rows.map(async ({ id }) => (await foldStream(w.db, id)).state.at));
};
const chosen = { 选择要办理的数据: ['HZ-1', 'HZ-2', 'HZ-3'] };

test('several are approved with one click, and each answers for itself', () =>
  world(async (w) => {
    await submitMany(w, 3);
    expect(await says(w, '乙市审', '待办')).toMatch(/\[待我办理\] <共 3 件>[\s\S]*\| HZ-1 \|[\s\S]*\| HZ-3 \|/);
    const card = await w.card('乙市审', '所选全部通过');
    await w.click('丙市审', '退回更正', { 退回原因: '其他', 退回说明: '请核对。' });
    await w.work();

    const answer = await w.click('乙市审', '所选全部通过', chosen, card);
    await w.work();

    expect(answer).toMatch(/HZ-1 已通过；HZ-2 已通过；HZ-3 未办理：丙市审已于3月5日 09:00退回/);
    expect(await w.lastCard('乙市审')).toMatch(/刚才办理的结果\n✓ HZ-1 已通过\n✓ HZ-2 已通过\n✗ HZ-3 未办理：丙市审/);
    expect(await w.lastCard('乙市审')).toContain('目前没有等您办理的数据');
    const { rows } = await w.db.query("select id from submissions where state ->> 'tier' = '1'");
    expect(rows).toHaveLength(2);
    expect(await w.lastCard('丙市审')).toContain('已办结');
  }));

test('several are returned with one reason for all, and not without', () =>
  world(async (w) => {
    await submitMany(w, 2);
    await says(w, '乙市审', '待办');
    const both = { 选择要办理的数据: ['HZ-1', 'HZ-2'] };

    expect(await w.click('乙市审', '所选全部退回专管员', both)).toContain('退回须说明理由');
    const why = { ...both, 退回原因: '证书编号有误', 退回说明: '编号与上一批重复。' };
    expect(await w.click('乙市审', '所选全部退回专管员', why)).toBe('HZ-1 已退回；HZ-2 已退回。');
    await w.work();

    expect(await states(w)).toEqual(['returned', 'returned']);
    expect(await w.lastCard('甲专管')).toContain('编号与上一批重复。');
  }));

test('what is late is not approved together without the written reason', () =>
  world(async (w) => {
    await submitMany(w, 2);
    await w.advance({ workingDays: 11 });
    await w.work();
    expect(await says(w, '乙市审', '待办')).toContain('<逾期 2 件>');
    const both = { 选择要办理的数据: ['HZ-1', 'HZ-2'] };

    expect(await w.click('乙市审', '所选全部通过', both)).toMatch(/HZ-1 未办理：已超过期限.*HZ-2 未办理：已超过期限/);
    await w.work();
    expect(await states(w)).toEqual(['in-review', 'in-review']);
    expect(await w.click('乙市审', '所选全部通过', { ...both, 逾期原因: '系统停用三天' })).toContain(
      'HZ-1 已通过；HZ-2 已通过',
    );
    await w.work();
    await says(w, '甲专管', '进度');
    await w.click('甲专管', 'HZ-1 办理经过');
    await w.work();
    expect(await w.lastCard('甲专管')).toContain('逾期原因：系统停用三天');
  }));

test('nobody decides from a list what their post does not hold, what they sent, or what they hold no longer', () =>
  world(async (w) => {
    await w.load({
      ...directory,
      people: [...directory.people, line(20, '甲专管', { role: 'reviewer', posts: ['city-review'] })],
    });
    await w.work();
    await submitMany(w, 1);
    expect(await says(w, '甲专管', '待办')).toContain('目前没有等您办理的数据');
    await says(w, '乙市审', '待办');
    await w.load({ ...directory, people: directory.people.filter(({ name }) => name !== '乙市审') });
    await w.work();

    const card = await w.card('乙市审', '所选全部通过');
    expect(await w.click('乙市审', '所选全部通过', { 选择要办理的数据: ['HZ-1'] }, card)).toMatch(
      /不由您的岗位办理|没有登记/,
    );
    await w.work();
    expect(await states(w)).toEqual(['in-review']);
  }));

test('a list is kept up to date when somebody else decides, and shows the clerk what came back', () =>
  world(async (w) => {
    await submitMany(w, 2);
    await says(w, '乙市审', '待办');
    const mine = await w.card('乙市审', '所选全部通过');
    await passCity(w);

    const { card } = (await w.messages('乙市审')).find(({ message_id: id }) => id === mine.message.message_id) ?? {};
    expect(JSON.stringify(card)).toContain('共 1 件');
    await sendBack(w, '乙市审');
    expect(await says(w, '甲专管', '待办')).toMatch(/已退回，待更正/);
  }));

test('more than one page is turned by its buttons', () =>
  world(async (w) => {
    await submit(w);
    const [first] = (await w.db.query<{ id: string }>('select id from submissions')).rows;
    // Twenty more of the same kind, without their files: only the list is looked at.
    await w.db.query(
      `insert into submissions (id, institution, at, state, seq, post, due, wake_on, created_at, changed_at)
       select gen_random_uuid(), institution, at, state, seq, post, due, null, created_at, changed_at
       from submissions, generate_series(1, 20) where id = $1`,
      [first?.id],
    );

    expect(await says(w, '乙市审', '待办')).toMatch(/共 21 件[\s\S]*第 1 页，共 2 页/);
    await w.click('乙市审', '下一页');
    expect(await w.lastCard('乙市审')).toMatch(/\| HZ-21 \|[\s\S]*第 2 页，共 2 页/);
    await w.work();
    const admin = openDatabase(w.adminUrl, { max: 1 });
    await admin.query('delete from submissions where id <> $1', [first?.id]);
    await admin.close();
  }));

test('撤回 lists what can be taken back with a button each, and says whom to ask about the rest', () =>
  world(async (w) => {
    await submit(w);
    await passCity(w);
    await submit(w, 10);
    const card = await says(w, '甲专管', '撤回');
    expect(card).toMatch(/可以撤回的[\s\S]*\(撤回 HZ-2 → 确认撤回 HZ-2？\)[\s\S]*HZ-1（.*）：现在由「省中心核准」办理/);
    expect(card).not.toContain('(撤回 HZ-1');

    expect(await w.click('甲专管', '撤回 HZ-2')).toBe('HZ-2 已撤回。');
    await w.work();
    expect(await w.lastCard('甲专管')).toContain('目前没有可以撤回的数据');
    expect(await states(w)).toEqual(['in-review', 'withdrawn']);
    await w.say('戊省审', '撤回');
    await w.work();
    expect((await w.news('戊省审')).at(-1)).toContain('撤回由专管员办理');
  }));

test('a withdrawal that comes after the first approval is refused in words', () =>
  world(async (w) => {
    await submit(w);
    await says(w, '甲专管', '撤回');
    const card = await w.card('甲专管', '撤回 HZ-1');
    await passCity(w);

    expect(await w.click('甲专管', '撤回 HZ-1', {}, card)).toContain('已有一级审核通过');
    await w.work();
    expect(await states(w)).toEqual(['in-review']);
  }));
