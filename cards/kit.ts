// The few parts all cards are made of, as plain Feishu card JSON 2.0. Holds the platform's limits; knows nothing of certificates.
import type { Action } from './action.ts';

export type Element = { tag: string; [key: string]: unknown };
export type Card = {
  schema: '2.0';
  config: Record<string, unknown>;
  header: Record<string, unknown>;
  body: { direction: 'vertical'; vertical_spacing: string; padding: string; elements: Element[] };
};

/** Colours carry a meaning, and always stand beside a word that says the same. */
export type Tone = 'blue' | 'green' | 'orange' | 'red' | 'grey' | 'wathet';

/** Bytes of card JSON we allow ourselves; the platform's own limit is 30 KB for the whole request. */
export const maxCardBytes = 24_000;

/** Text that has been made safe for Feishu's markdown. Only `md` makes it. */
export type Markdown = { readonly markdown: string };

/** Also the dot of `1. `, which would begin a list. */
const special = /[\\`*_~[\]()<>#&|!$+\-:"']|(?<=\d)\.(?=\s|$)/g;
const lineBreaks = /[\r\n\t\v\f\u0085\u2028\u2029]+/g;

/** Escapes any text so that it stays text inside Feishu's markdown (entities, per the card documentation). */
export function escapeText(text: string): string {
  return text.replace(lineBreaks, ' ').replace(special, (c) => `&#${c.charCodeAt(0)};`);
}

/** Markdown from a template: what is written in the template is markup, every value put in is text or made by `md` itself. */
export function md(
  parts: TemplateStringsArray,
  ...values: (string | number | Markdown | readonly Markdown[])[]
): Markdown {
  let markdown = parts[0] ?? '';
  values.forEach((value, i) => {
    markdown += worded(value) + (parts[i + 1] ?? '');
  });
  return { markdown };
}

function worded(value: string | number | Markdown | readonly Markdown[]): string {
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return value.toLocaleString('en-US');
  if ('markdown' in value) return value.markdown;
  return value.map((part) => part.markdown).join('\n');
}

export type Head = { title: string; subtitle?: string; tone: Tone; tags?: { text: string; tone: string }[] };

/**
 * A whole card. `summary` is the line shown in the chat list and the notification; `marker` names the message
 * (letters, digits, `_`, at most 20) so that it can be found again in the chat's history. `forward`: cards with people's rows stay put.
 */
export function card(
  head: Head,
  summary: string,
  elements: readonly (Element | null)[],
  options: { marker?: string; forward?: boolean } = {},
): Card {
  const kept = elements.filter((element) => element !== null);
  const [first, ...rest] = kept;
  const marked = first && options.marker ? [{ ...first, element_id: options.marker }, ...rest] : kept;
  return {
    schema: '2.0',
    config: {
      update_multi: true,
      enable_forward: options.forward ?? false,
      width_mode: 'fill',
      summary: { content: summary },
    },
    header: {
      title: { tag: 'plain_text', content: head.title },
      ...(head.subtitle ? { subtitle: { tag: 'plain_text', content: head.subtitle } } : {}),
      template: head.tone,
      ...(head.tags?.length ? { text_tag_list: head.tags.map(tagElement) } : {}),
    },
    body: { direction: 'vertical', vertical_spacing: '10px', padding: '12px', elements: marked },
  };
}

/** What one card may show: the longest text in characters, the longest list in entries. Roomy first. */
const rooms = [
  { text: 600, rows: 20 },
  { text: 200, rows: 20 },
  { text: 60, rows: 20 },
  { text: 40, rows: 10 },
  { text: 40, rows: 3 },
  { text: 36, rows: 1 },
] as const;

/**
 * Makes the card with as much of the view as the platform carries: where it does not fit, every text of the view is cut
 * shorter and every list, by `rows`, and the card says so. Ids, at most 36 characters, stay whole.
 */
export function fitted<View>(view: View, make: (view: View, rows: number) => Card): Card {
  for (const room of rooms) {
    const made = make(clipped(view, room.text) as View, room.rows);
    if (room !== rooms[0]) made.body.elements.push(note('内容较多，这张卡片上只显示了一部分。'));
    if (Buffer.byteLength(JSON.stringify(made)) <= maxCardBytes) return made;
  }
  throw new Error(`card over ${maxCardBytes} bytes however short its texts are`);
}

function clipped(value: unknown, most: number): unknown {
  if (typeof value === 'string') return clip(value, most);
  if (Array.isArray(value)) return value.map((one) => clipped(one, most));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, clipped(one, most)]));
}

/** At most so many characters, the last one an ellipsis where some are left out. */
function clip(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** Longest label of a button or a choice that the platform takes. */
const maxLabel = 100;

function tagElement(tag: { text: string; tone: string }): Element {
  return { tag: 'text_tag', text: { tag: 'plain_text', content: tag.text }, color: tag.tone };
}

/** A block of markdown. */
export function text(markdown: Markdown, size: 'normal' | 'notation' | 'heading' = 'normal'): Element {
  return { tag: 'markdown', content: markdown.markdown, text_size: size };
}

/** Anything a person wrote: shown to the letter, never as markup. */
export function plain(content: string): Element {
  return { tag: 'div', text: { tag: 'plain_text', content } };
}

/** Small grey words at the foot. */
export function note(content: string): Element {
  return { tag: 'div', text: { tag: 'plain_text', content, text_size: 'notation', text_color: 'grey' } };
}

export function hr(): Element {
  return { tag: 'hr' };
}

/** Label over value, side by side where there is room, one below the other on a phone. */
export function facts(pairs: readonly (readonly [label: string, value: Markdown | string])[]): Element {
  return {
    tag: 'column_set',
    flex_mode: 'bisect',
    horizontal_spacing: '8px',
    columns: pairs.map(([label, value]) => ({
      tag: 'column',
      width: 'weighted',
      weight: 1,
      elements: [text(md`<font color='grey'>${label}</font>\n${value}`)],
    })),
  };
}

export type Button = {
  text: string;
  action: Action;
  kind?: 'primary_filled' | 'primary' | 'default' | 'danger';
  confirm?: { title: string; text: string };
  /** Inside a form: a name that is unique in the card; the button then sends the form's fields along. */
  submits?: string;
};

export function button({ text: label, action, kind = 'default', confirm, submits }: Button): Element {
  return {
    tag: 'button',
    text: { tag: 'plain_text', content: clip(label, maxLabel) },
    type: kind,
    width: 'fill',
    behaviors: [{ type: 'callback', value: action }],
    ...(confirm
      ? {
          confirm: {
            title: { tag: 'plain_text', content: confirm.title },
            text: { tag: 'plain_text', content: confirm.text },
          },
        }
      : {}),
    ...(submits ? { name: submits, form_action_type: 'submit' } : {}),
  };
}

/** Buttons in one line; they wrap on a phone. */
export function buttons(list: readonly Button[]): Element | null {
  if (list.length === 0) return null;
  return {
    tag: 'column_set',
    flex_mode: 'flow',
    horizontal_spacing: '8px',
    columns: list.map((one) => ({ tag: 'column', width: 'auto', elements: [{ ...button(one), width: 'default' }] })),
  };
}

export function form(name: string, elements: readonly (Element | null)[]): Element {
  return { tag: 'form', name, vertical_spacing: '10px', elements: elements.filter((element) => element !== null) };
}

export function input(
  name: string,
  label: string,
  options: { placeholder: string; required?: boolean; lines?: number; max?: number },
): Element {
  return {
    tag: 'input',
    name,
    label: { tag: 'plain_text', content: label },
    label_position: 'top',
    placeholder: { tag: 'plain_text', content: options.placeholder },
    required: options.required ?? false,
    width: 'fill',
    max_length: options.max ?? 500,
    ...(options.lines ? { input_type: 'multiline_text', rows: options.lines } : {}),
  };
}

export function select(
  name: string,
  placeholder: string,
  choices: readonly (readonly [value: string, label: string])[],
  { required = false, chosen }: { required?: boolean; chosen?: string } = {},
): Element {
  return {
    tag: 'select_static',
    name,
    required,
    width: 'fill',
    ...(chosen === undefined ? {} : { initial_option: chosen }),
    placeholder: { tag: 'plain_text', content: placeholder },
    options: choices.map(([value, label]) => ({ text: { tag: 'plain_text', content: clip(label, maxLabel) }, value })),
  };
}

/** Several of the choices at once; `chosen` are ticked from the start. Inside forms only. */
export function multiSelect(
  name: string,
  placeholder: string,
  choices: readonly (readonly [value: string, label: string])[],
  chosen: readonly string[] = [],
): Element {
  return {
    ...select(name, placeholder, choices, { required: true }),
    tag: 'multi_select_static',
    selected_values: chosen,
  };
}

export function datePicker(name: string, placeholder: string, initial: string): Element {
  return {
    tag: 'date_picker',
    name,
    required: true,
    width: 'fill',
    initial_date: initial,
    placeholder: { tag: 'plain_text', content: placeholder },
  };
}

/** A part that opens on demand. */
export function panel(title: string, elements: readonly Element[], expanded = false): Element {
  return {
    tag: 'collapsible_panel',
    expanded,
    header: {
      title: { tag: 'plain_text', content: title },
      icon: { tag: 'standard_icon', token: 'down-small-ccm_outlined', size: '16px 16px' },
      icon_position: 'follow_text',
      icon_expanded_angle: -180,
    },
    border: { color: 'grey', corner_radius: '6px' },
    padding: '8px',
    elements,
  };
}

export type Column = { name: string; title: string; width?: string; kind?: 'text' | 'number' | 'options' };

/** A table; at most 5 in a card and only at its root. */
export function table(columns: readonly Column[], rows: readonly Record<string, unknown>[], pageSize = 5): Element {
  return {
    tag: 'table',
    page_size: pageSize,
    row_height: 'auto',
    row_max_height: '124px',
    header_style: { background_style: 'grey', bold: true, text_align: 'left' },
    columns: columns.map(({ name, title, width, kind }) => ({
      name,
      display_name: title,
      data_type: kind ?? 'text',
      width: width ?? 'auto',
    })),
    rows,
  };
}
