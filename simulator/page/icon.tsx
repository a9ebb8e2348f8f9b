// The page's icons as line drawings. Feishu's own icon tokens are mapped to the nearest of these.

const PATHS: Record<string, string> = {
  send: 'M4 12 20 4l-5 16-3.5-6.5zM11.5 13.5 20 4',
  left: 'm15 5-7 7 7 7',
  right: 'm9 5 7 7-7 7',
  down: 'm5 9 7 7 7-7',
  up: 'm5 15 7-7 7 7',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'm5 12.5 5 5L19.5 7',
  file: 'M6 3h8l5 5v13H6zM14 3v5h5',
  folder: 'M3 6h6l2 2h10v11H3z',
  clip: 'm8 12 6-6a3 3 0 0 1 4.5 4.5l-8 8A5 5 0 0 1 3.5 11.5L11 4',
  download: 'M12 4v11m-5-5 5 5 5-5M4 20h16',
  reply: 'M10 6 4 12l6 6v-4c5 0 8 1.500 10 5 0-6-4-9-10-9z',
  forward: 'M14 6l6 6-6 6v-4c-5 0-8 1.500-10 5 0-6 4-9 10-9z',
  recall: 'M4 9h10a6 6 0 0 1 0 12H8M4 9l5-5M4 9l5 5',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3.5 2',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l2 1H4zM10 21h4',
  warning: 'M12 3 2.500 20h19zM12 10v5M12 17.500v.5',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5.500M12 7.500v.5',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.500 20.500c.5-4 3.500-6 7.500-6s7 2 7.500 6',
  people:
    'M9 5a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7M2.500 20c.5-4 3-5.500 6.500-5.500s6 1.500 6.500 5.500M16 5.500a3.500 3.500 0 0 1 0 6.500M18 14.800c2 .8 3.200 2.400 3.500 5.200',
  chat: 'M4 5h16v12h-9l-5 4v-4H4z',
  menu: 'M4 7h16M4 12h16M4 17h16',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14',
  calendar: 'M4 6h16v15H4zM4 11h16M8 3v5M16 3v5',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  settings: 'M4 7h10M18 7h2M4 17h4M12 17h8M16 4.500v5M10 14.500v5',
  window: 'M4 5h16v14H4zM4 9h16',
  chart: 'M4 20V4M4 20h16M8 16v-5M12 16V8M16 16v-3',
  list: 'M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  star: 'm12 3.500 2.600 5.500 6 .8-4.400 4.200 1.100 6L12 17l-5.300 3 1.100-6L3.400 9.800l6-.8z',
  at: 'M16 8v5.500a2.500 2.500 0 0 0 5 0V12a9 9 0 1 0-4 7.500M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8',
  dot: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8',
  urgent: 'M13 3 5 13.500h6L10 21l8-11h-6z',
};

const TOKENS: [RegExp, string][] = [
  [/warn|alert|error|mistake/, 'warning'],
  [/urgent|buzz|thunder/, 'urgent'],
  [/time|clock|history|alarm/, 'clock'],
  [/bell|notif|remind/, 'bell'],
  [/calendar|date/, 'calendar'],
  [/yes|check|done|succeed|approv|todo/, 'check'],
  [/file|doc|excel|sheet|pdf|form|report|template/, 'file'],
  [/folder/, 'folder'],
  [/group|members|contacts|community/, 'people'],
  [/member|person|user|admin|avatar/, 'person'],
  [/chat|comment|message|reply/, 'chat'],
  [/download|import/, 'download'],
  [/forward|share|send/, 'forward'],
  [/search|find/, 'search'],
  [/edit|pen|sign/, 'edit'],
  [/delete|trash/, 'trash'],
  [/link|url/, 'link'],
  [/chart|data|bitable|analysis/, 'chart'],
  [/list|task|order/, 'list'],
  [/lock|safe|security|key/, 'lock'],
  [/star|premium|badge|cert|medal/, 'star'],
  [/setting|config/, 'settings'],
  [/close|reject|no_/, 'close'],
  [/add|plus/, 'plus'],
  [/down/, 'down'],
  [/up/, 'up'],
  [/right/, 'right'],
  [/left/, 'left'],
  [/info|help|explain|maybe/, 'info'],
  [/at_|mention/, 'at'],
  [/more/, 'more'],
];

/** The drawing nearest to one of Feishu's icon tokens; a dot where none is near. */
export function iconForToken(token: string): string {
  return TOKENS.find(([pattern]) => pattern.test(token))?.[1] ?? 'dot';
}

export function Icon({ name, size = 16 }: { name: string; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name] ?? PATHS.dot} />
    </svg>
  );
}
