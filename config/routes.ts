// The routes shipped with the product, parsed once. A new province or rule year is a new file and a line here.
import { z } from 'zod';
import type { Route } from '../domain/route.ts';
import hebei2022 from './routes/hebei-2022.json' with { type: 'json' };

const workingDays = z.number().int().min(1).max(60);
const tierSchema = z.strictObject({
  key: z.string().regex(/^[a-z-]+$/),
  title: z.string().min(1),
  task: z.enum(['review', 'hand-over', 'publication']),
  office: z.enum(['city', 'province']),
  post: z.enum(['review', 'desk', 'manage']),
  workingDays: workingDays.nullable(),
  sign: z.enum(['any', 'all']).default('any'),
  article: z.string().min(1),
});
const routeSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1),
  source: z.string().min(1),
  upload: z.strictObject({ workingDays, article: z.string() }),
  correction: z.strictObject({ workingDays, article: z.string() }),
  refusal: z.strictObject({ months: z.number().int().min(1), article: z.string(), admittedBy: z.string() }),
  remindBefore: z.array(z.number().int().min(0)).min(1),
  tiers: z.array(tierSchema).min(1),
});

const routes: ReadonlyMap<string, Route> = new Map(
  [hebei2022].map((data) => {
    const route = routeSchema.parse(data);
    return [route.id, route];
  }),
);

/** The route that new submissions run under. */
export const defaultRoute = routeCalled('hebei-2022');

/** A route by its id, as frozen on a submission. Throws when the file is gone: old routes are never deleted. */
export function routeCalled(id: string): Route {
  const route = routes.get(id);
  if (route === undefined) throw new Error(`no route ${id} in config/routes`);
  return route;
}
