// Parses Feishu's markdown into a closed set of blocks. Pure; draws nothing, resolves no names.
import { type Inline, parseInline } from './markdown-inline.ts';

export type Align = 'left' | 'center' | 'right';
export type Block =
  | { kind: 'paragraph'; inlines: Inline[] }
  | { kind: 'heading'; level: number; inlines: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'fence'; text: string }
  | { kind: 'grid'; aligns: Align[]; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'rule' };

const MAX_DEPTH = 6;
const RULE = /^ {0,3}(?:([-*_])(?: *\1){2,} *|<hr\s*\/?>\s*)$/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,12})([-*+]|\d{1,9}[.)])( +|$)(.*)$/;
const GRID_RULE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

type Lines = { rows: string[]; at: number };

/** Parses a whole `markdown` element. Total: every string yields blocks, never an error. */
export function parseMarkdown(source: string): Block[] {
  return parseBlocks(source.replaceAll(/\r\n?/g, '\n').split('\n'), 0);
}

function parseBlocks(rows: string[], depth: number): Block[] {
  const lines: Lines = { rows, at: 0 };
  const blocks: Block[] = [];
  while (lines.at < rows.length) {
    const row = rows[lines.at] ?? '';
    if (row.trim() === '') lines.at += 1;
    else blocks.push(takeBlock(lines, row, depth));
  }
  return blocks;
}

function takeBlock(lines: Lines, row: string, depth: number): Block {
  if (FENCE.test(row)) return takeFence(lines);
  const heading = HEADING.exec(row);
  if (heading) {
    lines.at += 1;
    return { kind: 'heading', level: (heading[1] ?? '#').length, inlines: parseInline(heading[2] ?? '') };
  }
  if (RULE.test(row)) {
    lines.at += 1;
    return { kind: 'rule' };
  }
  if (depth < MAX_DEPTH && QUOTE.test(row)) return takeQuote(lines, depth);
  if (depth < MAX_DEPTH && ITEM.test(row)) return takeList(lines, depth);
  if (startsGrid(lines)) return takeGrid(lines);
  return takeParagraph(lines, depth);
}

function takeFence(lines: Lines): Block {
  const fence = FENCE.exec(lines.rows[lines.at] ?? '')?.[1] ?? '```';
  const text: string[] = [];
  lines.at += 1;
  while (lines.at < lines.rows.length) {
    const row = lines.rows[lines.at] ?? '';
    lines.at += 1;
    if (row.trim().startsWith(fence)) break;
    text.push(row);
  }
  return { kind: 'fence', text: text.join('\n') };
}

function takeQuote(lines: Lines, depth: number): Block {
  const inner: string[] = [];
  while (QUOTE.test(lines.rows[lines.at] ?? '')) {
    inner.push((lines.rows[lines.at] ?? '').replace(QUOTE, ''));
    lines.at += 1;
  }
  return { kind: 'quote', blocks: parseBlocks(inner, depth + 1) };
}

function takeList(lines: Lines, depth: number): Block {
  const first = ITEM.exec(lines.rows[lines.at] ?? '');
  const ordered = /\d/.test(first?.[2] ?? '');
  const indent = (first?.[1] ?? '').length;
  const items: Block[][] = [];
  while (lines.at < lines.rows.length) {
    const item = ITEM.exec(lines.rows[lines.at] ?? '');
    if (!item || (item[1] ?? '').length !== indent || /\d/.test(item[2] ?? '') !== ordered) break;
    items.push(takeItem(lines, item, indent, depth));
  }
  const start = ordered ? Number.parseInt(first?.[2] ?? '1', 10) : 1;
  return { kind: 'list', ordered, start, items };
}

function takeItem(lines: Lines, item: RegExpExecArray, indent: number, depth: number): Block[] {
  const inner = [item[4] ?? ''];
  lines.at += 1;
  while (lines.at < lines.rows.length) {
    const row = lines.rows[lines.at] ?? '';
    const lead = row.length - row.trimStart().length;
    if (row.trim() === '' || lead <= indent) break;
    inner.push(row.slice(Math.min(lead, indent + (item[2] ?? '-').length + 1)));
    lines.at += 1;
  }
  return parseBlocks(inner, depth + 1);
}

function startsGrid(lines: Lines): boolean {
  const next = lines.rows[lines.at + 1] ?? '';
  return (lines.rows[lines.at] ?? '').includes('|') && next.includes('|') && GRID_RULE.test(next);
}

function cells(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim());
}

function alignOf(mark: string): Align {
  if (mark.endsWith(':')) return mark.startsWith(':') ? 'center' : 'right';
  return 'left';
}

function takeGrid(lines: Lines): Block {
  const head = cells(lines.rows[lines.at] ?? '').map(parseInline);
  const aligns = cells(lines.rows[lines.at + 1] ?? '').map(alignOf);
  const rows: Inline[][][] = [];
  lines.at += 2;
  while ((lines.rows[lines.at] ?? '').includes('|')) {
    const row = cells(lines.rows[lines.at] ?? '');
    rows.push(head.map((_, index) => parseInline(row[index] ?? '')));
    lines.at += 1;
  }
  return { kind: 'grid', aligns, head, rows };
}

function takeParagraph(lines: Lines, depth: number): Block {
  const text = [lines.rows[lines.at] ?? ''];
  lines.at += 1;
  while (lines.at < lines.rows.length) {
    const row = lines.rows[lines.at] ?? '';
    const nested = depth < MAX_DEPTH && (QUOTE.test(row) || ITEM.test(row));
    if (row.trim() === '' || nested || FENCE.test(row) || HEADING.test(row) || RULE.test(row)) break;
    if (startsGrid(lines)) break;
    text.push(row);
    lines.at += 1;
  }
  return { kind: 'paragraph', inlines: parseInline(text.join('\n').trim()) };
}
