// What a component's own parts point at: people, images, element ids, markdown tables. Pure; decides nothing.
import { COMPONENTS } from './components.ts';
import type { Component, Path } from './locate.ts';

const MAX_PART_DEPTH = 6;
/** Properties whose contents belong to someone else: opaque data, or children with rows of their own. */
const OPAQUE = new Set(['chart_spec', 'rows', 'value', 'elements', 'buttons']);

export type Part = { path: Path; part: Record<string, unknown> };

/** The component itself and every tagged object within it that is not a child element: texts, icons, text tags. */
export const partsOf = (component: Component): Part[] => {
  const parts: Part[] = [{ path: [], part: component }];
  const look = (value: unknown, path: Path): void => {
    if (typeof value !== 'object' || value === null || path.length > MAX_PART_DEPTH) return;
    if (path.length > 0 && !Array.isArray(value) && 'tag' in value) parts.push({ path, part: { ...value } });
    for (const [key, inner] of Object.entries(value)) {
      if (OPAQUE.has(key) || (key === 'columns' && component.tag === 'column_set')) continue;
      look(inner, [...path, Array.isArray(value) ? Number(key) : key]);
    }
  };
  look(component, []);
  return parts;
};

/** Whether a part counts toward the 200 elements: components and texts do, icons and text tags do not. */
export const counts = ({ part }: Part): boolean =>
  typeof part.tag === 'string' &&
  (Object.hasOwn(COMPONENTS, part.tag) || part.tag === 'plain_text' || part.tag === 'lark_md');

const formatted = ({ part }: Part): string[] => {
  if (part.tag !== 'markdown' && part.tag !== 'lark_md') return [];
  const translations = typeof part.i18n_content === 'object' && part.i18n_content !== null ? part.i18n_content : {};
  return [part.content, ...Object.values(translations)].filter((content) => typeof content === 'string');
};

const strings = (values: unknown, key: string): string[] =>
  (Array.isArray(values) ? values : [])
    .map((one: Record<string, unknown> | null) => one?.[key])
    .filter((value) => typeof value === 'string');

const AT = /<(?:at|person)\s[^>]*?\bids?\s*=\s*['"]?([^\s'">]+)/g;

/** Ids of people a component names in `person`, `person_list`, `<at>` and `<person>`; `all` is nobody in particular. */
export const personIdsIn = (component: Component): string[] => {
  const named = partsOf(component)
    .flatMap(formatted)
    .flatMap((content) => [...content.matchAll(AT)].flatMap(([, ids]) => (ids ?? '').split(',')));
  if (component.tag === 'person' && typeof component.user_id === 'string') named.push(component.user_id);
  if (component.tag === 'person_list' && component.drop_invalid_user_id !== true) {
    named.push(...strings(component.persons, 'id'));
  }
  return named.filter((id) => id !== 'all' && id !== '');
};

const IMAGE = /!\[[^\]]*\]\(\s*([^\s)]+)/g;

/** Image keys a component shows, those in markdown included. */
export const imageKeysIn = (component: Component): string[] => {
  const parts = partsOf(component);
  const translations = component.i18n_img_key;
  return [
    ...parts.flatMap(({ part }) => (typeof part.img_key === 'string' ? [part.img_key] : [])),
    ...(typeof translations === 'object' && translations !== null ? Object.values(translations) : []),
    ...strings(component.img_list, 'img_key'),
    ...(component.tag === 'select_img' ? strings(component.options, 'img_key') : []),
    ...parts.flatMap(formatted).flatMap((content) => [...content.matchAll(IMAGE)].map(([, key]) => key)),
  ].filter((key) => typeof key === 'string');
};

const DELIMITER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/** The number of tables in markdown: a row with bars above a row of dashes, code blocks left out. */
export const tablesIn = (markdown: string): number => {
  const lines = markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').split('\n');
  return lines.filter(
    (line, index) => line.includes('|') && DELIMITER.test(line) && (lines[index - 1] ?? '').includes('|'),
  ).length;
};
