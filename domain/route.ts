// The way a submission travels: its tiers, who holds each, and the clock of each. Types and look-ups; the data is in config/routes.

/** review: approve or return; hand-over: record the report to the ministry centre; publication: record the ministry's answer. */
export type Task = 'review' | 'hand-over' | 'publication';

/** A post's kind: who may act at a tier, and who is told when its clock breaks. */
export type PostKind = 'review' | 'desk' | 'manage';

export type Tier = {
  /** Stable word used in cards' actions and statistics, e.g. `city`. */
  key: string;
  /** What people read, e.g. 市级审核. */
  title: string;
  task: Task;
  /** Level of the office whose post holds this tier. */
  office: 'city' | 'province';
  post: PostKind;
  /** Working days from receipt; null when the tier goes on under the clock already running. */
  workingDays: number | null;
  /** Whose signature it takes: `any` holder of the post, or `all` of them. */
  sign: 'any' | 'all';
  /** The article this clock comes from. */
  article: string;
};

/** One dated version of a route; frozen on every submission that runs under it. */
export type Route = {
  id: string;
  title: string;
  source: string;
  /** First 提交: working days from the issue date (article 10), after which a written reason is due (article 12). */
  upload: { workingDays: number; article: string };
  /** What is returned must be corrected within these working days. */
  correction: { workingDays: number; article: string };
  /** Past these months from the issue date a first 提交 is in principle refused; the tier `admittedBy` may still admit it. */
  refusal: { months: number; article: string; admittedBy: string };
  /** Working days before the due day on which the holder is reminded; 0 is the day itself. */
  remindBefore: readonly number[];
  tiers: readonly Tier[];
};
