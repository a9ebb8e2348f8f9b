// Files that went out: each is on record, each is taken back once it no longer holds, and nobody gets one who may not.
import { expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import { handOutsOf } from '../../store/hand-outs.ts';
import { writeExport } from '../../workbook/write-export.ts';
import { type World, world } from '../support/world.ts';
import { certificates, directory, workbook } from '../support/world-people.ts';
import { handOver, passCity, passProvince, publish, sendBack, submit } from '../support/world-steps.ts';

/** Two rows, the second without a name; different `from` make different files. */
const faulty = (from = 0) => {
  const [first, second] = certificates(from, 2);
  if (!first || !second) throw new Error('two certificates were wanted');
  return writeExport(hebei2022, [first, { ...second, name: '' }]);
};
const dropFaulty = async (w: World, from = 0) => {
  await w.drop('甲专管', await faulty(from));
  await w.work();
};
const sendCorrection = async (w: World, bytes: Buffer) => {
  await w.drop('甲专管', bytes);
  await w.work();
  await w.click('甲专管', '这是 HZ-1 更正后的文件');
  await w.work();
};
const handOuts = async (w: World) => {
  const { rows } = await w.db.query<{ id: string }>('select id from submissions order by no');
  return handOutsOf(w.db, rows[0]?.id ?? '');
};
const filesSeen = async (w: World, who: '甲专管' | '己上报') =>
  (await w.messages(who))
    .filter(({ msg_type: type, sender }) => type === 'file' && sender.kind === 'bot')
    .map(({ recalled, file }) => (recalled ? '已撤回' : file?.file_name));

test('a marked workbook that went out is on record, and is taken back once the next version is in', () =>
  world(async (w) => {
    await dropFaulty(w);
    expect(await handOuts(w)).toMatchObject([{ kind: 'annotated', version: 1, round: null, part: null, recall: null }]);
    expect(await filesSeen(w, '甲专管')).toEqual(['HZ-1-第1版-标注.xlsx']);

    await sendCorrection(w, await workbook(certificates(0, 2)));

    expect(await filesSeen(w, '甲专管')).toEqual(['已撤回']);
    expect(await handOuts(w)).toMatchObject([{ version: 1, recall: { outcome: 'done' } }]);
    await w.click('甲专管', '提交');
    await w.work();
    await w.click('甲专管', '查看办理经过');
    await w.work();
    expect(await w.lastCard('甲专管')).toMatch(
      /把标注文件（第 1 版）发给甲专管.*发来第 2 版文件.*从聊天里撤回发给甲专管的标注文件（第 1 版）/s,
    );
  }));

test('the marked workbook of the version that holds stays, however often it is asked for', () =>
  world(async (w) => {
    await dropFaulty(w);
    await w.click('甲专管', '再发一次标注文件');
    await w.work();
    expect(await filesSeen(w, '甲专管')).toEqual(['HZ-1-第1版-标注.xlsx', 'HZ-1-第1版-标注.xlsx']);

    await sendCorrection(w, await faulty(10));

    expect(await filesSeen(w, '甲专管')).toEqual(['已撤回', '已撤回', 'HZ-1-第2版-标注.xlsx']);
    expect((await handOuts(w)).map(({ version, recall }) => [version, recall?.outcome ?? null])).toEqual([
      [1, 'done'],
      [1, 'done'],
      [2, null],
    ]);
  }));

test('what the platform no longer lets us take back, or the person has lost, is noted and not tried again', () =>
  world(async (w) => {
    await dropFaulty(w);
    await w.click('甲专管', '再发一次标注文件');
    await w.work();
    await w.control.fault({
      kind: 'code',
      path: 'DELETE /open-apis/im/v1',
      status: 400,
      code: 230110,
      msg: 'deleted',
      times: 1,
    });
    await w.advance({ days: 2 });

    await sendCorrection(w, await workbook(certificates(0, 2)));

    expect((await handOuts(w)).map(({ recall }) => recall?.outcome)).toEqual(['gone', 'too-late']);
    const asked = async () => (await w.control.transcript()).calls.filter(({ method }) => method === 'DELETE').length;
    expect(await asked()).toBe(2);
    await w.click('甲专管', '提交');
    await w.work();
    expect(await asked()).toBe(2);
  }));

test('a recall that fails for a while is tried again, and noted once', () =>
  world(async (w) => {
    await dropFaulty(w);
    await w.control.fault({ kind: 'lost-answer', path: 'DELETE /open-apis/im/v1', times: 2 });

    await sendCorrection(w, await workbook(certificates(0, 2)));

    expect(w.takeFailures().map(({ job }) => job)).toEqual(['recall-files', 'recall-files']);
    expect(await filesSeen(w, '甲专管')).toEqual(['已撤回']);
    expect(await handOuts(w)).toMatchObject([{ recall: { outcome: 'done' } }]);
  }));

test.each([
  { end: 'published', way: [handOver, publish] },
  { end: 'returned', way: [(w: World) => sendBack(w, '己上报')] },
])('the export handed to the desk is taken back once its round is $end', ({ way }) =>
  world(async (w) => {
    for (const step of [submit, passCity, passProvince]) await step(w);
    expect(await filesSeen(w, '己上报')).toEqual(['HZ-1-上报部中心.xlsx']);
    expect(await handOuts(w)).toMatchObject([{ kind: 'export', version: 1, round: 1, recall: null }]);

    for (const step of way) await step(w);

    expect(await filesSeen(w, '己上报')).toEqual(['已撤回']);
    expect(await handOuts(w)).toMatchObject([{ recall: { outcome: 'done' } }]);
  }),
);

/** The tests' directory in which someone's work has gone to a colleague. */
const without = (who: string, to: string) => ({
  ...directory,
  people: directory.people.map((person) => {
    const given = directory.people.find(({ name }) => name === who);
    if (given === undefined) throw new Error(`nobody is called ${who}`);
    if (person.name === who) return { ...person, to: '2026-03-04' };
    return person.name === to
      ? { ...person, institution: given.institution ?? person.institution, posts: [...person.posts, ...given.posts] }
      : person;
  }),
});

test.each([
  { who: '甲专管', to: '辛专管', way: [dropFaulty], button: '再发一次标注文件' },
  { who: '己上报', to: '戊省审', way: [submit, passCity, passProvince], button: '再发一份上报文件' },
] as const)('a file that $who asked for does not go out once the work is with $to', ({ who, to, way, button }) =>
  world(async (w) => {
    for (const step of way) await step(w);
    expect(await w.click(who, button)).toContain('马上发给您');
    await w.load(without(who, to));
    await w.work();

    expect(await filesSeen(w, who)).toHaveLength(1);
    expect(await handOuts(w)).toHaveLength(1);
    expect(w.logged()).toContain('a file did not go out');
  }),
);
