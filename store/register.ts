// The register of published certificates. Reads only through the view that hides what was deleted or suspended.
import type { Certificate } from '../domain/certificate.ts';
import type { Queryable, Tx } from './database.ts';
import { type ClearPart, openCertificate } from './sealed-certificate.ts';
import type { Sealer } from './sealing.ts';

const FOUND_LIMIT = 100;
const ROW = `id, record_version, state, sealed, occupation, work_type as "workType", level, issued_on as "issuedOn",
  document_type as "documentType"`;

/** Two or all three; a blank one counts as not given. */
export type Asked = { number?: string; name?: string; documentNumber?: string };

/** A suspended certificate is known to be there; what it says is not shown (冀职鉴字〔2022〕2号, art. 17). */
export type Found =
  | { id: string; state: 'published'; version: number; certificate: Certificate }
  | { id: string; state: 'suspended' };

/**
 * The certificates that match everything asked; at most 100. Throws unless two of the three are given
 * (冀职鉴字〔2022〕2号, art. 20).
 */
export async function findByTwo(q: Queryable, sealer: Sealer, asked: Asked, now: Date): Promise<Found[]> {
  const hashes = await sealer.hashes(q, now);
  const number = hashes.ofNumber(asked.number ?? '');
  const name = hashes.ofName(asked.name ?? '');
  const documentNumber = hashes.ofDocument(asked.documentNumber ?? '');
  if ([number, name, documentNumber].filter((hash) => hash !== null).length < 2) {
    throw new Error('two of certificate number, name and document number are needed');
  }
  const matches = '($2::bytea is null or name_hash = $2) and ($3::bytea is null or document_hash = $3)';
  const { rows } = await q.query<FoundRow>(
    number === null
      ? `select ${ROW} from visible_certificates where $1::bytea is null and name_hash = $2 and document_hash = $3
         order by id limit ${FOUND_LIMIT}`
      : `select ${ROW} from visible_certificates
         where id = (select certificate_id from claims where number_hash = $1) and number_hash = $1 and ${matches}`,
    [number, name, documentNumber],
  );
  return Promise.all(rows.map((row) => open(q, sealer, row)));
}

/** Takes a certificate out of sight, or back; `deleted` is logical and final (art. 15). */
export async function changeCertificateState(
  tx: Tx,
  id: string,
  state: 'published' | 'suspended' | 'deleted',
): Promise<void> {
  const { rowCount } = await tx.query("update certificates set state = $2 where id = $1 and state <> 'deleted'", [
    id,
    state,
  ]);
  if (rowCount !== 1) throw new Error(`certificate ${id} is not in the register, or deleted`);
}

type FoundRow = ClearPart & { id: string; record_version: number; state: string; sealed: Buffer | null };

async function open(
  q: Queryable,
  sealer: Sealer,
  { id, record_version: version, sealed, state, ...clear }: FoundRow,
): Promise<Found> {
  if (sealed === null || state !== 'published') return { id, state: 'suspended' };
  const key = await sealer.dataKey(q, sealer.keyIdOf(sealed));
  return { id, state, version, certificate: openCertificate(sealer, key, id, version, sealed, clear) };
}
