// What a card is made of: its parts, what its buttons carry, and what the platform says of it.
import type { Card } from '../../cards/kit.ts';
import { formNamesProblem, validateCard } from '../../simulator/card/validate.ts';

type Part = Record<string, unknown>;

/** Every object inside a card, the card itself first. */
export function partsOf(value: unknown): Part[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== 'object' || value === null) return [];
  return [{ ...value }, ...Object.values(value).flatMap(partsOf)];
}
/** What its buttons carry. */
export const valuesOf = (card: Card) =>
  partsOf(card).flatMap((part) => (part.type === 'callback' && 'value' in part ? [part.value] : []));
/** What the platform would refuse it for, when it is sent or at a click. */
export const problemsOf = (card: Card) => [validateCard(card), formNamesProblem(card)].filter((one) => one !== null);
