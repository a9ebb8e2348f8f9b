// A round avatar: a coloured disc with the last characters of a name, as Feishu draws people without a picture.

const COLOURS = ['#3370ff', '#7f3bf5', '#04b49c', '#de7802', '#2ea121', '#c71077', '#049fd7', '#4954e6', '#b3541e'];

function colourOf(id: string): string {
  let sum = 0x811c9dc5;
  for (const letter of id) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return COLOURS[((sum ^ (sum >>> 13)) >>> 0) % COLOURS.length] ?? '#3370ff';
}

function initials(name: string): string {
  const letters = [...name.trim()];
  return /\p{Script=Han}/u.test(name) ? letters.slice(-2).join('') : letters.slice(0, 1).join('').toUpperCase();
}

type Props = { id: string; name: string; size?: number; kind?: 'person' | 'bot' | 'group' };

export function Avatar({ id, name, size = 36, kind = 'person' }: Props) {
  const style = {
    width: `${size}px`,
    height: `${size}px`,
    fontSize: `${Math.max(9, Math.round(size * 0.36))}px`,
    ...(kind === 'bot' ? {} : { background: colourOf(id) }),
  };
  return (
    <span class={`avatar avatar-${kind}`} style={style} aria-hidden="true">
      {kind === 'person' ? initials(name) : [...name.trim()].slice(0, kind === 'bot' ? 2 : 1).join('')}
    </span>
  );
}
