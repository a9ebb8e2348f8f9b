// One breaker for each rule about who holds the certificate.
import { checkDigitOf, likelyForm } from '../../../domain/identity.ts';
import { findDocumentType, type NumberForm } from '../../../domain/standard.ts';
import { dayAfter, digits, documentNumbers, eighteen, han, type Sound } from '../sound-rows.ts';
import { type Breaker, type Choose, cells, inserted, spliced, withDocument } from './breaker.ts';

const withBirth = ['resident-id', 'hong-kong-macao-residence', 'taiwan-residence'] as const;
const cards = [...withBirth, 'permanent-residence'] as const;
const others = [
  ...(['hong-kong-macao-travel', 'taiwan-travel', 'chinese-passport', 'foreign-passport'] as const),
  ...(['work-permit', 'other'] as const),
];

/** A document of a form, its number written otherwise. */
const numbered = (forms: readonly NumberForm[], written: (number: string, choose: Choose, sound: Sound) => string) =>
  cells((sound, choose) => {
    const document = withDocument(sound, choose, ...forms);
    return { ...document.cells, documentNumber: written(document.number, choose, sound) };
  });

const named = (written: (name: string, choose: Choose) => string) =>
  cells((_, choose) => ({ name: written(choose.any(han(2, 8)), choose) }));

/** First 17 characters with the check digit that belongs to them. */
const checked = (first17: string) => first17 + checkDigitOf(first17);

/** A card of one of the forms whose holder was born on a day. */
const bornOn = (day: (sound: Sound, choose: Choose) => string) =>
  numbered(withBirth, (number, choose, sound) => choose.any(eighteen(number.slice(0, 6), day(sound, choose))));

/** The same number with two neighbours exchanged or one digit changed; only where that leaves prefix and day alone. */
function miswritten(number: string, choose: Choose): string {
  const at = choose.number(14, 16);
  const [here = '', next = ''] = [number.charAt(at), number.charAt(at + 1)];
  if (at < 16 && here !== next && choose.of(true, false)) return spliced(number, at, next + here);
  return spliced(number, at, String((Number(here) + choose.number(1, 9)) % 10));
}

const noProvince = ['10', '16', '20', '24', '30', '38', '40', '47', '55', '60', '70', '71', '80', '84', '89'];

export const personBreakers: Readonly<Record<string, Breaker>> = {
  P01: named((name, choose) => name + choose.of('2', '#', '！', '?', '＊', '_', 'Ω')),
  P02: named((name, choose) => inserted(name, choose.of('B', 'x', 'É', 'Ｂ'), choose)),
  P03: named((name, choose) => `${name}${choose.of(...'•‧・･．.⋅∙●。﹒')}${choose.any(han(1, 4))}`),
  P04: named((name, choose) => choose.of(`·${name}`, `${name}·`, `${name}··甲`, '··甲乙')),
  P05: named(
    (name, choose) => name + choose.of('先生', '女士', '小姐', '同志', '老师', '测试', '（备注）', '(代)', 'Test'),
  ),
  P06: named((name, choose) => inserted(name, choose.of('\uE000', '\uF8FF', '\u{F0000}', '\u{10FFFD}'), choose)),
  P07: cells((_, choose) => ({ name: choose.any(han(1, 1)) })),
  P08: cells((_, choose) => ({ name: choose.any(han(21, 40)) })),
  P10: cells((sound, choose) => {
    const written = choose.of('社保卡', '驾驶证', '工作证', '200', '999', choose.any(han(2, 8)));
    if (findDocumentType(sound.context.standard, written)) throw new Error(`${written} is a document type`);
    return { documentType: written };
  }),
  P11: cells(({ type }) => ({ documentType: type.code })),
  P12: cells((sound, choose) => {
    const { standard } = sound.context;
    const written = sound.type.aliases.filter((alias) => findDocumentType(standard, alias)?.by === 'alias');
    return { documentType: choose.of(...written) };
  }),
  P20: numbered(['resident-id'], (number, choose) =>
    choose.of(
      number.slice(0, choose.of(4, 14, 16, 17)),
      number.slice(0, 17) + choose.of('A', '*', 'Y'),
      spliced(number, choose.number(0, 16), choose.of('A', 'X', '-', '.')),
    ),
  ),
  P21: numbered(['resident-id'], (number) => number.slice(0, 6) + number.slice(8, 17)),
  P22: numbered(['resident-id'], (number, choose) => checked(choose.of(...noProvince) + number.slice(2, 17))),
  P23: numbered(withBirth, (number, choose) => {
    const day = choose.of(
      '19900230',
      '19900431',
      '19990001',
      '19991301',
      '19900100',
      '19900132',
      '19010229',
      '17900101',
    );
    return spliced(number, 6, choose.of(day, '21000101'));
  }),
  P24: bornOn(({ context }, choose) => dayAfter(context.today, choose.number(1, 9000))),
  P25: numbered(withBirth, miswritten),
  P26: cells((sound, choose) => {
    const { type, cells } = withDocument(sound, choose, ...cards);
    const recognisable = [...cards, 'hong-kong-macao-travel', 'chinese-passport'] as const;
    const form = choose.of(...recognisable.filter((one) => one !== type.numberForm));
    const number = choose.any(
      documentNumbers(form, sound.certificate.issuedOn).filter((one) => likelyForm(one) === form),
    );
    return { ...cells, documentNumber: number };
  }),
  P27: numbered(['hong-kong-macao-residence', 'taiwan-residence'], (number, choose) =>
    choose.of(number.slice(0, 17), `84${number.slice(2)}`, spliced(number, choose.number(0, 16), 'A'), '12345678'),
  ),
  P28: numbered(['permanent-residence'], (_, choose) => {
    return choose.of('US', 'USAB', 'usa1', '1').toUpperCase() + choose.any(digits(12));
  }),
  P29: numbered(['hong-kong-macao-travel'], (_, choose) => {
    return choose.of('K', 'HB', '', 'H1', 'MM') + choose.any(digits(8));
  }),
  P30: numbered(['hong-kong-macao-travel'], (_, choose) => {
    return choose.of('HA', 'MA') + spliced(choose.any(digits(7)), choose.number(0, 6), choose.of('B', 'X', 'A'));
  }),
  P31: numbered(['taiwan-travel'], (_, choose) => choose.any(digits(choose.of(1, 5, 7, 9, 11, 12)))),
  P32: numbered(['taiwan-travel'], (_, choose) => {
    return `${choose.any(digits(choose.number(8, 10)))}(${choose.of('B', '01', 'AB12')})`;
  }),
  P33: numbered(['chinese-passport'], (_, choose) => choose.of('EI', 'EO', 'P', 'D', 'GA') + choose.any(digits(7))),
  P34: numbered(['foreign-passport'], (_, choose) => choose.of('X12', 'A', '1234', 'X-123456', 'X123.456')),
  P35: numbered(['work-permit'], (_, choose) => choose.of('W12', '1234567', '12-3456789', 'W.1234567')),
  P36: cells((sound, choose) => {
    const { cells } = withDocument(sound, choose, ...others);
    return { ...cells, documentNumber: withDocument(sound, choose, 'resident-id').number };
  }),
  P37: bornOn(({ certificate }, choose) => dayAfter(certificate.issuedOn, -choose.number(0, 5800))),
  P38: bornOn(({ certificate }, choose) => dayAfter(certificate.issuedOn, -choose.number(26_000, 40_000))),
  P39: numbered(['resident-id'], (number, choose) => {
    return checked(choose.of('139999', '130198', '659998', '119900') + number.slice(6, 17));
  }),
};
