// Days, deadlines and counts in the words all cards share. Pure: today is part of the deadline that is handed in.
import { type Markdown, md } from './kit.ts';

/** A due day as the reader meets it: `left` working days from today, negative once it has passed. */
export type Deadline = { day: string; left: number; provisional: boolean };

const weekdays = ['日', '一', '二', '三', '四', '五', '六'] as const;

/** `2026-12-18` → `2026年12月18日（周五）` */
export function dayWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  const weekday = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
  return `${year}年${month}月${date}日（周${weekday}）`;
}

/** `2026-12-18` → `12月18日` */
export function monthDay(day: string): string {
  const [, month, date] = day.split('-').map(Number);
  return `${month}月${date}日`;
}

/** An instant (ISO) in China: `11月22日 14:03` */
export function momentWords(at: string): string {
  const there = new Date(Date.parse(at) + 8 * 3_600_000).toISOString();
  return `${Number(there.slice(5, 7))}月${Number(there.slice(8, 10))}日 ${there.slice(11, 16)}`;
}

/** What is left of a deadline, e.g. `还有 3 个工作日`; a deadline that rests on an unannounced calendar says 暂定. */
export function leftWords({ left, provisional }: Deadline): string {
  const words = left > 0 ? `还有 ${left} 个工作日` : left === 0 ? '今天到期' : `已逾期 ${-left} 个工作日`;
  return provisional ? `${words}，暂定` : words;
}

/** Working days left at which a deadline is shown as near. */
export const nearDays = 3;

/** The day of a deadline that is someone else's: without a count, which would grow old on a card nobody changes any more. */
export function dueDay({ day, provisional }: Deadline): string {
  const words = dayWords(day);
  return `${words.slice(words.indexOf('年') + 1)}${provisional ? '，暂定' : ''}`;
}

/** A deadline under its label: the day, and below it what is left, coloured when near or past. */
export function deadlineFact(deadline: Deadline): Markdown {
  const day = dueDay({ ...deadline, provisional: false });
  const left = leftWords(deadline);
  if (deadline.left < 0) return md`${day}\n<font color='red'>${left}</font>`;
  if (deadline.left <= nearDays) return md`${day}\n<font color='orange'>${left}</font>`;
  return md`${day}\n${left}`;
}

export function deadlineWords(deadline: Deadline): string {
  return `${dayWords(deadline.day)}，${leftWords(deadline)}`;
}

/** Explains 暂定 once, at the foot of a card that shows such a date. */
export const provisionalNote = '「暂定」：国务院尚未公布相关年度的放假安排，日期以公布后的安排为准。';

export function count(n: number): string {
  return n.toLocaleString('en-US');
}

/** Bytes in the words of a file list. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
