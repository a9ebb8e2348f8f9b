// What a button carries and a click brings back: one schema, both directions. Never a person and never a permission.
import { z } from 'zod';

const submission = z.uuid();
const version = z.number().int().min(1);
const round = z.number().int().min(0);
const tier = z.string().max(20);

export const actionSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('submit'), submission, version }),
  z.strictObject({ act: z.literal('withdraw'), submission, version }),
  z.strictObject({ act: z.literal('workbook'), submission, version }),
  z.strictObject({ act: z.literal('answer-warnings'), submission, version }),
  z.strictObject({ act: z.literal('repairs'), submission, version }),
  z.strictObject({ act: z.literal('accept'), submission, version, code: z.string().max(10).nullable() }),
  z.strictObject({ act: z.literal('name-sheet'), submission, version, sheet: z.number().int().min(1).max(99) }),
  z.strictObject({ act: z.literal('check-again'), submission, version }),
  z.strictObject({ act: z.literal('make-real'), submission, version }),
  z.strictObject({ act: z.literal('approve'), submission, round, tier }),
  z.strictObject({ act: z.literal('return'), submission, round, tier }),
  z.strictObject({ act: z.literal('return-rows'), submission, round, tier }),
  z.strictObject({ act: z.literal('return-listed'), drop: z.uuid(), submission, round, tier }),
  z.strictObject({ act: z.literal('take-back'), submission, round, tier }),
  z.strictObject({ act: z.literal('hand-over'), submission, round, tier }),
  z.strictObject({ act: z.literal('publish'), submission, round, tier }),
  z.strictObject({ act: z.literal('ask'), submission, round, tier }),
  z.strictObject({ act: z.literal('reply'), submission, round, question: z.number().int().min(1) }),
  z.strictObject({ act: z.literal('transfer'), submission, round, tier }),
  z.strictObject({ act: z.literal('sample'), submission, round, tier, page: z.number().int().min(1) }),
  z.strictObject({ act: z.literal('whole'), submission, round, tier }),
  z.strictObject({ act: z.literal('ask-admission'), submission, version }),
  z.strictObject({ act: z.literal('admit'), submission, version }),
  z.strictObject({ act: z.literal('acknowledge'), submission, round, due: z.iso.date() }),
  z.strictObject({ act: z.literal('export'), submission, round }),
  z.strictObject({ act: z.literal('history'), submission }),
  z.strictObject({
    act: z.literal('place'),
    drop: z.uuid(),
    institution: z.string().max(40),
    submission: submission.nullable(),
  }),
  z.strictObject({ act: z.literal('try'), drop: z.uuid(), institution: z.string().max(40) }),
  z.strictObject({ act: z.literal('drop-nothing'), drop: z.uuid() }),
  z.strictObject({ act: z.literal('attach'), submission }),
  z.strictObject({ act: z.literal('attach-drop'), drop: z.uuid(), submission }),
  z.strictObject({ act: z.literal('attachment'), submission, no: z.number().int().min(1).max(99) }),
  z.strictObject({ act: z.literal('directory-confirm'), proposal: z.uuid(), basedOn: z.number().int().min(0) }),
  z.strictObject({ act: z.literal('directory-decline'), proposal: z.uuid() }),
  z.strictObject({ act: z.literal('directory-list'), proposal: z.uuid() }),
  z.strictObject({ act: z.literal('upload-commitment') }),
  z.strictObject({ act: z.literal('record-commitment'), drop: z.uuid() }),
  z.strictObject({ act: z.literal('commitment-scan'), commitment: z.uuid() }),
  z.strictObject({ act: z.literal('revoke-commitment'), commitment: z.uuid() }),
  z.strictObject({ act: z.literal('leave') }),
  z.strictObject({ act: z.literal('leave-cancel'), leave: z.uuid() }),
  z.strictObject({ act: z.literal('todo-page'), page: z.number().int().min(1) }),
  z.strictObject({ act: z.literal('batch-approve') }),
  z.strictObject({ act: z.literal('batch-return') }),
  z.strictObject({
    act: z.literal('say'),
    word: z.enum(['进度', '模板', '帮助', '试填', '请假', '代理', '待办', '撤回', '周报']),
  }),
]);

export type Action = z.infer<typeof actionSchema>;

/** Names of the form fields that a click may bring along. */
export const fields = {
  lateReason: 'late_reason',
  answered: 'answered_codes',
  answer: 'answer_reason',
  returnCode: 'return_code',
  reason: 'reason',
  returnTo: 'return_to',
  rows: 'return_rows_named',
  question: 'question',
  reply: 'reply',
  colleague: 'colleague',
  admission: 'admission_reason',
  handedOn: 'handed_on',
  receipt: 'receipt',
  publishedOn: 'published_on',
  chosen: 'chosen_submissions',
  institution: 'institution',
  signedOn: 'signed_on',
  signer: 'signer',
  leaveFrom: 'leave_from',
  leaveTo: 'leave_to',
  leavePost: 'leave_post',
  standIn: 'stand_in',
} as const;

/** The choice of `leavePost` that is no single post. */
export const allPosts = 'all';

/** The choice of `returnTo` that is no tier. */
export const toClerk = 'clerk';

/** What an option of `chosen` carries: which submission, in which round, at which tier. Null for anything else. */
export function readChosen(value: string): { submission: string; round: number; tier: string } | null {
  const [id, count, key, ...rest] = value.split(':');
  const read = z.object({ submission, round: z.coerce.number().pipe(round), tier: tier.min(1) }).safeParse({
    submission: id,
    round: count,
    tier: key,
  });
  return read.success && rest.length === 0 ? read.data : null;
}
