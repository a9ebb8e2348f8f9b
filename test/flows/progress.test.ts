// A check on its way: who waits sees their place, and a check that the queue has lost or given up is brought again.
import { expect, test } from 'vitest';
import { world } from '../support/world.ts';
import { certificates, workbook } from '../support/world-people.ts';
import { breakChecks } from '../support/world-steps.ts';

test('a check that failed until the queue gave it up is brought again by the outbox, and says 校验中 until then', () =>
  world(async (w) => {
    const mend = breakChecks(w);
    await w.drop('甲专管', await workbook(certificates(0, 3)));
    await w.work();
    expect(w.takeFailures().length).toBeGreaterThan(1);
    expect(await w.lastCard('甲专管')).toContain('<校验中>');

    mend();
    await w.advance({ minutes: 6 });
    await w.work();

    expect(await w.lastCard('甲专管')).toContain('校验通过');
    expect(await w.news('甲专管')).toEqual(['证书数据 HZ-1']);
  }));

test('of two files whose checks wait, the second card says that one is before it', () =>
  world(async (w) => {
    const mend = breakChecks(w);
    await w.drop('甲专管', await workbook(certificates(0, 3)));
    await w.drop('辛专管', await workbook(certificates(0, 3, undefined, 'JG-B')));
    await w.work();
    w.takeFailures();
    expect(await w.lastCard('辛专管')).toContain('前面还有 1 份');

    mend();
    await w.advance({ minutes: 6 });
    await w.work();

    expect(await w.lastCard('辛专管')).not.toContain('前面还有');
    expect(await w.lastCard('甲专管')).toContain('校验通过');
  }));
