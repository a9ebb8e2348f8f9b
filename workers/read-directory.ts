// Reads a directory workbook an administrator dropped and compares it with what is in force. Puts nothing in force.
import { z } from 'zod';
import { dayOf } from '../domain/calendar.ts';
import { compareDirectory } from '../store/compare-directory.ts';
import { orderDelivery } from '../store/deliveries.ts';
import { standingOfPerson } from '../store/directory.ts';
import { currentEdition } from '../store/directory-editions.ts';
import { answerProposal, type DirectoryAnswer, readProposal } from '../store/directory-proposals.ts';
import { getFile } from '../store/files.ts';
import { finish, isWaiting } from '../store/outbox.ts';
import { readDirectory as readWorkbook } from '../workbook/directory.ts';
import { UnreadableFile } from '../workbook/unreadable.ts';
import type { WorkerParts } from './parts.ts';

export const directoryToRead = z.object({ proposal: z.uuid() });

export async function readDirectory(
  parts: WorkerParts,
  { proposal: id }: z.infer<typeof directoryToRead>,
  work: number,
): Promise<void> {
  const { store, clock } = parts;
  if (!(await isWaiting(store.db, work))) return;
  const proposal = await readProposal(store.db, id);
  if (proposal === null) throw new Error(`no proposal ${id}`);
  const found = await read(await getFile(store.db, store.sealer, proposal.file));
  const now = await clock.now();
  await store.db.transaction(async (tx) => {
    if (!(await finish(tx, work, now))) return;
    const { directory } = found;
    const compared =
      directory === null
        ? { basedOn: await currentEdition(tx), changes: [], warnings: [] }
        : await compareDirectory(tx, store, directory, proposal.person, now);
    const { basedOn, changes, warnings } = compared;
    const answer = { ...found, changes, warnings };
    if (!(await answerProposal(tx, store, id, { basedOn, answer }, now))) return;
    const person = await standingOfPerson(tx, proposal.person, dayOf(now));
    if (person?.openId == null) return;
    const key = `directory:${id}:${basedOn}`;
    const about = { proposal: id, edition: basedOn };
    await orderDelivery(tx, { key, kind: 'directory', person: person.id, openId: person.openId, about }, now);
  });
}

async function read(bytes: Buffer): Promise<Pick<DirectoryAnswer, 'unreadable' | 'problems' | 'directory'>> {
  try {
    const { directory, problems } = await readWorkbook(bytes);
    return { unreadable: null, problems, directory: problems.length === 0 ? directory : null };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { unreadable: error.message, problems: [], directory: null };
  }
}
