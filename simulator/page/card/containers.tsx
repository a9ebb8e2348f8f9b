// Components that hold others: columns, collapsible panels and clickable containers.
import { useId, useState } from 'preact/hooks';
import { Icon, iconForToken } from '../icon.tsx';
import { type ElementProps, pathKey, useCard } from './context.ts';
import { Words } from './header.tsx';
import { colour, flexAlign, length, space } from './look.ts';
import { MarkdownView } from './markdown-view.tsx';
import { flag, type Node, node, nodes, num, str, words } from './read.ts';

/** Direction, gaps, alignment and padding of anything that holds elements. */
export function layoutStyle(element: Node, gap = '8px', padding = '0px'): Record<string, string> {
  const across = element.direction === 'horizontal';
  return {
    display: 'flex',
    flexDirection: across ? 'row' : 'column',
    flexWrap: across ? 'wrap' : 'nowrap',
    rowGap: space(element.vertical_spacing, gap),
    columnGap: space(element.horizontal_spacing, '8px'),
    alignItems: across ? flexAlign(element.vertical_align, 'flex-start') : 'stretch',
    justifyContent: flexAlign(across ? element.horizontal_align : element.vertical_align, 'flex-start'),
    padding: space(element.padding, padding),
    textAlign: element.horizontal_align === 'center' ? 'center' : element.horizontal_align === 'right' ? 'right' : '',
  };
}

export function ColumnSetElement({ element, path, draw }: ElementProps) {
  const mode = str(element.flex_mode, 'none');
  return (
    <div
      class={`column-set flex-${mode}`}
      style={{
        gap: space(element.horizontal_spacing, '8px'),
        justifyContent: flexAlign(element.horizontal_align, 'flex-start'),
        background: colour(element.background_style, 'transparent', 100),
      }}
    >
      {draw(
        nodes(element.columns).map((column) => ({ tag: 'column', ...column })),
        [...path, 'columns'],
      )}
    </div>
  );
}

/** How a column takes its share of the row; read by the wrapper that the column sits in. */
export function columnShare(column: Node): Record<string, string | number> {
  const width = length(column.width);
  if (width) return { flex: `0 0 ${width}`, maxWidth: '100%' };
  if (column.width === 'weighted') return { flex: `${num(column.weight, 1)} 1 0`, minWidth: 0 };
  return { flex: '0 1 auto', minWidth: 0 };
}

export function ColumnElement({ element, path, draw }: ElementProps) {
  const filled = colour(element.background_style, '', 100);
  return (
    <div
      class="column"
      style={{
        ...layoutStyle(element),
        height: '100%',
        background: filled,
        borderRadius: filled === '' ? '0' : '6px',
      }}
    >
      {draw(element.elements, [...path, 'elements'])}
    </div>
  );
}

export function CollapsibleElement({ element, path, draw }: ElementProps) {
  const [shown, setShown] = useState(flag(element.expanded));
  const id = useId();
  const header = node(element.header);
  const border = node(element.border);
  const side = str(header.icon_position, 'right');
  const icon = (
    <span
      class="collapse-icon"
      style={{ transform: shown ? `rotate(${num(header.icon_expanded_angle, 180)}deg)` : '' }}
    >
      <Icon name={iconForToken(str(node(header.icon).token, 'down'))} size={14} />
    </span>
  );
  const frame = {
    background: colour(element.background_color, 'transparent', 50),
    border: element.border === undefined ? '' : `1px solid ${colour(border.color, '#dee0e3', 200)}`,
    borderRadius: length(border.corner_radius) ?? '6px',
  };
  return (
    <section class="collapsible" style={frame}>
      <button
        type="button"
        class={`collapse-head collapse-${side}`}
        style={{
          background: colour(header.background_color, 'transparent', 100),
          padding: space(header.padding, '8px'),
        }}
        aria-expanded={shown}
        aria-controls={id}
        onClick={() => setShown(!shown)}
      >
        {side === 'left' && icon}
        <span class="collapse-title">
          {node(header.title).tag === 'markdown' ? (
            <MarkdownView source={words(header.title)} />
          ) : (
            <Words of={header.title} />
          )}
        </span>
        {side !== 'left' && icon}
      </button>
      {shown && (
        <div id={id} style={layoutStyle(element, '8px', '8px')}>
          {draw(element.elements, [...path, 'elements'])}
        </div>
      )}
    </section>
  );
}

const INNER_CONTROLS = 'button, a, input, textarea, label, [role="option"]';

export function InteractiveContainerElement({ element, path, draw }: ElementProps) {
  const card = useCard();
  const disabled = flag(element.disabled);
  const press = (event: Event) => {
    const inner = event.target instanceof Element ? event.target.closest(INNER_CONTROLS) : null;
    if (disabled || card.pending !== null || (inner && inner !== event.currentTarget)) return undefined;
    return card.act(element, path);
  };
  const laser = element.background_style === 'laser';
  return (
    // A real button cannot hold blocks and other buttons, so the role is given by hand.
    <div
      class={laser ? 'interactive laser' : 'interactive'}
      role="button"
      tabIndex={disabled ? -1 : 0}
      aria-disabled={disabled}
      aria-busy={card.pending === pathKey(path)}
      title={words(disabled ? element.disabled_tips : element.hover_tips) || undefined}
      style={{
        ...layoutStyle(element, '4px', '4px 12px'),
        width: length(element.width) ?? (element.width === 'auto' ? 'fit-content' : '100%'),
        height: length(element.height),
        background: laser ? undefined : colour(element.background_style, 'transparent', 50),
        border: flag(element.has_border) ? `1px solid ${colour(element.border_color, '#dee0e3', 200)}` : '',
        borderRadius: length(element.corner_radius) ?? '6px',
      }}
      onClick={press}
      onKeyDown={(event) => event.key === 'Enter' && event.target === event.currentTarget && press(event)}
    >
      {draw(element.elements, [...path, 'elements'])}
    </div>
  );
}
