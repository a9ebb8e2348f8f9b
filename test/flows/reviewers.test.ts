// Who may decide, when several could: two at once, strangers, forwarded cards, people who left, the clerk's own hand.
import { expect, test } from 'vitest';
import { type World, world } from '../support/world.ts';
import { certificates, directory, issuedOn, line, workbook } from '../support/world-people.ts';
import { clickedBy, passCity, submit } from '../support/world-steps.ts';

const eventTypes = async (w: World) =>
  (await w.db.query<{ type: string }>("select type from events where kind = 'submission' order by position")).rows.map(
    ({ type }) => type,
  );

test('of two reviewers who decide at the same moment one is taken, and the other is told by whom', () =>
  world(async (w) => {
    await submit(w);

    const toasts = await Promise.all([
      w.click('乙市审', '审核通过'),
      w.click('丙市审', '退回更正', { 退回原因: '证书编号有误', 退回说明: '第 3 行编号有误' }),
    ]);
    await w.work();

    const [done, told] = toasts[0].startsWith('HZ-1') ? toasts : [toasts[1], toasts[0]];
    expect(done).toMatch(/^HZ-1 已(通过|退回)/);
    expect(told).toMatch(/^[乙丙]市审已于3月5日 09:00(通过|退回)/);
    const types = await eventTypes(w);
    expect(types.filter((type) => type === 'approved' || type === 'returned')).toHaveLength(1);
    for (const who of ['乙市审', '丙市审'] as const) expect(await w.lastCard(who)).toContain('<已办结>');
  }));

test('a card works for nobody but the person it was sent to', () =>
  world(async (w) => {
    await submit(w);
    const before = await eventTypes(w);
    await w.click('乙市审', '退回更正');

    for (const who of ['丙市审', '甲专管', '壬路人'] as const) {
      const answer = await w.receive(await clickedBy(w, who));
      expect(JSON.stringify(answer)).toContain('这张卡片不是发给您的');
    }
    await w.work();

    expect(await eventTypes(w)).toEqual(before);
  }));

test('cards with people in them cannot be forwarded, and a message that is not ours decides nothing', () =>
  world(async (w) => {
    await submit(w);
    const { message } = await w.card('乙市审');
    const response = await fetch(`${w.simulator.url}/sim/messages/${message.message_id}/forward`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: w.openIdOf('乙市审'), to: message.chat_id }),
    });
    expect(response.status).toBe(403);

    await w.click('乙市审', '退回更正');
    const click = await clickedBy(w, '乙市审');
    const copy = JSON.parse(
      JSON.stringify(click).replaceAll(message.message_id, 'om_00000000000000000000000000000002'),
    );
    expect(JSON.stringify(await w.receive(copy))).toMatch(/转发来的，没有作任何改动/);
    await w.work();
  }));

test('who left the company decides nothing any more, and the colleague at the same post goes on', () =>
  world(async (w) => {
    await submit(w);
    await w.click('乙市审', '退回更正');
    const click = await clickedBy(w, '乙市审');
    await w.leave('乙市审');
    await w.work();

    expect(JSON.stringify(await w.receive(click))).toContain('没有登记在册');
    expect(await w.click('丙市审', '审核通过')).toBe('HZ-1 已通过，转下一级办理。');
    await w.work();
  }));

test('a card sent to someone who lost the post since is answered, and changes nothing', () =>
  world(async (w) => {
    await submit(w);
    await w.load({ ...directory, people: directory.people.filter(({ name }) => name !== '乙市审') });
    await w.work();

    expect(await w.click('乙市审', '审核通过')).toContain('不由您的岗位办理');
    await w.work();

    expect(await eventTypes(w)).not.toContain('approved');
  }));

test('nobody judges what they sent themselves, and nobody decides at two tiers', () =>
  world(async (w) => {
    const people = [
      ...directory.people,
      line(20, '甲专管', { role: 'reviewer', posts: ['city-review'] }),
      line(21, '乙市审', { role: 'reviewer', posts: ['prov-review'] }),
    ];
    await w.load({ ...directory, people });
    await w.work();
    await submit(w);

    expect(await w.click('甲专管', '审核通过')).toContain('不能自己审核');
    await passCity(w);
    expect(await w.click('乙市审', '审核通过')).toContain('同一人不能审核两级');
    await w.work();

    expect((await eventTypes(w)).filter((type) => type === 'approved')).toHaveLength(1);
  }));

test('a step that is not theirs is not offered: the desk cannot hand over what the city still holds', () =>
  world(async (w) => {
    await submit(w);

    await expect(w.click('己上报', '登记已上报')).rejects.toThrow('has no card');
    await expect(w.click('戊省审', '审核通过')).rejects.toThrow('has no card');
  }));

test('of two institutions that submit the same certificate number at once one passes, and the other is told the row', () =>
  world(async (w) => {
    await w.drop('甲专管', await workbook(certificates(0, 3)));
    await w.work();
    const institutions = directory.institutions.map((one) => ({
      ...one,
      prefixes: one.code === 'JG-A' ? ['S000013000009'] : [...one.prefixes, 'S000013000001'],
    }));
    await w.load({ ...directory, institutions });
    const [, taken] = certificates(0, 3);
    const theirs = certificates(50, 3, issuedOn, 'JG-B').map((one) =>
      one.level === taken?.level ? { ...one, number: taken.number } : one,
    );
    await w.drop('辛专管', await workbook(theirs));
    await w.work();
    // The number of 乙 is another province's: that is explained first.
    await w.click('辛专管', '提交说明', { 说明: '已核对，确在本省上报。' });
    await w.work();
    expect(await w.lastCard('辛专管')).toContain('(提交');

    const toasts = await Promise.all([w.click('甲专管', '提交'), w.click('辛专管', '提交')]);
    await w.work();

    const [done, told] = toasts[0].includes('已提交') ? toasts : [toasts[1], toasts[0]];
    expect(done).toContain('已提交，进入逐级审核');
    expect(told).toMatch(/有证书编号已在其他在办或已公布的数据里使用（第 [234] 行）/);
    expect((await eventTypes(w)).filter((type) => type === 'submitted')).toHaveLength(1);
    const { rows } = await w.db.query('select count(*)::int as n from claims');
    expect(rows).toEqual([{ n: 3 }]);
  }));
