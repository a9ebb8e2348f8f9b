// From a card and what a person did to it to the `action` of the callback, as the Feishu client would build it.
// Pure: reads the card, changes nothing, sends nothing.
import type { CardJson, Click } from './api.ts';
import { type Component, componentAt, formAt, interactiveComponents, type Path } from './card/locate.ts';
import { formNamesProblem } from './card/validate.ts';
import { isObject } from './message-content.ts';

const DEFAULT_TIMEZONE = 'Asia/Shanghai';
const DATE_PATTERNS: Record<string, RegExp> = {
  date_picker: /^\d{4}-\d{2}-\d{2}( [+-]\d{4})?$/,
  picker_time: /^\d{2}:\d{2}( [+-]\d{4})?$/,
  picker_datetime: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}( [+-]\d{4})?$/,
};
/** Where each component keeps the value it starts with. */
const INITIAL_KEYS: Record<string, string> = {
  input: 'default_value',
  select_static: 'initial_option',
  select_person: 'initial_option',
  multi_select_static: 'selected_values',
  multi_select_person: 'selected_values',
  date_picker: 'initial_date',
  picker_time: 'initial_time',
  picker_datetime: 'initial_datetime',
  checker: 'checked',
};

/** `local`: the client does something, but calls nobody. `error`: what the client shows instead of calling. */
export type ActionResult =
  | { kind: 'action'; action: Record<string, unknown> }
  | { kind: 'local' }
  | { kind: 'refused'; reason: string }
  | { kind: 'error'; code: number; msg: string };

/** How the client fills what its own settings decide. */
export type ClientSettings = { emptyFields: 'absent' | 'empty'; now: number };

/** @param click paths and values as entered; dates may come without an offset, which is then put behind them. */
export function readAction(card: CardJson, click: Click, settings: ClientSettings): ActionResult {
  const component = componentAt(card, click.path);
  if (!component) return refused('卡片上没有这个组件');
  if (component.disabled === true) return refused('这个组件不可用');
  const timezone = click.timezone ?? DEFAULT_TIMEZONE;
  const form = formAt(card, click.path);
  const base = {
    tag: component.tag,
    timezone,
    ...(typeof component.name === 'string' && component.name !== '' ? { name: component.name } : {}),
    ...callbackValueOf(component),
  };
  const formAction = component.form_action_type ?? component.action_type;
  if (formAction === 'reset' || formAction === 'form_reset') return { kind: 'local' };
  if (form && (formAction === 'submit' || formAction === 'form_submit')) {
    const nameless = formNamesProblem(card);
    if (nameless) return { kind: 'error', code: 200530, msg: nameless.message };
    const values = readForm(card, form.path, click.form_value ?? {}, { ...settings, timezone });
    return 'reason' in values ? values : { kind: 'action', action: { ...base, form_value: values.values } };
  }
  if (form && component.tag !== 'button' && component.tag !== 'interactive_container') return { kind: 'local' };
  return readSingle(component, base, click, { ...settings, timezone });
}

/** One component outside a form: what it adds to the action. */
function readSingle(
  component: Component,
  base: Record<string, unknown>,
  click: Click,
  settings: ClientSettings & { timezone: string },
): ActionResult {
  const act = (more: Record<string, unknown> = {}): ActionResult => ({ kind: 'action', action: { ...base, ...more } });
  switch (component.tag) {
    case 'button':
    case 'interactive_container':
      return 'value' in base || hasCallback(component) ? act() : { kind: 'local' };
    case 'checker':
      return hasCallback(component) ? act({ checked: click.checked ?? component.checked !== true }) : { kind: 'local' };
    case 'input':
      return typeof click.input_value === 'string' ? act({ input_value: click.input_value }) : refused('没有输入内容');
    case 'overflow': {
      const chosen = optionOf(component, click.option);
      if (!chosen) return refused('没有这个选项');
      return isObject(chosen.multi_url) ? { kind: 'local' } : act({ option: click.option });
    }
    default: {
      const entered =
        component.tag === 'select_img' ? (click.option ?? click.options) : (click.options ?? click.option);
      const value = readValue(component, entered, settings);
      if (isEmpty(value.value)) return refused('没有选择内容');
      if (value.reason !== null) return refused(value.reason);
      // Documented as it is: a single picture comes as a string, under `options`.
      if (component.tag === 'select_img') return act({ options: value.value });
      return act(Array.isArray(value.value) ? { options: value.value } : { option: value.value });
    }
  }
}

function readForm(
  card: CardJson,
  formPath: Path,
  entered: Record<string, unknown>,
  settings: ClientSettings & { timezone: string },
): { values: Record<string, unknown> } | { kind: 'refused'; reason: string } {
  const inside = interactiveComponents(card).filter(({ path }) => formPath.every((key, index) => path[index] === key));
  const fields = inside.map(({ component }) => component).filter(({ tag }) => tag !== 'button' && tag !== 'form');
  const names = fields.map(({ name }) => String(name));
  const stranger = Object.keys(entered).find((name) => !names.includes(name));
  if (stranger !== undefined) return { kind: 'refused', reason: `表单里没有「${stranger}」这一项` };
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    const name = String(field.name);
    const initial = field[INITIAL_KEYS[String(field.tag)] ?? ''];
    const given = Object.hasOwn(entered, name) && field.disabled !== true ? entered[name] : initial;
    const { value, reason } = readValue(field, given, settings);
    if (reason !== null) return { kind: 'refused', reason };
    if (!isEmpty(value)) values[name] = value;
    else if (field.required === true) return { kind: 'refused', reason: '有必填项未填写' };
    else if (field.tag === 'checker') values[name] = false;
    else if (settings.emptyFields === 'empty') values[name] = String(field.tag).startsWith('multi_') ? [] : '';
  }
  return { values };
}

/** A value as it travels, or why the client could not have sent it. */
function readValue(
  field: Component,
  given: unknown,
  settings: ClientSettings & { timezone: string },
): { value: unknown; reason: string | null } {
  const bad = (reason: string) => ({ value: given, reason });
  if (isEmpty(given)) return { value: undefined, reason: null };
  const tag = String(field.tag);
  if (tag === 'checker')
    return typeof given === 'boolean' ? { value: given, reason: null } : bad('勾选框的值应为真或假');
  if (tag.startsWith('multi_') || (tag === 'select_img' && field.multi_select === true)) {
    if (!Array.isArray(given)) return bad('多选的值应为数组');
    return given.every((value) => allows(field, value)) ? { value: given, reason: null } : bad('没有这个选项');
  }
  if (typeof given !== 'string') return bad('填写的值应为文字');
  const datePattern = DATE_PATTERNS[tag];
  if (datePattern) {
    if (!datePattern.test(given)) return bad('日期或时间的格式不对');
    const value = /[+-]\d{4}$/.test(given) ? given : `${given} ${offsetOf(settings.timezone, settings.now)}`;
    return { value, reason: null };
  }
  if (tag === 'input') {
    const most = typeof field.max_length === 'number' ? field.max_length : 1000;
    return [...given].length > most ? bad(`最多填写 ${most} 个字`) : { value: given, reason: null };
  }
  return allows(field, given) ? { value: given, reason: null } : bad('没有这个选项');
}

/** A list of people without options means everyone in the chat. */
function allows(field: Component, value: unknown): boolean {
  const open = String(field.tag).endsWith('_person') && !(Array.isArray(field.options) && field.options.length > 0);
  return open || optionOf(field, value) !== null;
}

function optionOf(field: Component, value: unknown): Record<string, unknown> | null {
  const options: unknown[] = Array.isArray(field.options) ? field.options : [];
  return options.filter(isObject).find((option) => option.value === value) ?? null;
}

/** The callback behaviour's value, or the older `value` property; none when the component has neither. */
function callbackValueOf(component: Component): { value?: unknown } {
  const value = callbackOf(component)?.value ?? component.value;
  return value === undefined ? {} : { value };
}

const hasCallback = (component: Component): boolean => callbackOf(component) !== null;

function callbackOf(component: Component): Record<string, unknown> | null {
  const behaviors: unknown[] = Array.isArray(component.behaviors) ? component.behaviors : [];
  return behaviors.filter(isObject).find(({ type }) => type === 'callback') ?? null;
}

/** `+0800` and the like, for an IANA zone at an instant. */
function offsetOf(timezone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? '+0000' : name.replace('GMT', '').replace(':', '');
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const refused = (reason: string) => ({ kind: 'refused' as const, reason });
