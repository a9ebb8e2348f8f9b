// The example institution and its sound row, from which every rule's examples are built. Made-up people only.
import type { Calendar } from './calendar.ts';
import type { Certificate } from './certificate.ts';
import type { CheckContext, CheckedInstitution } from './context.ts';
import { EarlierVersion } from './delta.ts';
import type { Register } from './register.ts';
import type { Example } from './rule.ts';
import { occupationDictionary } from './scope.ts';
import type { Cell, SheetRow } from './sheet.ts';
import type { Standard } from './standard.ts';

export const exampleToday = '2026-11-20';

const exampleSheet = '证书数据';
const allLevels = ['五级', '四级', '三级'];

export const exampleInstitution: CheckedInstitution = {
  name: '河北示范评价中心（甲）',
  prefixes: ['S000013000001', 'S001323000001'],
  provinceCode: '13',
  scope: [
    { occupation: '车工', workType: '', levels: [...allLevels, '特级技师'], from: null, to: null },
    { occupation: '车工', workType: '数控车工', levels: allLevels, from: null, to: null },
    { occupation: '焊工', workType: '电焊工', levels: allLevels, from: null, to: null },
    { occupation: '铣工', workType: '', levels: allLevels, from: null, to: '2026-10-31' },
    { occupation: '示范操作员', workType: '', levels: allLevels, from: null, to: '2026-10-31' },
  ],
  filedFrom: '2020-01-01',
  filedTo: null,
};

/** Without 示范操作员, which the example institution has registered. */
const exampleDictionary = occupationDictionary(['车工', '焊工', '铣工']);

export const soundCertificate: Certificate = {
  name: '甲乙丙',
  documentType: '居民身份证',
  documentNumber: '130102199001010015',
  employer: '',
  occupation: '车工',
  workType: '',
  level: '三级',
  number: 'S000013000001263000001',
  issuedOn: '2026-11-02',
  institution: exampleInstitution.name,
  issuer: exampleInstitution.name,
};

/** What an example is checked against. */
export function exampleContext(example: Example, standard: Standard, calendar: Calendar): CheckContext {
  const register: Register = {
    lookup: async (rows) =>
      rows.map(({ number }) => (number === soundCertificate.number ? (example.held ?? null) : null)),
  };
  const plain = {
    name: exampleSheet,
    visibility: 'visible',
    hiddenColumns: [],
    filter: null,
    mergedRanges: [],
  } as const;
  const layout = () => [{ ...plain, ...example.layout }];
  const previous = new EarlierVersion(standard);
  if (example.previous) previous.addRow(2, { ...soundCertificate, ...example.previous });
  return {
    standard,
    calendar,
    today: example.today ?? exampleToday,
    institution: exampleInstitution,
    register,
    previous,
    layout,
    dictionary: exampleDictionary,
  };
}

/** An example as the rows of a file, numbered as a spreadsheet shows them. */
export function exampleRows(example: Example, standard: Standard): SheetRow[] {
  const header = example.header ?? standard.fields.map((field) => field.header);
  const keys = header.map(
    (text, i) => (standard.fields.find((field) => field.header === text) ?? standard.fields[i])?.key,
  );
  const data = (example.rows ?? [{}]).map((cells): Cell[] => {
    return keys.map((key) => (key ? (cells[key] ?? soundCertificate[key]) : ''));
  });
  data[0]?.push(...(example.beside ?? []));
  const last = data.splice(Math.max(0, data.length - 1));
  const first = (example.above?.length ?? 0) + 2;
  const sheet = [
    ...(example.above ?? []),
    header,
    ...data,
    ...(example.between ?? []),
    ...last,
    ...(example.below ?? []),
  ].map((cells, i): SheetRow => {
    const row = { sheet: exampleSheet, row: i + 1, cells };
    return example.hidden && i + 1 === first ? { ...row, hidden: true } : row;
  });
  return [...sheet, ...otherSheet(example, sheet)];
}

function otherSheet(example: Example, sheet: readonly SheetRow[]): SheetRow[] {
  if (example.otherSheet === 'same') return sheet.map((row) => ({ ...row, sheet: '另一个' }));
  return example.otherSheet === 'notes' ? [{ sheet: '说明', row: 1, cells: ['填写说明'] }] : [];
}
