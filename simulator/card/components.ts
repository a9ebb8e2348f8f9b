// The table of card JSON 2.0 components: one row per tag with its properties, where it may sit and what it may hold.
// Data only; the walk is in validate.ts. A property that is not optional in the row is required.
import { z } from 'zod';
import {
  acting,
  base,
  CARD_CODES,
  callbacks,
  children,
  coded,
  colour,
  flag,
  icon,
  inset,
  layout,
  link,
  oneOf,
  pixels,
  plainText,
  radius,
  share,
  shortText,
  spacing,
  string,
  text,
  translated,
  whole,
} from './shapes.ts';

export type ComponentRow = {
  shape: z.ZodType;
  /** `anywhere`: body and every container that holds elements; `root`: body only; `form`: inside a form, at any depth. */
  sits: 'anywhere' | 'root' | 'form' | 'column_set';
  /** Property paths of the lists of child elements. */
  holds: readonly (readonly string[])[];
  /** Adds a level of nesting. A column and its column_set count as one: how the platform counts is not documented. */
  nests: boolean;
  /** A person can act on it, so it may call back. */
  interactive: boolean;
};

const MAX_COLUMNS = 50;
const MAX_CHECKER_BUTTONS = 3;

const display = (shape: z.ZodType, sits: ComponentRow['sits'] = 'anywhere'): ComponentRow => ({
  shape,
  sits,
  holds: [],
  nests: false,
  interactive: false,
});
const container = (shape: z.ZodType, over: Partial<ComponentRow> = {}): ComponentRow => ({
  ...display(shape),
  holds: [['elements']],
  nests: true,
  ...over,
});
const control = (shape: z.ZodType, over: Partial<ComponentRow> = {}): ComponentRow => ({
  ...display(shape),
  interactive: true,
  ...over,
});

const tag = (name: string) => ({ tag: z.literal(name) });
const imageKey = { img_key: z.string().min(1), i18n_img_key: translated(z.string()) };
const avatars = { size: oneOf('extra_small', 'small', 'medium', 'large'), show_name: flag, show_avatar: flag };
const openLink = z.strictObject({ multi_url: link }).optional();

const distinct = (values: readonly unknown[]) => new Set(values).size === values.length;
const distinctValues = <T extends { value?: string | undefined }>(shape: z.ZodType<T>) =>
  z.array(shape).refine((options) => distinct(options.map((one) => one.value)), { error: 'option values repeat' });

const selectFields = { ...acting, type: oneOf('default', 'text'), placeholder: shortText.optional() };
const choices = distinctValues(z.strictObject({ text: shortText, icon, value: z.string().min(1) }));
const people = distinctValues(
  z.strictObject({ text: plainText.optional(), icon, value: z.string().min(1) }),
).optional();
const first = { initial_option: string, initial_index: z.number().int().min(0).optional() };
const several = { selected_values: z.array(z.string()).optional() };

const DAY = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
const TIME = String.raw`([01]\d|2[0-3]):[0-5]\d`;
const picker = (name: string, initial: string, form: string) =>
  control(
    z
      .strictObject({
        ...tag(name),
        ...acting,
        placeholder: shortText.optional(),
        [initial]: z
          .string()
          .regex(new RegExp(`^${form}$`))
          .optional(),
      })
      .refine((value) => value.placeholder !== undefined || value[initial as keyof typeof value] !== undefined, {
        error: `placeholder or ${initial} is required`,
      }),
  );

const tableColumn = z.strictObject({
  name: z.string().min(1),
  display_name: string,
  width: z.union([z.literal('auto'), pixels(80, 600), share]).optional(),
  vertical_align: oneOf('top', 'center', 'bottom'),
  horizontal_align: oneOf('left', 'center', 'right'),
  data_type: z.enum(['text', 'lark_md', 'markdown', 'options', 'number', 'persons', 'date']),
  format: z
    .strictObject({ precision: whole(0, 10).optional(), symbol: z.string().max(1).optional(), separator: flag })
    .optional(),
  date_format: string,
});
const headerStyle = z.strictObject({
  text_align: oneOf('left', 'center', 'right'),
  text_size: oneOf('normal', 'heading'),
  background_style: oneOf('grey', 'none'),
  text_color: oneOf('default', 'grey'),
  bold: flag,
  lines: z.number().int().positive().optional(),
});
const tableShape = z
  .strictObject({
    ...tag('table'),
    ...base,
    page_size: whole(1, 10).optional(),
    // Pages say `middle`; a published renderer says `medium`: both are accepted.
    row_height: z.union([z.enum(['low', 'middle', 'medium', 'high', 'auto']), pixels(32, 124)]).optional(),
    row_max_height: pixels(32, 999).optional(),
    freeze_first_column: flag,
    header_style: headerStyle.optional(),
    columns: coded(z.array(tableColumn), CARD_CODES.limit, 'table column number over limit', (columns) => {
      return columns.length <= MAX_COLUMNS;
    }),
    rows: z.array(z.record(z.string(), z.unknown())),
  })
  .refine((table) => distinct(table.columns.map((column) => column.name)), {
    error: 'column names repeat',
    path: ['columns'],
  });

/** Strings that would be code if VChart revived them: a spec is pure data. */
const CODE = /^\s*(async\s+)?(function\b|\([^()]*\)\s*=>|\w+\s*=>)/;
const holdsCode = (spec: object): boolean => {
  // A stack of its own: a spec may nest deeper than calls can.
  const waiting: unknown[] = [spec];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'string' && CODE.test(value)) return true;
    if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) waiting.push(inner);
  }
  return false;
};
const chartSpec = coded(z.unknown(), CARD_CODES.badChart, 'chart spec is invalid', (spec) => {
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec) || holdsCode(spec)) return false;
  return 'type' in spec && typeof spec.type === 'string' && spec.type !== '';
});

const panelHeader = z.strictObject({
  title: z.union([plainText, z.strictObject({ ...tag('markdown'), ...base, content: z.string() })]),
  background_color: colour,
  vertical_align: oneOf('top', 'center', 'bottom'),
  padding: inset,
  position: oneOf('top', 'bottom'),
  width: z.union([z.enum(['fill', 'auto', 'auto_when_fold']), pixels(1, 999)]).optional(),
  icon,
  icon_position: oneOf('left', 'right', 'follow_text'),
  icon_expanded_angle: z.union([z.literal(-180), z.literal(-90), z.literal(90), z.literal(180)]).optional(),
});

/** Every component of card JSON 2.0 (feishu.md 4.3–4.5). A tag that is not here is refused with 200861. */
export const COMPONENTS: Readonly<Record<string, ComponentRow>> = {
  markdown: display(
    z.strictObject({
      ...tag('markdown'),
      ...base,
      content: z.string(),
      i18n_content: translated(z.string()),
      text_align: oneOf('left', 'center', 'right'),
      text_size: string,
      icon,
    }),
  ),
  div: display(
    z.strictObject({
      ...tag('div'),
      ...base,
      width: z.union([z.enum(['fill', 'auto']), pixels(16, 999)]).optional(),
      text: text.optional(),
      icon,
      // One official 2.0 sample still shows `fields`, the property list does not: accepted.
      fields: z.array(z.strictObject({ is_short: flag, text })).optional(),
    }),
  ),
  hr: display(z.strictObject({ ...tag('hr'), ...base })),
  img: display(
    z.strictObject({
      ...tag('img'),
      ...base,
      ...imageKey,
      alt: plainText,
      title: text.optional(),
      corner_radius: radius,
      scale_type: oneOf('crop_center', 'crop_top', 'fit_horizontal'),
      size: z
        .union([z.enum(['stretch', 'large', 'medium', 'small', 'tiny']), z.string().regex(/^\d+px \d+px$/)])
        .optional(),
      transparent: flag,
      preview: flag,
      // Older names of size, still listed as working.
      mode: string,
      custom_width: z.number().optional(),
      compact_width: flag,
    }),
  ),
  img_combination: display(
    z.strictObject({
      ...tag('img_combination'),
      ...base,
      combination_mode: z.enum(['double', 'triple', 'bisect', 'trisect']),
      combination_transparent: flag,
      corner_radius: radius,
      img_list: z.array(z.strictObject({ ...imageKey, transparent: flag })).max(9),
    }),
  ),
  person: display(
    z.strictObject({
      ...tag('person'),
      ...base,
      ...avatars,
      user_id: z.string().min(1),
      style: oneOf('normal', 'capsule'),
    }),
  ),
  person_list: display(
    z.strictObject({
      ...tag('person_list'),
      ...base,
      ...avatars,
      persons: z.array(z.strictObject({ id: z.string().min(1) })),
      lines: z.number().int().positive().optional(),
      drop_invalid_user_id: flag,
      icon,
    }),
  ),
  table: display(tableShape, 'root'),
  // Pages contradict each other on a chart in a form: accepted.
  chart: display(
    z.strictObject({
      ...tag('chart'),
      ...base,
      aspect_ratio: oneOf('1:1', '2:1', '4:3', '16:9'),
      color_theme: oneOf('brand', 'rainbow', 'complementary', 'converse', 'primary'),
      chart_spec: chartSpec,
      preview: flag,
      height: z.union([z.literal('auto'), pixels(1, 999)]).optional(),
    }),
  ),

  column_set: container(
    z.strictObject({
      ...tag('column_set'),
      ...base,
      flex_mode: oneOf('none', 'stretch', 'flow', 'bisect', 'trisect'),
      horizontal_spacing: spacing,
      horizontal_align: oneOf('left', 'center', 'right'),
      background_style: colour,
      action: openLink,
      columns: children,
    }),
    { holds: [['columns']] },
  ),
  column: container(
    z.strictObject({
      ...tag('column'),
      ...base,
      ...layout,
      width: z.union([z.enum(['auto', 'weighted']), pixels(16, 600)]).optional(),
      weight: whole(1, 5).optional(),
      background_style: colour,
      action: openLink,
      elements: children.optional(),
    }),
    { sits: 'column_set', nests: false },
  ),
  form: container(
    coded(
      z.strictObject({ ...tag('form'), ...base, ...layout, name: string, elements: children }),
      CARD_CODES.limit,
      "form's name is required and can not be empty string",
      (form) => form.name !== undefined && form.name !== '',
    ),
    { sits: 'root' },
  ),
  // Whether a form may hold a panel is not settled: accepted.
  collapsible_panel: container(
    z.strictObject({
      ...tag('collapsible_panel'),
      ...base,
      ...layout,
      expanded: flag,
      background_color: colour,
      header: panelHeader,
      border: z.strictObject({ color: colour, corner_radius: radius }).optional(),
      elements: children.optional(),
    }),
  ),
  interactive_container: container(
    z.strictObject({
      ...tag('interactive_container'),
      ...acting,
      ...layout,
      width: z.union([z.enum(['fill', 'auto']), pixels(16, 999)]).optional(),
      height: z.union([z.literal('auto'), pixels(10, 999)]).optional(),
      background_style: z.union([z.literal('laser'), colour]).optional(),
      has_border: flag,
      border_color: colour,
      corner_radius: radius,
      behaviors: acting.behaviors.unwrap(),
      elements: children.optional(),
    }),
    { interactive: true },
  ),

  button: control(
    z
      .strictObject({
        ...tag('button'),
        ...acting,
        type: oneOf(
          ...(['default', 'primary', 'danger', 'text', 'primary_text', 'danger_text'] as const),
          ...['primary_filled', 'danger_filled', 'laser'],
        ),
        size: oneOf('tiny', 'small', 'medium', 'large'),
        text: shortText.optional(),
        icon,
        // Marked required on one page, left out on reset buttons in samples: optional.
        behaviors: acting.behaviors,
        form_action_type: oneOf('submit', 'reset'),
        // The older name of form_action_type, still accepted.
        action_type: oneOf('form_submit', 'form_reset'),
      })
      .refine((button) => button.text !== undefined || button.icon !== undefined, {
        error: 'text or icon is required',
      }),
  ),
  input: control(
    z.strictObject({
      ...tag('input'),
      ...acting,
      placeholder: shortText.optional(),
      default_value: string,
      i18n_default_value: translated(z.string()),
      max_length: whole(1, 1000).optional(),
      input_type: oneOf('text', 'multiline_text', 'password'),
      show_icon: flag,
      rows: z.number().int().positive().optional(),
      auto_resize: flag,
      max_rows: z.number().int().positive().optional(),
      label: plainText.optional(),
      label_position: oneOf('top', 'left'),
    }),
  ),
  select_static: control(z.strictObject({ ...tag('select_static'), ...selectFields, ...first, options: choices })),
  // The callback page lists multi selects outside forms, the component pages forbid them; the latter are followed.
  multi_select_static: control(
    z.strictObject({ ...tag('multi_select_static'), ...selectFields, ...several, options: choices }),
    { sits: 'form' },
  ),
  select_person: control(z.strictObject({ ...tag('select_person'), ...selectFields, ...first, options: people })),
  multi_select_person: control(
    z.strictObject({ ...tag('multi_select_person'), ...selectFields, ...several, options: people }),
    { sits: 'form' },
  ),
  date_picker: picker('date_picker', 'initial_date', DAY),
  picker_time: picker('picker_time', 'initial_time', TIME),
  picker_datetime: picker('picker_datetime', 'initial_datetime', `${DAY} ${TIME}`),
  overflow: control(
    z.strictObject({
      ...tag('overflow'),
      ...acting,
      options: distinctValues(z.strictObject({ text: shortText, multi_url: link.optional(), value: string })),
    }),
  ),
  select_img: control(
    z.strictObject({
      ...tag('select_img'),
      ...acting,
      multi_select: flag,
      layout: oneOf('stretch', 'bisect', 'trisect'),
      can_preview: flag,
      aspect_ratio: oneOf('1:1', '16:9', '4:3'),
      options: distinctValues(
        z.strictObject({
          ...imageKey,
          value: string,
          disabled: flag,
          disabled_tips: plainText.optional(),
          hover_tips: plainText.optional(),
        }),
      ),
    }),
  ),
  checker: control(
    z.strictObject({
      ...tag('checker'),
      ...acting,
      checked: flag,
      text: text.optional(),
      overall_checkable: flag,
      button_area: z
        .strictObject({
          pc_display_rule: oneOf('always', 'on_hover'),
          buttons: z.array(z.unknown()).max(MAX_CHECKER_BUTTONS),
        })
        .optional(),
      checked_style: z
        .strictObject({ show_strikethrough: flag, opacity: z.number().min(0).max(1).optional() })
        .optional(),
      padding: inset,
      behaviors: callbacks.optional(),
    }),
    { holds: [['button_area', 'buttons']] },
  ),
};
