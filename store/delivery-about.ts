// What a message is about, as its row keeps it: ids, codes and counts, never a person's data.
import { z } from 'zod';
import { evidenceKinds } from '../domain/evidence.ts';
import type { Refusal } from '../domain/law.ts';

export const aboutSchema = z.object({
  version: z.number().optional(),
  round: z.number().optional(),
  tier: z.string().optional(),
  seq: z.number().optional(),
  /** To be marked urgent in its reader's client. */
  urgent: z.boolean().optional(),
  /** The day a digest is of. */
  day: z.string().optional(),
  /** The drop a question is about. */
  drop: z.string().optional(),
  /** What the file of a question is by its bytes, and which submission it was announced for. */
  evidence: z.enum(evidenceKinds).optional(),
  named: z.string().optional(),
  /** The attached file that was asked for. */
  no: z.number().optional(),
  /** Which of several files, from 1, where one message could not carry all. */
  part: z.number().optional(),
  /** The directory workbook a card is about, and the edition it was compared with. */
  proposal: z.string().optional(),
  edition: z.number().optional(),
  /** The signed 诚信承诺书 a card is about. */
  commitment: z.string().optional(),
  /** The vacancy an alarm is about. */
  vacancy: z.string().optional(),
  /** The leave that a card tells of. */
  leave: z.string().optional(),
  /** A fixed sentence or occasion, by its code. */
  code: z.string().optional(),
  /** Which page of a list is shown, from 1. */
  page: z.number().optional(),
  /** What came of the submissions that were last decided together on this card. */
  batch: z
    .object({
      what: z.enum(['approve', 'return']),
      items: z.array(
        z.object({
          no: z.string(),
          until: z.string().nullable(),
          refusal: z.custom<Refusal>((value) => typeof value === 'object' && value !== null).nullable(),
        }),
      ),
    })
    .optional(),
  /** Due days that a calendar moved, counted, and the numbers of some of their submissions. */
  moved: z
    .object({ earlier: z.number(), later: z.number(), confirmed: z.number(), numbers: z.array(z.string()) })
    .optional(),
});
export type DeliveryAbout = z.infer<typeof aboutSchema>;
