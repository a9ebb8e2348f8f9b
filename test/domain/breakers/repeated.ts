// One breaker for each rule that compares a row with others of the file, or with what is already held.
import { EarlierVersion } from '../../../domain/delta.ts';
import type { Held, HeldAward } from '../../../domain/register.ts';
import type { NumberForm } from '../../../domain/standard.ts';
import { dayAfter, type Sound } from '../sound-rows.ts';
import { anotherName, nextNumber } from './another.ts';
import { type Breaker, type Choose, spliced, withDocument } from './breaker.ts';

const unique = [
  ...(['resident-id', 'hong-kong-macao-residence', 'taiwan-residence', 'permanent-residence'] as const),
  ...(['hong-kong-macao-travel', 'taiwan-travel', 'chinese-passport'] as const),
] as const;
const notUnique = ['foreign-passport', 'work-permit', 'other'] as const;

/** The sound row as a turner of 四级, so that other levels and other work are at hand. */
function turner({ cells, certificate }: Sound) {
  return { ...cells, occupation: '车工', workType: '', level: '四级', number: spliced(certificate.number, 15, '4') };
}

const twoNames =
  (forms: readonly NumberForm[]): Breaker =>
  (sound, choose) => {
    const { cells } = withDocument(sound, choose, ...forms);
    return {
      rows: [cells, { ...cells, name: anotherName(sound, choose), number: nextNumber(sound.certificate.number) }],
    };
  };

/** The turner's row, held against a register that answers this about it. */
const held =
  (answer: (sound: Sound, choose: Choose) => Held): Breaker =>
  (sound, choose) => {
    const known = answer(sound, choose);
    return { rows: [turner(sound)], context: { register: { lookup: async (rows) => rows.map(() => known) } } };
  };

const taken = (number: Held['number']) =>
  held((sound, choose) => ({ number, awards: choose.of([], [heldAward(sound)]) }));
const awarded = (more: (sound: Sound, choose: Choose) => Partial<HeldAward>) =>
  held((sound, choose) => ({ number: null, awards: [{ ...heldAward(sound), ...more(sound, choose) }] }));

/** What the register may hold of the turner without a word: 五级, a year before. */
function heldAward({ certificate }: Sound): HeldAward {
  const issuedOn = dayAfter(certificate.issuedOn, -365);
  return { occupation: '车工', workType: '', level: '五级', issuedOn, ours: true, sameName: true };
}

export const repeatedBreakers: Readonly<Record<string, Breaker>> = {
  R01: ({ cells, certificate }, choose) => ({ rows: [cells, choose.of(cells, certificate)] }),
  R02: ({ cells, certificate }) => ({ rows: [cells, { ...certificate, number: nextNumber(certificate.number) }] }),
  R03: twoNames(unique),
  R04: twoNames(notUnique),
  R05: (sound) => {
    const first = turner(sound);
    return { rows: [first, { ...first, occupation: '焊工', workType: '电焊工', number: nextNumber(first.number) }] };
  },
  R06: (sound, choose) => {
    const first = turner(sound);
    const [level, code] = choose.of(['三级', '3'], ['五级', '5'], ['2', '2']);
    const second = { ...first, level, number: spliced(first.number, 15, code) };
    return { rows: choose.of([first, second], [second, first]) };
  },
  R07: (sound, choose) => {
    const previous = new EarlierVersion(sound.context.standard);
    const before = choose.of({ name: anotherName(sound, choose) }, { employer: '别的厂' }, { issuedOn: '2018-05-31' });
    previous.addRow(2, { ...sound.certificate, ...before });
    return { rows: [sound.cells], context: { previous } };
  },
  G01: taken('open'),
  G02: taken('register'),
  G03: taken('deleted'),
  G04: awarded(() => ({ level: '四级' })),
  G05: awarded((_, choose) => ({ sameName: false, ours: choose.of(true, false) })),
  G06: awarded(({ certificate }, choose) =>
    choose.of(
      { level: choose.of('三级', '一级') },
      { issuedOn: dayAfter(certificate.issuedOn, choose.number(0, 300)) },
      { level: '三级', issuedOn: certificate.issuedOn, ours: false },
    ),
  ),
  G07: awarded(({ certificate }, choose) => ({
    ...choose.of({ occupation: '铣工' }, { workType: '数控车工' }),
    issuedOn: certificate.issuedOn,
    ours: choose.of(true, false),
  })),
  G08: awarded(() => ({ level: '四级', ours: false })),
  G09: awarded((_, choose) => ({ level: '四级', ours: choose.of(true, false), open: true })),
};
