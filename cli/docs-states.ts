// Draws the diagram of states in ARCHITECTURE.md from the moves table: `npm run docs:states`. A test holds the two equal.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { moves } from '../domain/moves.ts';
import { stateNames } from '../domain/refusals.ts';
import type { At } from '../domain/submission.ts';

const page = new URL('../ARCHITECTURE.md', import.meta.url);
const begin = '<!-- states:begin -->';
const end = '<!-- states:end -->';

/** The moves table as a Mermaid state diagram; names of states in Chinese beside their ids. Commands of the clock change no state and are left out. */
export function stateDiagram(): string {
  const states = (Object.keys(moves) as At[]).filter((at) => at !== 'none');
  const arrows = Object.entries(moves).flatMap(([from, commands]) =>
    Object.entries(commands).flatMap(([command, targets]: [string, readonly At[]]) =>
      command === 'tick' || command === 'recount'
        ? []
        : targets.map((to) => `  ${from === 'none' ? '[*]' : idOf(from)} --> ${idOf(to)}: ${command}`),
    ),
  );
  const ends = states.filter((at) => Object.keys(moves[at]).length === 0).map((at) => `  ${idOf(at)} --> [*]`);
  const named = states.map((at) => `  state "${at} ${stateNames[at]}" as ${idOf(at)}`);
  return ['```mermaid', 'stateDiagram-v2', ...named, ...arrows, ...ends, '```'].join('\n');
}

/** Mermaid takes no hyphen in an id. */
function idOf(at: string): string {
  return at.replaceAll('-', '_');
}

/** The page with its diagram drawn anew; throws when the markers are gone. */
export function withStateDiagram(text: string): string {
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`no ${begin} … ${end} in the page`);
  return `${before}${begin}\n${stateDiagram()}\n${end}${after}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(page, withStateDiagram(readFileSync(page, 'utf8')));
}
