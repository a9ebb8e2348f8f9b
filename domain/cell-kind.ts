// Which field a cell's content looks like, whatever column it stands in. A guess for the detective, never a verdict.
import type { FieldKey } from './certificate.ts';
import type { CheckContext } from './context.ts';
import { type Cell, cellText } from './sheet.ts';
import { findDocumentType, findLevel } from './standard.ts';
import { clean, folded, halfWidth } from './text.ts';

/** Institution and issuer hold the same name, so both look like `institution`; `blank` and `other` tell nothing. */
export type CellKind = Exclude<FieldKey, 'issuer'> | 'blank' | 'other';

const certificateNumber = /^[A-Z]\d{14}[\dA-Z]\d{6}$/;
const documentNumber = /^(\d{17}[\dX]|\d{15}|\d{8}|[A-Z]{1,2}\d{7,10})$/;
const day = /^(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|(19|20)\d\d(0\d|1[0-2])[0-3]\d)$/;
const employer = /(公司|厂|学院|学校|大学|医院|中心|集团|局|店|站|社)$/;
const personName = /^\p{Script=Han}{2,4}$|^\p{Script=Han}+·[\p{Script=Han}·]+$/u;

/** Tells kinds by the standard, the institution's scope and its name; what those do not know is less certain. */
export function kindTeller({ standard, institution }: CheckContext): (cell: Cell | undefined) => CellKind {
  const organisation = institution ? folded(institution.name) : null;
  const occupations = new Set(institution?.scope.map((entry) => folded(entry.occupation)));
  const workTypes = new Set(institution?.scope.map((entry) => folded(entry.workType)));

  return (cell) => {
    if (typeof cell === 'object' && cell.stored === 'date') return 'issuedOn';
    const text = clean(cellText(cell)).value;
    if (text === '') return 'blank';
    const code = halfWidth(text);
    if (certificateNumber.test(code)) return 'number';
    if (day.test(code)) return 'issuedOn';
    if (documentNumber.test(code)) return 'documentNumber';
    if (findLevel(standard, text)) return 'level';
    if (findDocumentType(standard, text)) return 'documentType';
    const spelling = folded(text);
    if (spelling === organisation) return 'institution';
    if (occupations.has(spelling)) return 'occupation';
    if (workTypes.has(spelling)) return 'workType';
    if (employer.test(text)) return 'employer';
    return personName.test(text) ? 'name' : 'other';
  };
}
