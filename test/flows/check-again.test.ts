// A check is asked for anew: after it could not be finished, and once the directory was put right.
import { expect, test } from 'vitest';
import { giveUpCheck } from '../../workers/check-file.ts';
import { type World, world } from '../support/world.ts';
import { certificates, directory, workbook } from '../support/world-people.ts';
import { breakChecks, press } from '../support/world-steps.ts';

const again = (w: World) => press(w, '甲专管', '重新校验');

test('a check that was given up can be asked for anew with one press, and the file is then submitted', () =>
  world(async (w) => {
    const mend = breakChecks(w);
    await w.drop('甲专管', await workbook(certificates(0, 3)));
    await w.work();
    w.takeFailures();
    mend();
    const { rows } = await w.db.query<{ id: string; submission: string }>(
      `select o.id, s.id as submission from outbox o, submissions s where o.job = 'check-file' and o.done_at is null`,
    );
    const [left] = rows;
    if (left === undefined) throw new Error('no check is waiting');
    await giveUpCheck(w.parts, { submission: left.submission, version: 1 }, Number(left.id));
    await w.work();
    expect(await w.lastCard('甲专管')).toMatch(/<待修改>.*校验没有完成，是我这边的问题.*\(重新校验\)/s);

    expect(await again(w)).toBe('好的，正在重新校验。');

    expect(await w.lastCard('甲专管')).toMatch(/<待提交>.*校验通过/s);
    expect(await w.click('甲专管', '提交')).toContain('已提交');
    await w.work();
  }));

test('what the directory did not have is right at the next check once the directory has it', () =>
  world(async (w) => {
    await w.load({ ...directory, scopes: directory.scopes.map((scope) => ({ ...scope, occupation: '钳工' })) });
    await w.work();
    await w.drop('甲专管', await workbook(certificates(0, 3)));
    await w.work();
    expect(await w.lastCard('甲专管')).toMatch(/<待修改>.*如果是备案信息有误.*\(重新校验\)/s);

    await w.load(directory);
    await w.work();
    await again(w);

    expect(await w.lastCard('甲专管')).toMatch(/<待提交>.*\(提交 →/s);
  }));
