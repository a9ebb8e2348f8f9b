// Personal data as it may be shown: enough to recognise, not enough to use. Pure.

/** `张三丰` → `张**`; a name of Latin words keeps its first letter. */
export function maskName(name: string): string {
  const [first, ...rest] = [...name];
  return first === undefined ? '' : first + '*'.repeat(Math.max(1, Math.min(rest.length, 6)));
}

/** `130102199001011234` → `130***********1234`; short numbers keep the last two characters only. */
export function maskNumber(number: string): string {
  const characters = [...number];
  const [head, tail] = characters.length >= 15 ? [3, 4] : [1, 2];
  if (characters.length <= head + tail) return '*'.repeat(characters.length);
  return characters.map((character, i) => (i < head || i >= characters.length - tail ? character : '*')).join('');
}
