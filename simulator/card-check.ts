// The card validator as the simulator calls it, with what a card may refer to in this world.
import type { CardJson } from './api.ts';
import { type CardProblem, validateCard } from './card/validate.ts';
import type { World } from './world.ts';

/** @returns what Feishu would refuse the card for, or null. */
export function checkCard(world: World, card: CardJson): CardProblem | null {
  return validateCard(card, {
    openIds: (id) => world.people.has(id),
    imageKeys: (key) => world.images.get(key)?.by_bot ?? false,
  });
}
