// Warnings answered beside their rows: taken from the column we add, remembered by certificate number, never for an error.
import { expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import type { Certificate } from '../../domain/certificate.ts';
import { checkDigitOf } from '../../domain/identity.ts';
import type { CheckOutcome } from '../../domain/submission.ts';
import { repliesOf } from '../../store/replies.ts';
import { REPLY_HEADER, type Reply, withoutOwnMarks } from '../../workbook/own-marks.ts';
import { rows } from '../../workbook/read.ts';
import { type World, world } from '../support/world.ts';
import { certificates } from '../support/world-people.ts';

/** Warned of by P39. */
const unknownDivision = (one: Certificate): Certificate => {
  const first17 = `139999${one.documentNumber.slice(6, 17)}`;
  return { ...one, documentNumber: first17 + checkDigitOf(first17) };
};

const [first, second, third] = certificates(0, 3) as [Certificate, Certificate, Certificate];
const doubtful = unknownDivision(second);

/** A text file; with replies, it has our column for them. */
const file = (certificateRows: readonly Certificate[], replies: readonly string[] | null = null): Buffer => {
  const line = (cells: readonly string[], reply: string) => [...cells, ...(replies === null ? [] : [reply])].join(',');
  return Buffer.from(
    [
      line(
        hebei2022.fields.map(({ header }) => header),
        REPLY_HEADER,
      ),
      ...certificateRows.map((row, i) =>
        line(
          hebei2022.fields.map(({ key }) => row[key]),
          replies?.[i] ?? '',
        ),
      ),
    ].join('\n'),
  );
};

const send = async (w: World, bytes: Buffer) => {
  await w.drop('甲专管', bytes, `证书数据.csv`);
  await w.work();
};

const sendNext = async (w: World, bytes: Buffer) => {
  await send(w, bytes);
  await w.click('甲专管', '这是 HZ-1 更正后的文件');
  await w.work();
};

const submission = async (w: World) => {
  const { rows } = await w.db.query<{ id: string; version: number; check: CheckOutcome }>(
    `select id, (state->>'version')::int as version, state->'check' as check from submissions`,
  );
  const [only] = rows;
  if (only === undefined || rows.length > 1) throw new Error(`${rows.length} submissions`);
  return only;
};

const toAnswer = async (w: World) => (await submission(w)).check.toAnswer;

const answers = async (w: World, limit = 100) => {
  const { id, version } = await submission(w);
  return repliesOf(w.db, w.store.sealer, id, version, limit);
};

test('what stands beside a row answers its warnings, and nothing else', () =>
  world(async (w) => {
    await send(w, file([first, doubtful, third], ['没有问题', '已对照身份证原件', '']));

    const { id, check } = await submission(w);
    expect(check).toMatchObject({ errors: 0, warnings: 1, toAnswer: {} });
    expect(await answers(w)).toEqual([{ sheet: expect.any(String), row: 3, code: 'P39', words: '已对照身份证原件' }]);
    const { rows } = await w.db.query('select row, code from replies where submission = $1', [id]);
    expect(rows).toEqual([{ row: 3, code: 'P39' }]);
  }));

test('an answer is remembered over the next versions, by the number and not by the row', () =>
  world(async (w) => {
    await send(w, file([first, doubtful], ['', '已对照身份证原件']));

    await sendNext(w, file([doubtful, third, first]));
    await sendNext(w, file([third, first, doubtful]));

    expect(await toAnswer(w)).toEqual({});
    expect(await answers(w)).toMatchObject([{ row: 4, code: 'P39', words: '已对照身份证原件' }]);
  }));

test('a row whose number changed is asked again', () =>
  world(async (w) => {
    await send(w, file([first, doubtful], ['', '已对照身份证原件']));

    await sendNext(w, file([first, { ...doubtful, number: third.number }]));

    expect(await toAnswer(w)).toEqual({ P39: 1 });
    expect(await answers(w)).toEqual([]);
  }));

test('a reply answers no error, and no row without a number', () =>
  world(async (w) => {
    await send(
      w,
      file(
        [
          { ...first, name: '' },
          { ...doubtful, number: '' },
        ],
        ['这个人没有姓名', '已对照身份证原件'],
      ),
    );

    const { check } = await submission(w);
    expect(check.errors).toBe(2);
    expect(check.toAnswer).toEqual({ P39: 1 });
    expect((await w.db.query('select from replies')).rowCount).toBe(0);
  }));

test('the latest words count, and words that come back do not answer what they were not said about', () =>
  world(async (w) => {
    await send(w, file([first, doubtful], ['', '已对照身份证原件']));
    await w.at('2026-04-20T09:00:00+08:00');

    await sendNext(w, file([first, doubtful, third], ['', '已对照身份证原件']));

    expect(Object.keys(await toAnswer(w))).not.toContain('P39');
    const open = Object.entries(await toAnswer(w));
    expect(open.length).toBeGreaterThan(0);
    expect((await answers(w)).map(({ row, code }) => `${row} ${code}`)).toEqual(['3 P39']);

    await sendNext(w, file([first, doubtful], ['补报，已经批准', '补报，证件已核对']));

    expect(await toAnswer(w)).toEqual({});
    expect(new Set((await answers(w)).map(({ words }) => words))).toEqual(
      new Set(['补报，已经批准', '补报，证件已核对']),
    );
  }));

test('the marked workbook of the next version shows the answer, so that nobody is asked twice', () =>
  world(async (w) => {
    await send(w, file([first, doubtful], ['', '已对照身份证原件']));

    await sendNext(w, file([doubtful, { ...third, name: '' }]));

    const marked = (await w.files('甲专管')).at(-1);
    const replies: Reply[] = [];
    for await (const _ of withoutOwnMarks(rows(marked?.bytes ?? Buffer.alloc(0)), (reply) => replies.push(reply)));
    expect(replies).toMatchObject([{ row: 2, text: '已对照身份证原件' }]);
  }));

test('words beside rows rest sealed, and never in a finding, an event or a log', () =>
  world(async (w) => {
    await send(w, file([first, doubtful], ['', '已对照身份证原件']));

    const { rows } = await w.db.query<{ all: string }>(
      `select (select json_agg(f)::text from findings f) || (select json_agg(r)::text from replies r)
         || (select json_agg(n)::text from notes n) || (select string_agg(convert_from(body, 'utf8'), '') from events) as all`,
    );
    expect(rows[0]?.all).toContain('P39');
    expect(rows[0]?.all).not.toContain('身份证原件');
    expect(w.logged()).not.toContain('身份证原件');
  }));

test('a very long reply is cut where its reader sees it', () =>
  world(async (w) => {
    await send(w, file([first, doubtful], ['', '核'.repeat(5_000)]));

    const [{ words } = { words: '' }] = await answers(w);
    expect(words).toHaveLength(1_000);
    expect(words.endsWith('核…')).toBe(true);
  }));
