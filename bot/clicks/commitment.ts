// Clicks about the 诚信承诺书: announce the scan, record it, look at it, revoke it. Whose it is comes from the directory.
import { type Action, fields } from '../../cards/action.ts';
import { dayOf } from '../../domain/calendar.ts';
import {
  handOutScan,
  localReviewPosts,
  readCommitment,
  recordCommitment,
  revokeCommitment,
} from '../../store/commitments.ts';
import { readDrop } from '../../store/drops.ts';
import { intend } from '../../store/intents.ts';
import type { BotParts } from '../parts.ts';
import { type ClickListener, type KnownClick, success, type Told, turnedAway, warning } from './answer-click.ts';
import { dayIn, textOf } from './decide-submission.ts';

type Uploading = Extract<Action, { act: 'upload-commitment' | 'record-commitment' }>;
type Judging = Extract<Action, { act: 'commitment-scan' | 'revoke-commitment' }>;

/** Longest name of a signer. */
const maxSigner = 40;

export const uploadCommitment: ClickListener<Uploading> = async (parts, click, now) => {
  const { action, standing } = click;
  if (action.act === 'record-commitment') return record(parts, click, action.drop, now);
  if (standing.institutions.length === 0) return turnedAway('outside-post', '您目前不是专管员，不能上传承诺书。');
  await parts.store.db.transaction((tx) => intend(tx, standing.id, 'commitment', now));
  return success('好的，请在 15 分钟内把扫描件（PDF、JPG 或 PNG）作为文件发到这里。');
};

async function record(
  { store }: BotParts,
  { standing, form }: KnownClick<Uploading>,
  id: string,
  now: Date,
): Promise<Told> {
  const drop = await readDrop(store.db, id);
  if (drop === null || drop.person !== standing.id) return warning('这份文件不是您发来的，不能在这里办理。');
  const [only, ...others] = standing.institutions;
  const institution = others.length === 0 ? only : textOf(form, fields.institution);
  if (institution == null || !standing.institutions.includes(institution))
    return warning('请先选择是哪个机构的承诺书。');
  const signedOn = dayIn(form, fields.signedOn);
  if (signedOn === null || signedOn > dayOf(now)) return warning('请选择签署日期，不能晚于今天。');
  const signer = textOf(form, fields.signer)?.slice(0, maxSigner) ?? null;
  if (signer === null) return warning('请填写签署人的姓名，再点「登记承诺书」。');
  const recorded = await recordCommitment(store, { drop, institution, signedOn, signer, by: standing.id }, now);
  return recorded
    ? success('承诺书已登记，现在可以提交。属地审核岗会收到通知，内容不符的会被撤销。')
    : warning('这份文件已经处理过了。');
}

export const judgeCommitment: ClickListener<Judging> = async ({ store }, click, now) => {
  const { action, standing, form, eventId } = click;
  const commitment = await readCommitment(store.db, action.commitment);
  const posts = commitment === null ? [] : await localReviewPosts(store.db, commitment.institution);
  if (commitment === null || !posts.some((post) => standing.posts.includes(post)))
    return turnedAway('outside-post', '承诺书由属地审核岗核对，您目前不在这个岗位上，没有作任何改动。');
  if (action.act === 'commitment-scan') {
    const to = { person: standing.id, openId: standing.openId ?? '', key: `again:${eventId}` };
    await store.db.transaction((tx) => handOutScan(tx, commitment, to, now));
    return success('好的，马上发给您。');
  }
  const reason = textOf(form, fields.reason);
  if (reason === null) return warning('请先写明撤销理由，再点「撤销登记」。');
  const revoked = await revokeCommitment(store, { id: commitment.id, by: standing.id, reason }, now);
  return revoked ? success('已撤销，专管员会收到您的理由。') : warning('这份承诺书已经撤销过了。');
};
