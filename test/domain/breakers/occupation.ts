// One breaker for each rule about what is certified and by whom.
import { occupationDictionary } from '../../../domain/scope.ts';
import { findLevel } from '../../../domain/standard.ts';
import { dayAfter, han, institution, type Sound } from '../sound-rows.ts';
import { type Breaker, type Choose, cells } from './breaker.ts';

/** The sound row issued on another day, its number with it, and checked soon after. */
function issuedOn(sound: Sound, day: string, number = sound.certificate.number) {
  const cells = { ...sound.cells, issuedOn: day, number: number.slice(0, 13) + day.slice(2, 4) + number.slice(15) };
  return { cells, context: { today: dayAfter(day, 3) } };
}

const withLevel = (number: string, code: string) => number.slice(0, 15) + code + number.slice(16);

const organisation = (key: 'institution' | 'issuer') =>
  cells((_, choose) => ({
    [key]: choose.of('某某中心', '河北示范评价中心', '河北示范评价中心（乙）', choose.any(han(4, 20))),
  }));

export const occupationBreakers: Readonly<Record<string, Breaker>> = {
  L01: cells((sound, choose) => {
    const written = choose.of('六级', '优秀', '0', '6', 'A', '9级', choose.any(han(2, 6)));
    if (findLevel(sound.context.standard, written)) throw new Error(`${written} is a level`);
    return { level: written };
  }),
  L02: coded((code) => code),
  L03: cells(({ level }, choose) => ({ level: choose.of(...level.aliases) })),
  O01: cells((_, choose) => ({ occupation: choose.of('星际导航员', '车床工', '工', choose.any(han(2, 9))) })),
  O02: ({ cells, certificate }, choose) => {
    const others = institution.scope
      .map(({ occupation }) => occupation)
      .filter((name) => name !== certificate.occupation);
    const dictionary = occupationDictionary(choose.of([], ['星际导航员'], others));
    return { rows: [cells], context: { dictionary } };
  },
  O03: cells((_, choose) => ({ workType: choose.of('月面驾驶', '数控', choose.any(han(2, 9))) })),
  O04: cells(() => ({ occupation: '焊工', workType: '' })),
  O05: cells((sound, choose) => {
    const [name, code] = choose.of(['二级', '2'], ['一级', '1']);
    const number = withLevel(sound.certificate.number, code);
    return { occupation: '车工', workType: '数控车工', level: choose.of(name, code), number };
  }),
  O06: (sound, choose) => {
    const [occupation, level, code, day] = choose.of(
      ['铣工', '三级', '3', dayAfter('2023-01-01', choose.number(0, 900))] as const,
      ['铣工', '二级', '2', dayAfter('2019-12-31', -choose.number(0, 500))] as const,
      ['评茶员（甲）', '五级', '5', dayAfter('2024-07-01', choose.number(0, 700))] as const,
    );
    const number = withLevel(sound.certificate.number, code);
    const moved = issuedOn({ ...sound, ...adult(sound) }, day, number);
    return { rows: [{ ...moved.cells, occupation, workType: '', level }], context: moved.context };
  },
  O07: cells((sound, choose) => {
    const number = withLevel(sound.certificate.number, '5');
    const occupation = choose.of('车工L', '车工S', '车工L/S', '車工'.replace('車', '车').concat('Ｌ'));
    return choose.of(
      { occupation, workType: '', level: '五级', number },
      { occupation: '车工', workType: choose.of('数控车工L', '数控车工S'), level: '五级', number },
    );
  }),
  I01: organisation('institution'),
  I02: organisation('issuer'),
  I03: cells((_, choose) => ({
    [choose.of('institution', 'issuer')]: choose.of(
      '河北示范评价中心(甲)',
      '河北示范评价中心〔甲〕',
      '河北示范评价中心（甲)',
    ),
  })),
};

/** A document that says nothing of the holder's age, for rows that are moved to another year. */
function adult(sound: Sound) {
  return { cells: { ...sound.cells, documentType: '其他个人证件', documentNumber: 'Q-1' } };
}

function coded(written: (code: string) => string): Breaker {
  return cells((sound, choose: Choose) => {
    const { level } = sound;
    if (level.code !== null) return { level: written(level.code) };
    const number = withLevel(sound.certificate.number, '5');
    return { occupation: '车工', workType: choose.of('', '数控车工'), level: written('5'), number };
  });
}
