// From drafts to the register: sealed rows, claimed numbers, publication in one statement, reads that respect states.
import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import type { Certificate } from '../../domain/certificate.ts';
import { openDatabase, type Tx } from '../../store/database.ts';
import type { DraftRow } from '../../store/draft-tuples.ts';
import { countDrafts, deleteDrafts, readDrafts, writeDrafts } from '../../store/drafts.ts';
import { append } from '../../store/events.ts';
import { claimNumbers, publishRecords, releaseClaims } from '../../store/records.ts';
import { changeCertificateState, findByTwo } from '../../store/register.ts';
import { createSealer } from '../../store/sealing.ts';
import { databaseOfFile } from '../support/database-of-file.ts';
import { plantedValuesIn } from '../support/planted.ts';

const { fresh, db } = await databaseOfFile();
const admin = openDatabase(fresh.adminUrl, { max: 1 });
afterAll(() => admin.close());

const sealer = createSealer({ masterKeys: [{ name: 'test', key: Buffer.alloc(32, 7) }] });
const now = new Date('2026-03-05T08:00:00Z');

const certificate = (number: string, more: Partial<Certificate> = {}): Certificate => ({
  name: `测试甲${number}`,
  documentType: '居民身份证',
  documentNumber: `1301021990${number.padStart(8, '0')}`,
  employer: '示例测试工厂',
  occupation: '电工',
  workType: '',
  level: '三级',
  number: `S000013000001263${number.padStart(6, '0')}`,
  issuedOn: '2026-02-09',
  institution: '示例评价机构',
  issuer: '示例发证机构',
  ...more,
});

const rowsOf = (...numbers: string[]): DraftRow[] =>
  numbers.map((number, index) => ({ row: index + 2, certificate: certificate(number) }));

/** A version of a submission, written; a new submission unless one is named. */
function written(rows: readonly DraftRow[], submissionId?: string, version?: number): Promise<string> {
  return writtenFrom([rows], submissionId, version);
}

async function writtenFrom(batches: Iterable<readonly DraftRow[]>, submissionId: string = randomUUID(), version = 1) {
  await db.transaction(async (tx) => {
    const dataKey = await sealer.newDataKey(tx, now);
    await writeDrafts(tx, sealer, { submissionId, version, institution: 'S1', dataKey }, batches, now);
  });
  return submissionId;
}

async function published(rows: readonly DraftRow[]): Promise<string> {
  const id = await written(rows);
  await db.transaction(async (tx) => {
    expect(await claimNumbers(tx, id, 1)).toEqual({ ok: true });
    await publishRecords(tx, id, 1, now);
  });
  return id;
}

const claim = (id: string, version = 1) => db.transaction((tx) => claimNumbers(tx, id, version));

test('drafts come back in the order of rows, whatever their text holds', async () => {
  const odd = certificate('100001', {
    name: '测试\u{20BB7}·乙',
    employer: 'a\tb\\N\nc\r"{}',
    occupation: '焊工\t\\.\n',
    workType: '\\N',
    issuedOn: 'no day',
  });
  const id = await written([
    { row: 7, certificate: odd },
    { row: 3, certificate: certificate('100002') },
  ]);

  const drafts = [];
  for await (const draft of readDrafts(db, sealer, id, 1)) drafts.push(draft);

  expect(drafts.map(({ row, certificate }) => [row, certificate])).toEqual([
    [3, certificate('100002')],
    [7, odd],
  ]);
  expect(await countDrafts(db, id, 1)).toBe(2);
});

test('the same row number twice in one version is a fault that leaves nothing', async () => {
  const rows = [...rowsOf('110001'), ...rowsOf('110002')];
  const id = randomUUID();

  await expect(written(rows, id)).rejects.toMatchObject({ code: '23505' });
  expect(await countDrafts(db, id, 1)).toBe(0);
});

test('a source of rows that fails half-way leaves nothing', async () => {
  const id = randomUUID();
  const failing = function* () {
    yield rowsOf('120001');
    throw new Error('file broken');
  };

  await expect(writtenFrom(failing(), id)).rejects.toThrow('file broken');
  expect(await countDrafts(db, id, 1)).toBe(0);
});

test('a sealed draft copied to another certificate does not open', async () => {
  const id = await written(rowsOf('130001', '130002'));
  await admin.query(
    `update drafts d set sealed = o.sealed from drafts o
     where d.submission_id = $1 and o.submission_id = $1 and d.row = 2 and o.row = 3`,
    [id],
  );

  const read = async () => {
    for await (const _ of readDrafts(db, sealer, id, 1));
  };

  await expect(read()).rejects.toThrow('does not open');
});

test('of two submissions that claim the same numbers at the same moment exactly one gets them', async () => {
  for (let round = 0; round < 3; round += 1) {
    const numbers = Array.from({ length: 300 }, (_, n) => String(200_000 + 1_000 * round + n));
    const mine = await written(rowsOf(...numbers));
    // In the opposite order: taken row by row, each would soon wait for the other.
    const theirs = await written(rowsOf(...numbers.toReversed()));

    const outcomes = await Promise.all([claim(mine), claim(theirs)]);

    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const { rows } = await db.query<{ submission_id: string; count: number }>(
      'select submission_id, count(*) as count from claims where submission_id in ($1, $2) group by 1',
      [mine, theirs],
    );
    expect(rows).toEqual([{ submission_id: outcomes[0]?.ok ? mine : theirs, count: 300 }]);
  }
});

test('taken numbers are told by row, and none of the others is claimed', async () => {
  await published(rowsOf('210001', '210002'));
  const id = await written(rowsOf('210009', '210002', '210008', '210001'));

  expect(await claim(id)).toEqual({ ok: false, taken: [3, 5] });
  expect((await db.query('select from claims where submission_id = $1', [id])).rows).toEqual([]);
});

test('a number that stands twice in a version cannot be claimed, however it is typed', async () => {
  const rows = rowsOf('220001', '220002');
  const twin = { row: 9, certificate: certificate('220001', { number: ' s000013000001263220001' }) };
  const id = await written([...rows, twin]);

  const outcome = await claim(id);

  expect(outcome).toMatchObject({ ok: false });
  expect([[2], [9]]).toContainEqual((outcome as { taken: number[] }).taken);
});

test('a corrected version takes over the claims of the one before and gives up what it left out', async () => {
  const id = await written(rowsOf('230001', '230002'));
  await claim(id);
  await written(rowsOf('230002', '230003'), id, 2);

  expect(await claim(id, 2)).toEqual({ ok: true });
  expect(await claim(id, 2)).toEqual({ ok: true });

  expect(await claim(await written(rowsOf('230001')))).toEqual({ ok: true });
  expect(await claim(await written(rowsOf('230002')))).toEqual({ ok: false, taken: [2] });
  expect(await db.transaction((tx) => publishRecords(tx, id, 2, now))).toBe(2);
});

test('withdrawal frees numbers, but never those of published certificates', async () => {
  const withdrawn = await written(rowsOf('240001'));
  await claim(withdrawn);
  const done = await published(rowsOf('240002'));

  await db.transaction((tx) => releaseClaims(tx, withdrawn));
  await db.transaction((tx) => releaseClaims(tx, done));

  expect(await claim(await written(rowsOf('240001')))).toEqual({ ok: true });
  expect(await claim(await written(rowsOf('240002')))).toEqual({ ok: false, taken: [2] });
});

test('nothing is published without its claims, twice, or with a day that is none', async () => {
  const publish = (id: string) => db.transaction((tx) => publishRecords(tx, id, 1, now));
  const unclaimed = await written(rowsOf('250001'));
  const twice = await published(rowsOf('250002'));
  const badDay = await written([{ row: 2, certificate: certificate('250003', { issuedOn: '2026-02-30' }) }]);
  await claim(badDay);

  await expect(publish(unclaimed)).rejects.toThrow('unclaimed');
  await expect(publish(twice)).rejects.toMatchObject({ code: '23505' });
  await expect(publish(badDay)).rejects.toMatchObject({ code: '22008' });
  const { rows } = await db.query('select from certificates where submission_id in ($1, $2)', [unclaimed, badDay]);
  expect(rows).toEqual([]);
});

test('ten thousand rows are claimed and published, each certificate an own row', async () => {
  const id = await written(rowsOf(...Array.from({ length: 10_000 }, (_, n) => String(300_000 + n))));
  let inserts = 0;

  const count = await db.transaction(async (tx) => {
    expect(await claimNumbers(tx, id, 1)).toEqual({ ok: true });
    const counted: Tx = {
      ...tx,
      query: (text, values) => {
        if (/insert/i.test(text)) inserts += 1;
        return tx.query(text, values);
      },
    };
    return publishRecords(counted, id, 1, now);
  });

  expect([count, inserts]).toEqual([10_000, 1]);
  const { rows } = await db.query<{ count: number; ids: number; partitions: number }>(
    `select count(*) as count, count(distinct id) as ids, count(distinct tableoid) as partitions
     from certificates where submission_id = $1`,
    [id],
  );
  expect(rows).toEqual([{ count: 10_000, ids: 10_000, partitions: 16 }]);
});

test('any two of number, name and document number find a certificate; two that do not belong together find none', async () => {
  await published(rowsOf('400001', '400002'));
  const { name, number, documentNumber } = certificate('400001');
  const other = certificate('400002');

  for (const asked of [
    { number, name },
    { number, documentNumber },
    { name, documentNumber },
  ]) {
    const found = await findByTwo(db, sealer, asked, now);
    expect(found).toMatchObject([{ state: 'published', version: 1, certificate: certificate('400001') }]);
  }
  expect(await findByTwo(db, sealer, { number, name: other.name }, now)).toEqual([]);
  expect(await findByTwo(db, sealer, { number, name, documentNumber: other.documentNumber }, now)).toEqual([]);
  await expect(findByTwo(db, sealer, { number, name: ' ' }, now)).rejects.toThrow('two of');
});

test('a draft is not found; a suspended certificate shows nothing of a person; a deleted one is gone for good', async () => {
  const { name, number } = certificate('410001');
  const id = await written(rowsOf('410001'));
  await claim(id);
  expect(await findByTwo(db, sealer, { name, number }, now)).toEqual([]);

  await db.transaction((tx) => publishRecords(tx, id, 1, now));
  const [found] = await findByTwo(db, sealer, { name, number }, now);
  const certificateId = found?.id ?? '';
  const become = (state: 'published' | 'suspended' | 'deleted') =>
    db.transaction((tx) => changeCertificateState(tx, certificateId, state));

  await become('suspended');
  expect(await findByTwo(db, sealer, { name, number }, now)).toEqual([{ id: certificateId, state: 'suspended' }]);
  await become('published');
  expect(await findByTwo(db, sealer, { name, number }, now)).toMatchObject([{ state: 'published' }]);
  await become('deleted');
  expect(await findByTwo(db, sealer, { name, number }, now)).toEqual([]);
  await expect(become('published')).rejects.toThrow('deleted');
});

test('drafts can be deleted once published, and the register does not notice', async () => {
  const id = await published(rowsOf('420001'));
  const { name, number } = certificate('420001');

  await db.transaction((tx) => deleteDrafts(tx, id, 1));

  expect(await findByTwo(db, sealer, { name, number }, now)).toMatchObject([{ certificate: certificate('420001') }]);
});

test('no name, document number, employer or certificate number can be read in any table', async () => {
  const planted = certificate('900001', { name: '绝密测试甲', employer: '绝密测试工厂', issuer: '绝密发证机构' });
  await published([{ row: 2, certificate: planted }]);
  await written([{ row: 2, certificate: { ...planted, number: 'S0000130000012630900002' } }]);
  const { name, documentNumber, employer, number, issuer } = planted;

  expect(await plantedValuesIn(admin, [name, documentNumber, employer, number, issuer])).toEqual([]);

  // The same look-up does find it where it does stand in clear, as text or inside bytes.
  await db.transaction((tx) =>
    append(tx, { kind: 'leak', id: '1' }, 0, [{ type: 't', version: 1, body: { name } }], now),
  );
  await db.query('insert into heartbeats (name, at) values ($1, now())', [employer]);
  expect(await plantedValuesIn(admin, [name, employer])).toEqual([
    { table: 'public.events', value: name },
    { table: 'public.heartbeats', value: employer },
  ]);
});
