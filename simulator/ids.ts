// Identifiers shaped like Feishu's: random ones for what happens, stable ones for people, so that a restart keeps them.
import { createHash, randomBytes } from 'node:crypto';

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

export const newMessageId = (): string => `om_${hex(16)}`;
export const newChatId = (): string => `oc_${hex(16)}`;
export const newThreadId = (): string => `omt_${hex(8)}`;
export const newFileKey = (): string => `file_v3_00${hex(2)}_${hex(16)}`;
export const newImageKey = (): string => `img_v3_02${hex(2)}_${hex(16)}`;
export const newEventId = (): string => hex(16);
export const newUpdateToken = (): string => `c-${hex(20)}`;
export const newAccessToken = (): string => `t-g1${hex(18)}`;
export const newLogId = (): string => hex(16);
export const newShortId = (): string => hex(6);

/** The three ids of one person, always the same for the same name (or whatever else the seed is). */
export function personIds(seed: string): { open_id: string; union_id: string; user_id: string } {
  const digest = (kind: string) => createHash('sha256').update(`${kind}:${seed}`).digest('hex');
  return {
    open_id: `ou_${digest('open').slice(0, 32)}`,
    union_id: `on_${digest('union').slice(0, 32)}`,
    user_id: digest('user').slice(0, 8),
  };
}
