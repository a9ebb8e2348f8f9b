// Says what the platform would refuse about a card of JSON 2.0: the first problem in document order, or nothing.
// Pure; never throws. The rules about single components are rows in components.ts, not code here.
import type { z } from 'zod';
import { COMPONENTS } from './components.ts';
import { allComponents, childElements, formAt, interactiveComponents, type Path, valueAt } from './locate.ts';
import { counts, imageKeysIn, partsOf, personIdsIn, tablesIn } from './mentions.ts';
import { cardRoot } from './root.ts';
import { CARD_CODES } from './shapes.ts';

/** `code` is the sub-code inside 230099 (230025 stands alone); `path` reads like the platform's ErrPath. */
export type CardProblem = { code: number; message: string; path: string };
/** What exists on the platform; without it, every id and key passes. */
export type Known = { openIds: (id: string) => boolean; imageKeys: (key: string) => boolean };

const MAX_CARD_BYTES = 30 * 1024;
const MAX_ELEMENTS = 200;
const MAX_NESTING = 5;
const MAX_TABLES = 5;
const MAX_TABLES_PER_MARKDOWN = 4;
const ELEMENT_ID = /^[A-Za-z][A-Za-z0-9_]{0,19}$/;

type Json = Record<string, unknown>;
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `ROOT -> body -> elements -> [1](tag: form)`, the tags read off the card. */
const errPath = (card: unknown, path: Path): string => {
  const steps = path.map((key, index) => {
    const at = valueAt(card, path.slice(0, index + 1));
    const tag = isRecord(at) && typeof at.tag === 'string' ? `(tag: ${at.tag})` : '';
    return `${typeof key === 'number' ? `[${key}]` : key}${tag}`;
  });
  return ['ROOT', ...steps].join(' -> ');
};

const problem = (card: unknown, code: number, message: string, path: Path): CardProblem => ({
  code,
  message,
  path: errPath(card, path),
});

const parseProblem = (card: unknown, value: string, path: Path): CardProblem => {
  const wording = `parse card json err, please check whether the card json is correct; ErrorValue: ${value}`;
  return problem(card, CARD_CODES.parse, wording, path);
};

const shapeProblem = (card: unknown, shape: z.ZodType, value: unknown, path: Path): CardProblem | null => {
  const issue = shape.safeParse(value).error?.issues[0];
  if (issue === undefined) return null;

  const at = [...path, ...issue.path.filter((key) => typeof key !== 'symbol')];
  if (issue.code === 'unrecognized_keys') {
    return parseProblem(card, `unknown property, property: ${issue.keys[0]}, path: ${errPath(card, at)}`, at);
  }
  if (issue.code === 'custom' && typeof issue.params?.code === 'number') {
    const bad = issue.params.code === CARD_CODES.badColour ? `: ${String(valueAt(card, at))}` : '';
    return problem(card, issue.params.code, `${issue.message}${bad}`, at);
  }
  return parseProblem(card, `${issue.message}, path: ${errPath(card, at)}`, at);
};

const CELL_FITS: Record<string, (cell: unknown) => boolean> = {
  text: (cell) => ['string', 'number', 'boolean'].includes(typeof cell),
  lark_md: (cell) => typeof cell === 'string',
  markdown: (cell) => typeof cell === 'string',
  number: (cell) => typeof cell === 'number',
  date: (cell) => typeof cell === 'number',
  persons: (cell) => typeof cell === 'string' || (Array.isArray(cell) && cell.every((id) => typeof id === 'string')),
  options: (cell) =>
    typeof cell === 'string' ||
    (Array.isArray(cell) && cell.every((one) => isRecord(one) && typeof one.text === 'string')),
};

const tableProblem = (card: unknown, table: Json, path: Path): CardProblem | null => {
  const columns = table.columns as { name: string; data_type: string }[];
  const types = new Map(columns.map((column) => [column.name, column.data_type]));
  for (const [index, row] of (table.rows as Json[]).entries()) {
    for (const [key, cell] of Object.entries(row)) {
      const type = types.get(key);
      const at = [...path, 'rows', index, key];
      if (type === undefined) {
        return problem(card, CARD_CODES.undeclaredColumn, `table row holds an undeclared column: ${key}`, at);
      }
      if (!CELL_FITS[type]?.(cell)) {
        return problem(card, CARD_CODES.badTableRows, `table row data does not fit data_type ${type}`, at);
      }
    }
  }
  return null;
};

const isSubmit = (component: Json): boolean =>
  component.tag === 'button' && (component.form_action_type === 'submit' || component.action_type === 'form_submit');

const holdsSubmit = (element: Json): boolean =>
  isSubmit(element) || childElements(element).some((child) => isRecord(child.element) && holdsSubmit(child.element));

type Surroundings = { holder: string; inForm: boolean; levels: number };

const elementProblem = (card: unknown, element: unknown, path: Path, around: Surroundings): CardProblem | null => {
  if (!isRecord(element) || typeof element.tag !== 'string') {
    return parseProblem(card, `element has no tag, path: ${errPath(card, path)}`, path);
  }
  const row = Object.hasOwn(COMPONENTS, element.tag) ? COMPONENTS[element.tag] : undefined;
  if (row === undefined) {
    const value = `cards of schema V2 no longer support this capability; ErrorValue: unsupported tag ${element.tag}`;
    return problem(card, CARD_CODES.unknownTag, value, path);
  }
  const fits = {
    anywhere: around.holder !== 'column_set',
    root: around.holder === 'body',
    form: around.inForm && around.holder !== 'column_set',
    column_set: around.holder === 'column_set',
  }[row.sits];
  const severalOutside = element.tag === 'select_img' && element.multi_select === true && !around.inForm;
  const notButton = around.holder === 'checker' && element.tag !== 'button';
  if (!fits || severalOutside || notButton) {
    return parseProblem(
      card,
      `type of element is not supported tag: ${element.tag}, path: ${errPath(card, path)}`,
      path,
    );
  }
  const levels = around.levels + (row.nests ? 1 : 0);
  if (levels > MAX_NESTING) return problem(card, CARD_CODES.limit, 'container nesting exceeds the limit', path);

  const own = shapeProblem(card, row.shape, element, path);
  if (own !== null) return own;
  if (element.tag === 'table') {
    const rows = tableProblem(card, element, path);
    if (rows !== null) return rows;
  }
  const inForm = around.inForm || element.tag === 'form';
  for (const child of childElements(element)) {
    const inner = elementProblem(card, child.element, [...path, ...child.path], {
      holder: element.tag,
      inForm,
      levels,
    });
    if (inner !== null) return inner;
  }
  if (element.tag === 'form' && !holdsSubmit(element)) {
    const message = 'there is no submit button in the form container, at least one';
    return problem(card, CARD_CODES.noSubmitButton, message, path);
  }
  return null;
};

/** Rules over the card as a whole; the card's shape has been checked by now. */
const wholeProblem = (card: Json, known: Known | undefined): CardProblem | null => {
  const ids = new Set<string>();
  const names = new Set<string>();
  let elements = 0;
  let tables = 0;
  const header = isRecord(card.header) ? [{ path: ['header'] as Path, component: card.header }] : [];

  for (const { path, component } of [...header, ...allComponents(card)]) {
    for (const part of partsOf(component)) {
      const at = [...path, ...part.path];
      if (component !== card.header && counts(part)) elements += 1;
      const id = part.part.element_id;
      if (typeof id !== 'string') continue;
      if (!ELEMENT_ID.test(id)) {
        const rule =
          'Only alphabets, numbers, and underscores are allowed. It must start with an alphabet and not exceed 20 characters.';
        return problem(
          card,
          CARD_CODES.badElementId,
          `ElementID ${id}: Code 1002: elementID format error. ${rule}`,
          at,
        );
      }
      if (ids.has(id)) return problem(card, CARD_CODES.badElementId, `ElementID ${id}: elementID is duplicate`, at);
      ids.add(id);
    }

    const { name } = component;
    if (typeof name === 'string' && name !== '' && (component.tag === 'form' || formAt(card, path) !== null)) {
      if (names.has(name)) return problem(card, CARD_CODES.limit, `component name is duplicate: ${name}`, path);
      names.add(name);
    }

    const inMarkdown =
      component.tag === 'markdown' && typeof component.content === 'string' ? tablesIn(component.content) : 0;
    tables += inMarkdown + (component.tag === 'table' ? 1 : 0);
    if (elements > MAX_ELEMENTS) return problem(card, CARD_CODES.limit, 'element exceeds the limit', path);
    if (tables > MAX_TABLES || inMarkdown > MAX_TABLES_PER_MARKDOWN) {
      return problem(card, CARD_CODES.limit, 'card table number over limit; ErrorValue: table', path);
    }

    const stranger = known && personIdsIn(component).find((id) => !known.openIds(id));
    if (stranger !== undefined) {
      const message = `There is an invalid user resource(at/person) in your card; ErrorValue: ${stranger}`;
      return problem(card, CARD_CODES.unknownPerson, message, path);
    }
    const image = known && imageKeysIn(component).find((key) => !known.imageKeys(key));
    if (image !== undefined) {
      return problem(card, CARD_CODES.badImageKey, `card contains invalid image keys; ErrorValue: ${image}`, path);
    }
  }
  return null;
};

/** What goes over the wire. Functions are kept as text, so that one in a chart is seen rather than dropped. */
const onTheWire = (card: unknown): string | null => {
  try {
    return JSON.stringify(card, (_, value: unknown) => (typeof value === 'function' ? String(value) : value)) ?? null;
  } catch {
    // A cycle, a bigint, or nesting beyond the stack: nothing that could be sent.
    return null;
  }
};

/**
 * The first thing the platform would refuse about a card, or null (feishu.md 4, 9.13).
 * The server wraps a problem as 230099 `ext=ErrCode: <code>; ErrPath: <path>; ErrMsg: <message>;`, 230025 excepted.
 * @param known ids of people and image keys that exist; left out, they are not checked
 */
export const validateCard = (card: unknown, known?: Known): CardProblem | null => {
  const wire = onTheWire(card);
  if (wire === null) return parseProblem(card, 'not a JSON value', []);
  return validateCardText(wire, known);
};

/** The same for the text of a card as it arrives in `content`: 200621 when it is not JSON, 230025 above 30 KB of UTF-8. */
export const validateCardText = (content: string, known?: Known): CardProblem | null => {
  if (Buffer.byteLength(content) > MAX_CARD_BYTES) {
    return { code: CARD_CODES.tooLong, message: 'The length of the message content reaches its limit.', path: 'ROOT' };
  }
  let card: unknown;
  try {
    card = JSON.parse(content);
  } catch {
    return parseProblem(null, 'not a JSON value', []);
  }
  const root = shapeProblem(card, cardRoot, card, []);
  if (root !== null || !isRecord(card)) return root;

  const elements = valueAt(card, ['body', 'elements']);
  for (const [index, element] of (Array.isArray(elements) ? elements : []).entries()) {
    const around: Surroundings = { holder: 'body', inForm: false, levels: 0 };
    const found = elementProblem(card, element, ['body', 'elements', index], around);
    if (found !== null) return found;
  }
  return wholeProblem(card, known);
};

/**
 * The first component inside a form without a name: the platform takes such a card and answers the click with 200530.
 * Call it when a form's button is clicked; validateCard leaves it alone.
 */
export const formNamesProblem = (card: unknown): CardProblem | null => {
  const nameless = interactiveComponents(card).find(
    ({ path, component }) =>
      component.tag !== 'interactive_container' &&
      (typeof component.name !== 'string' || component.name === '') &&
      formAt(card, path) !== null,
  );
  if (nameless === undefined) return null;
  const message = 'an interactive component inside a form has an empty name';
  return problem(card, CARD_CODES.namelessInForm, message, nameless.path);
};
