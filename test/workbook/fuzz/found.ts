// Recipes that `npm run fuzz` once found a fault with, and what reading them ends in since. A table; it only grows.
import type { Recipe } from './recipe.ts';

export const found: readonly (readonly [what: string, recipe: Recipe, end: string])[] = [];
