// The check's work as one would write it first: exceljs into memory, a question, hashes and a cipher per row, plain inserts.
// The rules are the product's own, so that only the way round them is compared.
import { createCipheriv, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import pg from 'pg';
import { shippedCalendar } from '../config/calendars.ts';
import { hebei2022 } from '../config/standards.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Certificate } from '../domain/certificate.ts';
import { type CheckedRow, checkRows } from '../domain/check.ts';
import type { CheckContext } from '../domain/context.ts';
import { institutionOf } from '../domain/directory.ts';
import type { SheetRow } from '../domain/sheet.ts';
import { directoryOf } from './cast.ts';
import { peakMegabytes, processorMsSince } from './used.ts';

const INSERTED_AT_ONCE = 500;
const COLUMNS = 17;
const HASH_BYTES = 16;

const [, , path = '', rows = '', runs = ''] = process.argv;
const bytes = readFileSync(path);
const keys = { name: randomBytes(32), document: randomBytes(32), number: randomBytes(32), sealed: randomBytes(32) };
const database = new pg.Client({ connectionString: process.env.DATABASE_URL });
await database.connect();
const ms: number[] = [];
const processorMs: number[] = [];
const idleMegabytes = peakMegabytes();
for (let run = 0; run < Number(runs); run++) {
  const before = performance.now();
  const used = process.cpuUsage();
  const stored = await checkPlainly();
  ms.push(performance.now() - before);
  processorMs.push(processorMsSince(used));
  if (stored !== Number(rows)) throw new Error(`${stored} rows were stored`);
}
process.stdout.write(JSON.stringify({ ms, processorMs, idleMegabytes, peakMegabytes: peakMegabytes() }));
await database.end();

async function checkPlainly(): Promise<number> {
  const context: CheckContext = {
    standard: hebei2022,
    calendar: shippedCalendar,
    today: dayOf(new Date()),
    institution: institutionOf(directoryOf(1), 'JG-0'),
  };
  const submission = randomUUID();
  const key = randomUUID();
  const checked: CheckedRow[] = [];
  for await (const batch of checkRows(sheetRows(), context)) checked.push(...batch);
  await database.query('begin');
  let waiting: unknown[] = [];
  let stored = 0;
  for (const { row, certificate } of checked) {
    if (certificate === null || (await isHeld(certificate))) continue;
    waiting.push(submission, 1, row, ...draftOf(certificate, key));
    stored += 1;
    if (waiting.length < INSERTED_AT_ONCE * COLUMNS) continue;
    await insert(waiting);
    waiting = [];
  }
  if (waiting.length > 0) await insert(waiting);
  await database.query('commit');
  return stored;
}

async function* sheetRows(): AsyncGenerator<SheetRow[]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Uint8Array.from(bytes).buffer);
  for (const sheet of book.worksheets) {
    const found: SheetRow[] = [];
    sheet.eachRow((row, number) => {
      const cells = hebei2022.fields.map((_, i) => row.getCell(i + 1).text);
      found.push({ sheet: sheet.name, row: number, cells });
    });
    yield found;
  }
}

async function isHeld(certificate: Certificate): Promise<boolean> {
  const number = [hash(keys.number, certificate.number)];
  const document = [hash(keys.document, certificate.documentNumber)];
  const claims = await database.query('select certificate_id from claims where number_hash = $1', number);
  await database.query('select id, name_hash from visible_certificates where document_hash = $1', document);
  return claims.rowCount !== 0;
}

function draftOf(certificate: Certificate, key: string): unknown[] {
  const { occupation, workType, level, issuedOn, documentType, ...personal } = certificate;
  const cipher = createCipheriv('aes-256-gcm', keys.sealed, randomBytes(12));
  const body = Buffer.concat([cipher.update(JSON.stringify(personal), 'utf8'), cipher.final()]);
  const sealed = Buffer.concat([body, cipher.getAuthTag()]);
  const hashes = [
    hash(keys.name, certificate.name),
    hash(keys.document, certificate.documentNumber),
    hash(keys.number, certificate.number),
  ];
  const clear = [occupation, workType, level, issuedOn, documentType];
  return [randomUUID(), 1, 'JG-0', ...clear, ...hashes, 'hash', key, sealed];
}

function hash(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest().subarray(0, HASH_BYTES);
}

async function insert(values: readonly unknown[]): Promise<void> {
  const tuples = Array.from({ length: values.length / COLUMNS }, (_, i) => {
    return `(${Array.from({ length: COLUMNS }, (_, j) => `$${i * COLUMNS + j + 1}`).join(', ')})`;
  });
  await database.query(
    `insert into drafts (submission_id, version, row, certificate_id, record_version, institution, occupation, work_type,
       level, issued_on, document_type, name_hash, document_hash, number_hash, hash_key, data_key, sealed)
     values ${tuples.join(', ')}`,
    [...values],
  );
}
