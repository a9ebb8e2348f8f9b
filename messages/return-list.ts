// What a dropped list of the ministry centre returns: read from the sealed file each time it is asked, so that it is held
// against what lies at the ministry centre at that moment.
import type { ReturnListView } from '../cards/return-list.ts';
import { momentWords, sizeWords } from '../cards/words.ts';
import { dayOf } from '../domain/calendar.ts';
import { type ListedReturn, type NoList, ReturnList } from '../domain/return-list.ts';
import { rowWords, spansOf, writeRowSpans } from '../domain/row-spans.ts';
import type { Queryable } from '../store/database.ts';
import { standingOfPerson } from '../store/directory.ts';
import { type Drop, readDrop } from '../store/drops.ts';
import { getFile } from '../store/files.ts';
import { type ReturnedRows, rowsListed } from '../store/return-lists.ts';
import { rows } from '../workbook/read.ts';
import { UnreadableFile } from '../workbook/unreadable.ts';
import type { Parts } from './parts.ts';

/** What a list says that is no list, for whoever sent it. */
const noListWords: Record<NoList | 'unreadable', string> = {
  unreadable: '这份文件没有读出来。请另存为 .xlsx 或 .csv 再发一次。',
  'no-number-column': '这份文件里没有找到「证书编号」列。请在表头写明「证书编号」和「退回原因」，再发一次。',
  'too-many': '清单超过 5,000 行。请分几次发送，或在卡片上退回整份数据。',
  empty: '清单里没有证书编号。请核对后再发一次。',
};

/** The certificates a file names, or why it names none. */
export async function listIn(bytes: Uint8Array): Promise<readonly ListedReturn[] | NoList | 'unreadable'> {
  const list = new ReturnList();
  try {
    for await (const row of rows(bytes)) list.take(row);
  } catch (error) {
    if (error instanceof UnreadableFile) return 'unreadable';
    throw error;
  }
  return list.outcome();
}

/** The rows meant, of submissions that lie at the ministry centre under this person's posts; or words that say why none. */
export async function returnedBy(
  q: Queryable,
  { store }: Parts,
  drop: Drop,
  now: Date,
): Promise<{ found: ReturnedRows[]; unknown: number } | { none: string }> {
  const standing = await standingOfPerson(q, drop.person, dayOf(now));
  const listed = await listIn(await getFile(q, store.sealer, drop.file));
  if (typeof listed === 'string') return { none: noListWords[listed] };
  return rowsListed(q, store, standing?.posts ?? [], listed, now);
}

export async function returnListView(q: Queryable, parts: Parts, id: string, now: Date): Promise<ReturnListView> {
  const drop = await readDrop(q, id);
  if (drop === null) throw new Error(`no drop ${id}`);
  const about = {
    drop: id,
    size: sizeWords(drop.byteLength),
    receivedAt: momentWords(drop.receivedAt.toISOString()),
    returnReasons: parts.returnReasons,
  };
  if (drop.settledAt !== null) return { ...about, none: null, settled: true, unknown: 0, submissions: [] };
  const returned = await returnedBy(q, parts, drop, now);
  if ('none' in returned) return { ...about, none: returned.none, settled: false, unknown: 0, submissions: [] };
  return {
    ...about,
    none: returned.found.length === 0 ? '清单里的证书编号，都不在您岗位上待公布的数据里。请核对后再发一次。' : null,
    settled: false,
    unknown: returned.unknown,
    submissions: returned.found.map(({ submission, no, institution, round, tier, route, all, rows: meant }) => ({
      submission,
      no,
      institution,
      round,
      tier: parts.store.route(route).tiers[tier]?.key ?? '',
      count: meant.length,
      all,
      rows: rowWords(writeRowSpans(spansOf(meant.map(({ row }) => row)))),
      reasons: meant.filter(({ reason }) => reason !== '').length,
    })),
  };
}

/** A return's words are cut here; the file of the returned rows has them all. */
const longestWords = 900;

/** A return's words: what its sender adds, then each reason of the list with its rows. */
export function wordsOf(meant: ReturnedRows['rows'], added: string | null): string {
  const byReason = new Map<string, number[]>();
  for (const { row, reason } of meant) if (reason !== '') byReason.set(reason, [...(byReason.get(reason) ?? []), row]);
  const said = [...byReason].map(([reason, rows]) => `${rowWords(writeRowSpans(spansOf(rows)))}：${reason}`);
  const words = [...(added === null ? [] : [added]), ...said].join('；');
  if (words === '') return '部中心退回，清单没有写明原因。';
  return words.length <= longestWords ? words : `${words.slice(0, longestWords)}……`;
}
