// Finds components in a card by path. Reads only; trusts nothing about the card's shape.
import { COMPONENTS } from './components.ts';

export type Path = (string | number)[];
export type Component = Record<string, unknown>;
export type Placed = { path: Path; component: Component };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const rowOf = (component: Component) =>
  typeof component.tag === 'string' && Object.hasOwn(COMPONENTS, component.tag) ? COMPONENTS[component.tag] : undefined;

/** The value at a path, own properties only; undefined where the path leads nowhere. */
export const valueAt = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((at, key) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    return (at as Record<string | number, unknown>)[key];
  }, value);

/** The direct children of an element as they stand, each with its path relative to the element. */
export const childElements = (element: Component): { path: Path; element: unknown }[] =>
  (rowOf(element)?.holds ?? []).flatMap((list) => {
    const held = valueAt(element, list);
    return Array.isArray(held)
      ? held.map((child, index) => ({ path: [...list, index], element: child as unknown }))
      : [];
  });

/** The component at a path from the card's root, e.g. `['body', 'elements', 0]`; null if there is none. */
export const componentAt = (card: unknown, path: Path): Component | null => {
  const found = valueAt(card, path);
  return isRecord(found) && rowOf(found) !== undefined ? found : null;
};

/** The form that holds the component at the path, with the form's own path; null outside forms. */
export const formAt = (card: unknown, path: Path): { form: Component; path: Path } | null => {
  if (componentAt(card, path) === null) return null;
  // Forms stand in the body only: body, elements, index.
  const formPath = path.slice(0, 3);
  const form = path.length > formPath.length ? componentAt(card, formPath) : null;
  return form?.tag === 'form' ? { form, path: formPath } : null;
};

/** Every component of the card in document order, containers before what they hold. */
export const allComponents = (card: unknown): Placed[] => {
  const found: Placed[] = [];
  const roots = valueAt(card, ['body', 'elements']);
  const waiting = (Array.isArray(roots) ? roots : [])
    .map((element: unknown, index) => ({ path: ['body', 'elements', index] as Path, element }))
    .reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!isRecord(next.element) || rowOf(next.element) === undefined) continue;
    const { path, element } = next;
    found.push({ path, component: element });
    for (const child of childElements(element).reverse()) {
      waiting.push({ path: [...path, ...child.path], element: child.element });
    }
  }
  return found;
};

/** Every component a person can act on, in document order. */
export const interactiveComponents = (card: unknown): Placed[] =>
  allComponents(card).filter(({ component }) => rowOf(component)?.interactive === true);
