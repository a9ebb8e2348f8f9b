// The made-up people, offices and institutions of the flow tests, and the workbooks their clerks send.
import { hebei2022 } from '../../config/standards.ts';
import type { Certificate } from '../../domain/certificate.ts';
import type { CheckedInstitution } from '../../domain/context.ts';
import { type DirectoryFile, institutionOf, type PersonLine } from '../../domain/directory.ts';
import { validCertificate } from '../../local/sample-certificates.ts';
import { writeExport } from '../../workbook/write-export.ts';

/** Who plays: the name says what each does. `壬路人` works for the company and stands in no directory. */
export const cast = {
  甲专管: '13000000001',
  乙市审: '13000000002',
  丙市审: '13000000003',
  丁市管: '13000000004',
  戊省审: '13000000005',
  己上报: '13000000006',
  庚省管: '13000000007',
  辛专管: '13000000008',
  壬路人: '13000000009',
} as const;
export type Who = keyof typeof cast;
export const everyone = Object.keys(cast) as Who[];

const always = { from: null, to: null };
/** A line of the sheet of people. */
export const line = (row: number, name: Who, more: Pick<PersonLine, 'role'> & Partial<PersonLine>): PersonLine => ({
  row,
  name,
  mobile: cast[name],
  email: null,
  institution: null,
  posts: [],
  ...always,
  ...more,
});

/** 甲 sends for one institution, 辛 for another; both belong to the same city. */
export const directory: DirectoryFile = {
  institutions: [
    ['JG-A', '河北示范评价中心（甲）', 'S000013000001'],
    ['JG-B', '河北示范评价中心（乙）', 'S001323000001'],
  ].map(([code = '', name = '', prefix = ''], i) => ({
    row: i + 2,
    code,
    name,
    prefixes: [prefix],
    office: 'CITY',
    filedFrom: '2020-01-01',
    filedTo: null,
    commitmentOn: '2020-01-01',
    certificateKind: '职业技能等级证书' as const,
    dissolvedOn: null,
  })),
  scopes: ['JG-A', 'JG-B'].map((institution, i) => ({
    row: i + 2,
    institution,
    occupation: '车工',
    workType: '',
    levels: ['五级', '四级', '三级'],
    ...always,
  })),
  offices: [
    { row: 2, code: 'PROV', name: '示范省中心', level: 'province', parent: null, province: '13' },
    { row: 3, code: 'CITY', name: '示范市中心', level: 'city', parent: 'PROV', province: '13' },
  ],
  posts: [
    { row: 2, code: 'city-review', office: 'CITY', title: '市级审核岗', kind: 'review' },
    { row: 3, code: 'city-manage', office: 'CITY', title: '市级主管', kind: 'manage' },
    { row: 4, code: 'prov-review', office: 'PROV', title: '省级审核岗', kind: 'review' },
    { row: 5, code: 'prov-desk', office: 'PROV', title: '上报岗', kind: 'desk' },
    { row: 6, code: 'prov-manage', office: 'PROV', title: '省级主管', kind: 'manage' },
  ],
  people: [
    line(2, '甲专管', { role: 'clerk', institution: 'JG-A' }),
    line(3, '乙市审', { role: 'reviewer', posts: ['city-review'] }),
    line(4, '丙市审', { role: 'reviewer', posts: ['city-review'] }),
    line(5, '丁市管', { role: 'manager', posts: ['city-manage'] }),
    line(6, '戊省审', { role: 'reviewer', posts: ['prov-review'] }),
    line(7, '己上报', { role: 'reviewer', posts: ['prov-desk'] }),
    line(8, '庚省管', { role: 'manager', posts: ['prov-manage'] }),
    line(9, '庚省管', { role: 'administrator' }),
    line(10, '辛专管', { role: 'clerk', institution: 'JG-B' }),
  ],
};

export function institution(code: 'JG-A' | 'JG-B' = 'JG-A'): CheckedInstitution {
  const found = institutionOf(directory, code);
  if (found === null) throw new Error(`no institution ${code} in the tests' directory`);
  return found;
}

/** Monday; the first 提交 is due on 30 March 2026, and inadmissible after 2 September. */
export const issuedOn = '2026-03-02';

/** Sound rows, from the i-th on; different i are different people with different numbers. */
export function certificates(from: number, count: number, day = issuedOn, of: 'JG-A' | 'JG-B' = 'JG-A'): Certificate[] {
  return Array.from({ length: count }, (_, i) => validCertificate(from + i, institution(of), day, hebei2022));
}

export function workbook(rows: readonly Certificate[]): Promise<Buffer> {
  return writeExport(hebei2022, rows);
}
