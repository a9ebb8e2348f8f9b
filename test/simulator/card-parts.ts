// Cards put together by hand, right and wrong, for the validator; and the people and images it is told of.
export type Json = Record<string, unknown>;

export const text = (content: string): Json => ({ tag: 'plain_text', content });
export const card = (elements: unknown[], more: Json = {}): Json => ({ schema: '2.0', ...more, body: { elements } });
export const markdown = (content: string, more: Json = {}): Json => ({ tag: 'markdown', content, ...more });
export const button = (more: Json = {}): Json => ({ tag: 'button', text: text('好'), ...more });
export const submit = button({ name: 'submit', form_action_type: 'submit' });
export const form = (elements: unknown[], more: Json = {}): Json => ({ tag: 'form', name: 'f', elements, ...more });
export const columns = (...elements: unknown[]): Json => ({
  tag: 'column_set',
  columns: [{ tag: 'column', elements }],
});
export const panel = (...elements: unknown[]): Json => ({
  tag: 'collapsible_panel',
  header: { title: text('细节') },
  elements,
});
export const table = (more: Json = {}): Json => ({
  tag: 'table',
  columns: [{ name: 'row', data_type: 'number' }],
  rows: [{ row: 1 }],
  ...more,
});
export const select = (options: Json[], more: Json = {}): Json => ({ tag: 'select_static', options, ...more });
export const option = (value: string): Json => ({ text: text(value), value });
export const nested = (levels: number): Json => (levels === 0 ? markdown('底') : panel(nested(levels - 1)));
export const times = <T>(count: number, one: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => one(index));
export const markdownTable = '| a | b |\n|---|---|\n| 1 | 2 |\n\n';

export const known = { openIds: (id: string) => id === 'ou_known', imageKeys: (key: string) => key === 'img_known' };
export const E0 = 'ROOT -> body -> elements -> [0]';
