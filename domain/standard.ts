// The field standard a workbook is held against, and its look-ups. Data comes from config/; nothing is read here.
import type { FieldKey } from './certificate.ts';
import { folded } from './text.ts';

/** Which rule a document's number follows (domain/identity.ts). */
export type NumberForm =
  | 'resident-id'
  | 'hong-kong-macao-residence'
  | 'taiwan-residence'
  | 'permanent-residence'
  | 'hong-kong-macao-travel'
  | 'taiwan-travel'
  | 'chinese-passport'
  | 'foreign-passport'
  | 'work-permit'
  | 'other';

export type StandardField = {
  key: FieldKey;
  header: string;
  /** In code points. */
  maxLength: number;
  required: boolean;
  example: string;
  note: string;
};

export type DocumentType = { name: string; code: string; aliases: readonly string[]; numberForm: NumberForm };

/** `code`: the character at position 16 of the certificate number; null where no source gives one. */
export type Level = { name: string; code: string | null; aliases: readonly string[] };

export type Standard = {
  id: string;
  /** Counts up whenever anything below changes; frozen on each submission. */
  version: number;
  /** First day on which it applies, YYYY-MM-DD. */
  inForceFrom: string;
  title: string;
  source: string;
  /** In their lawful order. */
  fields: readonly StandardField[];
  documentTypes: readonly DocumentType[];
  /** From the lowest up. */
  levels: readonly Level[];
};

/** What a listed value was recognised by. An official spelling with another bracket or space counts as the name. */
export type Recognised<T> = { entry: T; by: 'name' | 'code' | 'alias' };

/** The field of a key. Throws when the standard has none: a standard is parsed to hold all eleven. */
export function fieldOf(standard: Standard, key: FieldKey): StandardField {
  const field = standard.fields.find((candidate) => candidate.key === key);
  if (!field) throw new Error(`standard ${standard.id} has no field ${key}`);
  return field;
}

/** How high a level is, from 0; -1 for one the standard does not know. */
export function levelRank(standard: Standard, name: string): number {
  return standard.levels.findIndex((level) => level.name === name);
}

type Listed = { name: string; code: string | null; aliases: readonly string[] };

/** A look-up that works out a list's spellings once: a file asks for the same few on every row. */
function recogniser<T extends Listed>(): (entries: readonly T[], text: string) => Recognised<T> | null {
  const indexes = new WeakMap<readonly T[], ReadonlyMap<string, Recognised<T>>>();
  return (entries, text) => {
    const index = indexes.get(entries) ?? spellingsOf(entries);
    indexes.set(entries, index);
    return index.get(folded(text)) ?? null;
  };
}

/** Names win over codes, codes over aliases. */
function spellingsOf<T extends Listed>(entries: readonly T[]): ReadonlyMap<string, Recognised<T>> {
  const index = new Map<string, Recognised<T>>();
  for (const entry of entries) for (const alias of entry.aliases) index.set(folded(alias), { entry, by: 'alias' });
  for (const entry of entries) if (entry.code !== null) index.set(entry.code, { entry, by: 'code' });
  for (const entry of entries) index.set(folded(entry.name), { entry, by: 'name' });
  return index;
}

const recogniseType = recogniser<DocumentType>();
const recogniseLevel = recogniser<Level>();

/** Finds a document type by its name, its code (`201`) or a usual short name. */
export function findDocumentType(standard: Standard, text: string): Recognised<DocumentType> | null {
  return recogniseType(standard.documentTypes, text);
}

/** Finds a level by its name, its digit or a usual other name (`高级工`). */
export function findLevel(standard: Standard, text: string): Recognised<Level> | null {
  return recogniseLevel(standard.levels, text);
}
