// Which findings of a check are listed one by one. Beyond the limit they are counted by rule, and no rule goes unheard.
import type { CodeCount, Finding } from './finding.ts';

/**
 * Findings listed of one check, some 140 bytes each in memory: twenty a row in the largest sheet would need 3 GB.
 * Past these, `each` rule still has its first ones listed, so that frequent warnings hide no error.
 */
export const LISTED_FINDINGS = { all: 300_000, each: 1_000 };

export class Listing {
  readonly #limits: typeof LISTED_FINDINGS;
  readonly #listed = new Map<string, number>();
  readonly #unlisted = new Map<string, CodeCount>();
  #all = 0;

  constructor(limits: typeof LISTED_FINDINGS = LISTED_FINDINGS) {
    this.#limits = limits;
  }

  /** Whether this finding is listed; one that is not is counted. */
  takes({ code, severity }: Finding): boolean {
    const rule = `${severity} ${code}`;
    const listed = this.#listed.get(rule) ?? 0;
    if (this.#all < this.#limits.all || listed < this.#limits.each) {
      this.#all += 1;
      this.#listed.set(rule, listed + 1);
      return true;
    }
    const count = (this.#unlisted.get(rule)?.count ?? 0) + 1;
    this.#unlisted.set(rule, { code, severity, count });
    return false;
  }

  unlisted(): CodeCount[] {
    return [...this.#unlisted.values()];
  }
}

/** How many findings are not listed. */
export function unlistedCount(unlisted: readonly CodeCount[] | undefined): number {
  return (unlisted ?? []).reduce((all, { count }) => all + count, 0);
}
