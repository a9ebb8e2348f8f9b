// The filled example's rows, one for each kind of document in the standard. Made-up people of a made-up institution only.
import type { Certificate } from '../domain/certificate.ts';
import { exampleInstitution, soundCertificate } from '../domain/example.ts';
import { checkDigitOf } from '../domain/identity.ts';
import type { NumberForm, Standard } from '../domain/standard.ts';

/** Stems and branches of the old calendar: nobody is called that. */
const characters = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥';

/** The i-th example of a document's number. */
const numbers: Readonly<Record<NumberForm, (i: number) => string>> = {
  'resident-id': (i) => cardNumber('130102', i),
  'hong-kong-macao-residence': (i) => cardNumber('810000', i),
  'taiwan-residence': (i) => cardNumber('830000', i),
  'permanent-residence': (i) => cardNumber('911130', i),
  'hong-kong-macao-travel': (i) => `H${serial(i, 8)}`,
  'taiwan-travel': (i) => serial(i, 8),
  'chinese-passport': (i) => `E${serial(i, 8)}`,
  'foreign-passport': (i) => `X${serial(i, 7)}`,
  'work-permit': (i) => `RZ${serial(i, 10)}`,
  other: (i) => `QT${serial(i, 6)}`,
};

/** Certificates that pass the whole check of the example institution (domain/example.ts) on its day. */
export function exampleCertificates(standard: Standard): Certificate[] {
  const [entry] = exampleInstitution.scope;
  const levels = standard.levels.filter(({ name, code }) => code !== null && entry?.levels.includes(name));
  return standard.documentTypes.map(({ name, numberForm }, i): Certificate => {
    const level = levels[i % levels.length];
    const given = characters.slice(i, i + 3);
    const inLevel = Math.floor(i / levels.length) + 1;
    const year = soundCertificate.issuedOn.slice(2, 4);
    return {
      ...soundCertificate,
      name: numberForm === 'chinese-passport' ? `${given}·${given}` : given,
      documentType: name,
      documentNumber: numbers[numberForm](i + 1),
      employer: i % 2 === 0 ? '示例机械有限公司' : '',
      level: level?.name ?? '',
      number: `${exampleInstitution.prefixes[0]}${year}${level?.code ?? ''}${serial(inLevel, 6)}`,
    };
  });
}

/** Serial 000 is on nobody's card. */
function cardNumber(prefix: string, i: number): string {
  const first17 = `${prefix}199003${serial(i, 2)}000`;
  return first17 + checkDigitOf(first17);
}

function serial(i: number, length: number): string {
  return String(i).padStart(length, '0');
}
