// Structured logs that hold no personal data and no secrets. Bot and workers log through here and nowhere else.
// Masks too much rather than too little: a log line is for finding a fault, not for finding a person.
import pino, { type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

export type LogOptions = {
  level: string;
  /** Exact values that must never appear, e.g. the app secret; masked wherever they stand. */
  secrets?: readonly string[];
  /** Where lines go; standard output by default. */
  to?: DestinationStream;
};

const MASK = '***';
/** Shorter "secrets" would blank out ordinary words. */
const SHORTEST_SECRET = 6;
/** Deeper objects are cut: nothing we log on purpose is that deep. */
const MAX_DEPTH = 8;

/** A structured logger. Every line, whatever it holds, is parsed and masked once more just before it is written. */
export function createLog(options: LogOptions): Log {
  const secrets = (options.secrets ?? []).filter((secret) => secret.length >= SHORTEST_SECRET);
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: plainError, error: plainError },
      hooks: { streamWrite: (line) => maskLine(line, secrets) },
    },
    options.to ?? pino.destination({ dest: 1, sync: true }),
  );
}

function maskLine(line: string, secrets: readonly string[]): string {
  const { level, time, ...rest } = JSON.parse(line) as Record<string, unknown>;
  let masked = JSON.stringify({ level, time, ...(maskValue(rest, 0) as object) });
  for (const secret of secrets) masked = masked.replaceAll(JSON.stringify(secret).slice(1, -1), MASK);
  return `${masked}\n`;
}

const SECRET_KEY = /secret|token|password|authorization|cookie|master_?key|encrypt_?key|signature|ticket/i;
const PERSONAL_KEY =
  /^(姓名|证件号码?|身份证号?|手机号?|所在单位|file_?names?|(full|person|real|display|user)_?name|mobiles?|phones?|e_?mails?|id_?(card|number)s?|document_?number|employer|form_?values?|content|body)$/i;

function maskValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'number') {
    const text = String(value);
    return redactText(text) === text ? value : MASK;
  }
  if (value === null || typeof value !== 'object') return value;
  if (depth >= MAX_DEPTH) return MASK;
  if (Array.isArray(value)) return value.map((item) => maskValue(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [redactText(key), maskEntry(key, item, depth)]));
}

function maskEntry(key: string, value: unknown, depth: number): unknown {
  const isText = typeof value === 'string' || Array.isArray(value) || (typeof value === 'object' && value !== null);
  if ((SECRET_KEY.test(key) || PERSONAL_KEY.test(key)) && isText) return MASK;
  // `name` is also a job's or a queue's name; a person's name is written in Han characters.
  if (/^names?$/i.test(key) && /\p{Script=Han}/u.test(JSON.stringify(value) ?? '')) return MASK;
  return maskValue(value, depth + 1);
}

/** An error without whatever its library hung on it: axios keeps the whole request there, pg the row. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: typeof error === 'string' ? error : typeof error };
  const { code, kind } = error as { code?: unknown; kind?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof kind === 'string' ? { kind } : {}),
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: plainError(error.cause) }),
  };
}

const DIGIT = '[0-9０-９]';
const GAP = '[ \\u00a0\\u3000-]?';
/** 15 or 18 places, the last perhaps X, perhaps written in groups; longer runs (bank cards) go with them. */
const ID_NUMBER = `${DIGIT}(?:${GAP}${DIGIT}){13,18}(?:${GAP}[XxＸｘ])?${DIGIT}*`;
const MOBILE = `(?:[+＋]?(?:86|８６)${GAP})?[1１][3-9３-９]${DIGIT}(?:${GAP}${DIGIT}){8}`;
/** Feishu's own ids are hexadecimal: a run of digits inside one is chance, and we need them whole to find a fault. */
const PLATFORM_ID = '(?<![0-9A-Za-z])(?:o[mcun]_)?(?=[0-9]*[a-f])[0-9a-f]{32}(?![0-9A-Za-z])';
const NUMBERS = new RegExp(`(${PLATFORM_ID})|${ID_NUMBER}|${MOBILE}`, 'g');

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/(\w+:\/\/[^:/?#\s]*:)[^@/\s]+@/g, `$1${MASK}@`],
  [/\b(Bearer|Basic)\s+[^\s"',]+/gi, `$1 ${MASK}`],
  [/\b([tuac]-)[A-Za-z0-9][\w.-]{7,}/g, `$1${MASK}`],
  [/([?&](?:access_key|ticket|token|key|secret|sign|signature|code)=)[^&\s"'#]+/gi, `$1${MASK}`],
  [/(["']?(?:\w*secret|\w*token|password|encrypt_?key|master_?key)["']?\s*[:=]\s*["']?)[^\s"',;&}]+/gi, `$1${MASK}`],
  [
    /(["']?(?:姓名|持证人|所在单位|单位名称|\w*name)["']?\s*[:：=]\s*["'“「]?)\p{Script=Han}[\p{Script=Han}·•・]*/giu,
    `$1${MASK}`,
  ],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, MASK],
  [
    /[^\r\n"<>|:/\\]+\.(?:xlsx?|xlsm|csv|tsv|et|ods|docx?|wps|pdf|zip|rar|7z|txt|jpe?g|png|gif|bmp|tiff?)(?![A-Za-z0-9])/gi,
    MASK,
  ],
];

/**
 * Masks in any text what might be a secret (tokens, passwords in URLs) or a person (ID and mobile numbers, also in
 * full-width digits or groups; e-mail addresses; names after a known label; names of files).
 */
export function redactText(text: string): string {
  let masked = text;
  for (const [pattern, replacement] of PATTERNS) masked = masked.replace(pattern, replacement);
  return masked.replace(NUMBERS, (_, platformId: string | undefined) => platformId ?? MASK);
}

type SdkLogger = Record<'error' | 'warn' | 'info' | 'debug' | 'trace', (...parts: unknown[]) => void>;

/**
 * What the Feishu SDK logs through. It hands over whole requests, answers and events: of objects only an error's name,
 * code and HTTP status are kept, of texts the masked form, and its debug and trace lines are dropped.
 */
export function sdkLogger(log: Log): SdkLogger {
  const line = (parts: unknown[]) => parts.flat(3).map(describePart).join(' ').trim();
  return {
    error: (...parts) => log.warn({ from: 'feishu-sdk' }, line(parts)),
    warn: (...parts) => log.warn({ from: 'feishu-sdk' }, line(parts)),
    info: (...parts) => log.debug({ from: 'feishu-sdk' }, line(parts)),
    debug: () => {},
    trace: () => {},
  };
}

function describePart(part: unknown): string {
  if (typeof part === 'string') return redactText(part.replace(/(\w+:\/\/[^\s?]*)\?\S*/g, `$1?${MASK}`));
  if (!(part instanceof Error)) return part === null || typeof part !== 'object' ? String(part) : `[${typeof part}]`;
  const { code, response } = part as { code?: unknown; response?: { status?: unknown } };
  return [part.name, code, response?.status]
    .filter((fact) => typeof fact === 'string' || typeof fact === 'number')
    .join(' ');
}
