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
export function columnShare(column: Node): Record<string, string> {
  const width = length(column.width);
  if (width) return { '--share': `0 1 ${width}` };
  if (column.width === 'weighted') return { '--share': `${num(column.weight, 1)} 1 0` };
  return { '--share': '0 1 auto' };
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

/**
 * A container that can be clicked as a whole. A real button lies under its content, because a button may not hold
 * blocks and further buttons; the content lets clicks through except on controls of its own.
 */
export function InteractiveContainerElement({ element, path, draw }: ElementProps) {
  const card = useCard();
  const id = useId();
  const disabled = flag(element.disabled);
  const laser = element.background_style === 'laser';
  const hint = words(disabled ? element.disabled_tips : element.hover_tips);
  return (
    <div
      class={laser ? 'interactive laser' : 'interactive'}
      style={{
        width: length(element.width) ?? (element.width === 'auto' ? 'fit-content' : '100%'),
        height: length(element.height),
        background: laser ? undefined : colour(element.background_style, 'transparent', 50),
        border: flag(element.has_border) ? `1px solid ${colour(element.border_color, '#dee0e3', 200)}` : '',
        borderRadius: length(element.corner_radius) ?? '6px',
      }}
    >
      <button
        type="button"
        class="interactive-cover"
        aria-labelledby={id}
        aria-busy={card.pending === pathKey(path)}
        disabled={disabled}
        title={hint === '' ? undefined : hint}
        onClick={() => card.act(element, path)}
      />
      <div id={id} class="interactive-content" style={layoutStyle(element, '4px', '4px 12px')}>
        {draw(element.elements, [...path, 'elements'])}
      </div>
    </div>
  );
}
