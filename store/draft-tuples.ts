// What stands in the table of drafts for one checked row: sealed, hashed, as COPY takes it. Touches no database.
import type { Certificate } from '../domain/certificate.ts';
import { type BinaryField, binaryTuples } from './copy-binary.ts';
import { type KeyedHashes, keyedHashes } from './keyed-hashes.ts';
import { sealCertificate } from './sealed-certificate.ts';
import { type DataKey, HASH_KEY } from './sealing.ts';
import { timeOrderedUuid, uuidBytes, uuidText } from './uuid.ts';

/** In the order of the fields of a tuple. */
export const DRAFT_COLUMNS = `submission_id, version, row, certificate_id, record_version, institution, occupation, work_type,
  level, issued_on, document_type, name_hash, document_hash, number_hash, hash_key, data_key, sealed`;
/** A draft becomes the first version of its certificate. */
const RECORD_VERSION = 1;

/** `institution` is its code in the directory; `dataKey` that of this submission version. */
export type DraftTarget = { submissionId: string; version: number; institution: string; dataKey: DataKey };

/** `row` tells the rows of one version apart; it is the row number of the clerk's sheet. */
export type DraftRow = { row: number; certificate: Certificate };

/** All that sealing and hashing need, so that another thread can do it. */
export type DraftKeys = DraftTarget & { hashKey: DataKey; now: Date };

/** The rows of a batch as plain values end to end: what a message to another thread costs is counted by the object. */
export type FlatDrafts = readonly (string | number | null)[];
/** Of one row: its number, the eleven fields of a certificate, two hashes. */
const VALUES = 14;

/** With the hashes that looking up the register has already asked for, and remembers; null for a blank number. */
export function flatDrafts(rows: readonly DraftRow[], hashes: KeyedHashes): FlatDrafts {
  const flat: (string | number | null)[] = [];
  for (const { row, certificate } of rows) {
    const { name, documentType, documentNumber, employer, occupation, workType, level } = certificate;
    const { number, issuedOn, institution, issuer } = certificate;
    flat.push(row, name, documentType, documentNumber, employer, occupation, workType, level);
    flat.push(number, issuedOn, institution, issuer);
    flat.push(asText(hashes.ofDocument(documentNumber)), asText(hashes.ofNumber(number)));
  }
  return flat;
}

/** Seals and hashes batch after batch. */
export function draftTuples(keys: DraftKeys): (drafts: FlatDrafts) => Buffer<ArrayBuffer> {
  const hashes = keyedHashes(keys.hashKey.secret, HASH_KEY);
  const fieldsOf = fieldsTeller(keys, hashes);
  return (drafts) => binaryTuples(tuplesOf(drafts, fieldsOf));
}

type Flat = FlatDrafts[number];

function* tuplesOf(drafts: FlatDrafts, fieldsOf: ReturnType<typeof fieldsTeller>): Generator<BinaryField[]> {
  for (let at = 0; at < drafts.length; at += VALUES) yield fieldsOf(drafts, at);
}

function fieldsTeller({ submissionId, version, institution, dataKey, now }: DraftKeys, hashes: KeyedHashes) {
  const submission = uuidBytes(submissionId);
  const key = uuidBytes(dataKey.id);
  return (drafts: FlatDrafts, at: number): BinaryField[] => {
    const text = (n: number) => String(drafts[at + n]);
    const certificate: Certificate = {
      name: text(1),
      documentType: text(2),
      documentNumber: text(3),
      employer: text(4),
      occupation: text(5),
      workType: text(6),
      level: text(7),
      number: text(8),
      issuedOn: text(9),
      institution: text(10),
      issuer: text(11),
    };
    const id = timeOrderedUuid(now);
    return [
      submission,
      version,
      Number(drafts[at]),
      id,
      RECORD_VERSION,
      institution,
      certificate.occupation,
      certificate.workType,
      certificate.level,
      certificate.issuedOn,
      certificate.documentType,
      hashes.ofName(certificate.name),
      asBytes(drafts[at + 12]),
      asBytes(drafts[at + 13]),
      hashes.key,
      key,
      sealCertificate(dataKey, uuidText(id), RECORD_VERSION, certificate),
    ];
  };
}

function asText(hash: Buffer | null): string | null {
  return hash?.toString('latin1') ?? null;
}

function asBytes(hash: Flat | undefined): Buffer | null {
  return typeof hash === 'string' ? Buffer.from(hash, 'latin1') : null;
}
