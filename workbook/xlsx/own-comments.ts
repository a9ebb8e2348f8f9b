// The two parts that make comments: the texts, and the drawing that old and new programs place them by.
import { COMMENT_AUTHOR } from '../own-marks.ts';
import { columnLetters } from '../sheet-facts.ts';
import { escapeXml } from './patch-sheet.ts';
import { tags } from './xml.ts';

export type CellComment = { row: number; column: number; text: string };

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

export function commentsXml(comments: readonly CellComment[]): string {
  const items = comments.map(
    ({ row, column, text }) =>
      `<comment ref="${columnLetters(column)}${row}" authorId="0"><text><r><t xml:space="preserve">${escapeXml(text)}</t></r></text></comment>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="${MAIN}"><authors><author>${COMMENT_AUTHOR}</author></authors><commentList>${items.join('')}</commentList></comments>`;
}

/** Hidden note boxes; a spreadsheet shows one when the pointer rests on its cell. */
export function drawingXml(comments: readonly CellComment[]): string {
  const shapes = comments.map(({ row, column }, index) => {
    const anchor = `${column + 1},15,${Math.max(row - 2, 0)},10,${column + 4},15,${row + 5},4`;
    return `<v:shape id="_x0000_s${1025 + index}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
  });
  return `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${shapes.join('')}</xml>`;
}

/** Are all comments in this part ours, from an earlier answer? */
export function areOwnComments(xml: string): boolean {
  for (const { name, closes } of tags(xml)) {
    if (name === 'author' && !closes) {
      const authors = [...xml.matchAll(/<(?:\w+:)?author>([^<]*)</g)].map(([, author]) => author);
      return authors.every((author) => author === COMMENT_AUTHOR);
    }
  }
  return false;
}
