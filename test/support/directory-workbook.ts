// A directory as the workbook an administrator would have filled in.
import { type DirectoryFile, roleNames } from '../../domain/directory.ts';
import { officeLevels, postKinds } from '../../workbook/directory.ts';
import { writeDirectory } from '../../workbook/write-directory-template.ts';

const nameOf = (names: Readonly<Record<string, string>>, key: string) =>
  Object.entries(names).find(([, value]) => value === key)?.[0] ?? '';
const cell = (value: string | null) => value ?? '';

/** The directory as an administrator's workbook. */
export function directoryWorkbook(file: DirectoryFile): Promise<Buffer> {
  return writeDirectory({
    institutions: file.institutions.map((one) => [
      ...[one.code, one.name, one.prefixes.join(';'), one.office],
      ...[cell(one.filedFrom), cell(one.filedTo), cell(one.commitmentOn), one.certificateKind],
      cell(one.dissolvedOn),
    ]),
    scopes: file.scopes.map((one) => [
      ...[one.institution, one.occupation, one.workType, one.levels.join('、'), cell(one.from), cell(one.to)],
    ]),
    offices: file.offices.map((one) => [
      ...[one.code, one.name, nameOf(officeLevels, one.level), cell(one.parent), one.province],
    ]),
    posts: file.posts.map((one) => [one.code, one.office, one.title, nameOf(postKinds, one.kind)]),
    people: file.people.map((one) => [
      ...[one.name, cell(one.mobile), cell(one.email), roleNames[one.role], cell(one.institution)],
      ...[one.posts.join(';'), cell(one.from), cell(one.to)],
    ]),
  });
}
