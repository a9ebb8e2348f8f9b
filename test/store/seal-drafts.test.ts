// Drafts of a file so large that a thread of its own seals them: the same rows as without it, and no rows when it fails.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { DraftRow } from '../../store/draft-tuples.ts';
import { countDrafts, readDrafts, writeDrafts } from '../../store/drafts.ts';
import { SEALED_HERE } from '../../store/seal-drafts.ts';
import { createSealer } from '../../store/sealing.ts';
import { databaseOfFile } from '../support/database-of-file.ts';

const { db } = await databaseOfFile();

const now = new Date('2026-03-05T08:00:00Z');
const sealer = createSealer({ masterKeys: [{ name: 'old', key: Buffer.alloc(32, 1) }] });
const ROWS = SEALED_HERE + 1_000;
const BATCH = 300;

/** Names of two alphabets, a document number that is blank once normalised, quotes and separators inside texts. */
const rows = Array.from({ length: ROWS }, (_, n): DraftRow => {
  return {
    row: n + 2,
    certificate: {
      name: n % 2 ? `测试·\u{20BB7}${n}` : `Test "${n}"`,
      documentType: '工作许可',
      documentNumber: n === ROWS - 1 ? '\u200B' : `e ${n}`,
      employer: n % 3 ? '' : '示范单位\n\t',
      occupation: '车工',
      workType: '',
      level: '三级',
      number: `S${String(n).padStart(21, '0')}`,
      issuedOn: '2026-03-01',
      institution: '示范评价中心',
      issuer: '示范评价中心',
    },
  };
});

async function written(source: Iterable<readonly DraftRow[]>, submissionId: string = randomUUID()): Promise<string> {
  await db.transaction(async (tx) => {
    const dataKey = await sealer.newDataKey(tx, now);
    await writeDrafts(tx, sealer, { submissionId, version: 1, institution: 'S1', dataKey }, source, now);
  });
  return submissionId;
}

function* batchesOf(all: readonly DraftRow[]): Generator<readonly DraftRow[]> {
  for (let from = 0; from < all.length; from += BATCH) yield all.slice(from, from + BATCH);
}

async function opened(id: string): Promise<DraftRow[]> {
  const found: DraftRow[] = [];
  for await (const { row, certificate } of readDrafts(db, sealer, id, 1)) found.push({ row, certificate });
  return found;
}

/** What stands beside the sealed part, but for the ids that differ each time. */
async function beside(ids: readonly string[]): Promise<unknown[]> {
  const { rows: stored } = await db.query(
    `select row, record_version, institution, occupation, work_type, level, issued_on, document_type, name_hash,
       document_hash, number_hash, hash_key, octet_length(sealed) from drafts where submission_id = any($1) order by row`,
    [ids],
  );
  return stored;
}

test('rows sealed on a thread are stored as those sealed without it', async () => {
  const onThread = await written(batchesOf(rows));

  const half = SEALED_HERE / 2;
  const parts = [rows.slice(0, half), rows.slice(half, 2 * half), rows.slice(2 * half)];
  const here = await Promise.all(parts.map((part) => written(batchesOf(part))));

  expect(await opened(onThread)).toEqual(rows);
  expect(await beside([onThread])).toEqual(await beside(here));
});

test('a thread that fails leaves nothing of the file behind, and the next file is sealed', async () => {
  const tooLarge = rows.map((one) => (one.row === ROWS ? { ...one, row: 2 ** 31 } : one));
  const id = randomUUID();

  await expect(written(batchesOf(tooLarge), id)).rejects.toThrow('the thread that seals drafts failed');

  expect(await countDrafts(db, id, 1)).toBe(0);
  expect(await countDrafts(db, await written(batchesOf(rows)), 1)).toBe(ROWS);
});

test('rows that fail while a thread seals the ones before leave nothing behind', async () => {
  const id = randomUUID();
  const failing = function* () {
    yield* batchesOf(rows);
    throw new Error('file broken');
  };

  await expect(written(failing(), id)).rejects.toThrow('file broken');

  expect(await countDrafts(db, id, 1)).toBe(0);
});
