// The way a submission travels: its tiers, who holds each, the clock of each, and which route a submission gets. The data is
// in config/routes.

/** review: approve or return; hand-over: record the report to the ministry centre; publication: record the ministry's answer. */
export type Task = 'review' | 'hand-over' | 'publication';

/** A post's kind: who may act at a tier, and who is told when its clock breaks. */
export type PostKind = 'review' | 'desk' | 'manage';

/** So many days; a last day that is a rest day rolls forward (民法典 第二百零三条). */
export type Length = { days: number; unit: 'working' | 'calendar' };

/** A clock: its length and the day it is counted from, which is not counted: that of receipt, or the earliest issue date. */
export type Term = Length & { from: 'receipt' | 'issue' };

export type Tier = {
  /** Stable word used in cards' actions and statistics, e.g. `city`. */
  key: string;
  /** What people read, e.g. 市级审核. */
  title: string;
  task: Task;
  /** Level of the office whose post holds this tier. */
  office: 'city' | 'province';
  post: PostKind;
  /** Null when the tier goes on under the clock already running. */
  term: Term | null;
  /** Whose signature it takes: `any` holder of the post, or `all` of them. */
  sign: 'any' | 'all';
  /** The article this clock comes from. */
  article: string;
};

/** Whom a step tells: whoever has it, the managers of their office, or those of the office above. */
export type ToldOf = 'holder' | 'manager' | 'above';

/**
 * `at`: working days after the due day, negative before it, 0 on it; with `until`, each working day up to that one.
 * `do`: a message of its own, a line in the day's digest, or a message marked urgent.
 */
export type LadderStep = { at: number; until: number | null; to: ToldOf; do: 'card' | 'digest' | 'urgent' };

/** Who is told of a due day, and when. Tells only: nothing is decided by it. */
export type Ladder = {
  steps: readonly LadderStep[];
  /** For so many working days 已知悉 spares the holder the steps before the due day. */
  seenWorkingDays: number;
};

/** One dated version of a route; frozen on every submission that runs under it. */
export type Route = {
  id: string;
  title: string;
  source: string;
  /** First 提交: from the earliest issue date (article 10), after which a written reason is due (article 12). */
  upload: Length & { article: string };
  /** What is returned must be corrected within this time. */
  correction: Length & { article: string };
  /**
   * Past these months from the issue date a first 提交 is in principle refused; the tier `admittedBy` may still admit it.
   * Null where the rules know no such wall.
   */
  refusal: { months: number; article: string; admittedBy: string } | null;
  ladder: Ladder;
  tiers: readonly Tier[];
};

/** Kinds of certificate. An institution is registered for one. */
export const certificateKinds = ['职业技能等级证书', '职业资格证书'] as const;
export type CertificateKind = (typeof certificateKinds)[number];

/** Where an institution is filed (备案), and for which kind of certificate. */
export type Filing = { kind: CertificateKind; office: 'city' | 'province' };

/** A line of the table of choices. Null fits any; `levels` are names of the standard, `from` and `to` days, both included. */
export type RouteChoice = {
  kind: CertificateKind | null;
  office: Filing['office'] | null;
  levels: readonly string[] | null;
  from: string | null;
  to: string | null;
  route: string;
  /** `id@version` */
  standard: string;
};

/** What a submission runs under: a route, and a standard by `id@version`. */
export type Terms = { route: string; standard: string };

/** Whom and what a choice is made for; `level` is null while no row has been read, and then no line that asks for levels fits. */
export type Chosen = Filing & { on: string; level: string | null };

/** The first line that fits. Throws when there is none: the tables are checked for that when they are read. */
export function chooseTerms(table: readonly RouteChoice[], { kind, office, on, level }: Chosen): Terms {
  const found = table.find(
    (line) =>
      (line.kind ?? kind) === kind &&
      (line.office ?? office) === office &&
      (line.levels === null || (level !== null && line.levels.includes(level))) &&
      (line.from ?? on) <= on &&
      on <= (line.to ?? on),
  );
  if (found === undefined) throw new Error(`no route for ${kind} filed with the ${office} on ${on}`);
  return { route: found.route, standard: found.standard };
}
