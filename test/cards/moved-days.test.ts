// What the one message about moved due days says.
import { expect, test } from 'vitest';
import { sketch } from '../../cards/sketch.ts';
import { movedDays } from './moved-days-states.ts';

test('it counts the days, those that are earlier first, and names ten submissions', () => {
  expect(sketch(movedDays.both)).toMatchInlineSnapshot(`
    "[212 个期限有变动，其中 9 个提前] orange
    放假安排有更新，在办数据的期限已按新的安排重新计算。
    您办理或主管的 212 个期限有变动：9 个提前，203 个延后。
    另有 30 个期限日期不变，由暂定转为确定。
    涉及（提前的在前）：HZ-1001、HZ-1002、HZ-1003、HZ-1004、HZ-1005、HZ-1006、HZ-1007、HZ-1008、HZ-1009、HZ-1010 等 212 件。
    下一步：发送「进度」查看新的期限，请先办期限提前的。
    (进度)"
  `);
});

test('days that are all later, or all earlier, are not counted twice', () => {
  expect(sketch(movedDays.later)).toMatchInlineSnapshot(`
    "[2 个期限有变动] blue
    放假安排有更新，在办数据的期限已按新的安排重新计算。
    您办理或主管的 2 个期限有变动：2 个延后。
    涉及：HZ-1001、HZ-1002。
    下一步：发送「进度」查看新的期限。
    (进度)"
  `);
  expect(sketch(movedDays.earlier).split('\n')[0]).toBe('[1 个期限有变动，均提前] orange');
});
