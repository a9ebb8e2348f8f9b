// A card as plain text, the way its reader meets it: for tests and for whoever reviews a change. Sends nothing.
import type { Card, Element } from './kit.ts';

/**
 * Title in brackets with its tags, then one line per thing shown: texts as they read, `label：value` for facts, `(Button)`,
 * `(Button → question)` where it asks back, `[input]` (`*` where it must be filled), tables as rows, `[图]` for a chart, `▸` before what is folded.
 */
export function sketch(card: Card): string {
  const { title, subtitle, template, text_tag_list: tags } = card.header;
  const head = [`[${words(title)}]`, ...list(tags).map((tag) => `<${words(tag.text)}>`), String(template)].join(' ');
  const lines = card.body.elements.flatMap(drawn);
  return [head, ...(subtitle ? [words(subtitle)] : []), ...lines].join('\n');
}

function drawn(element: Element): string[] {
  switch (element.tag) {
    case 'markdown':
      return shown(String(element.content)).split('\n');
    case 'div':
      return [words(element.text)];
    case 'hr':
      return ['---'];
    case 'column_set':
      return columns(element);
    case 'form':
      return list(element.elements).flatMap(drawn);
    case 'collapsible_panel':
      return [
        `▸ ${words(part(element.header).title)}`,
        ...list(element.elements)
          .flatMap(drawn)
          .map((line) => `  ${line}`),
      ];
    case 'button':
      return [
        `(${[words(element.text), ...(element.confirm ? [words(part(element.confirm).title)] : [])].join(' → ')})`,
      ];
    case 'input':
      return [`[${words(element.label)}${element.required ? '*' : ''}: ${words(element.placeholder)}]`];
    case 'select_static':
      return [`[${words(element.placeholder)} ▾ ${list(element.options).length}]`];
    case 'multi_select_static':
      return [`[${words(element.placeholder)} ☑ ${list(element.options).length}]`];
    case 'date_picker':
      return [`[${words(element.placeholder)}: ${element.initial_date}]`];
    case 'table':
      return rows(element);
    case 'chart':
      return ['[图]'];
    default:
      throw new Error(`no sketch for ${element.tag}`);
  }
}

/** Buttons side by side in one line; facts one per line. */
function columns(element: Element): string[] {
  const cells = list(element.columns).map((column) => list(column.elements).flatMap(drawn));
  const isButtons = cells.every(([first]) => first?.startsWith('('));
  return isButtons ? [cells.flat().join(' ')] : cells.map((cell) => cell.join('：'));
}

function rows(element: Element): string[] {
  const names = list(element.columns).map((column) => String(column.name));
  const head = list(element.columns).map((column) => String(column.display_name));
  const body = list(element.rows).map((row) => names.map((name) => cell(row[name])));
  return [head, ...body].map((line) => `| ${line.join(' | ')} |`);
}

function cell(value: unknown): string {
  return Array.isArray(value)
    ? list(value)
        .map((one) => String(one.text))
        .join(' ')
    : String(value);
}

/** Markdown as it reads: tags and emphasis gone, entities turned back. */
function shown(markdown: string): string {
  return markdown
    .replace(/<\/?font[^>]*>|\*\*/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

function words(text: unknown): string {
  return String(part(text).content ?? '');
}

function part(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function list(value: unknown): Element[] {
  return Array.isArray(value) ? value : [];
}
