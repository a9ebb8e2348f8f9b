// Collects changes to the parts of a workbook's package: contents, content types, relations. Judges none of them.
import { posix } from 'node:path';
import { escapeXml } from './patch-sheet.ts';
import { type PackedPart, packPart } from './write-zip.ts';
import type { Zip } from './zip.ts';

const TYPES = '[Content_Types].xml';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const APPLICATION = 'application/vnd.openxmlformats-officedocument';

export class PackageEdits {
  private readonly zip: Zip;
  private readonly texts = new Map<string, string>();
  private readonly finished = new Map<string, PackedPart>();

  constructor(zip: Zip) {
    this.zip = zip;
  }

  set(path: string, text: string): void {
    this.texts.set(this.nameOf(path), text);
  }

  /** A part that nothing is added to later: packed at once, since it may be large. */
  pack(path: string, text: string): void {
    const name = this.nameOf(path);
    this.finished.set(name, packPart(name, text));
  }

  /** The part as it now stands; '' when there is none. */
  async text(path: string): Promise<string> {
    const entry = this.zip.entries.get(path.toLowerCase());
    return this.texts.get(this.nameOf(path)) ?? (entry ? (await this.zip.whole(entry)).toString('utf8') : '');
  }

  /** A path for a new part, numbered as spreadsheets number theirs. */
  freePath(start: string, end: string): string {
    let number = 1;
    const isTaken = (path: string) =>
      this.texts.has(path) || this.finished.has(path) || this.zip.entries.has(path.toLowerCase());
    while (isTaken(`${start}${number}${end}`)) number++;
    return `${start}${number}${end}`;
  }

  /** Declares what a new part is, e.g. `spreadsheetml.comments`. */
  async addType(path: string, type: string): Promise<void> {
    const override = `<Override PartName="/${path}" ContentType="${APPLICATION}.${type}+xml"/>`;
    await this.insert(TYPES, 'Types', override);
  }

  async addVml(): Promise<void> {
    if (/Extension="vml"/i.test(await this.text(TYPES))) return;
    await this.insert(TYPES, 'Types', `<Default Extension="vml" ContentType="${APPLICATION}.vmlDrawing"/>`);
  }

  /** Adds a relation to a .rels part, which is made if need be; `path` is the target's path in the archive. */
  async addRelation(relations: string, id: string, type: string, path: string): Promise<void> {
    // Relative and with the usual names: some programs find parts by those alone.
    const target = posix.relative(posix.dirname(posix.dirname(relations)), path);
    const line = `<Relationship Id="${id}" Type="${RELATION}/${type}" Target="${escapeXml(target)}"/>`;
    if ((await this.text(relations)) === '') this.set(relations, `<Relationships xmlns="${PACKAGE}"></Relationships>`);
    await this.insert(relations, 'Relationships', line);
  }

  packed(): PackedPart[] {
    return [...this.finished.values(), ...[...this.texts].map(([path, text]) => packPart(path, text))];
  }

  /** As the archive spells it. */
  private nameOf(path: string): string {
    return this.zip.entries.get(path.toLowerCase())?.name ?? path;
  }

  /** Puts a line last inside the root element, under the root's own prefix. */
  private async insert(path: string, root: string, line: string): Promise<void> {
    const opened = (await this.text(path)).replace(new RegExp(`<((?:\\w+:)?${root})\\b([^>]*)/>`), '<$1$2></$1>');
    const [close, prefix = ''] = new RegExp(`</(\\w+:)?${root}>`).exec(opened) ?? [''];
    this.set(
      path,
      opened.replace(close, () => `${line.replace('<', `<${prefix}`)}${close}`),
    );
  }
}
