// Feishu's error codes and what each one asks of us: one table, from the open platform's error pages. Pure.

/**
 * - `retry`: nothing was done, trying again later may work: by itself, or once an administrator has put the app in order
 * - `refused`: what we asked for is wrong; trying again will not help
 * - `gone`: the message, chat or person is no longer there for us; trying again will not help, nobody is at fault
 * - `unknown-outcome`: it may or may not have been done; only a repeat with the same `uuid`, or a look, can tell
 */
export type FaultKind = 'retry' | 'refused' | 'gone' | 'unknown-outcome';

/** The tenant token expired or was never valid: fetch a new one, once. */
export const TOKEN_INVALID = 99991663;

type Row = readonly [kind: Exclude<FaultKind, 'unknown-outcome'>, meaning: string];

export const codes: ReadonlyMap<number, Row> = new Map([
  [99991400, ['retry', 'frequency limit']],
  [99991401, ['retry', 'our address is not on the IP whitelist']],
  [99991403, ['retry', 'monthly quota used up']],
  [99991661, ['retry', 'token missing']],
  [99991662, ['retry', 'app disabled']],
  [TOKEN_INVALID, ['retry', 'token invalid, also after a fresh one']],
  [99991664, ['retry', 'app token invalid']],
  [99991665, ['retry', 'tenant code invalid']],
  [99991671, ['refused', 'token of the wrong kind']],
  [99991672, ['retry', 'scope missing']],
  [99991673, ['retry', 'app not installed']],
  [99991679, ['refused', 'user consent missing']],
  [99992351, ['gone', 'open_id unknown']],
  [99992354, ['gone', 'message_id unknown']],
  [99992356, ['gone', 'chat unknown']],
  [99992360, ['gone', 'user_id unknown']],
  [99992361, ['refused', 'open_id of another app']],
  [99992402, ['refused', 'field validation']],
  [230001, ['refused', 'invalid parameter']],
  [230002, ['gone', 'bot not in the group']],
  [230006, ['retry', 'bot ability off']],
  [230009, ['refused', 'too late to recall']],
  [230011, ['gone', 'message recalled']],
  [230012, ['refused', 'not our message']],
  [230013, ['gone', 'person outside the availability range, or left']],
  [230015, ['refused', 'p2p chat cannot be shared']],
  [230017, ['refused', 'file not uploaded by us']],
  [230018, ['refused', 'forbidden by the group settings']],
  [230019, ['gone', 'topic missing']],
  [230020, ['retry', 'message frequency limit']],
  [230022, ['refused', 'sensitive content']],
  [230023, ['refused', 'person has too many unread urgent messages']],
  [230024, ['refused', 'quota of urgent messages used up']],
  [230025, ['refused', 'body too long']],
  [230026, ['refused', 'no permission to recall the message']],
  [230027, ['refused', 'permission lacking, or external group']],
  [230028, ['refused', 'data loss prevention refused the content']],
  [230029, ['gone', 'person left']],
  [230031, ['gone', 'card older than 14 days']],
  [230033, ['refused', 'read status older than 7 days']],
  [230034, ['gone', 'receive_id invalid']],
  [230035, ['gone', 'muted, blocked or against a policy']],
  [230036, ['gone', 'tenant deleted']],
  [230038, ['refused', 'person of another tenant']],
  [230049, ['retry', 'message is being sent']],
  [230050, ['gone', 'message not visible to us']],
  [230053, ['gone', 'person stopped the bot']],
  [230054, ['refused', 'connection group']],
  [230055, ['refused', 'file type does not fit the message type']],
  [230071, ['refused', 'not our message']],
  [230072, ['refused', 'edited too often']],
  [230075, ['refused', 'secret chat']],
  [230099, ['refused', 'card could not be created']],
  [230110, ['gone', 'message deleted']],
  [232006, ['gone', 'chat invalid']],
  [232009, ['gone', 'chat dissolved']],
  [232011, ['gone', 'bot not in the chat']],
  [232025, ['retry', 'bot ability off']],
  [232033, ['refused', 'external chat']],
  [234001, ['refused', 'invalid parameter']],
  [234002, ['refused', 'unauthorised']],
  [234003, ['gone', 'file not in the message']],
  [234004, ['gone', 'app not in the chat']],
  [234006, ['refused', 'file too large']],
  [234007, ['retry', 'bot ability off']],
  [234008, ['refused', 'not our file']],
  [234009, ['refused', 'external group']],
  [234010, ['refused', 'file empty']],
  [234037, ['refused', 'download over 100 MB']],
  [234038, ['refused', 'chat in restricted mode']],
  [234040, ['gone', 'message not visible to us']],
  [234043, ['refused', 'a message of this type has no file']],
]);

/** Codes by which the platform says "slower"; the header `x-ogw-ratelimit-reset` says for how long. */
const slower: ReadonlySet<number> = new Set([99991400, 230020]);

/** Whether an answer is a rate limit. */
function isRateLimit(code: number | null, httpStatus: number): boolean {
  return httpStatus === 429 || (code !== null && slower.has(code));
}

/** A card is locked while a click on it waits for its answer: 230099 with sub-code 11310. */
function isLocked(code: number | null, msg: string): boolean {
  return code === 230099 && msg.includes('card action is lock');
}

/** Whether the platform wants the same call again in a moment: too fast, still sending, or a click is being answered. */
export function asksToWait(code: number | null, httpStatus: number, msg: string): boolean {
  return isRateLimit(code, httpStatus) || code === 230049 || isLocked(code, msg);
}

/**
 * Judges an answer that is not a success.
 * @param code the answer's own code; null when the body was not Feishu's
 * @param repeatable whether doing the call twice does no harm
 */
export function judge(code: number | null, httpStatus: number, msg: string, repeatable: boolean): FaultKind {
  if (isRateLimit(code, httpStatus)) return 'retry';
  if (isLocked(code, msg)) return 'retry';
  // What a repeated uuid is answered with is not documented; if it is an error, the first one may have gone out.
  if (code === 230001 && !repeatable && /\buuid\b/i.test(msg)) return 'unknown-outcome';
  const row = code === null ? undefined : codes.get(code);
  if (row !== undefined) return row[0];
  if (httpStatus >= 500) return repeatable ? 'retry' : 'unknown-outcome';
  return 'refused';
}
