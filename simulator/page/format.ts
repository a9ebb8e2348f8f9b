// Words for times and sizes, as Feishu writes them. Time is an argument; everything is shown in Beijing time.

const ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;

type Parts = {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
  second: string;
  weekday: string;
};

const formatter = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  weekday: 'short',
});

function partsOf(at: number): Parts {
  const found: Record<string, string> = {};
  for (const { type, value } of formatter.formatToParts(at)) found[type] = value;
  const { year = '', month = '', day = '', hour = '', minute = '', second = '', weekday = '' } = found;
  return { year, month, day, hour, minute, second, weekday };
}

/** `2026-11-22`. */
export function day(at: number): string {
  const { year, month, day: date } = partsOf(at);
  return `${year}-${month}-${date}`;
}

/** `09:02`. */
export function clockTime(at: number): string {
  const { hour, minute } = partsOf(at);
  return `${hour}:${minute}`;
}

/** `2026-11-22 09:02`. */
export function dateTime(at: number): string {
  return `${day(at)} ${clockTime(at)}`;
}

/** `2026-11-22 09:02:33 周日`, for the clock. */
export function clockReading(at: number): { date: string; time: string; weekday: string } {
  const { hour, minute, second, weekday } = partsOf(at);
  return { date: day(at), time: `${hour}:${minute}:${second}`, weekday };
}

/** `今天`, `昨天`, `11月22日`, with the year where it differs. */
export function dayName(at: number, now: number): string {
  if (day(at) === day(now)) return '今天';
  if (day(at) === day(now - DAY_MS)) return '昨天';
  const then = partsOf(at);
  const date = `${Number(then.month)}月${Number(then.day)}日`;
  return then.year === partsOf(now).year ? date : `${then.year}年${date}`;
}

/** Time for today, day otherwise: the chat list's right edge. */
export function shortTime(at: number, now: number): string {
  return day(at) === day(now) ? clockTime(at) : dayName(at, now);
}

/** A custom `YYYY/MM/DD HH:mm:ss` pattern, as table columns use. */
export function patterned(at: number, pattern: string): string {
  const { year, month, day: date, hour, minute, second } = partsOf(at);
  const words: Record<string, string> = { YYYY: year, MM: month, DD: date, HH: hour, mm: minute, ss: second };
  return pattern.replaceAll(/YYYY|MM|DD|HH|mm|ss/g, (word) => words[word] ?? word);
}

/** `512 B`, `1.2 KB`, `3.4 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kilo = bytes / 1024;
  if (kilo < 1024) return `${kilo.toFixed(kilo < 10 ? 1 : 0)} KB`;
  return `${(kilo / 1024).toFixed(1)} MB`;
}
