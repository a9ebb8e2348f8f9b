// What a check learns of open submissions and the register: facts by keyed hash, never another's row, name or person.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Certificate } from '../../domain/certificate.ts';
import type { Database } from '../../store/database.ts';
import type { DraftRow } from '../../store/draft-tuples.ts';
import { writeDrafts } from '../../store/drafts.ts';
import { heldBy } from '../../store/held.ts';
import { claimNumbers, publishRecords, releaseClaims } from '../../store/records.ts';
import { changeCertificateState } from '../../store/register.ts';
import { createSealer } from '../../store/sealing.ts';
import { databaseOfFile } from '../support/database-of-file.ts';

const { db } = await databaseOfFile();

const sealer = createSealer({ masterKeys: [{ name: 'test', key: Buffer.alloc(32, 7) }] });
const now = new Date('2026-03-05T08:00:00Z');

const certificate = (serial: string, more: Partial<Certificate> = {}): Certificate => ({
  name: `测试甲${serial}`,
  documentType: '居民身份证',
  documentNumber: `1301021990${serial.padStart(8, '0')}`,
  employer: '',
  occupation: '电工',
  workType: '',
  level: '三级',
  number: `S000013000001263${serial.padStart(6, '0')}`,
  issuedOn: '2026-02-09',
  institution: '示例评价机构',
  issuer: '示例评价机构',
  ...more,
});

/** Rows of an institution's submission, as far along as said. */
async function submissionOf(
  institution: string,
  upTo: 'dropped' | 'submitted' | 'published',
  certificates: Certificate[],
): Promise<string> {
  const submissionId = randomUUID();
  const rows: DraftRow[] = certificates.map((one, i) => ({ row: i + 2, certificate: one }));
  await db.transaction(async (tx) => {
    const dataKey = await sealer.newDataKey(tx, now);
    await writeDrafts(tx, sealer, { submissionId, version: 1, institution, dataKey }, [rows], now);
    if (upTo !== 'dropped') expect(await claimNumbers(tx, submissionId, 1)).toEqual({ ok: true });
    if (upTo === 'published') await publishRecords(tx, submissionId, 1, now);
  });
  return submissionId;
}

const ask = async (rows: Certificate[], submission: string = randomUUID(), institution = 'JG-1') =>
  (await heldBy(db, sealer, { submission, institution }, now)).lookup(rows);

const anAward = {
  occupation: '电工',
  workType: '',
  level: '三级',
  issuedOn: '2026-02-09',
  ours: false,
  sameName: true,
};

test('a number is held once it is submitted, stays held when published, and is free again when withdrawn', async () => {
  await submissionOf('JG-2', 'dropped', [certificate('1')]);
  await submissionOf('JG-2', 'submitted', [certificate('2')]);
  await submissionOf('JG-2', 'published', [certificate('3')]);
  const withdrawn = await submissionOf('JG-2', 'submitted', [certificate('4')]);
  await db.transaction((tx) => releaseClaims(tx, withdrawn));

  const held = await ask(['1', '2', '3', '4'].map((serial) => certificate(serial, { documentNumber: '' })));

  expect(held.map((one) => one?.number ?? null)).toEqual([null, 'open', 'register', null]);
});

test('a number typed another way is the same number', async () => {
  await submissionOf('JG-2', 'submitted', [certificate('5')]);

  const [held] = await ask([
    certificate('5', { number: ` ${certificate('5').number.toLowerCase()}`, documentNumber: '' }),
  ]);

  expect(held).toEqual({ number: 'open', awards: [] });
});

test('the submission under check holds nothing against itself', async () => {
  const own = await submissionOf('JG-1', 'submitted', [certificate('10')]);
  const published = await submissionOf('JG-1', 'published', [certificate('11')]);

  expect(await ask([certificate('10')], own)).toEqual([null]);
  expect(await ask([certificate('11')], published)).toEqual([null]);
  expect(await ask([certificate('10'), certificate('11')])).toMatchObject([{ number: 'open' }, { number: 'register' }]);
});

test('awards of the same document are told with whether they are ours and under the same name', async () => {
  await submissionOf('JG-1', 'published', [certificate('20')]);
  await submissionOf('JG-2', 'published', [certificate('21', { documentNumber: certificate('20').documentNumber })]);

  const [held] = await ask([certificate('29', { ...certificate('20'), number: certificate('29').number })]);

  expect(held?.number).toBeNull();
  expect(held?.awards.toSorted((a, b) => Number(b.ours) - Number(a.ours))).toEqual([
    { ...anAward, ours: true },
    { ...anAward, sameName: false },
  ]);
});

test('awards of a submission are told while it is under review, and no longer as such once it is over', async () => {
  await submissionOf('JG-2', 'dropped', [certificate('80')]);
  const open = await submissionOf('JG-2', 'submitted', [certificate('81')]);
  const withdrawn = await submissionOf('JG-2', 'submitted', [certificate('82')]);
  await db.transaction((tx) => releaseClaims(tx, withdrawn));
  await submissionOf('JG-2', 'published', [certificate('83')]);
  const rows = ['80', '81', '82', '83'].map((serial) =>
    certificate(serial, { number: certificate(`8${serial}`).number }),
  );

  expect(await ask(rows)).toEqual([
    null,
    { number: null, awards: [{ ...anAward, open: true }] },
    null,
    { number: null, awards: [anAward] },
  ]);
  expect((await ask(rows, open))[1]).toBeNull();
});

test('another kind of document with the same number is nobody known', async () => {
  await submissionOf('JG-2', 'published', [certificate('30')]);

  expect(
    await ask([certificate('39', { documentNumber: certificate('30').documentNumber, documentType: '外国护照' })]),
  ).toEqual([null]);
});

test('a suspended certificate keeps its number and says nothing of a person; of a deleted one the number is known', async () => {
  await submissionOf('JG-2', 'published', [certificate('40'), certificate('41')]);
  const idOf = async (one: Certificate) => {
    const hash = (await sealer.hashes(db, now)).ofNumber(one.number);
    const found = await db.query<{ id: string }>('select certificate_id as id from claims where number_hash = $1', [
      hash,
    ]);
    return found.rows[0]?.id ?? '';
  };
  await db.transaction(async (tx) => changeCertificateState(tx, await idOf(certificate('40')), 'suspended'));
  await db.transaction(async (tx) => changeCertificateState(tx, await idOf(certificate('41')), 'deleted'));

  expect(await ask([certificate('40'), certificate('41')])).toEqual([
    { number: 'register', awards: [] },
    { number: 'deleted', awards: [] },
  ]);
  const others = ['40', '41'].map((serial) => certificate(serial, { number: certificate(`9${serial}`).number }));
  expect(await ask(others)).toEqual([null, null]);
});

test('rows without number or document are asked about by what they have, in the order given', async () => {
  await submissionOf('JG-2', 'published', [certificate('50'), certificate('51')]);
  const blank = { number: '', documentNumber: '', name: '', documentType: '' };

  const held = await ask([
    { ...certificate('59'), ...blank },
    { ...certificate('59'), documentNumber: certificate('50').documentNumber, name: '' },
    { ...certificate('59'), ...blank, number: certificate('51').number },
  ]);

  expect(held).toEqual([
    null,
    { number: null, awards: [{ ...anAward, sameName: false }] },
    { number: 'register', awards: [] },
  ]);
});

test('a thousand rows are two questions, and one more where numbers are held', async () => {
  const rows = Array.from({ length: 1_000 }, (_, i) => certificate(String(60_000 + i)));
  await submissionOf('JG-2', 'published', rows);
  let asked = 0;
  const counted = {
    query: (async (text, values) => {
      asked += 1;
      return db.query(text, values);
    }) as Database['query'],
  };
  const register = await heldBy(counted, sealer, { submission: randomUUID(), institution: 'JG-1' }, now);
  asked = 0;
  const free = await register.lookup(rows.map((_, i) => certificate(String(70_000 + i))));
  const askedOfFree = asked;

  const held = await register.lookup(rows);

  expect(askedOfFree).toBe(2);
  expect(free.every((one) => one === null)).toBe(true);
  expect(asked - askedOfFree).toBe(3);
  expect(held.every((one) => one?.number === 'register' && one.awards.length === 1)).toBe(true);
});
