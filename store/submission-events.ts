// The stored form of a submission's events: parsed when read, so that everything behind this file may trust its types.
import { z } from 'zod';
import { evidenceKinds } from '../domain/evidence.ts';
import type { SubmissionEvent } from '../domain/submission.ts';
import type { NewEvent, StoredEvent } from './events.ts';

/** Counts the shapes of the bodies; an older shape is brought up to date here, where it is read. */
const SHAPE = 1;

const id = z.uuid();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const count = z.number().int().min(0);
const round = count;
const note = id.nullable();
const counted = z.object({ errors: count, warnings: count });
const byCode = z.record(z.string(), count);
const step = z.templateLiteral([z.enum(['holder', 'manager', 'above']), ':', z.number().int()]);
const how = z.enum(['card', 'digest', 'urgent']);
const period = z.object({
  holder: z.enum(['clerk', 'post']),
  from: day,
  due: day,
  provisional: z.boolean(),
  calendar: z.string(),
});
const act = { by: id, at: z.string() };
const decided = { round, by: id, for: id.nullable(), at: z.string() };
const until = z.string().nullable();

const outcome = {
  rows: count,
  errors: count,
  warnings: count,
  notes: count,
  barred: count.default(0),
  rowsWith: counted,
  cellsWith: counted,
  toAnswer: byCode,
  offered: byCode,
  repaired: byCode,
  unlisted: z.array(z.object({ code: z.string(), severity: z.enum(['error', 'warning', 'note']), count })).default([]),
  delta: z.object({ fixed: count, still: count, fresh: count, changed: count }).nullable(),
  earliestIssuedOn: day.nullable(),
  latestIssuedOn: day.nullable(),
  unreadable: z.object({ code: z.string(), limit: z.number().nullable(), where: z.string().nullable() }).nullable(),
};
const share = z.object({ rows: count, earliestIssuedOn: day.nullable(), latestIssuedOn: day.nullable() });
const departure = z.object({ child: id, version: count, rows: z.string(), gone: share, left: share });
const returned = { ...decided, tier: z.string(), code: z.string(), reason: id };

const schema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('received'),
    version: count,
    by: id,
    institution: z.string(),
    file: id,
    standard: z.string(),
    route: z.string(),
    trial: z.boolean(),
  }),
  z.object({ type: z.literal('checked'), version: count, ...outcome }),
  z.object({
    type: z.literal('check-asked'),
    version: count,
    by: id,
    at: z.string(),
    accepted: z.array(z.string()),
    sheet: count.nullable(),
  }),
  z.object({
    type: z.literal('warnings-answered'),
    version: count,
    by: id,
    at: z.string(),
    places: byCode,
    reason: id,
  }),
  z.object({ type: z.literal('made-real'), version: count, by: id, at: z.string() }),
  z.object({
    type: z.literal('submitted'),
    version: count,
    round,
    by: id,
    on: day,
    lateReason: note,
    route: z.string(),
  }),
  z.object({ type: z.literal('approved'), ...decided, tier: z.string(), lateReason: note, until }),
  z.object({
    type: z.literal('passed-on'),
    round,
    to: z.enum(['in-review', 'in-hand-over', 'at-ministry']),
    tier: count,
    post: z.string(),
    period,
    reopens: z.array(z.string()),
  }),
  z.object({
    type: z.literal('returned'),
    ...decided,
    tier: z.string(),
    to: z.string().nullable(),
    code: z.string(),
    reason: id,
    until,
  }),
  z.object({ type: z.literal('rows-returned'), ...returned, departure, until }),
  z.object({
    type: z.literal('rows-departed'),
    departure,
    returned: z.object(returned).nullable(),
    route: z.string(),
  }),
  z.object({
    type: z.literal('split-off'),
    parent: id,
    from: z.object({ version: count, rows: z.string() }),
    institution: z.string(),
    clerk: id,
    hands: z.array(id),
    standard: z.string(),
    route: z.string(),
    file: id,
    accepted: z.array(z.string()),
    sheet: count.nullable(),
    answers: z.record(z.string(), z.object({ reason: id, places: count })),
    round,
    firstSubmittedOn: day,
    admission: z.enum(['asked', 'granted']).nullable(),
    check: z.object(outcome),
  }),
  z.object({ type: z.literal('taken-back'), ...act, round, tier: z.string() }),
  z.object({ type: z.literal('asked'), ...act, round, tier: z.string(), no: count, question: id }),
  z.object({ type: z.literal('replied'), ...act, no: count, words: id }),
  z.object({ type: z.literal('transferred'), ...act, round, tier: z.string(), to: id }),
  z.object({ type: z.literal('admission-asked'), ...act, version: count, reason: id, post: z.string() }),
  z.object({ type: z.literal('admitted'), ...act, for: id.nullable().default(null), version: count, reason: id }),
  z.object({ type: z.literal('sent-back'), round, period }),
  z.object({ type: z.literal('handed-over'), ...decided, on: day, receipt: z.string(), lateReason: note }),
  z.object({ type: z.literal('published'), ...decided, on: day }),
  z.object({ type: z.literal('attached'), ...act, no: count, file: id, kind: z.enum(evidenceKinds), bytes: count }),
  z.object({ type: z.literal('withdrawn'), by: id, at: z.string() }),
  z.object({
    type: z.literal('due-moved'),
    round,
    from: day,
    due: day,
    provisional: z.boolean(),
    before: z.string(),
    calendar: z.string(),
  }),
  z.object({ type: z.literal('reminded'), round, step, how, due: day }),
  z.object({ type: z.literal('alerted'), round, step, how, due: day }),
  z.object({ type: z.literal('acknowledged'), ...act, round, due: day, until: day }),
]) satisfies z.ZodType<SubmissionEvent>;

/** What the log keeps of an event: its type beside the body. */
export function toStored(event: SubmissionEvent): NewEvent {
  const { type, ...body } = event;
  return { type, version: SHAPE, body };
}

/** Throws when the log holds what this version does not know: better to stop than to guess. */
export function fromStored(event: StoredEvent): SubmissionEvent {
  if (event.version !== SHAPE) throw new Error(`submission event ${event.type} has unknown shape ${event.version}`);
  const body = typeof event.body === 'object' ? event.body : {};
  return schema.parse({ ...body, type: event.type });
}
