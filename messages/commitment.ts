// The 诚信承诺书: the form that is handed out, and the cards about what comes back signed. The scan leaves here as it came.
import type { CommitmentsView, CommitmentToldView, ScanView } from '../cards/commitment.ts';
import { dayWords, momentWords, sizeWords } from '../cards/words.ts';
import { dayOf } from '../domain/calendar.ts';
import { maskName } from '../domain/mask.ts';
import { scanKind } from '../domain/scan.ts';
import {
  type Commitment,
  commitmentOfDrop,
  committedDays,
  localReviewPosts,
  readCommitment,
} from '../store/commitments.ts';
import type { Queryable } from '../store/database.ts';
import { institutionNames, namesOf, standingOf } from '../store/directory.ts';
import { readDrop } from '../store/drops.ts';
import { getFile } from '../store/files.ts';
import { readNotes } from '../store/notes.ts';
import { writeCommitment } from '../workbook/write-commitment.ts';
import type { NamedFile } from './files.ts';
import type { Parts } from './parts.ts';

/** To be printed, signed and given back as a scan (article 24). */
export async function commitmentFile(parts: Parts): Promise<NamedFile> {
  return { name: '诚信承诺书.xlsx', bytes: await writeCommitment(parts.commitment) };
}

export async function commitmentsView(q: Queryable, openId: string, now: Date): Promise<CommitmentsView> {
  const standing = await standingOf(q, openId, dayOf(now));
  return { institutions: await committedDays(q, standing?.institutions ?? []) };
}

export async function scanView(q: Queryable, drop: string, openId: string, now: Date): Promise<ScanView> {
  const kept = await readDrop(q, drop);
  if (kept === null) throw new Error(`no drop ${drop}`);
  const standing = await standingOf(q, openId, dayOf(now));
  const recorded = await commitmentOfDrop(q, drop);
  const settled = recorded === null ? '已按您的选择不作处理。' : `已登记：${dayWords(recorded.signedOn)}签署。`;
  return {
    drop,
    receivedAt: momentWords(kept.receivedAt.toISOString()),
    size: sizeWords(kept.byteLength),
    institutions: [...(await institutionNames(q, standing?.institutions ?? []))],
    today: dayOf(now),
    settled: kept.settledAt === null ? null : settled,
  };
}

export async function commitmentToldView(
  q: Queryable,
  parts: Parts,
  id: string,
  openId: string,
  now: Date,
): Promise<CommitmentToldView> {
  const commitment = await known(q, id);
  const { institution, signedOn, signer, reason, recordedBy, revokedBy, revokedAt } = commitment;
  const { sealer } = parts.store;
  const standing = await standingOf(q, openId, dayOf(now));
  const posts = await localReviewPosts(q, institution);
  const names = await namesOf(q, sealer, [recordedBy, ...(revokedBy === null ? [] : [revokedBy])]);
  const notes = await readNotes(q, sealer, [signer, ...(reason === null ? [] : [reason])]);
  const called = (person: string) => names.get(person) ?? '（已不在册）';
  return {
    commitment: id,
    institution: (await institutionNames(q, [institution])).get(institution) ?? institution,
    signedOn,
    signer: maskName(notes.get(signer) ?? ''),
    by: called(recordedBy),
    when: momentWords(commitment.recordedAt.toISOString()),
    revoked:
      revokedBy === null || revokedAt === null
        ? null
        : { by: called(revokedBy), when: momentWords(revokedAt.toISOString()), reason: notes.get(reason ?? '') ?? '' },
    mayRevoke: posts.some((post) => standing?.posts.includes(post) ?? false),
  };
}

/** The scan as it came, named after its institution and what its bytes are. */
export async function scanFile(q: Queryable, parts: Parts, id: string): Promise<NamedFile> {
  const { institution, file } = await known(q, id);
  const bytes = await getFile(q, parts.store.sealer, file);
  const name = (await institutionNames(q, [institution])).get(institution) ?? institution;
  return { name: `诚信承诺书扫描件-${name}.${scanKind(bytes) ?? 'bin'}`, bytes };
}

async function known(q: Queryable, id: string): Promise<Commitment> {
  const commitment = await readCommitment(q, id);
  if (commitment === null) throw new Error(`no commitment ${id}`);
  return commitment;
}
