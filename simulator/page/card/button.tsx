// Buttons and the overflow menu.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import { Popover, usePopover } from '../popover.tsx';
import { type ElementProps, pathKey, useCard, useForm } from './context.ts';
import { CardIcon } from './header.tsx';
import { length } from './look.ts';
import { flag, type Node, node, nodes, str, words } from './read.ts';

const TYPES = new Set(
  'default primary danger text primary_text danger_text primary_filled danger_filled laser'.split(' '),
);

/** What a form button does: `submit`, `reset` or nothing of the kind; reads the older spelling too. */
export function formAction(element: Node): 'submit' | 'reset' | null {
  const action = str(element.form_action_type, str(element.action_type).replace('form_', ''));
  return action === 'submit' || action === 'reset' ? action : null;
}

function widthOf(element: Node): Record<string, string> {
  const fixed = length(element.width);
  if (fixed) return { width: fixed, maxWidth: '100%' };
  return element.width === 'fill' ? { width: '100%' } : {};
}

export function ButtonElement({ element, path }: ElementProps) {
  const card = useCard();
  const form = useForm();
  const pending = card.pending === pathKey(path);
  const disabled = flag(element.disabled);
  const type = TYPES.has(str(element.type)) ? str(element.type) : 'default';
  const press = async () => {
    if (card.pending !== null) return;
    const action = form ? formAction(element) : null;
    if (form && action === 'reset') form.reset();
    else if (form && action === 'submit') await form.submit(element, path);
    else await card.act(element, path);
  };
  const hint = disabled ? words(element.disabled_tips) : words(element.hover_tips);
  return (
    <button
      type="button"
      class={`btn btn-${type} btn-${str(element.size, 'medium')}`}
      style={widthOf(element)}
      disabled={disabled}
      aria-busy={pending}
      aria-disabled={card.pending !== null}
      title={hint === '' ? undefined : hint}
      onClick={press}
    >
      {pending ? <span class="spinner" aria-hidden="true" /> : <CardIcon icon={element.icon} />}
      <span>{words(element.text)}</span>
    </button>
  );
}

export function OverflowElement({ element, path }: ElementProps) {
  const card = useCard();
  const id = useId();
  const menu = usePopover();
  const pending = card.pending === pathKey(path);
  const choose = async (option: Node) => {
    menu.close();
    const url = str(node(option.multi_url).url);
    await card.act(
      url === ''
        ? element
        : { ...element, behaviors: [...nodes(element.behaviors), { type: 'open_url', default_url: url }] },
      path,
      {
        option: str(option.value),
      },
    );
  };
  const items: ComponentChildren = nodes(element.options).map((option) => (
    <button key={str(option.value)} type="button" role="menuitem" class="menu-item" onClick={() => choose(option)}>
      {words(option.text)}
    </button>
  ));
  return (
    <span class="overflow">
      <button
        ref={menu.anchor}
        type="button"
        class="btn btn-default btn-medium btn-icon"
        aria-label="更多"
        aria-haspopup="menu"
        aria-controls={id}
        aria-busy={pending}
        onClick={menu.toggle}
      >
        {pending ? <span class="spinner" aria-hidden="true" /> : <Icon name="more" />}
      </button>
      <Popover id={id} at={menu} role="menu" label="更多操作">
        {items}
      </Popover>
    </span>
  );
}
