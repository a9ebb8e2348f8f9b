// Made-up people, offices and institutions for the benchmarks, one clerk to an institution, and their workbooks.
import { hebei2022 } from '../config/standards.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Certificate } from '../domain/certificate.ts';
import type { CheckedInstitution } from '../domain/context.ts';
import { type DirectoryFile, institutionOf, type PersonLine } from '../domain/directory.ts';
import { validCertificate } from '../local/sample-certificates.ts';
import { writeExport } from '../workbook/write-export.ts';

const always = { from: null, to: null };
const msPerDay = 86_400_000;

/** A week ago: in time, with the clock running. */
export const issuedOn = dayOf(new Date(Date.now() - 7 * msPerDay));

export const clerk = (i: number) => `专管${i + 1}`;
export const cityReviewer = '市级审核';

/** Every institution belongs to one city, and the city to one province. */
export function directoryOf(clerks: number): DirectoryFile {
  const each = Array.from({ length: clerks }, (_, i) => i);
  const staff: [string, PersonLine['role'], string][] = [
    [cityReviewer, 'reviewer', 'city-review'],
    ['市级主管', 'manager', 'city-manage'],
    ['省级审核', 'reviewer', 'prov-review'],
    ['上报', 'reviewer', 'prov-desk'],
    ['省级主管', 'manager', 'prov-manage'],
  ];
  const people = [
    ...each.map((i) => ({ name: clerk(i), role: 'clerk' as const, institution: `JG-${i}`, posts: [] })),
    ...staff.map(([name, role, post]) => ({ name, role, institution: null, posts: [post] })),
  ];
  return {
    institutions: each.map((i) => ({
      row: i + 2,
      code: `JG-${i}`,
      name: `示范评价中心第${i + 1}所`,
      prefixes: [`S000013${String(i + 1).padStart(6, '0')}`],
      office: 'CITY',
      filedFrom: '2020-01-01',
      filedTo: null,
      commitmentOn: '2020-01-01',
      certificateKind: '职业技能等级证书' as const,
      dissolvedOn: null,
    })),
    scopes: each.map((i) => ({
      row: i + 2,
      institution: `JG-${i}`,
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
    people: people.map((person, i) => ({
      row: i + 2,
      mobile: `130${String(i).padStart(8, '0')}`,
      email: null,
      ...always,
      ...person,
    })),
  };
}

/** Sound rows of the i-th institution: from different `first` on they are different people with different numbers. */
export function certificates(i: number, first: number, count: number): Certificate[] {
  const institution = institutionOf(directoryOf(i + 1), `JG-${i}`) as CheckedInstitution;
  return Array.from({ length: count }, (_, n) => validCertificate(first + n, institution, issuedOn, hebei2022));
}

/** The same as the .xlsx a clerk sends. */
export function workbook(i: number, first: number, count: number): Promise<Buffer<ArrayBuffer>> {
  return writeExport(hebei2022, certificates(i, first, count)) as Promise<Buffer<ArrayBuffer>>;
}
