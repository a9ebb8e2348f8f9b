// Reads the field standards kept beside this file. Must not check any certificate.
import { z } from 'zod';
import type { Standard } from '../domain/standard.ts';
import hebei2022Json from './standards/hebei-2022.json' with { type: 'json' };
import national2019SampleJson from './standards/national-2019-sample.json' with { type: 'json' };

const keys = [
  'name',
  'documentType',
  'documentNumber',
  'employer',
  'occupation',
  'workType',
  'level',
  'number',
  'issuedOn',
  'institution',
  'issuer',
] as const;
const numberForms = [
  'resident-id',
  'hong-kong-macao-residence',
  'taiwan-residence',
  'permanent-residence',
  'hong-kong-macao-travel',
  'taiwan-travel',
  'chinese-passport',
  'foreign-passport',
  'work-permit',
  'other',
] as const;
const text = z.string().min(1);

const StandardSchema = z
  .strictObject({
    id: text,
    version: z.int().positive(),
    inForceFrom: z.iso.date(),
    title: text,
    source: text,
    fields: z.array(
      z.strictObject({
        key: z.enum(keys),
        header: text,
        maxLength: z.int().positive(),
        required: z.boolean(),
        example: z.string(),
        note: z.string(),
      }),
    ),
    documentTypes: z
      .array(z.strictObject({ name: text, code: text, aliases: z.array(text), numberForm: z.enum(numberForms) }))
      .nonempty(),
    levels: z
      .array(z.strictObject({ name: text, code: z.string().length(1).nullable(), aliases: z.array(text) }))
      .nonempty(),
  })
  .refine((standard) => new Set(standard.fields.map((field) => field.key)).size === keys.length, 'a field is missing')
  .refine((standard) => standard.fields.length === keys.length, 'a field is given twice');

/** A standard from its JSON; throws a ZodError that names the place when it is not one. */
export function standardOf(json: unknown): Standard {
  return StandardSchema.parse(json);
}

/** 冀职鉴字〔2022〕2号 附件1. */
export const hebei2022: Standard = standardOf(hebei2022Json);

/** Every standard the product knows, so that an old submission can be run again under its own. */
const standards: readonly Standard[] = [hebei2022, standardOf(national2019SampleJson)];

/** The standard frozen on a submission; null when it is not one of ours. */
export function findStandard(id: string, version: number): Standard | null {
  return standards.find((standard) => standard.id === id && standard.version === version) ?? null;
}

/** A standard by `id@version`, as frozen on a submission's version. Throws when it is not one of ours. */
export function standardCalled(frozen: string): Standard {
  const [id = '', version = ''] = frozen.split('@');
  const standard = findStandard(id, Number(version));
  if (standard === null) throw new Error(`no standard ${frozen} in config/standards`);
  return standard;
}
