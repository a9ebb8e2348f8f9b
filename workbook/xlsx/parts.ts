// What a workbook says about itself: its sheets in order, its parts, its date system. Reads no cell.
import { LIMITS, type Limits } from '../limits.ts';
import { UnreadableFile } from '../unreadable.ts';
import { isOn, tags } from './xml.ts';
import type { Zip, ZipEntry } from './zip.ts';

export type SheetPart = { name: string; visibility: 'visible' | 'hidden' | 'very-hidden'; entry: ZipEntry };

export type WorkbookParts = {
  /** The path of workbook.xml inside the archive. */
  path: string;
  /** Worksheets in the order of their tabs; chart sheets are left out. */
  sheets: SheetPart[];
  date1904: boolean;
  sharedStrings: ZipEntry | undefined;
  styles: ZipEntry | undefined;
};

type Relation = { id: string; type: string; path: string };

/** Reads workbook.xml and its relations. Throws UnreadableFile when there is no workbook inside. */
export async function workbookParts(zip: Zip, limits: Limits = LIMITS): Promise<WorkbookParts> {
  const root = await relations(zip, '');
  const path = root.find((relation) => relation.type === 'officeDocument')?.path ?? 'xl/workbook.xml';
  const entry = zip.entries.get(path.toLowerCase());
  if (entry === undefined) throw new UnreadableFile('damaged', { where: 'workbook.xml' });
  const related = await relations(zip, path);
  const part = (type: string) => {
    const relation = related.find((candidate) => candidate.type === type);
    return relation && zip.entries.get(relation.path.toLowerCase());
  };
  const sheets: SheetPart[] = [];
  let date1904 = false;
  for (const tag of tags((await zip.whole(entry)).toString('utf8'))) {
    if (tag.closes) continue;
    if (tag.name === 'workbookPr') date1904 = isOn(tag.attributes.date1904);
    if (tag.name !== 'sheet') continue;
    const relation = related.find((candidate) => candidate.id === tag.attributes.id);
    if (relation !== undefined && relation.type !== 'worksheet') continue;
    const sheet = relation && zip.entries.get(relation.path.toLowerCase());
    const name = tag.attributes.name ?? '';
    if (sheet === undefined) throw new UnreadableFile('damaged', { where: `第 ${sheets.length + 1} 张工作表` });
    sheets.push({ name, visibility: visibilityOf(tag.attributes.state), entry: sheet });
    if (sheets.length > limits.sheets) throw new UnreadableFile('too-many-sheets', { limit: limits.sheets });
  }
  return { path, sheets, date1904, sharedStrings: part('sharedStrings'), styles: part('styles') };
}

/** The relations of one part ('' for the archive itself), targets resolved to paths in the archive. */
export async function relations(zip: Zip, path: string): Promise<Relation[]> {
  const entry = zip.entries.get(relationsPath(path).toLowerCase());
  if (entry === undefined) return [];
  const found: Relation[] = [];
  for (const { name, attributes } of tags((await zip.whole(entry)).toString('utf8'))) {
    if (name !== 'Relationship' || attributes.TargetMode === 'External') continue;
    const type = (attributes.Type ?? '').split('/').at(-1) ?? '';
    found.push({ id: attributes.Id ?? '', type, path: resolve(path, attributes.Target ?? '') });
  }
  return found;
}

/** `xl/workbook.xml` → `xl/_rels/workbook.xml.rels`. */
export function relationsPath(path: string): string {
  const cut = path.lastIndexOf('/') + 1;
  return `${path.slice(0, cut)}_rels/${path.slice(cut)}.rels`;
}

function resolve(from: string, target: string): string {
  const steps = target.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const step of target.split(/[\\/]/)) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

function visibilityOf(state: string | undefined): SheetPart['visibility'] {
  return state === 'hidden' ? 'hidden' : state === 'veryHidden' ? 'very-hidden' : 'visible';
}
