// Words, menus, groups and newcomers: what the bot answers, and what it does not say in front of others.
import { expect, test } from 'vitest';
import { makeJoinCode, peopleNamed } from '../../store/people.ts';
import { type World, world } from '../support/world.ts';
import { certificates, directory, line, workbook } from '../support/world-people.ts';
import { submit } from '../support/world-steps.ts';

const group = async (w: World): Promise<string> => {
  await w.control.groups([{ name: '示范市工作群', members: [w.openIdOf('甲专管'), w.openIdOf('乙市审')], bot: true }]);
  await w.settled();
  const { groups } = await w.control.world();
  return groups[0]?.chat_id ?? '';
};

test('a file in a group is answered there with one sentence, and is not taken', () =>
  world(async (w) => {
    const chat = await group(w);
    await w.control.switches({ group_all_messages: true });

    await w.drop('甲专管', await workbook(certificates(0, 3)), '名册.xlsx', chat);
    await w.work();

    const said = (await w.messages('甲专管', chat))
      .filter(({ sender }) => sender.kind === 'bot')
      .map(({ text }) => text);
    expect(said).toEqual([expect.stringContaining('只能在与我的单聊里发送')]);
    expect(await w.news('甲专管')).toEqual([]);
    expect((await w.db.query('select count(*)::int as n from drops')).rows).toEqual([{ n: 0 }]);
  }));

test('asked in a group the bot says where it answers, nothing personal, and only when it is meant', () =>
  world(async (w) => {
    await submit(w);
    const chat = await group(w);
    await w.control.switches({ group_all_messages: true });

    await w.say('甲专管', '大家上午好', { chat });
    await w.say('甲专管', '进度', { chat, mention_bot: true });
    await w.work();

    const said = (await w.messages('乙市审', chat)).filter(({ sender }) => sender.kind === 'bot');
    expect(said.map(({ text }) => text)).toEqual([expect.stringContaining('只在单聊里答复')]);
    expect(JSON.stringify(said)).not.toMatch(/HZ-|示范评价中心/);
  }));

test('words that mean nothing get the help card, in which each reader finds their own role', () =>
  world(async (w) => {
    await w.say('甲专管', '吃了吗');
    await w.say('丁市管', '帮助');
    await w.menu('乙市审', 'help');
    await w.work();

    expect(await w.lastCard('甲专管')).toMatch(/没有看懂.*专管员/s);
    expect(await w.lastCard('丁市管')).toContain('主管');
    expect(await w.lastCard('乙市审')).toContain('审核员');
  }));

test('进度 shows everybody what is theirs: the clerk, the holder, the manager, and nobody else', () =>
  world(async (w) => {
    await submit(w);
    for (const who of ['甲专管', '乙市审', '丁市管', '庚省管', '辛专管', '己上报'] as const) await w.say(who, '进度');
    await w.work();

    for (const who of ['甲专管', '乙市审', '丁市管', '庚省管'] as const)
      expect(await w.lastCard(who)).toContain('HZ-1');
    for (const who of ['辛专管', '己上报'] as const) expect(await w.lastCard(who)).not.toContain('HZ-1');
  }));

test('the template and a filled example come as files, by word and by menu', () =>
  world(async (w) => {
    await w.say('甲专管', '模板');
    await w.menu('甲专管', 'template');
    await w.work();

    const [template, example] = ['【证书数据空白模板.xlsx】', '【证书数据填写示例.xlsx】'];
    expect((await w.news('甲专管')).sort()).toEqual([example, example, template, template]);
  }));

test('a stranger is greeted, and their file is refused in words', () =>
  world(async (w) => {
    await w.enter('壬路人');
    await w.drop('壬路人', await workbook(certificates(0, 3)));
    await w.drop('乙市审', await workbook(certificates(0, 3)));
    await w.work();

    expect(await w.news('壬路人')).toEqual(['核证使用说明', expect.stringContaining('您还没有登记在册')]);
    expect(await w.news('乙市审')).toEqual([expect.stringContaining('没有登记为评价机构的专管员')]);
    expect((await w.db.query('select count(*)::int as n from drops')).rows).toEqual([{ n: 0 }]);
  }));

test('whoever has no known mobile joins with a code, once, and gets the cards that were waiting', () =>
  world(async (w) => {
    await submit(w);
    const people = [
      ...directory.people,
      line(20, '壬路人', { role: 'reviewer', mobile: null, posts: ['city-review'] }),
    ];
    await w.load({ ...directory, people });
    await w.work();
    const [person] = await peopleNamed(w.db, w.store.sealer, '壬路人');
    const code = await w.db.transaction(async (tx) => makeJoinCode(tx, person ?? '', await w.now()));

    await w.say('壬路人', 'ABCDE-23456');
    await w.say('壬路人', code.toLowerCase());
    await w.work();

    expect((await w.news('壬路人')).sort()).toEqual([
      expect.stringContaining('加入成功'),
      expect.stringContaining('加入码不对'),
      '市级审核 HZ-1',
      '核证使用说明',
    ]);
    await w.say('辛专管', code);
    await w.work();
    expect(await w.news('辛专管')).toEqual([expect.stringContaining('已经登记在册')]);
    expect(await w.click('壬路人', '审核通过')).toBe('HZ-1 已通过，转下一级办理。');
    await w.work();
  }));

test('a code that is too old no longer works', () =>
  world(async (w) => {
    const people = [
      ...directory.people,
      line(20, '壬路人', { role: 'reviewer', mobile: null, posts: ['city-review'] }),
    ];
    await w.load({ ...directory, people });
    await w.work();
    const [person] = await peopleNamed(w.db, w.store.sealer, '壬路人');
    const code = await w.db.transaction(async (tx) => makeJoinCode(tx, person ?? '', await w.now()));
    await w.advance({ days: 8 });

    await w.say('壬路人', code);
    await w.work();

    expect(await w.news('壬路人')).toEqual([expect.stringContaining('加入码不对')]);
  }));

test('pictures are answered with what can be read', () =>
  world(async (w) => {
    await w.drop('甲专管', Buffer.from('not really a picture'), '名册.png');
    await w.work();

    expect(await w.news('甲专管')).toEqual([expect.stringContaining('我只能读表格文件')]);
  }));
