// Planted names, ID numbers, a file name and a typed reason go through a whole chain with everything that can go wrong.
// Afterwards they may be read nowhere but where a person is meant to read them.
import { expect, test } from 'vitest';
import { openDatabase } from '../../store/database.ts';
import { plantedValuesIn } from '../support/planted.ts';
import { type World, world } from '../support/world.ts';
import { certificates, everyone, workbook } from '../support/world-people.ts';
import { correct, handOver, passCity, passProvince, publish, sendBack } from '../support/world-steps.ts';

const fileName = '绝密名册甲乙丙丁.xlsx';
const reason = '绝密理由：第二行那位的姓名写错了';
const lateReason = '绝密原因：考评员住院手术';

/** Names long enough not to come about by chance; they stand in no directory. */
const names = ['欧阳甲子丑', '司马乙寅卯', '诸葛丙辰巳'];
const employers = ['绝密示例一厂', '绝密示例二厂', '绝密示例三厂'];
const planted = certificates(0, 3).map((one, i) => ({ ...one, name: names[i] ?? '', employer: employers[i] ?? '' }));
const numbers = planted.map(({ documentNumber }) => documentNumber);
const inRows = [...names, ...employers, ...numbers];
const secrets = [...inRows, fileName, fileName.replace('.xlsx', ''), reason, lateReason];

const found = (text: string, values: readonly string[]) =>
  values.filter((value) => text.includes(value) || text.includes(JSON.stringify(value).slice(1, -1)));

/** Faulty, corrected, returned, corrected again, late, published; meanwhile Feishu fails in every way it can. */
const play = async (w: World) => {
  const [first, ...rest] = planted;
  if (first === undefined) throw new Error('nothing was planted');
  await w.control.fault({ kind: 'code', path: '/im/v1/files', status: 400, code: 230099, msg: reason, times: 1 });
  await w.control.fault({ kind: 'server-error', path: '/im/v1/', times: 2 });
  await w.drop('甲专管', await workbook([{ ...first, documentType: '身份证件' }, ...rest]), fileName);
  await w.work();
  await w.control.fault({ kind: 'lost-answer', path: '/im/v1/', times: 2 });
  await w.drop('甲专管', await workbook(planted), fileName);
  await w.work();
  await w.click('甲专管', '这是 HZ-1 更正后的文件');
  w.beforeJobs((job, attempt) => {
    if (job === 'check-file' && attempt === 1) w.life.workers.strike(4, 'before');
  });
  await w.work();
  await w.at('2026-04-02T09:00:00+08:00');
  await w.click('甲专管', '提交');
  await w.work();
  await w.click('甲专管', '提交', { 逾期原因: lateReason });
  await w.work();
  await sendBack(w, '乙市审', reason);
};

test('personal data and typed words are in no log, no queue, no outbox, no event, and no table in the clear', () =>
  world(async (w) => {
    await play(w);
    w.takeFailures();
    const queue = await w.dump();
    const { rows: outbox } = await w.db.query('select job, payload::text, key from outbox');
    const { rows: events } = await w.db.query<{ body: Buffer }>('select body from events');
    const admin = openDatabase(w.adminUrl, { max: 1 });
    const tables = await plantedValuesIn(admin, secrets);
    await admin.close();

    expect(w.logged().split('\n').length).toBeGreaterThan(20);
    expect(queue).toContain('handle-incoming');
    expect(outbox.length).toBeGreaterThan(10);
    expect(events.length).toBeGreaterThan(5);
    expect(found(w.logged(), secrets)).toEqual([]);
    expect(found(queue, secrets)).toEqual([]);
    expect(found(JSON.stringify(outbox), secrets)).toEqual([]);
    expect(found(events.map(({ body }) => body.toString('utf8')).join('\n'), secrets)).toEqual([]);
    expect(tables).toEqual([]);
  }));

test('cards show masked rows to reviewers and none to the clerk; reasons reach those they are meant for', () =>
  world(async (w) => {
    await play(w);
    w.takeFailures();
    const cards = Object.fromEntries(
      await Promise.all(
        everyone.map(async (who) => {
          const ours = (await w.messages(who)).filter(({ sender }) => sender.kind === 'bot');
          return [who, JSON.stringify(ours)];
        }),
      ),
    );

    for (const who of everyone) expect(found(cards[who] ?? '', [...inRows, fileName]), who).toEqual([]);
    expect((await w.cards('乙市审')).join('\n')).not.toMatch(/欧阳|司马甲|诸葛丙/);
    expect((await w.cards('甲专管')).join('\n')).toContain(reason);
    for (const who of ['丁市管', '戊省审', '己上报', '庚省管', '辛专管', '壬路人'] as const) {
      expect(found(cards[who] ?? '', [reason, lateReason]), who).toEqual([]);
    }
  }));

test('only the clerk’s own file and the desk’s export hold people in the clear', () =>
  world(async (w) => {
    await w.drop('甲专管', await workbook(planted), fileName);
    await w.work();
    await w.click('甲专管', '提交');
    await w.work();
    await sendBack(w, '乙市审', reason);
    await correct(w, 30);
    await passCity(w);
    await passProvince(w);
    await handOver(w);

    const holders = async () => {
      const files = await Promise.all(everyone.map(async (who) => ((await w.files(who)).length > 0 ? [who] : [])));
      return files.flat();
    };
    expect(await holders()).toEqual(['己上报']);
    const [exported] = await w.files('己上报');
    expect(exported?.name).toBe('HZ-1-上报部中心.xlsx');

    // The round is over: the bot takes its file back.
    await publish(w);
    expect(await holders()).toEqual([]);
  }));
