// A small layer anchored to a button: menus and option lists. Uses the browser's top layer, so nothing clips it.
import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

const GAP_PX = 4;
const EDGE_PX = 8;

export type PopoverState = {
  anchor: RefObject<HTMLButtonElement>;
  shown: boolean;
  toggle: () => void;
  close: () => void;
};

export function usePopover(): PopoverState {
  const anchor = useRef<HTMLButtonElement>(null);
  const [shown, setShown] = useState(false);
  return { anchor, shown, toggle: () => setShown((was) => !was), close: () => setShown(false) };
}

function place(layer: HTMLElement, anchor: HTMLElement, wide: boolean): void {
  const box = anchor.getBoundingClientRect();
  if (wide) layer.style.minWidth = `${box.width}px`;
  const { offsetWidth: width, offsetHeight: height } = layer;
  const below = box.bottom + GAP_PX;
  const fits = below + height <= window.innerHeight - EDGE_PX;
  layer.style.top = `${fits ? below : Math.max(EDGE_PX, box.top - height - GAP_PX)}px`;
  layer.style.left = `${Math.max(EDGE_PX, Math.min(box.left, window.innerWidth - width - EDGE_PX))}px`;
}

type Props = {
  id: string;
  at: PopoverState;
  role: 'menu' | 'listbox' | 'dialog';
  label: string;
  wide?: boolean;
  multiple?: boolean;
  children: ComponentChildren;
};

export function Popover({ id, at, role, label, wide = false, multiple = false, children }: Props) {
  const layer = useRef<HTMLDivElement>(null);
  const { shown, close, anchor } = at;
  useLayoutEffect(() => {
    const element = layer.current;
    if (!shown || !element || !anchor.current) return undefined;
    element.showPopover();
    place(element, anchor.current, wide);
    element.querySelector<HTMLElement>('[aria-selected="true"], input, [role]')?.focus();
    const outside = (event: Event) => {
      const target = event.target instanceof Node ? event.target : null;
      if (!element.contains(target) && !anchor.current?.contains(target)) close();
    };
    // The layer follows its button, so that a list opened while the chat still scrolls stays open.
    const scrolled = (event: Event) => {
      if (anchor.current && event.target !== element) place(element, anchor.current, wide);
    };
    const typed = (event: KeyboardEvent) => moveOrClose(event, element, close, anchor.current);
    element.addEventListener('keydown', typed);
    document.addEventListener('pointerdown', outside);
    document.addEventListener('scroll', scrolled, true);
    return () => {
      element.removeEventListener('keydown', typed);
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('scroll', scrolled, true);
    };
  }, [shown]);
  if (!shown) return null;
  const spoken = { role, 'aria-label': label, ...(multiple ? { 'aria-multiselectable': true } : {}) };
  return (
    <div ref={layer} id={id} class="popover" popover="manual" tabIndex={-1} {...spoken}>
      {children}
    </div>
  );
}

/** Arrow keys walk the entries, Escape closes and gives the focus back. */
function moveOrClose(event: KeyboardEvent, layer: HTMLElement, close: () => void, anchor: HTMLElement | null): void {
  const entries = [...layer.querySelectorAll<HTMLElement>('[role="menuitem"], [role="option"]')];
  const focused = document.activeElement;
  const here = focused instanceof HTMLElement ? entries.indexOf(focused) : -1;
  if (event.key === 'Escape') {
    event.stopPropagation();
    close();
    anchor?.focus();
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    entries[(here + step + entries.length) % entries.length]?.focus();
  }
}
