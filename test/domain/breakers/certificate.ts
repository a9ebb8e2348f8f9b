// One breaker for each rule about the certificate's number and its day of issue.
import { shippedCalendar } from '../../../config/calendars.ts';
import { addMonths, addWorkingDays, rollForward } from '../../../domain/calendar.ts';
import type { Cell } from '../../../domain/sheet.ts';
import { dayAfter, digits, type Sound } from '../sound-rows.ts';
import { another } from './another.ts';
import { type Breaker, type Choose, cells, spliced } from './breaker.ts';

const numbered = (written: (number: string, choose: Choose, sound: Sound) => string) =>
  cells((sound, choose) => ({ number: written(sound.certificate.number, choose, sound) }));
const dated = (written: (day: string, choose: Choose) => string) =>
  cells((sound, choose) => ({ issuedOn: written(sound.certificate.issuedOn, choose) }));

const lookAlike: Readonly<Record<string, readonly string[]>> = { 0: ['O', 'Q'], 1: ['I', 'L'], 2: ['Z'], 8: ['B'] };

/** One or more digits as the letters they look like; the first character and the level stay. */
function mistaken(number: string, choose: Choose): string {
  const candidates = [...number].flatMap((one, i) => (i > 0 && i !== 15 && lookAlike[one] ? [i] : []));
  const sure = choose.of(...candidates);
  return [...number]
    .map((one, i) => {
      const letters = candidates.includes(i) ? lookAlike[one] : undefined;
      return letters && (i === sure || choose.number(0, 3) === 0) ? choose.of(...letters) : one;
    })
    .join('');
}

const twoDigits = (number: number) => String(((number % 100) + 100) % 100).padStart(2, '0');

/** The same row on a day, by somebody of no known age, with the year as given in its number. */
function onDay({ cells, certificate }: Sound, day: string, year: number) {
  const document = { documentType: '其他个人证件', documentNumber: 'Q-1' };
  const scope = { occupation: '车工', workType: '', level: '五级' };
  const number = `${certificate.number.slice(0, 13)}${twoDigits(year)}5${certificate.number.slice(16)}`;
  return { ...cells, ...document, ...scope, number, issuedOn: day };
}

const prefixed = (sound: Sound, prefix: string) => ({
  rows: [{ ...sound.cells, number: spliced(sound.certificate.number, 0, prefix) }],
  context: { institution: { ...sound.context.institution, prefixes: [prefix] } },
});

export const certificateBreakers: Readonly<Record<string, Breaker>> = {
  C01: numbered((number, choose) => number.slice(0, choose.number(1, 21))),
  C02: numbered((number, choose) =>
    choose.of(
      spliced(number, choose.number(1, 21), choose.of('-', '甲', '/')),
      spliced(number, choose.of(1, 5, 13, 14, 16, 21), choose.of('A', 'X', 'T')),
      spliced(number, 0, choose.of('1', '9', '-', '甲')),
      spliced(number, 15, choose.of('0', '6', '9')),
    ),
  ),
  C03: (sound, choose) =>
    choose.of<() => ReturnType<Breaker>>(
      () => prefixed(sound, choose.of('X', 'A', 'B', 'Z', 'O') + sound.certificate.number.slice(1, 13)),
      () => {
        const number = spliced(sound.certificate.number, 15, choose.of('T', 'A', 'Z', 'B'));
        return {
          rows: [{ ...sound.cells, occupation: '车工', workType: '', level: choose.of('特级技师', '首席'), number }],
        };
      },
    )(),
  C04: numbered(mistaken),
  C05: numbered((_, choose) => {
    const part = (length: number) => choose.any(digits(length));
    return `${part(6)}${choose.number(0, 4)}${part(3)}${choose.number(1, 5)}${part(5)}`;
  }),
  C06: numbered((number, choose) => spliced(number, 7, `9${choose.any(digits(5))}`)),
  C07: numbered((number, choose) => spliced(number, 1, `0000${choose.of('11', '23', '65', '00')}`)),
  C08: (sound, choose) => prefixed(sound, `S00${choose.number(10, 99)}${choose.of('11', '23', '65')}000001`),
  C09: numbered((number, choose, { certificate }) => {
    return spliced(number, 13, twoDigits(Number(certificate.issuedOn.slice(0, 4)) + choose.number(2, 98)));
  }),
  C10: (sound, choose) => {
    const year = choose.number(2019, 2025);
    const isEnd = choose.of(true, false);
    const day = isEnd ? `${year}-12-${choose.number(25, 31)}` : `${year}-01-0${choose.number(1, 7)}`;
    return { rows: [onDay(sound, day, year + (isEnd ? 1 : -1))], context: { today: dayAfter(day, 5) } };
  },
  C11: cells((sound, choose) => {
    const code = choose.of('五级', '四级', '三级');
    const wrong = { 五级: ['1', '2', '3', '4'], 四级: ['1', '2', '3', '5'], 三级: ['1', '2', '4', '5', 'T'] }[code];
    return {
      occupation: '车工',
      workType: choose.of('', '数控车工'),
      level: code,
      number: spliced(sound.certificate.number, 15, choose.of(...wrong)),
    };
  }),
  C12: (sound, choose) => {
    const { number } = sound.cells;
    return { rows: [sound.cells, { ...another(sound, choose), number }] };
  },
  C13: (sound, choose) => {
    const serial = choose.number(0, 500_000);
    const [first, second] = choose.of([serial, serial + choose.number(2, 9)], [serial + choose.number(2, 9), serial]);
    const at = (number: number) => spliced(sound.certificate.number, 16, String(number).padStart(6, '0'));
    return {
      rows: [
        { ...sound.cells, number: at(first) },
        { ...another(sound, choose), number: at(second) },
      ],
    };
  },
  D01: dated((day, choose) => {
    const [year = '', month = '', date = ''] = day.split('-');
    const written = [`${year}年${month}月`, `${date}/${month}/${year}`, `${year}-${month}`, `${year}/${month}-${date}`];
    return choose.of(
      ...written,
      `${year.slice(2)}.${month}.${date}`,
      `${year} ${month} ${date} 周`,
      `${year}年${month}-${date}`,
      year,
    );
  }),
  D02: (sound, choose) => {
    const { issuedOn } = sound.certificate;
    const by = choose.number(1, 500);
    const filed = choose.of({ filedFrom: dayAfter(issuedOn, by) }, { filedTo: dayAfter(issuedOn, -by) });
    return { rows: [sound.cells], context: { institution: { ...sound.context.institution, ...filed } } };
  },
  D03: (sound, choose) => {
    const { issuedOn } = sound.certificate;
    const due = addWorkingDays(shippedCalendar, issuedOn, 20).day;
    return { rows: [sound.cells], context: { today: dayAfter(due, choose.number(1, 100)) } };
  },
  D04: (sound, choose) => {
    const last = rollForward(shippedCalendar, addMonths(sound.certificate.issuedOn, 6)).day;
    return { rows: [sound.cells], context: { today: dayAfter(last, choose.number(1, 2000)) } };
  },
  D05: (sound, choose) => {
    const other = choose.of(dayAfter(sound.certificate.issuedOn, 1), dayAfter(sound.certificate.issuedOn, 2));
    const context = { today: dayAfter(other, 3) };
    const number = (serial: number) => `${serial}`.padStart(6, '0');
    const first = onDay(sound, sound.certificate.issuedOn, Number(sound.certificate.issuedOn.slice(0, 4)));
    const second = onDay(sound, other, Number(other.slice(0, 4)));
    return {
      rows: [
        { ...first, number: spliced(first.number, 16, number(1)) },
        { ...second, documentNumber: 'Q-2', number: spliced(second.number, 16, number(2)) },
      ],
      context,
    };
  },
  D06: dated((day, choose) => day.slice(0, 4) + choose.of('-02-30', '-04-31', '-13-01', '-00-10', '-05-00', '-12-32')),
  D07: cells(({ context }, choose) => ({ issuedOn: dayAfter(context.today, choose.number(1, 4000)) })),
  D08: cells((_, choose) => {
    const serial = String(choose.number(10_000, 99_999)) + choose.of('', '.5', '.25');
    return { issuedOn: choose.of<Cell>(serial, { stored: 'number', text: serial }) };
  }),
  D09: dated((day, choose) => {
    const [year, month, date] = day.split('-').map(Number);
    const compact = day.replaceAll('-', '');
    const written = [`${year}/${month}/${date}`, `${year}.${month}.${date}`, `${year}年${month}月${date}日`, compact];
    return choose.of(...written, day.replaceAll('-', '/'), `${year}年${month}月${date}`);
  }),
};
