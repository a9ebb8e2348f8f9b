// Of all buttons on a card one may lead. Equal choices lead none, and what is promised to appear is what will.
import { expect, test } from 'vitest';
import type { Card } from '../../cards/kit.ts';
import { resultCard } from '../../cards/result.ts';
import { sketch } from '../../cards/sketch.ts';
import { resultView } from './result-states.ts';
import { everyState } from './states.ts';

const offered = [{ code: 'F02', title: '去掉空格', count: 12 }];
const asked = [{ code: 'F05', title: '姓名用字少见', count: 2 }];

function leading(card: Card): number {
  return JSON.stringify(card).match(/"type":"primary(_filled)?"/g)?.length ?? 0;
}

test('no card has two buttons that lead', () => {
  const crowded = everyState.filter(([, card]) => leading(card) > 1).map(([name]) => name);

  expect(crowded).toEqual([]);
});

test('repairs lead while the file is faulty, and give way to what takes it on', () => {
  const at = (state: 'faulty' | 'ready', toAnswer: typeof asked) =>
    leading(resultCard({ ...resultView, at: state, repairs: offered, toAnswer }));

  expect([at('faulty', []), at('faulty', asked), at('ready', []), at('ready', asked)]).toEqual([1, 1, 1, 1]);
});

test('an explanation opens the way to the button that then appears', () => {
  const trial = { ...resultView, at: 'ready' as const, trial: true };

  expect(sketch(resultCard({ ...trial, toAnswer: asked }))).toContain('这里会出现「转为正式数据」按钮');
  expect(sketch(resultCard({ ...trial, toAnswer: [] }))).toContain('(转为正式数据)');
});
