// A check that cannot be finished: the clerk is told so, and the next file is served.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { occupationDictionary } from '../../domain/scope.ts';
import { countDrafts } from '../../store/drafts.ts';
import { act, foldStream } from '../../store/submissions.ts';
import { LIMITS } from '../../workbook/limits.ts';
import { checkFile, giveUpCheck } from '../../workers/check-file.ts';
import { wasLastTry } from '../../workers/last-try.ts';
import { CHECK_MINUTES, watchCheck } from '../../workers/watch-check.ts';
import { openRecord, type Record } from '../support/record.ts';
import { certificates, directory, workbook } from '../support/world-people.ts';
import { workbookOf } from '../workbook/make-xlsx.ts';

let record: Record;

beforeAll(async () => {
  record = await openRecord();
});
beforeEach(() => {
  record.feishu.hooks.before = () => {};
  record.feishu.hooks.after = () => {};
});
afterAll(() => record?.close());

test('after the last try the clerk is told, and the same file can be checked again', async () => {
  const bytes = await workbook(certificates(0, 3));
  const sent = await record.send('甲专管', bytes);
  const [work] = await record.waiting('check-file');

  await giveUpCheck(record.parts, { submission: sent.id, version: 1 }, work?.id ?? 0);
  await giveUpCheck(record.parts, { submission: sent.id, version: 1 }, work?.id ?? 0);

  const { state, events } = await foldStream(record.db, sent.id);
  expect(state).toMatchObject({ at: 'faulty', check: { unreadable: { code: 'check-failed' } } });
  expect(events.map(({ event }) => event.type)).toEqual(['received', 'checked']);
  const again = await record.send('甲专管', bytes, sent.id);
  expect(again.state).toMatchObject({ at: 'checking', version: 2 });
});

test('with a dictionary of occupations at hand, the clerk is warned of one that is not in it, and without one never', async () => {
  const countsOf = async (from: number, occupations: ReadonlySet<string> | null) => {
    const { id: submission } = await record.send('甲专管', await workbook(certificates(from, 2)));
    const work = (await record.waiting('check-file')).at(-1);
    await checkFile({ ...record.parts, occupations }, { submission, version: 1 }, work?.id ?? 0);
    const { state } = await foldStream(record.db, submission);
    return 'check' in state ? state.check : null;
  };

  expect(record.parts.occupations).toBeNull();
  expect(await countsOf(100, null)).toMatchObject({ errors: 0, warnings: 0 });
  expect(await countsOf(110, occupationDictionary(['星际导航员']))).toMatchObject({ errors: 0, warnings: 2 });
  expect(await countsOf(120, occupationDictionary(directory.scopes.map(({ occupation }) => occupation)))).toMatchObject(
    {
      errors: 0,
      warnings: 0,
    },
  );
});

/** A submission that waits for its check, its card out. */
async function waitingCheck(from: number, rows: number) {
  const { id: submission } = await record.send('甲专管', await workbook(certificates(from, rows)));
  await runAll('deliver');
  const work = (await record.waiting('check-file')).at(-1);
  return { of: { submission, version: 1 }, work: work?.id ?? 0 };
}

async function runAll(job: string): Promise<void> {
  for (const work of await record.waiting(job)) await record.run(job, work);
}

async function cardOf(submission: string): Promise<string> {
  const { rows } = await record.db.query<{ message_id: string }>(
    "select message_id from deliveries where kind = 'result' and submission = $1",
    [submission],
  );
  return record.feishu.messages.find(({ messageId }) => messageId === rows[0]?.message_id)?.content ?? '';
}

/** What the card said at each picture that may be left out, until the test ends. */
function pictures(): string[] {
  const seen: string[] = [];
  record.feishu.hooks.after = (call, subject) => {
    if (call !== 'patchIfSpare') return;
    const content = record.feishu.messages.find(({ messageId }) => messageId === subject)?.content ?? '';
    seen.push(/已读取 [\d,]+ 行|前面还有 \d+ 份/.exec(content)?.[0] ?? content);
  };
  return seen;
}

/** A clock that moves on by so much each time somebody looks. */
const ticking = (ms: number) => {
  let at = 0;
  return () => {
    at += ms;
    return at;
  };
};

test('the card tells how many rows were read, once a second at most, and at the end what was found', async () => {
  const { of, work } = await waitingCheck(1_000, 2_600);
  const seen = pictures();

  await checkFile(record.parts, of, work, ticking(600));
  await runAll('refresh-cards');

  const rows = Number(/^已读取 ([\d,]+) 行$/.exec(seen[0] ?? '')?.[1]?.replaceAll(',', ''));
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThan(2_600);
  expect(seen.length).toBeLessThanOrEqual(2);
  expect(await cardOf(of.submission)).toContain('校验通过');
  expect(await cardOf(of.submission)).not.toContain('已读取');
});

test('when the platform is busy nothing is shown on the way, and the check is none the slower or the worse', async () => {
  const { of, work } = await waitingCheck(4_000, 1_100);
  record.feishu.settings.busy = true;

  await checkFile(record.parts, of, work, ticking(2_000));
  record.feishu.settings.busy = false;
  await runAll('refresh-cards');

  expect(await cardOf(of.submission)).toContain('校验通过');
});

test('a bomb is told as such, and the same worker serves the next file', async () => {
  const spaces = ' '.repeat(LIMITS.ratioFromBytes + 1_000_000);
  const bomb = workbookOf(`<row><c t="inlineStr"><is><t>${spaces}</t></is></c></row>`);
  const { id: submission } = await record.send('甲专管', bomb);
  const work = (await record.waiting('check-file')).at(-1);

  await checkFile(record.parts, { submission, version: 1 }, work?.id ?? 0);
  const next = await waitingCheck(5_500, 2);
  await checkFile(record.parts, next.of, next.work);

  const codes = /^(too-dense|row-too-long)$/;
  expect((await foldStream(record.db, submission)).state).toMatchObject({
    at: 'faulty',
    check: { unreadable: { code: expect.stringMatching(codes) } },
  });
  expect((await foldStream(record.db, next.of.submission)).state).toMatchObject({ check: { rows: 2, errors: 0 } });
});

test('a card taken back while a picture was on its way does not go on saying that it is checked', async () => {
  const { of, work } = await waitingCheck(6_000, 1_100);
  const by = await record.standing('甲专管');
  let isWithdrawn = false;
  record.feishu.hooks.before = async (call) => {
    if (call !== 'patchIfSpare' || isWithdrawn) return;
    isWithdrawn = true;
    await act(record.store, of.submission, { command: () => ({ type: 'withdraw', by, version: 1 }) }, record.now());
    await runAll('refresh-cards');
  };

  await checkFile(record.parts, of, work, ticking(2_000));
  record.feishu.hooks.before = () => {};
  await runAll('refresh-cards');

  expect(isWithdrawn).toBe(true);
  expect(await cardOf(of.submission)).toContain('已撤回');
});

test('who waits sees how many are before, and moves up when one of them ends', async () => {
  await record.db.query('delete from outbox');
  const [first, second, third] = [
    await waitingCheck(7_000, 2),
    await waitingCheck(7_010, 2),
    await waitingCheck(7_020, 2),
  ];
  await runAll('refresh-cards');
  expect(await cardOf(third.of.submission)).toContain('前面还有 2 份');
  const seen = pictures();

  await checkFile(record.parts, first.of, first.work);

  expect(seen).toEqual(['前面还有 1 份']);
  expect(await cardOf(third.of.submission)).toContain('前面还有 1 份');
  for (const { of, work } of [second, third]) await checkFile(record.parts, of, work);
});

test('a check that takes too long is ended in words, with nothing kept of it', async () => {
  const { of, work } = await waitingCheck(8_000, 1_100);

  await checkFile(record.parts, of, work, ticking((CHECK_MINUTES * 60_000) / 2 + 1));
  await runAll('refresh-cards');

  const { state } = await foldStream(record.db, of.submission);
  expect(state).toMatchObject({
    at: 'faulty',
    check: { rows: 0, unreadable: { code: 'too-slow', limit: CHECK_MINUTES } },
  });
  expect(await cardOf(of.submission)).toContain(`校验超过 ${CHECK_MINUTES} 分钟还没有完成`);
  expect(await countDrafts(record.db, of.submission, 1)).toBe(0);
});

test('the time is over, too, when no rows come and while the version before is read', async () => {
  const { of } = await waitingCheck(9_500, 1);
  const readAll = async (which: 'over' | 'overEarlier') => {
    const watch = watchCheck(record.parts, of, ticking(CHECK_MINUTES * 60_000 + 1));
    for await (const _ of watch[which]((async function* () {})()));
  };

  await expect(readAll('over')).rejects.toMatchObject({ code: 'too-slow' });
  await expect(readAll('overEarlier')).rejects.toMatchObject({ code: 'too-slow' });
});

test('the last try is the one after which the queue gives up, worker after worker lost included', () => {
  const job = { attemptsMade: 1, opts: { attempts: 8 } };

  expect(wasLastTry(job, new Error('no connection'))).toBe(false);
  expect(wasLastTry({ ...job, attemptsMade: 8 }, new Error('no connection'))).toBe(true);
  expect(wasLastTry(job, new Error('job stalled more than allowable limit'))).toBe(true);
});
