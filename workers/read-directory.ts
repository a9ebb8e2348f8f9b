// Reads a directory workbook an administrator dropped and compares it with what is in force. Puts nothing in force.
import { z } from 'zod';
import { dayOf } from '../domain/calendar.ts';
import { compareDirectory } from '../store/compare-directory.ts';
import { orderDelivery } from '../store/deliveries.ts';
import { standingOfPerson } from '../store/directory.ts';
import { currentEdition } from '../store/directory-editions.ts';
import {
  answerProposal,
  type DirectoryAnswer,
  type DirectoryProposal,
  readProposal,
} from '../store/directory-proposals.ts';
import { getFile } from '../store/files.ts';
import { finish, isWaiting } from '../store/outbox.ts';
import { readDirectory as readWorkbook } from '../workbook/directory.ts';
import { UnreadableFile } from '../workbook/unreadable.ts';
import type { WorkerParts } from './parts.ts';

/** What the administrator reads on the card when no try came to an end. */
const failed =
  '系统出错，试了几次都没有核对完，不一定是文件的问题。请稍后把同一份文件再发一次；如果还是这样，请联系系统维护人员。';

export const directoryToRead = z.object({ proposal: z.uuid() });

type DirectoryToRead = z.infer<typeof directoryToRead>;

type Read = Pick<DirectoryAnswer, 'unreadable' | 'problems' | 'directory'>;

export async function readDirectory(
  parts: WorkerParts,
  { proposal: id }: DirectoryToRead,
  work: number,
): Promise<void> {
  const { store } = parts;
  if (!(await isWaiting(store.db, work))) return;
  const proposal = await proposalCalled(parts, id);
  await recordRead(parts, proposal, await read(await getFile(store.db, store.sealer, proposal.file)), work);
}

/** After the last try: the administrator is told that the reading failed and what to do, not left with 正在核对. */
export async function giveUpDirectory(
  parts: WorkerParts,
  { proposal: id }: DirectoryToRead,
  work: number,
): Promise<void> {
  const proposal = await proposalCalled(parts, id);
  await recordRead(parts, proposal, { unreadable: failed, problems: [], directory: null }, work);
}

async function proposalCalled({ store }: WorkerParts, id: string): Promise<DirectoryProposal> {
  const proposal = await readProposal(store.db, id);
  if (proposal === null) throw new Error(`no proposal ${id}`);
  return proposal;
}

async function recordRead(
  { store, clock }: WorkerParts,
  { id, person: proposer }: DirectoryProposal,
  found: Read,
  work: number,
): Promise<void> {
  const now = await clock.now();
  await store.db.transaction(async (tx) => {
    if (!(await finish(tx, work, now))) return;
    const { directory } = found;
    const compared =
      directory === null
        ? { basedOn: await currentEdition(tx), changes: [], warnings: [] }
        : await compareDirectory(tx, store, directory, proposer, now);
    const { basedOn, changes, warnings } = compared;
    const answer = { ...found, changes, warnings };
    if (!(await answerProposal(tx, store, id, { basedOn, answer }, now))) return;
    const person = await standingOfPerson(tx, proposer, dayOf(now));
    if (person?.openId == null) return;
    const key = `directory:${id}:${basedOn}`;
    const about = { proposal: id, edition: basedOn };
    await orderDelivery(tx, { key, kind: 'directory', person: person.id, openId: person.openId, about }, now);
  });
}

async function read(bytes: Buffer): Promise<Read> {
  try {
    const { directory, problems } = await readWorkbook(bytes);
    return { unreadable: null, problems, directory: problems.length === 0 ? directory : null };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { unreadable: error.message, problems: [], directory: null };
  }
}
