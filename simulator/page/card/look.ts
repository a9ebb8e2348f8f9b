// Turns a card's names for colours, spaces and sizes into CSS values. Unknown names yield the given default.
import { num, str } from './read.ts';

type Shades = { 50: string; 100: string; 200: string; 500: string; 600: string; 700: string };

/** Feishu's card palette. */
const PALETTE: Record<string, Shades> = {
  blue: { 50: '#f0f4ff', 100: '#e1eaff', 200: '#bacefd', 500: '#3370ff', 600: '#245bdb', 700: '#1c4cba' },
  wathet: { 50: '#eefafe', 100: '#d9f3fd', 200: '#b1e8fc', 500: '#14c0ff', 600: '#049fd7', 700: '#037bab' },
  turquoise: { 50: '#edfdfa', 100: '#d5f6f2', 200: '#a9efe6', 500: '#00d6b9', 600: '#04b49c', 700: '#048172' },
  green: { 50: '#f0fbef', 100: '#d9f5d6', 200: '#b7edb1', 500: '#34c724', 600: '#2ea121', 700: '#237b19' },
  lime: { 50: '#f7faea', 100: '#eef6c6', 200: '#dfee96', 500: '#b3d600', 600: '#8fac02', 700: '#667901' },
  yellow: { 50: '#fdf9ed', 100: '#faf1d1', 200: '#fcdf7e', 500: '#ffc60a', 600: '#dc9b04', 700: '#8a6200' },
  orange: { 50: '#fff5eb', 100: '#feead2', 200: '#fed4a4', 500: '#ff8800', 600: '#de7802', 700: '#a55a00' },
  red: { 50: '#fef1f1', 100: '#fde2e2', 200: '#fbbfbc', 500: '#f54a45', 600: '#d83931', 700: '#b3261e' },
  carmine: { 50: '#fef1f8', 100: '#fddaef', 200: '#f9aed9', 500: '#f01d94', 600: '#c71077', 700: '#9e1361' },
  violet: { 50: '#fcf0fc', 100: '#f8def8', 200: '#efb9ee', 500: '#d136d1', 600: '#b320b3', 700: '#8d1a8d' },
  purple: { 50: '#f6f1fe', 100: '#ece2fe', 200: '#cdb2fa', 500: '#7f3bf5', 600: '#6425d0', 700: '#4f1ca7' },
  indigo: { 50: '#f2f3fd', 100: '#e0e2fa', 200: '#b4b9f3', 500: '#4954e6', 600: '#2933c7', 700: '#222aa0' },
  grey: { 50: '#f5f6f7', 100: '#eff0f1', 200: '#dee0e3', 500: '#8f959e', 600: '#646a73', 700: '#51565d' },
};
const NEUTRAL: Shades = {
  50: '#f5f6f7',
  100: '#eff0f1',
  200: '#dee0e3',
  500: '#8f959e',
  600: '#646a73',
  700: '#373c43',
};

function shades(name: string): Shades | undefined {
  return name === 'neutral' ? NEUTRAL : PALETTE[name];
}

/** A colour name (`red`, `red-50`, `rgba(…)`, `white`) as CSS; `shade` is what the bare name stands for. */
export function colour(value: unknown, otherwise: string, shade: keyof Shades = 600): string {
  const name = str(value);
  if (/^rgba?\([\d., %]+\)$|^#[\da-f]{3,8}$/i.test(name)) return name;
  if (name === 'white' || name === 'bg-white') return '#fff';
  const [base = '', step] = name.split('-');
  const found = shades(base);
  if (!found) return otherwise;
  const wanted = step ? Number(step) : shade;
  const steps = [50, 100, 200, 500, 600, 700] as const;
  const nearest = [...steps].sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0] ?? shade;
  return found[nearest];
}

/** Background and text of a header template. */
export function headerColours(template: string): { background: string; color: string } | null {
  const found = PALETTE[template];
  return found ? { background: template === 'grey' ? found[200] : found[100], color: found[700] } : null;
}

/** Background and text of a small label. */
export function tagColours(name: unknown): { background: string; color: string } {
  const found = shades(str(name)) ?? PALETTE.blue ?? NEUTRAL;
  return { background: found[100], color: found[700] };
}

const SPACES: Record<string, string> = { small: '4px', medium: '8px', large: '12px', extra_large: '16px' };
const SPACE = /^-?\d{1,2}px(?: -?\d{1,2}px){0,3}$/;

/** `small` … `extra_large` or one to four pixel lengths. */
export function space(value: unknown, otherwise: string): string {
  const name = str(value).trim().replaceAll(/\s+/g, ' ');
  return SPACES[name] ?? (SPACE.test(name) ? name : otherwise);
}

/** A pixel or percent length such as `120px`, `25%`; otherwise undefined. */
export function length(value: unknown): string | undefined {
  const name = str(value);
  return /^\d{1,4}(?:\.\d+)?(?:px|%)$/.test(name) ? name : undefined;
}

const TEXT_SIZES: Record<string, number> = {
  'heading-0': 30,
  'heading-1': 24,
  'heading-2': 20,
  'heading-3': 18,
  'heading-4': 16,
  heading: 16,
  normal: 14,
  notation: 12,
  'xxxx-large': 30,
  'xxx-large': 24,
  'xx-large': 20,
  'x-large': 18,
  large: 16,
  medium: 14,
  small: 12,
  'x-small': 10,
};

/** Font size in pixels, with the line height Feishu gives it, and the weight of headings. */
export function textSize(value: unknown, otherwise = 'normal'): Record<string, string | number> {
  const name = str(value, otherwise);
  const size = TEXT_SIZES[name] ?? 14;
  return {
    fontSize: `${size}px`,
    lineHeight: `${size <= 12 ? 18 : Math.round(size * 1.57)}px`,
    ...(name.startsWith('heading') ? { fontWeight: 500 } : {}),
  };
}

export function textAlign(value: unknown): 'left' | 'center' | 'right' {
  return value === 'center' || value === 'right' ? value : 'left';
}

/** `start`, `center` or `end` for Feishu's left/center/right and top/center/bottom. */
export function flexAlign(value: unknown, otherwise: string): string {
  const ends: Record<string, string> = {
    left: 'flex-start',
    top: 'flex-start',
    center: 'center',
    right: 'flex-end',
    bottom: 'flex-end',
  };
  return ends[str(value)] ?? otherwise;
}

/** Keeps `lines` lines and ends the last with an ellipsis. */
export function clamp(value: unknown): Record<string, string | number> {
  const lines = num(value, 0);
  if (lines < 1) return {};
  return { display: '-webkit-box', WebkitBoxOrient: 'vertical', WebkitLineClamp: lines, overflow: 'hidden' };
}
