// The six-digit division codes that were ever in use, kept beside this file. They may only warn: real identity cards
// exist whose code is in no table.
import { z } from 'zod';
import divisionsJson from './divisions.json' with { type: 'json' };

/** By the first four digits: the last two, single or as a range (`00 05-09`). */
const DivisionsSchema = z.strictObject({
  source: z.string().min(1),
  codes: z.record(z.string().regex(/^\d{4}$/), z.string().regex(/^\d\d(-\d\d)?( \d\d(-\d\d)?)*$/)),
});

/** Every code of GB/T 2260 from 1980 to 2026, abolished ones too. */
export const divisions: ReadonlySet<string> = new Set(
  Object.entries(DivisionsSchema.parse(divisionsJson).codes).flatMap(([prefix, ends]) => {
    return ends.split(' ').flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => prefix + String(first + i).padStart(2, '0'));
    });
  }),
);
