// Reads fields of card JSON whose shape is not trusted: a wrong type reads as absent. Knows nothing of drawing.

/** One node of a card. */
export type Node = Record<string, unknown>;
/** Keys and indexes from the card's root; sent with a click so that the simulator finds the component. */
export type Path = readonly (string | number)[];

const LOCALE = 'zh_cn';

export function node(value: unknown): Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : {};
}

export function nodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.map(node) : [];
}

export function str(value: unknown, otherwise = ''): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : otherwise;
}

export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

export function num(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

export function flag(value: unknown, otherwise = false): boolean {
  return typeof value === 'boolean' ? value : otherwise;
}

/** The words of a text object (`plain_text`, `lark_md`, `markdown`) in Chinese where the card offers it; '' when absent. */
export function words(value: unknown): string {
  if (typeof value === 'string') return value;
  const object = node(value);
  return str(node(object.i18n_content)[LOCALE], str(object.content));
}

export function isMarkup(value: unknown): boolean {
  const tag = node(value).tag;
  return tag === 'lark_md' || tag === 'markdown';
}
