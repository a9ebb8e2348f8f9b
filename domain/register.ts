// What is already held, held against one row. Of another institution's data only the bare fact is told (articles 18-19).
import type { Certificate } from './certificate.ts';
import type { Found } from './context.ts';
import type { RowValues } from './read-cells.ts';
import type { CheckName } from './rules.ts';
import { levelRank, type Standard } from './standard.ts';

/** What is asked about one row: enough to build the keyed hashes that whoever answers looks up. */
export type Claimed = Pick<Certificate, 'name' | 'documentType' | 'documentNumber' | 'number'>;

/** A certificate already held of the same document. It stays inside the check: no finding carries any of it. */
export type HeldAward = Pick<Certificate, 'occupation' | 'workType' | 'level' | 'issuedOn'> & {
  /** Issued by the institution whose file is checked. */
  ours: boolean;
  sameName: boolean;
  /** In a submission that is on its way, not yet in the register. */
  open?: boolean;
};

/** `number`: where the certificate number stands already; the submission under check does not count. */
export type Held = { number: 'open' | 'register' | 'deleted' | null; awards: readonly HeldAward[] };

/** Answers for many rows at once, in their order; null for nothing held. Throws when it cannot be asked. */
export type Register = { lookup: (rows: readonly Claimed[]) => Promise<readonly (Held | null)[]> };

const numberChecks = { open: 'number-in-open', register: 'number-in-register', deleted: 'number-of-deleted' } as const;

/** Rows the register was asked about, and its answers for those it can know. */
export type Asked<Row> = { rows: readonly Row[]; answers: Promise<ReadonlyMap<Row, Held | null>> };

/** Asks about many rows at once, and does not wait: `answers` throws when the register cannot be asked. */
export function ask<Row extends { values: RowValues | null }>(
  rows: readonly Row[],
  register: Register | null | undefined,
): Asked<Row> {
  const answers = register ? answersFor(rows, register) : Promise.resolve(new Map<Row, Held | null>());
  // A check that is given up meanwhile waits for no answer, and a failed one must not end the process.
  answers.catch(() => {});
  return { rows, answers };
}

async function answersFor<Row extends { values: RowValues | null }>(rows: readonly Row[], register: Register) {
  const asked = rows.flatMap((row) => {
    const claimed = row.values && claimedOf(row.values);
    return claimed ? [{ row, claimed }] : [];
  });
  const answers = asked.length > 0 ? await register.lookup(asked.map(({ claimed }) => claimed)) : [];
  return new Map(asked.map(({ row }, i) => [row, answers[i] ?? null]));
}

/** The row as the register is asked about it; null when it can be found by nothing. */
function claimedOf({ name, documentType, documentNumber, number }: RowValues): Claimed | null {
  if (documentNumber === null && number === null) return null;
  return {
    name: name ?? '',
    documentType: documentType ?? '',
    documentNumber: documentNumber ?? '',
    number: number ?? '',
  };
}

/** What is to be told of it. A number that is taken says enough: the award behind it is most likely the same one. */
export function findHeld(values: RowValues, held: Held, standard: Standard): Found[] {
  if (held.number !== null) return [{ check: numberChecks[held.number], field: 'number' }];
  const named = held.awards.filter((award) => award.sameName);
  const found: Found[] = [];
  if (held.awards.some((award) => !award.sameName && !award.open))
    found.push({ check: 'document-two-names-register', field: 'documentNumber' });
  const check = gravestOf(values, named, standard);
  if (check) found.push({ check, field: check === 'level-order-register' ? 'level' : null });
  return found;
}

function gravestOf(values: RowValues, all: readonly HeldAward[], standard: Standard): CheckName | null {
  const { occupation, workType, level, issuedOn } = values;
  if (occupation === null || workType === null || level === null || issuedOn === null) return null;
  const isSameWork = (award: HeldAward) => award.occupation === occupation && award.workType === workType;
  const awards = all.filter((award) => !award.open);
  const sameWork = awards.filter(isSameWork);
  const same = sameWork.filter((award) => award.level === level);
  if (same.some((award) => award.ours)) return 'award-in-register';
  if (same.length > 0) return 'award-elsewhere';
  if (all.some((award) => award.open && isSameWork(award) && award.level === level)) return 'award-in-open';
  const rank = levelRank(standard, level);
  const isOutOfOrder = (award: HeldAward) =>
    levelRank(standard, award.level) > rank ? award.issuedOn <= issuedOn : issuedOn <= award.issuedOn;
  if (sameWork.some(isOutOfOrder)) return 'level-order-register';
  return awards.some((award) => award.issuedOn === issuedOn) ? 'same-day-register' : null;
}
