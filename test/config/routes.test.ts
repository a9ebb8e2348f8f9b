// Which route and standard a submission gets, read off data: of the product, and of a province nobody wrote code for.
import { describe, expect, test } from 'vitest';
import choices from '../../config/routes/choices.json' with { type: 'json' };
import hebei2022 from '../../config/routes/hebei-2022.json' with { type: 'json' };
import province from '../../config/routes/hebei-2022-province.json' with { type: 'json' };
import sample from '../../config/routes/national-2019-sample.json' with { type: 'json' };
import { routeBookOf, shippedRoutes } from '../../config/routes.ts';

const skills = { kind: '职业技能等级证书', office: 'city', on: '2026-03-05', level: null } as const;

test('the kind of certificate and the office an institution is filed with choose among the shipped routes', () => {
  const routeFor = (more: object) => shippedRoutes.terms({ ...skills, ...more }).route;

  expect(routeFor({})).toBe('hebei-2022');
  expect(routeFor({ office: 'province' })).toBe('hebei-2022-province');
  expect(routeFor({ kind: '职业资格证书' })).toBe('national-2019-sample');
  expect(shippedRoutes.terms({ ...skills, kind: '职业资格证书' }).standard).toBe('national-2019-sample@1');
});

test('samples say that they are samples', () => {
  for (const id of ['national-2019-sample', 'sample-5-5-10', 'sample-upper-levels'])
    expect(shippedRoutes.route(id).title).toContain('样例');
});

describe('a table of another province', () => {
  const line = {
    kind: null,
    office: null,
    levels: null,
    from: null,
    to: null,
    route: 'hebei-2022',
    standard: 'hebei-2022@1',
  };
  const other = { ...hebei2022, id: 'other-2027' };
  const direct = { ...line, office: 'province', route: province.id };
  const bookOf = (lines: readonly object[]) =>
    routeBookOf({ routes: [hebei2022, province, other, sample], choices: lines });

  test('is read by the same schema: the first line that fits the day and the level holds', () => {
    const { terms } = bookOf([
      direct,
      { ...line, levels: ['二级', '一级'], route: province.id },
      { ...line, from: '2027-01-01', route: 'other-2027' },
      { ...line, to: '2026-12-31' },
    ]);

    expect(terms(skills).route).toBe('hebei-2022');
    expect(terms({ ...skills, on: '2026-12-31' }).route).toBe('hebei-2022');
    expect(terms({ ...skills, on: '2027-01-01' }).route).toBe('other-2027');
    expect(terms({ ...skills, level: '二级' }).route).toBe(province.id);
    expect(terms({ ...skills, level: '三级' }).route).toBe('hebei-2022');
  });

  test('is refused where a day has no line, a line no route or standard, and where a city is asked for in vain', () => {
    expect(() => bookOf([direct, { ...line, to: '2026-12-31' }])).toThrow('no route for');
    expect(() => bookOf([direct, { ...line, to: '2026-12-30' }, { ...line, from: '2027-01-01' }])).toThrow(
      '2026-12-31',
    );
    expect(() => bookOf([direct, { ...line, route: 'nowhere' }])).toThrow('no route nowhere');
    expect(() => bookOf([direct, { ...line, standard: 'hebei-2022@9' }])).toThrow('no standard');
    expect(() => bookOf([{ ...line, office: 'province' }, line])).toThrow('asks for a city');
    expect(() => bookOf([line])).toThrow('asks for a city');
  });

  test('is refused where a route cannot run', () => {
    const [first, ...tiers] = hebei2022.tiers;
    const clockless = { ...hebei2022, tiers: [{ ...first, term: null }, ...tiers] };
    const unadmitted = { ...hebei2022, refusal: { ...hebei2022.refusal, admittedBy: 'nobody' } };

    expect(() => routeBookOf({ routes: [clockless], choices })).toThrow('clock of its own');
    expect(() => routeBookOf({ routes: [unadmitted], choices })).toThrow('admits');
  });
});
