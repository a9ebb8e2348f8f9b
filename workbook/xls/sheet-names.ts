// Names for the sheets of an .xls: what it may hold there, a workbook with our findings could not bear.

const LONGEST = 31;
/** No spreadsheet takes these in a name, and XML holds no control characters. */
const ILLEGAL = /[\p{Cc}\p{Cs}\ufffe\uffff?*:\\/[\]]|^'|'$/gu;

/** The names as any spreadsheet takes them, in their order: none empty, none too long, no two alike but for case. */
export function legalNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    const legal = cut(name, LONGEST) || `Sheet${index + 1}`;
    let free = legal;
    for (let n = 2; taken.has(free.toLowerCase()); n++) {
      const ending = ` (${n})`;
      free = cut(legal, LONGEST - ending.length) + ending;
    }
    taken.add(free.toLowerCase());
    return free;
  });
}

function cut(name: string, length: number): string {
  return name.slice(0, length).replace(ILLEGAL, '_');
}
