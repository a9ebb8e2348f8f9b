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

/** Finds a document type by its name, its code (`201`) or a usual short name. */
export function findDocumentType(standard: Standard, text: string): Recognised<DocumentType> | null {
  return recognise(standard.documentTypes, text);
}

/** Finds a level by its name, its digit or a usual other name (`高级工`). */
export function findLevel(standard: Standard, text: string): Recognised<Level> | null {
  return recognise(standard.levels, text);
}

function recognise<T extends { name: string; code: string | null; aliases: readonly string[] }>(
  entries: readonly T[],
  text: string,
): Recognised<T> | null {
  const wanted = folded(text);
  for (const entry of entries) {
    if (folded(entry.name) === wanted) return { entry, by: 'name' };
    if (entry.code === wanted) return { entry, by: 'code' };
    if (entry.aliases.some((alias) => folded(alias) === wanted)) return { entry, by: 'alias' };
  }
  return null;
}
