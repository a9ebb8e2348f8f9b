// The routes shipped with the product and the table that chooses among them, parsed once. A new province or rule year is a
// new file and a line in `shipped`.
import { z } from 'zod';
import { type Chosen, certificateKinds, chooseTerms, type Route, type Terms } from '../domain/route.ts';
import { findLevel } from '../domain/standard.ts';
import choices from './routes/choices.json' with { type: 'json' };
import hebei2022 from './routes/hebei-2022.json' with { type: 'json' };
import hebei2022Province from './routes/hebei-2022-province.json' with { type: 'json' };
import national2019Sample from './routes/national-2019-sample.json' with { type: 'json' };
import sample5510 from './routes/sample-5-5-10.json' with { type: 'json' };
import sampleUpperLevels from './routes/sample-upper-levels.json' with { type: 'json' };
import { hebei2022 as hebei2022Standard, standardCalled } from './standards.ts';

const length = { days: z.int().min(1).max(366), unit: z.enum(['working', 'calendar']) };
const article = z.string().min(1);
const id = z.string().regex(/^[a-z0-9-]+$/);
const tierSchema = z.strictObject({
  key: z.string().regex(/^[a-z-]{1,20}$/),
  title: z.string().min(1),
  task: z.enum(['review', 'hand-over', 'publication']),
  office: z.enum(['city', 'province']),
  post: z.enum(['review', 'desk', 'manage']),
  term: z.strictObject({ ...length, from: z.enum(['receipt', 'issue']) }).nullable(),
  sign: z.enum(['any', 'all']).default('any'),
  article,
});
const place = z.int().min(-30).max(60);
const stepSchema = z
  .strictObject({
    at: place,
    until: place.nullable().default(null),
    to: z.enum(['holder', 'manager', 'above']),
    do: z.enum(['card', 'digest', 'urgent']),
  })
  .refine(({ at, until }) => until === null || until >= at, 'a step ends before it begins')
  .refine(({ at, do: how }) => at < 0 || how !== 'digest', 'a due day or a delay is no line in a digest')
  .refine(({ at, to }) => to === 'holder' || at > 0, 'nobody is alerted of what is not late');
const ladderSchema = z
  .strictObject({ steps: z.array(stepSchema).min(1), seenWorkingDays: z.int().min(1).max(10) })
  .refine(({ steps }) => steps.some(({ to, at }) => to === 'holder' && at === 0), 'no step on the due day')
  .refine(({ steps }) => steps.some(({ to }) => to === 'manager'), 'no alert to the manager');
const routeSchema = z
  .strictObject({
    id,
    title: z.string().min(1),
    source: z.string().min(1),
    upload: z.strictObject({ ...length, article }),
    correction: z.strictObject({ ...length, article }),
    refusal: z.strictObject({ months: z.int().min(1), article, admittedBy: z.string() }).nullable(),
    ladder: ladderSchema,
    tiers: z.array(tierSchema).min(1),
  })
  .refine(({ tiers }) => tiers[0]?.term !== null, 'the first tier needs a clock of its own')
  .refine(
    ({ tiers, refusal }) => refusal === null || tiers.some(({ key }) => key === refusal.admittedBy),
    'no tier admits what is past the wall',
  );

const day = z.iso.date().nullable();
const choicesSchema = z.array(
  z.strictObject({
    kind: z.enum(certificateKinds).nullable(),
    office: z.enum(['city', 'province']).nullable(),
    levels: z.array(z.string().min(1)).min(1).nullable(),
    from: day,
    to: day,
    route: id,
    standard: z.string().regex(/^[a-z0-9-]+@\d+$/),
  }),
);

/** Before any table begins. */
const FIRST_DAY = '1000-01-01';

export type RouteBook = {
  /** A route by its id, as frozen on a submission. Throws when the file is gone: old routes are never deleted. */
  route: (id: string) => Route;
  /** What a submission runs under, by the first line of the table that fits. */
  terms: (of: Chosen) => Terms;
};

/**
 * Routes and the table of choices from their JSON. Throws on what is no route, on a line that names a route or a standard
 * that is not there, and where for any kind, office or day no line fits whatever the level.
 */
export function routeBookOf(data: { routes: readonly unknown[]; choices: unknown }): RouteBook {
  const routes: ReadonlyMap<string, Route> = new Map(
    data.routes.map((json) => {
      const route = routeSchema.parse(json);
      return [route.id, route];
    }),
  );
  const route = (id: string): Route => {
    const found = routes.get(id);
    if (found === undefined) throw new Error(`no route ${id} in config/routes`);
    return found;
  };
  const table = choicesSchema.parse(data.choices);
  for (const line of table) {
    route(line.route);
    standardCalled(line.standard);
  }
  const days = table.flatMap(({ from, to }) => [from ?? FIRST_DAY, to === null ? FIRST_DAY : dayAfter(to)]);
  for (const kind of certificateKinds) {
    for (const office of ['city', 'province'] as const) {
      for (const on of days) {
        const chosen = route(chooseTerms(table, { kind, office, on, level: null }).route);
        if (office === 'province' && chosen.tiers.some((tier) => tier.office === 'city'))
          throw new Error(`route ${chosen.id} asks for a city where the province files`);
      }
    }
  }
  const nameOf = (level: string) => findLevel(hebei2022Standard, level)?.entry.name ?? level;
  return { route, terms: (of) => chooseTerms(table, { ...of, level: of.level === null ? null : nameOf(of.level) }) };
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

const shipped = [hebei2022, hebei2022Province, national2019Sample, sample5510, sampleUpperLevels];

/** What the product ships. */
export const shippedRoutes: RouteBook = routeBookOf({ routes: shipped, choices });
