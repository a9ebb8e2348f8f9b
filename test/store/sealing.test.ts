// Sealed values, data keys and their rotation, keyed hashes. Master keys here are fixed and for tests alone.
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { createSealer, type Place } from '../../store/sealing.ts';
import { databaseOfFile } from '../support/database-of-file.ts';

const { db } = await databaseOfFile();

const now = new Date('2026-03-05T08:00:00Z');
const old = { name: 'old', key: Buffer.alloc(32, 1) };
const next = { name: 'next', key: Buffer.alloc(32, 2) };
const place: Place = { table: 'records', id: 'c-1', version: 1 };
const words = '测试甲·一';

test('what is sealed opens again, in another process too', async () => {
  const key = await db.transaction((tx) => createSealer({ masterKeys: [old] }).newDataKey(tx, now));
  const sealed = createSealer({ masterKeys: [old] }).seal(key, place, words);

  const elsewhere = createSealer({ masterKeys: [old] });

  expect((await elsewhere.open(db, place, sealed)).toString()).toBe(words);
  expect(sealed.includes(Buffer.from(words))).toBe(false);
  expect(sealed.length).toBe(45 + Buffer.byteLength(words));
});

test('the same value sealed twice gives different bytes', async () => {
  const sealer = createSealer({ masterKeys: [old] });
  const key = await db.transaction((tx) => sealer.newDataKey(tx, now));

  expect(sealer.seal(key, place, words)).not.toEqual(sealer.seal(key, place, words));
});

test.each<[string, Place]>([
  ['table', { ...place, table: 'notes' }],
  ['row', { ...place, id: 'c-2' }],
  ['version', { ...place, version: 2 }],
])('a sealed value copied to another %s does not open', async (_what, other) => {
  const sealer = createSealer({ masterKeys: [old] });
  const key = await db.transaction((tx) => sealer.newDataKey(tx, now));
  const sealed = sealer.seal(key, place, words);

  await expect(sealer.open(db, other, sealed)).rejects.toThrow('does not open');
});

test('a single changed bit anywhere in a sealed value keeps it from opening', async () => {
  const sealer = createSealer({ masterKeys: [old] });
  const key = await db.transaction((tx) => sealer.newDataKey(tx, now));
  const sealed = sealer.seal(key, place, words);

  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    await expect(sealer.open(db, place, changed)).rejects.toThrow();
  }
});

test('a value that comes in pieces opens like one that comes whole, and not when it was changed, cut or moved', async () => {
  const sealer = createSealer({ masterKeys: [old] });
  const key = await db.transaction((tx) => sealer.newDataKey(tx, now));
  const plain = Buffer.alloc(1_000, words);
  const sealed = sealer.seal(key, place, plain);
  const changed = Buffer.from(sealed);
  changed.writeUInt8(changed.readUInt8(999) ^ 1, 999);
  const open = (value: Buffer, cut: number, where = place) =>
    sealer.openPieces(db, where, sealed.length, Readable.from([value.subarray(0, cut), value.subarray(cut)]));

  for (const cut of [45, 46, 500, sealed.length]) expect(await open(sealed, cut)).toEqual(plain);
  await expect(open(changed, 500)).rejects.toThrow('does not open');
  await expect(open(sealed, 500, { ...place, id: 'c-2' })).rejects.toThrow('does not open');
  await expect(open(sealed.subarray(0, -1), 500)).rejects.toThrow('ended early');
});

test('with two master keys old values open, new keys are wrapped by the current one, and rewrapping frees the old', async () => {
  const before = createSealer({ masterKeys: [old] });
  const key = await db.transaction((tx) => before.newDataKey(tx, now));
  const sealed = before.seal(key, place, words);
  const hash = (await before.hashes(db, now)).ofName(words);

  const both = createSealer({ masterKeys: [next, old] });
  expect((await both.open(db, place, sealed)).toString()).toBe(words);
  const newer = await db.transaction((tx) => both.newDataKey(tx, now));
  const sealedNewer = both.seal(newer, place, words);
  await expect(createSealer({ masterKeys: [old] }).open(db, place, sealedNewer)).rejects.toThrow('master key next');
  while ((await db.transaction((tx) => both.rewrap(tx))) > 0);

  const after = createSealer({ masterKeys: [next] });
  expect((await after.open(db, place, sealed)).toString()).toBe(words);
  expect((await after.hashes(db, now)).ofName(words)).toEqual(hash);
  await expect(before.open(db, place, sealedNewer)).rejects.toThrow();
  const { rows } = await db.query("select from data_keys where master_key <> 'next'");
  expect(rows).toEqual([]);
});

test('a shared data key made by two at once is one key', async () => {
  const ids = await Promise.all(
    [1, 2, 3].map(async () => (await createSealer({ masterKeys: [next] }).sharedDataKey(db, 'race', now)).id),
  );

  expect(new Set(ids).size).toBe(1);
});

test('a shared data key whose transaction was rolled back is made anew', async () => {
  const sealer = createSealer({ masterKeys: [next] });
  const lost = db.transaction(async (tx) => {
    await sealer.sharedDataKey(tx, 'lost', now);
    throw new Error('rolled back');
  });
  await expect(lost).rejects.toThrow('rolled back');

  const key = await sealer.sharedDataKey(db, 'lost', now);

  const sealed = sealer.seal(key, place, words);
  expect((await createSealer({ masterKeys: [next] }).open(db, place, sealed)).toString()).toBe(words);
});

test('the same text hashes differently as name, document number, certificate number and identity', async () => {
  const hashes = await createSealer({ masterKeys: [next] }).hashes(db, now);

  const all = [hashes.ofName('A1'), hashes.ofDocument('A1'), hashes.ofNumber('A1'), hashes.ofIdentity('A1')];

  expect(new Set(all.map((hash) => hash?.toString('hex'))).size).toBe(4);
  expect(hashes.key).toBe('hash-1/n1');
});

test('two ways of typing the same thing hash alike; different names do not', async () => {
  const hashes = await createSealer({ masterKeys: [next] }).hashes(db, now);

  expect(hashes.ofDocument(' 11010119900101００３x')).toEqual(hashes.ofDocument('11010119900101003X'));
  expect(hashes.ofNumber('s0000 13\u200b')).toEqual(hashes.ofNumber('S000013'));
  expect(hashes.ofName('测试•甲')).toEqual(hashes.ofName('测试·甲'));
  expect(hashes.ofName('测试.甲')).toEqual(hashes.ofName('测试·甲'));
  // A compatibility ideograph is another character of another person's name: NFKC would make them one.
  expect(hashes.ofName('\uF9D1')).not.toEqual(hashes.ofName('\u516D'));
  expect(hashes.ofName(' ')).toBeNull();
});

test('a master key of the wrong length, and a current key that is missing, are named', () => {
  expect(() => createSealer({ masterKeys: [{ name: 'short', key: Buffer.alloc(16) }] })).toThrow('short');
  expect(() => createSealer({ masterKeys: [old], current: 'gone' })).toThrow('gone');
});
