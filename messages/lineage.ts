// Fills where a submission's rows came from, and what left it. Reads nothing itself.
import type { Lineage } from '../cards/lineage.ts';
import { rowWords } from '../domain/row-spans.ts';
import type { Dossier } from './dossier.ts';

export function lineageOf({ parent, state, children }: Dossier): Lineage {
  const { lineage } = state;
  const rows = lineage === null ? '' : `第 ${lineage.version} 版${rowWords(lineage.rows)}`;
  return { parent: parent && { no: parent.no, rows }, children };
}
