// Names and numbers as keyed hashes: equal ones meet, and nobody without the key can tell what they were. Knows no table.
import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { NORMALISER, normaliseName, normaliseNumber } from './normalise.ts';
import { shortHmac } from './short-hmac.ts';

/** 128 of HMAC-SHA-256's 256 bits: at 10^8 rows the shorter hashes save some 10 GB of table and index. */
export const HASH_BYTES = 16;
const KEY_BYTES = 32;
/** More than the rows of a check that are under way at once, so that none is hashed twice. */
const REMEMBERED_HASHES = 4_096;

/** Keyed hashes, each kind under a key of its own. `key` names key and normaliser, to be kept beside the hash. */
export type KeyedHashes = {
  readonly key: string;
  /** 16 bytes, of the normalised text; null for text that is blank. */
  ofName(name: string): Buffer | null;
  ofDocument(documentNumber: string): Buffer | null;
  ofNumber(certificateNumber: string): Buffer | null;
  /** For mobile numbers and e-mail addresses of the directory. */
  ofIdentity(mobileOrEmail: string): Buffer | null;
  /** 32 bytes, of the bytes as they are. */
  ofFile(bytes: Uint8Array): Buffer;
};

/** The hashes under one generation of hash keys, all derived from its secret. */
export function keyedHashes(secret: KeyObject, generation: string): KeyedHashes {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, '', `hezheng.${generation}.${purpose}`, KEY_BYTES));
  const hashed = (purpose: string, normalise: (text: string) => string) => {
    const hmac = shortHmac(derive(purpose), HASH_BYTES);
    return (text: string): Buffer | null => {
      const normal = normalise(text);
      return normal === '' ? null : hmac(normal);
    };
  };
  const fileSecret = createSecretKey(derive('file'));
  return {
    key: `${generation}/${NORMALISER}`,
    ofName: hashed('name', normaliseName),
    // Asked for twice of every row of a file: by what looks it up, and by what stores it.
    ofDocument: lately(hashed('document', normaliseNumber)),
    ofNumber: lately(hashed('number', normaliseNumber)),
    ofIdentity: hashed('identity', normaliseNumber),
    ofFile: (bytes) => createHmac('sha256', fileSecret).update(bytes).digest(),
  };
}

/** Remembers what it was asked lately; its answers must not be changed. */
function lately<T>(work: (text: string) => T): (text: string) => T {
  let recent = new Map<string, T>();
  let before = recent;
  return (text) => {
    const known = recent.get(text) ?? before.get(text);
    if (known !== undefined) return known;
    if (recent.size >= REMEMBERED_HASHES) {
      before = recent;
      recent = new Map();
    }
    const answer = work(text);
    recent.set(text, answer);
    return answer;
  };
}
