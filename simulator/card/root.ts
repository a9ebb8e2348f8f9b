// The shape of a card outside its elements: root, config, header, body. Data only.
import { z } from 'zod';
import {
  CARD_CODES,
  COLOUR_NAMES,
  children,
  coded,
  colourOf,
  flag,
  icon,
  inset,
  LOCALES,
  layout,
  link,
  oneOf,
  plainText,
  string,
  text,
  translated,
} from './shapes.ts';

const MAX_HEADER_TAGS = 3;
const TEMPLATES = [
  ...['blue', 'wathet', 'turquoise', 'green', 'yellow', 'orange', 'red', 'carmine', 'violet', 'purple', 'indigo'],
  ...['grey', 'default'],
];
const TAG_COLOURS = COLOUR_NAMES.filter((name) => name !== 'grey');

const textTags = coded(
  z.array(
    z.strictObject({
      tag: z.literal('text_tag'),
      element_id: string,
      text: plainText,
      color: colourOf(TAG_COLOURS),
    }),
  ),
  CARD_CODES.limit,
  'text tag number over limit',
  (tags) => tags.length <= MAX_HEADER_TAGS,
);

const header = z.strictObject({
  title: text,
  subtitle: text.optional(),
  text_tag_list: textTags.optional(),
  i18n_text_tag_list: translated(textTags),
  template: colourOf(TEMPLATES),
  icon,
  padding: inset,
});

const perPlatform = z.strictObject({
  default: z.number().optional(),
  android: z.number().optional(),
  ios: z.number().optional(),
  pc: z.number().optional(),
});
const style = z.strictObject({
  text_size: z.record(z.string(), z.strictObject({ default: string, pc: string, mobile: string })).optional(),
  color: z.record(z.string(), z.strictObject({ light_mode: string, dark_mode: string })).optional(),
});
const config = z.strictObject({
  update_multi: z.literal(true).optional(),
  enable_forward: flag,
  enable_forward_interaction: flag,
  width_mode: oneOf('default', 'compact', 'fill'),
  summary: z.strictObject({ content: string, i18n_content: translated(z.string()) }).optional(),
  locales: z.array(z.enum(LOCALES)).optional(),
  use_custom_translation: flag,
  streaming_mode: flag,
  streaming_config: z
    .strictObject({
      print_frequency_ms: perPlatform.optional(),
      print_step: perPlatform.optional(),
      print_strategy: oneOf('fast', 'delay'),
    })
    .optional(),
  style: style.optional(),
  // A 1.0 key that 2.0 pages do not list, seen accepted and without effect.
  wide_screen_mode: flag,
});

/** The root of a card of schema 2.0 (feishu.md 4.1, 4.2); elements are looked into by their own rows. */
export const cardRoot = z.strictObject({
  schema: z.literal('2.0'),
  config: config.optional(),
  card_link: link.optional(),
  header: header.optional(),
  body: z.strictObject({ ...layout, element_id: string, elements: children }).optional(),
});
