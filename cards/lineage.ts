// Where a submission's rows came from, and what left it, as facts of a card. Pure.
import { count } from './words.ts';

/** `rows` are those of the parent, in words; of a child, how many it took. */
export type Lineage = {
  parent: { no: string; rows: string } | null;
  children: readonly { no: string; rows: number; returned: boolean }[];
};

/** Children named on a card; the count tells how many there are. */
const maxChildren = 6;

/** None where nothing came from elsewhere and nothing left. */
export function lineageFacts(lineage: Lineage | undefined): [string, string][] {
  if (lineage === undefined) return [];
  const { parent, children } = lineage;
  const named = children
    .slice(0, maxChildren)
    .map(({ no, rows, returned }) => `${no}（${count(rows)} 行，${returned ? '退回更正' : '按等级另行审核'}）`);
  const more = children.length > maxChildren ? `等 ${children.length} 份` : '';
  return [
    ...(parent === null ? [] : ([['出自', `${parent.no} ${parent.rows}`]] satisfies [string, string][])),
    ...(children.length === 0 ? [] : ([['已另立', `${named.join('、')}${more}`]] satisfies [string, string][])),
  ];
}
