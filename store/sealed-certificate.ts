// How a certificate's personal part is sealed, the same in drafts and records. Knows no SQL.
import type { Certificate } from '../domain/certificate.ts';
import { type DataKey, type Place, type Sealer, seal } from './sealing.ts';

/** First element of the sealed list: counts up when the list changes. */
const LAYOUT = 1;

type ClearField = 'occupation' | 'workType' | 'level' | 'issuedOn' | 'documentType';

/** What stands in clear beside the sealed part: nothing of it names a person. */
export type ClearPart = Pick<Certificate, ClearField>;

/** Seals name, document number, employer, number, institution and issuer as a list: keys would cost 60 bytes a row. */
export function sealCertificate(
  key: DataKey,
  certificateId: string,
  version: number,
  certificate: Certificate,
): Buffer {
  const { name, documentNumber, employer, number, institution, issuer } = certificate;
  const list = [LAYOUT, name, documentNumber, employer, number, institution, issuer];
  return seal(key, placeOf(certificateId, version), JSON.stringify(list));
}

/** Puts the two parts together again. Throws when the sealed part does not belong to this certificate and version. */
export function openCertificate(
  sealer: Sealer,
  key: DataKey,
  certificateId: string,
  version: number,
  sealed: Buffer,
  clear: ClearPart,
): Certificate {
  const bytes = sealer.openWith(key, placeOf(certificateId, version), sealed);
  const [layout, ...texts] = JSON.parse(bytes.toString('utf8')) as [number, ...string[]];
  if (layout !== LAYOUT) throw new Error(`certificate ${certificateId} is sealed in the unknown layout ${layout}`);
  const [name = '', documentNumber = '', employer = '', number = '', institution = '', issuer = ''] = texts;
  const { documentType, occupation, workType, level, issuedOn } = clear;
  return {
    name,
    documentType,
    documentNumber,
    employer,
    occupation,
    workType,
    level,
    number,
    issuedOn,
    institution,
    issuer,
  };
}

/** Of the record a draft will become: publishing copies the sealed bytes as they are. */
function placeOf(id: string, version: number): Place {
  return { table: 'records', id, version };
}
