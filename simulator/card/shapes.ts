// The value shapes that card components share: texts, icons, colours, sizes, behaviours. Zod only; knows no component.
// Message wordings and sub-codes follow what the platform was seen to answer; anything of the wrong shape is 200621.
import { z } from 'zod';

/** Sub-codes of 230099 the validator uses (feishu.md 2.11; 10002, 300123 and 200621's wording were seen in the field). */
export const CARD_CODES = {
  badColour: 10002,
  limit: 11310,
  unknownPerson: 100290,
  badChart: 200550,
  badImageKey: 200570,
  parse: 200621,
  unknownTag: 200861,
  badTableRows: 200914,
  undeclaredColumn: 200915,
  noSubmitButton: 300123,
  badElementId: 300301,
  /** Not a sub-code: the request as a whole is too long. */
  tooLong: 230025,
  /** Not a sub-code: what the person sees on the click. */
  namelessInForm: 200530,
} as const;

const TEXT_MAX = 100;

/** A check whose failure answers a sub-code of its own instead of 200621. */
export const coded = <T extends z.ZodType>(
  shape: T,
  code: number,
  message: string,
  holds: (value: z.output<T>) => boolean,
) =>
  shape.superRefine((value, context) => {
    if (!holds(value)) context.addIssue({ code: 'custom', message, params: { code } });
  });

export const oneOf = (...values: [string, ...string[]]) => z.enum(values).optional();
export const flag = z.boolean().optional();
export const string = z.string().optional();
export const whole = (least: number, most: number) => z.number().int().min(least).max(most);

/** A pixel size like `"80px"` between the two, both included. */
export const pixels = (least: number, most: number) =>
  z.string().refine((value) => /^\d+px$/.test(value) && parseInt(value, 10) >= least && parseInt(value, 10) <= most, {
    error: `expected "[${least},${most}]px"`,
  });
export const share = z.string().regex(/^(100|[1-9]?\d)%$/);

/** Pages print padding both as [-99,99] and as [0,99]: the wider range is accepted for both margin and padding. */
export const inset = z
  .string()
  .regex(/^(0|-?\d{1,2}px)( (0|-?\d{1,2}px)){0,3}$/)
  .refine((value) => value.split(' ').length !== 3, { error: 'expected 1, 2 or 4 values' })
  .optional();
export const spacing = z.union([z.enum(['small', 'medium', 'large', 'extra_large']), pixels(0, 99)]).optional();
export const radius = z.union([pixels(0, 999), share]).optional();

export const LOCALES = [
  ...['zh_cn', 'en_us', 'zh_hk', 'zh_tw', 'ja_jp', 'id_id', 'vi_vn', 'th_th', 'pt_br'],
  ...['es_es', 'ko_kr', 'de_de', 'fr_fr', 'it_it', 'ru_ru', 'ms_my'],
] as [string, ...string[]];
export const translated = <T extends z.ZodType>(shape: T) => z.partialRecord(z.enum(LOCALES), shape).optional();

export const COLOUR_NAMES = [
  ...[
    'neutral',
    'blue',
    'turquoise',
    'lime',
    'orange',
    'violet',
    'indigo',
    'wathet',
    'green',
    'yellow',
    'red',
    'purple',
  ],
  ...['carmine', 'grey'],
];
const ANY_COLOUR = new RegExp(
  `^((${COLOUR_NAMES.join('|')})(-\\d{2,3})?|default|white|black|cus-\\w+|rgba\\([\\d., %]+\\))$`,
);

/** A colour out of the given names. Hex values are refused, as the platform does. */
export const colourOf = (names: readonly string[]) =>
  coded(z.string(), CARD_CODES.badColour, 'invalid color', (value) => names.includes(value)).optional();
/** A palette name (with or without its shade), `rgba(…)`, or a name declared in `config.style.color`. */
export const colour = coded(z.string(), CARD_CODES.badColour, 'invalid color', (value) =>
  ANY_COLOUR.test(value),
).optional();

/** Fields any text object may carry. Text sizes are not checked: the platform takes unknown ones as `normal`. */
const textFields = {
  content: string,
  i18n_content: translated(z.string()),
  element_id: string,
  text_size: string,
  text_color: colour,
  text_align: oneOf('left', 'center', 'right'),
  lines: z.number().int().positive().optional(),
};
export const plainText = z.strictObject({ tag: z.literal('plain_text'), ...textFields });
export const text = z.strictObject({ tag: z.enum(['plain_text', 'lark_md']), ...textFields });
/** Plain text of at most 100 characters: button labels, placeholders, overflow entries. */
export const shortText = coded(
  plainText,
  CARD_CODES.limit,
  `text exceeds the limit of ${TEXT_MAX} characters`,
  (value) => [...(value.content ?? '')].length <= TEXT_MAX,
);

const iconSize = z
  .string()
  .regex(/^\d+px \d+px$/)
  .optional();
export const icon = z
  .strictObject({
    tag: z.enum(['standard_icon', 'custom_icon']),
    token: string,
    color: colour,
    img_key: string,
    size: iconSize,
    element_id: string,
  })
  .refine((value) => (value.tag === 'standard_icon' ? value.token !== undefined : value.img_key !== undefined), {
    error: 'standard_icon needs a token, custom_icon an img_key',
  })
  .optional();

export const link = z.strictObject({ url: string, pc_url: string, ios_url: string, android_url: string });

/** Any JSON object: the SDKs hand on nothing else, so a string here breaks the click later. */
export const callbackValue = z.record(z.string(), z.unknown());
const callback = z.strictObject({ type: z.literal('callback'), value: callbackValue });
const openUrl = z.strictObject({
  type: z.literal('open_url'),
  default_url: string,
  pc_url: string,
  ios_url: string,
  android_url: string,
});
export const behaviors = z.array(z.discriminatedUnion('type', [callback, openUrl]));
export const callbacks = z.array(callback);

/** Both parts are needed: old clients show a dead button for a confirm without a title. */
export const confirm = z.strictObject({ title: plainText, text: plainText }).optional();

/** What every component may carry. */
export const base = { element_id: string, margin: inset };
/** How a container lays out what it holds. */
export const layout = {
  direction: oneOf('vertical', 'horizontal'),
  padding: inset,
  horizontal_spacing: spacing,
  horizontal_align: oneOf('left', 'center', 'right'),
  vertical_spacing: spacing,
  vertical_align: oneOf('top', 'center', 'bottom'),
};
/** What every component a person can act on may carry; `required` has an effect in forms only. */
export const acting = {
  ...base,
  name: string,
  required: flag,
  disabled: flag,
  disabled_tips: plainText.optional(),
  hover_tips: plainText.optional(),
  width: z.union([z.enum(['default', 'fill', 'auto']), pixels(100, 9999)]).optional(),
  confirm,
  behaviors: behaviors.optional(),
  value: callbackValue.optional(),
};

/** The shape of an element that stands in a list of children; its own row looks inside. */
export const children = z.array(z.unknown());
