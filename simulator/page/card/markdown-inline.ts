// Parses the inline half of Feishu's markdown into a closed set of nodes. Never produces markup; unknown tags stay text.

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'em' | 'strike'; children: Inline[] }
  | { kind: 'font' | 'tag'; color: string; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] }
  | { kind: 'image'; key: string; alt: string }
  /** `id` is an open_id, an e-mail address or 'all'. */
  | { kind: 'at' | 'person'; id: string }
  /** A moment in ms since 1970. */
  | { kind: 'time'; at: number };

type Frame = { close: string; source: string; children: Inline[]; wrap: (children: Inline[]) => Inline[] };
type Scan = { source: string; at: number; stack: Frame[]; top: Frame };
type Rule = { pattern: RegExp; take: (match: RegExpExecArray, scan: Scan) => void };

const MAX_OPEN = 20;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00a0' };
const EMOJI: Record<string, string> = {
  OK: '👌',
  DONE: '✅',
  THUMBSUP: '👍',
  SMILE: '😊',
  PARTY: '🎉',
  FIRE: '🔥',
  HEART: '❤️',
  CLAP: '👏',
  Alarm: '⏰',
  Pin: '📌',
};

/** Only these may be followed from a card; anything else is shown as text. */
export function safeHref(href: string): string | null {
  return /^(?:https?:\/\/|lark:\/\/|mailto:|tel:)[^\s]*$/i.test(href) ? href : null;
}

function decodeEntity(name: string): string {
  const named = ENTITIES[name.toLowerCase()];
  if (named !== undefined) return named;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  const invalid = !(code > 0) || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
  return invalid ? '\ufffd' : String.fromCodePoint(code);
}

function attributes(source: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const match of source.matchAll(/([\w-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g)) {
    found[match[1] ?? ''] = match[2] ?? match[3] ?? match[4] ?? '';
  }
  return found;
}

function say(scan: Scan, text: string): void {
  const last = scan.top.children.at(-1);
  if (last?.kind === 'text') last.text += text;
  else if (text !== '') scan.top.children.push({ kind: 'text', text });
}

function add(scan: Scan, ...made: Inline[]): void {
  for (const one of made) {
    if (one.kind === 'text') say(scan, one.text);
    else scan.top.children.push(one);
  }
}

function open(scan: Scan, source: string, close: string, wrap: Frame['wrap']): void {
  if (scan.stack.length >= MAX_OPEN) {
    say(scan, source);
    return;
  }
  scan.top = { close, source, children: [], wrap };
  scan.stack.push(scan.top);
}

/** Leaves the innermost frame; `kept` false turns its opening mark back into text. */
function leave(scan: Scan, kept: boolean): void {
  const frame = scan.stack.pop();
  const parent = scan.stack.at(-1);
  if (!frame || !parent) return;
  scan.top = parent;
  if (!kept) say(scan, frame.source);
  add(scan, ...(kept ? frame.wrap(frame.children) : frame.children));
}

function closeUpTo(scan: Scan, close: string): boolean {
  if (!scan.stack.some((frame) => frame.close === close)) return false;
  while (scan.top.close !== close) leave(scan, false);
  leave(scan, true);
  return true;
}

const EMPHASIS: Record<string, 'strong' | 'em' | 'strike'> = {
  '**': 'strong',
  __: 'strong',
  '*': 'em',
  _: 'em',
  '~~': 'strike',
};

function takeEmphasis(run: string, scan: Scan): void {
  const mark = run.length === 3 && scan.top.close === run[0] ? run.slice(0, 1) : run.slice(0, 2);
  const before = scan.source[scan.at - 1] ?? ' ';
  const after = scan.source[scan.at + mark.length] ?? ' ';
  scan.at += mark.length;
  const kind = EMPHASIS[mark];
  const inWord = mark[0] === '_' && /\w/.test(before) && /\w/.test(after);
  const mayClose = !inWord && !/\s/.test(before) && scan.top.children.length > 0;
  if (mayClose && closeUpTo(scan, mark)) return;
  if (!kind || inWord || /\s/.test(after)) say(scan, mark);
  else open(scan, mark, mark, (children) => [{ kind, children }]);
}

function takeTag(match: RegExpExecArray, scan: Scan): void {
  const [source, slash, name = '', rest = ''] = match;
  const given = attributes(rest);
  const close = `</${name}>`;
  if (slash) {
    if (!closeUpTo(scan, close)) say(scan, source);
  } else if (name === 'br') {
    add(scan, { kind: 'break' });
  } else if (name === 'font') {
    open(scan, source, close, (children) => [{ kind: 'font', color: given.color ?? '', children }]);
  } else if (name === 'text_tag' || name === 'number_tag') {
    open(scan, source, close, (children) => [{ kind: 'tag', color: given.color ?? '', children }]);
  } else if (name === 'a' || name === 'link') {
    open(scan, source, close, (children) => linked(given.href ?? given.url ?? '', children));
  } else {
    say(scan, source);
  }
}

function linked(href: string, children: Inline[]): Inline[] {
  const safe = safeHref(href);
  return safe === null ? children : [{ kind: 'link', href: safe, children }];
}

/** Tags whose content is ignored: `<at>`, `<person>`, `<local_datetime>`. */
function takeReference(match: RegExpExecArray, scan: Scan): void {
  const [source, name, rest = ''] = match;
  const given = attributes(rest);
  const at = name === 'local_datetime' ? Number(given.millisecond) : Number.NaN;
  const ids = (given.id ?? given.ids ?? given.user_id ?? given.email ?? '').split(',').filter((id) => id !== '');
  if (Number.isFinite(at)) add(scan, { kind: 'time', at });
  else if (ids.length === 0) say(scan, source);
  else add(scan, ...ids.map((id): Inline => ({ kind: name === 'at' ? 'at' : 'person', id })));
}

const RULES: Rule[] = [
  { pattern: /[^\\&`![<*_~\n:h]+/y, take: ([text], scan) => say(scan, text) },
  { pattern: / *\n/y, take: (_, scan) => add(scan, { kind: 'break' }) },
  { pattern: /\\([!-/:-@[-`{-~])/y, take: ([, sign = ''], scan) => say(scan, sign) },
  {
    pattern: /&(#\d{1,7}|#x[\da-f]{1,6}|lt|gt|amp|quot|apos|nbsp);/iy,
    take: ([, name = ''], scan) => say(scan, decodeEntity(name)),
  },
  {
    pattern: /(`{1,2})([^\n]{1,2000}?)\1(?!`)/y,
    take: ([, , text = ''], scan) => add(scan, { kind: 'code', text }),
  },
  {
    pattern: /!\[([^\]\n]{0,500})\]\(([^)\s]{1,500})\)/y,
    take: ([, alt = '', key = ''], scan) => add(scan, { kind: 'image', key, alt }),
  },
  {
    pattern: /\[([^\]\n]{1,500})\]\(([^)\s]{1,2000})\)/y,
    take: ([, text = '', href = ''], scan) => add(scan, ...linked(href, parseInline(text))),
  },
  {
    pattern: /<(at|person|local_datetime)\s([^<>]{1,500})>(?:[^<>]{0,500}<\/\1>)?/y,
    take: takeReference,
  },
  { pattern: /<raw>([^<]{0,2000})<\/raw>/y, take: ([, text = ''], scan) => say(scan, text) },
  { pattern: /<(\/?)([a-z_]{1,20})((?:\s[^<>]{0,2000})?)\/?>/y, take: takeTag },
  {
    pattern: /https?:\/\/[\w\-.~:/?#@!$&'*+,;=%]{1,2000}/y,
    take: ([href], scan) => add(scan, { kind: 'link', href, children: [{ kind: 'text', text: href }] }),
  },
  { pattern: /:([A-Za-z]{1,20}):/y, take: ([source, name = ''], scan) => say(scan, EMOJI[name] ?? source) },
];

/** Parses one run of inline markdown; line breaks become `break`. Total: every string yields nodes, never an error. */
export function parseInline(source: string): Inline[] {
  const root: Frame = { close: '', source: '', children: [], wrap: (children) => children };
  const scan: Scan = { source, at: 0, stack: [root], top: root };
  while (scan.at < source.length) {
    const emphasis = /\*{1,3}|_{1,2}|~~/y;
    emphasis.lastIndex = scan.at;
    const run = emphasis.exec(source);
    if (run) {
      takeEmphasis(run[0], scan);
      continue;
    }
    if (!takeRule(scan)) {
      say(scan, source[scan.at] ?? '');
      scan.at += 1;
    }
  }
  while (scan.stack.length > 1) leave(scan, false);
  return root.children;
}

function takeRule(scan: Scan): boolean {
  for (const { pattern, take } of RULES) {
    pattern.lastIndex = scan.at;
    const match = pattern.exec(scan.source);
    if (!match) continue;
    scan.at += match[0].length;
    take(match, scan);
    return true;
  }
  return false;
}
