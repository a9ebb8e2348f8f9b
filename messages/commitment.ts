// The form of the 诚信承诺书 that the bot hands out on request.
import { writeCommitment } from '../workbook/write-commitment.ts';
import type { NamedFile } from './files.ts';
import type { Parts } from './parts.ts';

/** To be printed, signed and given to an administrator, who enters the day in the directory (article 24). */
export async function commitmentFile(parts: Parts): Promise<NamedFile> {
  return { name: '诚信承诺书.xlsx', bytes: await writeCommitment(parts.commitment) };
}
