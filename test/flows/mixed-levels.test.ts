// A province in which 二级 and above are reviewed by the province: a mixed file is split at 提交, and the clerk is told.
import { expect, test } from 'vitest';
import hebei2022 from '../../config/routes/hebei-2022.json' with { type: 'json' };
import hebei2022Province from '../../config/routes/hebei-2022-province.json' with { type: 'json' };
import sampleUpperLevels from '../../config/routes/sample-upper-levels.json' with { type: 'json' };
import { routeBookOf } from '../../config/routes.ts';
import { hebei2022 as standard } from '../../config/standards.ts';
import { institutionOf } from '../../domain/directory.ts';
import { validCertificate } from '../../local/sample-certificates.ts';
import { type World, world } from '../support/world.ts';
import { directory, issuedOn, workbook } from '../support/world-people.ts';
import { handOver, passCity, passProvince, press, publish } from '../support/world-steps.ts';

const line = { kind: null, office: null, levels: null, from: null, to: null, standard: 'hebei-2022@1' };
const routes = routeBookOf({
  routes: [hebei2022, hebei2022Province, sampleUpperLevels],
  choices: [
    { ...line, office: 'province', route: 'hebei-2022-province' },
    { ...line, levels: ['二级', '一级', '特级技师', '首席技师'], route: 'sample-upper-levels' },
    { ...line, route: 'hebei-2022' },
  ],
});

/** Registered for 三级 and 二级: of its sample rows every second one is 二级. */
const said = {
  ...directory,
  scopes: directory.scopes.map((scope) => ({ ...scope, levels: ['三级', '二级'] })),
};
const issuer = institutionOf(said, 'JG-A');
if (issuer === null) throw new Error('the directory has no JG-A');
const rows = (of: readonly number[]) => workbook(of.map((i) => validCertificate(i, issuer, issuedOn, standard)));

async function drop(w: World, of: readonly number[]): Promise<string> {
  await w.load(said);
  await w.drop('甲专管', await rows(of));
  await w.work();
  return press(w, '甲专管', '提交');
}

const register = async (w: World) =>
  (
    await w.db.query<{ no: number; levels: string }>(
      `select s.no::int, string_agg(distinct r.level, ',') as levels from certificates c
       join records r on r.certificate_id = c.id join submissions s on s.id = c.submission_id group by 1 order by 1`,
    )
  ).rows;

test('rows of the upper levels go on as a submission of their own, to the province; both are published', () =>
  world(
    async (w) => {
      const told = await drop(w, [0, 1, 2, 3, 4]);

      expect(told).toBe(
        'HZ-1 已提交，进入逐级审核。其中第 3、5 行（2 行）按等级另立 HZ-2，由「省中心审核（二级以上）」办理。',
      );
      expect(await w.lastCard('乙市审')).toContain('3 行（第 1 版）');
      expect(await w.lastCard('戊省审')).toContain('省中心审核（二级以上） HZ-2');
      expect(await w.lastCard('戊省审')).toContain('HZ-1 第 1 版第 3、5 行');
      expect((await w.cards('甲专管')).join('\n')).toContain('HZ-2（2 行，按等级另行审核）');

      for (const step of [passProvince, handOver, publish]) await step(w);
      expect(await register(w)).toEqual([{ no: 2, levels: '二级' }]);
      for (const step of [passCity, passProvince, handOver, publish]) await step(w);
      expect(await register(w)).toEqual([
        { no: 1, levels: '三级' },
        { no: 2, levels: '二级' },
      ]);
    },
    { routes },
  ));

test('a file of the upper levels alone goes that route whole, and comes back to it when it is corrected', () =>
  world(
    async (w) => {
      expect(await drop(w, [1, 3])).toBe('HZ-1 已提交，进入逐级审核。');
      expect(await w.news('乙市审')).toEqual([]);
      await press(w, '戊省审', '退回更正', { 退回原因: '个人信息有误', 退回说明: '请核对' });
      await w.drop('甲专管', await rows([1, 3, 5]));
      await w.work();
      await press(w, '甲专管', '这是 HZ-1 更正后的文件');
      await press(w, '甲专管', '提交');

      expect(await w.lastCard('戊省审')).toContain('第 2 次上报');
      const { rows: all } = await w.db.query("select state ->> 'route' as route from submissions");
      expect(all).toEqual([{ route: 'sample-upper-levels' }]);
    },
    { routes },
  ));
