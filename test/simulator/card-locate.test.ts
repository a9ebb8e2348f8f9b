// Components are found by path, with the form that holds them.
import { describe, expect, test } from 'vitest';
import { childElements, componentAt, formAt, interactiveComponents } from '../../simulator/card/locate.ts';

const button = (name: string) => ({ tag: 'button', name, text: { tag: 'plain_text', content: name } });
const checker = { tag: 'checker', name: 'done', button_area: { buttons: [button('undo')] } };
const columnSet = { tag: 'column_set', columns: [{ tag: 'column', elements: [button('inner')] }] };
const form = { tag: 'form', name: 'f', elements: [{ tag: 'input', name: 'reason' }, columnSet] };
const card = {
  schema: '2.0',
  body: { elements: [{ tag: 'markdown', content: '字' }, form, button('outer'), checker] },
};

const inner = ['body', 'elements', 1, 'elements', 1, 'columns', 0, 'elements', 0];

describe('componentAt', () => {
  test('finds a component by its path', () => {
    expect(componentAt(card, inner)).toMatchObject({ tag: 'button', name: 'inner' });
  });

  test.each([
    ['a place that is not there', ['body', 'elements', 9]],
    ['a text, which is no component', ['body', 'elements', 2, 'text']],
    ['a list', ['body', 'elements']],
    ['something every object inherits', ['body', 'constructor']],
    ['the card itself', []],
  ])('answers null for %s', (_, path) => {
    expect(componentAt(card, path)).toBeNull();
  });
});

describe('formAt', () => {
  test('finds the form around a component in a column', () => {
    expect(formAt(card, inner)).toEqual({ form, path: ['body', 'elements', 1] });
  });

  test.each([
    ['a component outside forms', ['body', 'elements', 2]],
    ['the form itself', ['body', 'elements', 1]],
    ['a place that is not there', ['body', 'elements', 1, 'elements', 7]],
  ])('answers null for %s', (_, path) => {
    expect(formAt(card, path)).toBeNull();
  });
});

test('interactive components are listed in document order, those in columns and checkers included', () => {
  const found = interactiveComponents(card);

  expect(found.map(({ component }) => component.name)).toEqual(['reason', 'inner', 'outer', 'done', 'undo']);
  for (const { path, component } of found) expect(componentAt(card, path)).toBe(component);
});

test('children are given with their place in the element', () => {
  expect(childElements(columnSet).map(({ path }) => path)).toEqual([['columns', 0]]);
  expect(childElements(checker)).toEqual([{ path: ['button_area', 'buttons', 0], element: button('undo') }]);
  expect(childElements({ tag: 'markdown', content: '字' })).toEqual([]);
});

test('a card that is no card has no components', () => {
  for (const nothing of [null, 7, [], { body: { elements: 'x' } }]) expect(interactiveComponents(nothing)).toEqual([]);
});
