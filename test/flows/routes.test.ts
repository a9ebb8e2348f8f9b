// Routes by which data travels: chosen by the directory and a table, each with its own tiers and clocks.
import { expect, test } from 'vitest';
import hebei2022Province from '../../config/routes/hebei-2022-province.json' with { type: 'json' };
import sample5510 from '../../config/routes/sample-5-5-10.json' with { type: 'json' };
import { routeBookOf } from '../../config/routes.ts';
import { standardCalled } from '../../config/standards.ts';
import type { InstitutionLine } from '../../domain/directory.ts';
import { writeExport } from '../../workbook/write-export.ts';
import { type World, world } from '../support/world.ts';
import { certificates, directory } from '../support/world-people.ts';
import { handOver, passCity, passProvince, press, publish, submit } from '../support/world-steps.ts';

/** The directory with something else said of 甲's institution. */
const said = (w: World, more: Partial<InstitutionLine>) =>
  w.load({
    ...directory,
    institutions: directory.institutions.map((one) => (one.code === 'JG-A' ? { ...one, ...more } : one)),
  });

const published = async (w: World) => (await w.db.query("select from certificates where state = 'published'")).rowCount;

test('an institution that the province filed directly goes past the city', () =>
  world(async (w) => {
    await said(w, { office: 'PROV' });
    await submit(w);

    expect(await w.news('乙市审')).toEqual([]);
    expect(await w.lastCard('戊省审')).toContain('省中心核准 HZ-1');
    expect(await w.lastCard('戊省审')).toContain('3月19日');
    for (const step of [passProvince, handOver, publish]) await step(w);
    expect(await published(w)).toBe(3);
  }));

test('职业资格证书 go by the sample of 2019: thirty calendar days from the issue date until they can be queried', () =>
  world(async (w) => {
    await said(w, { certificateKind: '职业资格证书' });
    // A day after the 20 working days of the other route.
    await w.at('2026-03-31T09:00:00+08:00');
    const rows = certificates(0, 3);
    await w.drop('甲专管', await writeExport(standardCalled('national-2019-sample@1'), rows));
    await w.work();

    expect(await w.lastCard('甲专管')).toContain('4月1日');
    expect(await w.lastCard('甲专管')).toContain('校验通过，可以提交。');
    await press(w, '甲专管', '提交');
    expect(await w.news('乙市审')).toEqual([]);
    expect(await w.lastCard('戊省审')).toMatch(/办理期限（第二条）[^\n]*4月1日/);
    await w.at('2026-04-01T10:00:00+08:00');
    for (const step of [passProvince, handOver]) await step(w);
    // The same clock runs on to the day they can be queried.
    expect(await w.lastCard('己上报')).toMatch(/办理期限（第二条）[^\n]*4月1日/);
    await publish(w);
    expect(await published(w)).toBe(3);
  }));

test('a province with 5, 5 and 10 working days is a table and a file of its own', () => {
  const line = { kind: null, office: null, levels: null, from: null, to: null, standard: 'hebei-2022@1' };
  const routes = routeBookOf({
    routes: [sample5510, hebei2022Province],
    choices: [
      { ...line, office: 'province', route: 'hebei-2022-province' },
      { ...line, route: 'sample-5-5-10' },
    ],
  });
  return world(
    async (w) => {
      await submit(w);

      expect(await w.lastCard('乙市审')).toContain('3月12日');
      await passCity(w);
      expect(await w.lastCard('戊省审')).toContain('3月12日');
      await passProvince(w);
      await handOver(w);
      expect(await w.lastCard('己上报')).toContain('3月19日');
    },
    { routes },
  );
});
