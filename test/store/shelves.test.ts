// The small stores: files, notes, findings, heartbeats, calendars.
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { shippedCalendar } from '../../config/calendars.ts';
import type { Finding } from '../../domain/finding.ts';
import { loadCalendarYears, readCalendarYears } from '../../store/calendars.ts';
import { openDatabase } from '../../store/database.ts';
import { describeFile, getFile, markHanded, putFile } from '../../store/files.ts';
import { countFindings, deleteFindings, readFindings, readWorstFindings, writeFindings } from '../../store/findings.ts';
import { beat, readHeartbeats } from '../../store/heartbeats.ts';
import { putNote, readNotes } from '../../store/notes.ts';
import { createSealer } from '../../store/sealing.ts';
import { databaseOfFile } from '../support/database-of-file.ts';
import { plantedValuesIn } from '../support/planted.ts';

const { fresh, db } = await databaseOfFile();
const admin = openDatabase(fresh.adminUrl, { max: 1 });
afterAll(() => admin.close());

const sealer = createSealer({ masterKeys: [{ name: 'test', key: Buffer.alloc(32, 7) }] });
const now = new Date('2026-03-05T08:00:00Z');
const put = (bytes: Buffer) => db.transaction((tx) => putFile(tx, sealer, bytes, now));

test('a file of 30 MB comes back as it was put in', async () => {
  const bytes = randomBytes(30 * 1024 * 1024);

  const { id } = await put(bytes);

  expect((await getFile(db, sealer, id)).equals(bytes)).toBe(true);
  expect(await describeFile(db, id)).toEqual({ id, byteLength: bytes.length, createdAt: now, lastHandedAt: null });
});

test('the same bytes are kept once, also when put in at the same moment', async () => {
  const bytes = Buffer.from('绝密测试文件内容');

  const all = await Promise.all([put(bytes), put(bytes), put(bytes)]);
  const again = await put(bytes);

  expect(all.filter((one) => one.fresh)).toHaveLength(1);
  expect(new Set([...all, again].map(({ id }) => id)).size).toBe(1);
  expect(await plantedValuesIn(admin, ['绝密测试文件内容'])).toEqual([]);
});

test('a file that is too long, or not there, is a fault; handing one out is noted', async () => {
  const { id } = await put(Buffer.from('x'));

  await markHanded(db, id, now);

  expect(await describeFile(db, id)).toMatchObject({ lastHandedAt: now });
  expect(await describeFile(db, randomUUID())).toBeNull();
  await expect(getFile(db, sealer, randomUUID())).rejects.toThrow('does not exist');
  await expect(put(Buffer.alloc(41 * 1024 * 1024))).rejects.toThrow('too long');
});

test('notes come back by id, and cannot be read in the database', async () => {
  const [one, two] = await db.transaction(async (tx) => [
    await putNote(tx, sealer, '绝密测试理由：姓名有误', now),
    await putNote(tx, sealer, '日期有误', now),
  ]);

  const notes = await readNotes(db, sealer, [two ?? '', one ?? '']);

  expect(notes.get(one ?? '')).toBe('绝密测试理由：姓名有误');
  expect(notes.get(two ?? '')).toBe('日期有误');
  expect(await plantedValuesIn(admin, ['绝密测试理由'])).toEqual([]);
  await expect(readNotes(db, sealer, [randomUUID()])).rejects.toThrow('does not exist');
});

test('findings come back page by page as they were written, and are counted by code', async () => {
  const id = randomUUID();
  const finding = (code: string, severity: Finding['severity'], row: number): Finding => ({
    code,
    severity,
    sheet: '证书\t数据',
    row,
    column: 2,
    field: 'documentNumber',
  });
  const whole: Finding = { code: 'H1', severity: 'error', sheet: null, row: null, column: null, field: null };
  const findings: Finding[] = [
    finding('W1', 'warning', 2),
    finding('E1', 'error', 3),
    { ...finding('E1', 'error', 4), facts: { other: 3, header: '姓名\0\\' } },
    whole,
  ];

  expect(await db.transaction((tx) => writeFindings(tx, id, 1, findings))).toBe(4);

  expect(await readFindings(db, id, 1, { skip: 0, limit: 2 })).toEqual(findings.slice(0, 2));
  expect(await readFindings(db, id, 1, { skip: 2, limit: 9 })).toEqual([
    { ...finding('E1', 'error', 4), facts: { other: 3, header: '姓名\uFFFD\\' } },
    whole,
  ]);
  expect(await countFindings(db, id, 1)).toEqual([
    { code: 'E1', severity: 'error', count: 2 },
    { code: 'H1', severity: 'error', count: 1 },
    { code: 'W1', severity: 'warning', count: 1 },
  ]);
  const unlisted = [
    { code: 'H1', severity: 'error' as const, count: 5 },
    { code: 'W1', severity: 'warning' as const, count: 40 },
  ];
  expect(await countFindings(db, id, 1, unlisted)).toEqual([
    { code: 'H1', severity: 'error', count: 6 },
    { code: 'E1', severity: 'error', count: 2 },
    { code: 'W1', severity: 'warning', count: 41 },
  ]);
  await db.transaction((tx) => deleteFindings(tx, id, 1));
  expect(await countFindings(db, id, 1)).toEqual([]);
});

test('one error behind warnings on every row comes first, and every rule has its example', async () => {
  const id = randomUUID();
  const finding = (code: string, severity: Finding['severity'], row: number | null): Finding => ({
    code,
    severity,
    sheet: null,
    row,
    column: null,
    field: null,
  });
  const warnings = Array.from({ length: 1_200 }, (_, i) => finding('W1', 'warning', i + 2));
  const sheets = [finding('H1', 'error', null), finding('H1', 'error', null), finding('H1', 'error', null)];
  const error = finding('E1', 'error', 1_202);
  const rare = finding('W2', 'warning', 1_203);
  await db.transaction((tx) => writeFindings(tx, id, 1, [...sheets, ...warnings, error, rare]));

  const worst = await readWorstFindings(db, id, 1, 2);

  expect(worst).toEqual([...sheets, error, ...warnings.slice(0, 2), rare]);
});

test('the last beat of each name is kept', async () => {
  await beat(db, { name: 'sweep', at: new Date(0), detail: { alerted: 1 } });
  await beat(db, { name: 'sweep', at: now, detail: { alerted: 2 } });
  await beat(db, { name: 'relay', at: now, detail: {} });

  expect(await readHeartbeats(db)).toEqual([
    { name: 'relay', at: now, detail: {} },
    { name: 'sweep', at: now, detail: { alerted: 2 } },
  ]);
});

test('shipped calendars are loaded once; a newer notice wins; other days under the same version are a fault', async () => {
  const years = [...shippedCalendar.years.values()];
  const load = (some: typeof years) => db.transaction((tx) => loadCalendarYears(tx, some, now));
  const [first] = years;
  if (first === undefined) throw new Error('no calendar is shipped');

  const loads = await Promise.all([load(years), load(years)]);
  expect(loads.map((loaded) => loaded.length).toSorted()).toEqual([0, years.length]);
  expect(await readCalendarYears(db)).toEqual(years.toSorted((a, b) => a.year - b.year));

  const changed = { ...first, workingDays: [] };
  await expect(load([changed])).rejects.toThrow('count it up');
  const next = { ...changed, version: first.version + 1 };
  expect(await load([next])).toEqual([next]);
  expect(await load([first])).toEqual([]);
  expect((await readCalendarYears(db)).find(({ year }) => year === first.year)).toEqual(next);
});
