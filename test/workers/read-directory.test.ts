// A directory workbook whose reading fails at every try: its administrator is told so, and the next one is read.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentEdition } from '../../store/directory-editions.ts';
import { propose, readProposal } from '../../store/directory-proposals.ts';
import { keepDrop } from '../../store/drops.ts';
import { jobs } from '../../workers/jobs.ts';
import { directoryWorkbook } from '../support/directory-workbook.ts';
import { openRecord, type Record } from '../support/record.ts';
import { directory } from '../support/world-people.ts';

let record: Record;

beforeAll(async () => {
  record = await openRecord();
});
afterAll(() => record?.close());

/** The workbook as the administrator sends it, waiting to be read. */
async function dropped(messageId: string): Promise<{ id: string; work: { id: number; payload: unknown } }> {
  const { id: person } = await record.standing('庚省管');
  const bytes = await directoryWorkbook(directory);
  const { db, store } = record;
  const id = await db.transaction(async (tx) => {
    const came = { messageId, chatId: 'oc_1', person, fileName: '名单.xlsx', bytes };
    const drop = await keepDrop(tx, store.sealer, came, record.now());
    await propose(tx, { id: drop.id, person, file: drop.file }, record.now());
    return drop.id;
  });
  const work = (await record.waiting('read-directory')).at(-1);
  if (work === undefined) throw new Error('nothing waits');
  return { id, work };
}

async function delivered(): Promise<string[]> {
  const before = record.feishu.messages.length;
  for (const work of await record.waiting('deliver')) await record.run('deliver', work);
  return record.feishu.messages.slice(before).map(({ content }) => content);
}

test('after the last try the administrator gets one card that says what to do, and nothing took effect', async () => {
  const { id, work } = await dropped('om_1');

  await jobs['read-directory']?.giveUp?.(record.parts, work.payload, work.id);
  await jobs['read-directory']?.giveUp?.(record.parts, work.payload, work.id);
  await record.run('read-directory', work);

  const cards = await delivered();
  expect(cards).toHaveLength(1);
  expect(cards[0]).toContain('机构备案表没有读出来');
  expect(cards[0]).toMatch(/系统出错.*把同一份文件再发一次/);
  expect(cards[0]).not.toContain('确认生效');
  expect(await readProposal(record.db, id)).toMatchObject({ at: 'answered', edition: null });
  expect(await currentEdition(record.db)).toBe(1);
});

test('the same workbook sent again is read', async () => {
  const { work } = await dropped('om_2');

  await record.run('read-directory', work);

  expect(await delivered()).toEqual([expect.stringContaining('机构备案表没有变化')]);
});

test('whoever waits for a check or a directory hears when it is given up', () => {
  const told = Object.keys(jobs).filter((name) => jobs[name]?.giveUp !== null);

  expect(told).toEqual(['check-file', 'read-directory']);
});
