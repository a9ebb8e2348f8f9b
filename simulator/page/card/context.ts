// What a component inside a card may ask of the card around it: names, clicks, dialogs and the form's fields.

import type { ComponentChildren } from 'preact';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Click } from '../../api.ts';
import type { Node, Path } from './read.ts';

/** What the person entered with a click; the card adds who and which edition. */
export type Entered = Pick<Click, 'form_value' | 'input_value' | 'option' | 'options' | 'checked' | 'timezone'>;
export type Named = { id: string; name: string };

export type CardSurroundings = {
  /** Name of an open_id; null when nobody is known by it. */
  nameOf: (openId: string) => string | null;
  /** Who may be chosen where a person picker lists nobody. */
  members: Named[];
  imageUrl: (key: string) => string;
  /** Reports one click and resolves when the bot has answered. */
  click: (path: Path, entered: Entered) => Promise<void>;
  notify: (type: 'info' | 'warning', content: string) => void;
};

export type CardState = CardSurroundings & {
  /** Path of the component whose click is being answered; the card is locked meanwhile. */
  pending: string | null;
  /** Asks the confirm dialog if the component has one, opens its address, then calls back. */
  act: (element: Node, path: Path, entered?: Entered) => Promise<boolean>;
};

export type FormState = {
  values: Record<string, unknown>;
  missing: ReadonlySet<string>;
  set: (name: string, value: unknown) => void;
  submit: (element: Node, path: Path) => Promise<void>;
  reset: () => void;
};

export type ElementProps = {
  element: Node;
  path: Path;
  /** Draws child elements, so that containers need not know every component. */
  draw: (elements: unknown, path: Path) => ComponentChildren;
};

export const CardContext = createContext<CardState | null>(null);
export const FormContext = createContext<FormState | null>(null);

export function useCard(): CardState {
  const card = useContext(CardContext);
  if (!card) throw new Error('card component drawn outside a card');
  return card;
}

export function useForm(): FormState | null {
  return useContext(FormContext);
}

export function pathKey(path: Path): string {
  return path.join('/');
}
