// Adds our three fills to a workbook's styles: a copy of each cell's own format, differing in the fill alone.
import type { Severity } from '../../domain/finding.ts';
import { tags } from './xml.ts';

/** Each one step off a colour that spreadsheets use themselves, so that ours are known again when the file returns. */
const COLOURS: Readonly<Record<Severity, string>> = { error: 'FFFFC7CD', warning: 'FFFFEB9B', note: 'FFDDEBF6' };
const SEVERITIES = ['error', 'warning', 'note'] as const;

export class OwnStyles {
  private readonly xml: string;
  private readonly formats: string[];
  private readonly firstFill: number;
  private readonly ownFills: ReadonlySet<number>;
  private readonly added = new Map<string, number>();
  private readonly addedXml: string[] = [];

  constructor(xml: string) {
    this.xml = xml;
    this.formats = formatsOf(xml);
    const fills = fillsOf(xml);
    this.firstFill = fills.length;
    this.ownFills = new Set(fills.flatMap((isOwn, index) => (isOwn ? index : [])));
  }

  /** Has this file been annotated before? */
  get hasOwnFills(): boolean {
    return this.ownFills.size > 0;
  }

  /** The format like `base` with the fill of a severity; null takes our fill away. */
  styleFor(base: number, severity: Severity | null): number {
    const format = this.formats[base] ?? '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>';
    const isOwn = this.ownFills.has(Number(/\bfillId="(\d+)"/.exec(format)?.[1] ?? 0));
    if (severity === null && !isOwn) return base;
    const fill = severity === null ? 0 : this.firstFill + SEVERITIES.indexOf(severity);
    const key = `${base} ${fill}`;
    const known = this.added.get(key);
    if (known !== undefined) return known;
    const index = this.formats.length + this.addedXml.length;
    const bare = format.replace(/\s(?:fillId|applyFill)="[^"]*"/g, '');
    this.addedXml.push(bare.replace(/^<((?:\w+:)?xf)/, `<$1 fillId="${fill}" applyFill="1"`));
    this.added.set(key, index);
    return index;
  }

  /** The styles part with what was asked for. */
  toXml(): string {
    const fills = SEVERITIES.map((severity) => {
      const colour = `<fgColor rgb="${COLOURS[severity]}"/><bgColor indexed="64"/>`;
      return `<fill><patternFill patternType="solid">${colour}</patternFill></fill>`;
    });
    const withFills = append(this.xml, 'fills', this.firstFill, fills);
    return append(withFills, 'cellXfs', this.formats.length, this.addedXml);
  }
}

/** Can our fills be added to these styles? Prefixed ones are legal, rare, and left alone. */
export function takesOwnStyles(xml: string): boolean {
  return /<fills\b[^>]*[^/]>/.test(xml) && /<cellXfs\b[^>]*[^/]>/.test(xml);
}

function append(xml: string, list: string, count: number, items: readonly string[]): string {
  return xml
    .replace(new RegExp(`<${list}\\b[^>]*>`), `<${list} count="${count + items.length}">`)
    .replace(`</${list}>`, () => `${items.join('')}</${list}>`);
}

function formatsOf(xml: string): string[] {
  const list = /<cellXfs\b[^>]*>([\s\S]*?)<\/cellXfs>/.exec(xml)?.[1] ?? '';
  return list.match(/<xf\b[^>]*\/>|<xf\b[^>]*>[\s\S]*?<\/xf>/g) ?? [];
}

/** For each fill: is it ours? */
function fillsOf(xml: string): boolean[] {
  const fills: boolean[] = [];
  let inside = false;
  for (const { name, closes, attributes } of tags(xml)) {
    if (name === 'fills') inside = !closes;
    else if (inside && name === 'fill' && !closes) fills.push(false);
    else if (inside && name === 'fgColor' && Object.values(COLOURS).includes(attributes.rgb ?? ''))
      fills[fills.length - 1] = true;
  }
  return fills;
}
