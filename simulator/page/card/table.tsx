// The table component: typed cells, column widths, a fixed first column, local paging.
import type { ComponentChildren } from 'preact';
import { patterned } from '../format.ts';
import type { ElementProps } from './context.ts';
import { PersonChip } from './display.tsx';
import { length, tagColours, textAlign } from './look.ts';
import { LarkMdView, MarkdownView } from './markdown-view.tsx';
import { PagedRows } from './paged-rows.tsx';
import { flag, type Node, node, nodes, num, str, strings, words } from './read.ts';

const MAX_COLUMNS = 50;
const MAX_PAGE = 10;
const DATE_PATTERN = 'YYYY/MM/DD';
const ROW_HEIGHTS: Record<string, string> = { low: '32px', middle: '44px', high: '64px' };

/** A number with the column's precision, symbol and separators. */
function numberText(value: unknown, format: Node): string {
  const number = typeof value === 'number' ? value : Number(value);
  if (value === '' || value === null || value === undefined || !Number.isFinite(number)) return str(value);
  const digits = typeof format.precision === 'number' ? format.precision : undefined;
  const shown = number.toLocaleString('en-US', {
    useGrouping: flag(format.separator) || format.seperator === true,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits ?? 10,
  });
  return `${str(format.symbol)}${shown}`;
}

function options(value: unknown): ComponentChildren {
  const given = typeof value === 'string' ? [{ text: value }] : nodes(value);
  return (
    <span class="cell-options">
      {given.map((option) => (
        <span key={words(option.text)} class="text-tag" style={tagColours(str(node(option).color, 'blue'))}>
          {words(option.text)}
        </span>
      ))}
    </span>
  );
}

function Cell({ column, value }: { column: Node; value: unknown }): ComponentChildren {
  switch (column.data_type) {
    case 'number':
      return numberText(value, node(column.format));
    case 'options':
      return options(value);
    case 'lark_md':
      return <LarkMdView source={str(value)} />;
    case 'markdown':
      return <MarkdownView source={str(value)} />;
    case 'persons': {
      const ids = typeof value === 'string' ? [value] : strings(value);
      return ids.map((id) => <PersonChip key={id} id={id} size="small" />);
    }
    case 'date':
      return value === undefined || value === '' ? '' : patterned(Number(value), str(column.date_format, DATE_PATTERN));
    default:
      return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
  }
}

function alignOf(column: Node): 'left' | 'center' | 'right' {
  return textAlign(column.horizontal_align ?? (column.data_type === 'number' ? 'right' : 'left'));
}

export function TableElement({ element }: ElementProps) {
  const columns = nodes(element.columns).slice(0, MAX_COLUMNS);
  const look = node(element.header_style);
  const headStyle = {
    background: look.background_style === 'grey' ? '#f2f3f5' : '#fff',
    color: look.text_color === 'grey' ? '#646a73' : '#1f2329',
    fontWeight: flag(look.bold, true) ? 500 : 400,
    fontSize: look.text_size === 'heading' ? '16px' : '14px',
  };
  const head = (
    <tr>
      {columns.map((column) => (
        <th
          key={str(column.name)}
          scope="col"
          style={{
            ...headStyle,
            textAlign: textAlign(look.text_align ?? alignOf(column)),
            minWidth: length(column.width),
          }}
        >
          {str(column.display_name, str(column.name))}
        </th>
      ))}
    </tr>
  );
  const height = ROW_HEIGHTS[str(element.row_height, 'low')] ?? length(element.row_height);
  const rows = nodes(element.rows).map((row, index) => (
    <tr key={index} style={{ height }}>
      {columns.map((column) => (
        <td
          key={str(column.name)}
          style={{ textAlign: alignOf(column), verticalAlign: str(column.vertical_align, 'middle') }}
        >
          <Cell column={column} value={row[str(column.name)]} />
        </td>
      ))}
    </tr>
  ));
  const fixed = flag(element.freeze_first_column) ? 'card-table freeze' : 'card-table';
  const pageSize = Math.min(MAX_PAGE, Math.max(1, num(element.page_size, 5)));
  return <PagedRows class={fixed} head={head} rows={rows} pageSize={pageSize} />;
}
