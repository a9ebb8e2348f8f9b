// The masked rows a reviewer looks at before deciding, and the ways to see more: the next rows, or the whole workbook.
import { type Button, buttons, type Element, md, table, text } from './kit.ts';
import type { ReviewView, SampleRow } from './review-view.ts';

/** Rows the platform shows before a table turns its page. */
const maxPage = 10;
/**
 * Characters of a cell, by how long the card's lists may be: every row that is on record as shown must be there, so
 * where there is little room the cells are cut and not the rows.
 */
const cellRoom = (room: number) => (room >= 20 ? 600 : room > 3 ? 20 : 8);

/** The sample with its buttons; nothing where no rows are shown. */
export function sample(view: ReviewView, room: number): (Element | null)[] {
  if (view.sample.length === 0) return [];
  const risky = view.sample.filter(({ why }) => why !== null).length;
  const kinds = risky === 0 ? '随机抽取' : `${risky} 行有需要核对的问题，其余随机抽取`;
  return [
    text(md`**抽看 ${view.sample.length} 行**（第 ${view.page} 批，${kinds}；个人信息已遮盖）`),
    table(
      [
        { name: 'row', title: '行', width: '80px' },
        { name: 'name', title: '姓名', width: '80px' },
        { name: 'document', title: '证件号码', width: '176px' },
        { name: 'why', title: '为何抽到', width: '126px' },
        { name: 'work', title: '职业与等级', width: '112px' },
        { name: 'issued', title: '发证日期', width: '104px' },
      ],
      view.sample.map((row) => cells(row, room)),
      maxPage,
    ),
    more(view),
  ];
}

function cells({ row, name, document, occupation, level, issuedOn, why }: SampleRow, room: number) {
  const cut = (words: string) => [...words].slice(0, cellRoom(room)).join('');
  return {
    row: `${row}`,
    name: cut(name),
    document: cut(document),
    work: cut(`${occupation} ${level}`),
    issued: cut(issuedOn),
    why: cut(why ?? '随机'),
  };
}

function more(view: ReviewView): Element | null {
  const place = { submission: view.submission, round: view.round, tier: view.tier.key };
  const next: Button = { text: '换一批', action: { act: 'sample', ...place, page: view.page } };
  // The desk has the same rows in its own file.
  const whole: Button = { text: '完整工作簿', action: { act: 'whole', ...place } };
  return buttons([
    ...(view.rows > view.sample.length ? [next] : []),
    ...(view.tier.task === 'hand-over' ? [] : [whole]),
  ]);
}
