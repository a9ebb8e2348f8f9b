// Every environment variable, its form and its meaning; read once by each process's main file.
// Must not be imported by anything else: everybody else is handed values.
import { z } from 'zod';
import { readWorkingHours } from '../domain/working-hours.ts';
import { demoApp, demoSecrets, isEmbedded } from './demo.ts';

/** AES-256 wants 32 bytes; see `HEZHENG_MASTER_KEY`. */
const MASTER_KEY_BYTES = 32;
/** Shorter secrets can be guessed. */
const SECRET_LENGTH = 16;

export type MasterKey = { name: string; key: Buffer };

const secret = () => z.string().min(SECRET_LENGTH, { error: `至少要有 ${SECRET_LENGTH} 个字符` });
const serverUrl = (protocol: RegExp, example: string) => z.url({ protocol, error: `应为完整的地址，例如 ${example}` });
const port = (otherwise: number) =>
  z.coerce
    .number({ error: '应为端口号' })
    .int({ error: '应为端口号' })
    .min(0, { error: '应为端口号' })
    .max(65_535, { error: '应为端口号' })
    .default(otherwise);

const common = {
  HEZHENG_MODE: z
    .enum(['production', 'demo'], { error: '只能是 production 或 demo' })
    .default('production')
    .describe('`production` refuses demo keys, embedded servers and a virtual clock; `demo` is set by `npm run demo`.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
      error: '只能是 fatal、error、warn、info、debug 或 silent',
    })
    .default('info')
    .describe('How much is logged. Personal data is masked at every level.'),
};

const running = {
  ...common,
  FEISHU_APP_ID: z
    .string()
    .regex(/^cli_[0-9a-f]{16}$/i, { error: '应形如 cli_ 加 16 位十六进制数字' })
    .describe('App ID of the self-built app: console, 凭证与基础信息.'),
  FEISHU_APP_SECRET: z.string().min(1, { error: '不能为空' }).describe('App Secret, on the same console page.'),
  FEISHU_DOMAIN: z
    .url({ protocol: /^https?$/, error: '应为完整的网址' })
    .refine((url) => !url.endsWith('/'), { error: '结尾不要带斜杠' })
    .default('https://open.feishu.cn')
    .describe('Where the open platform is reached, without a trailing slash. The demo points it at the simulator.'),
  DATABASE_URL: serverUrl(/^postgres(ql)?$/, 'postgres://用户:口令@主机:5432/库名').describe(
    'PostgreSQL for the application role, which owns no tables.',
  ),
  HEZHENG_MASTER_KEY: z
    .string()
    .transform(readMasterKeys)
    .describe(
      'Keys that wrap the data keys, newest first: `name:base64 of 32 bytes[,older:base64…]`. ' +
        'Older ones stay until everything is wrapped anew. Make one with `openssl rand -base64 32`.',
    ),
  HEZHENG_QUIET_MINUTES: z.coerce
    .number({ error: '应为 0 到 60 之间的分钟数' })
    .int({ error: '应为 0 到 60 之间的分钟数' })
    .min(0, { error: '应为 0 到 60 之间的分钟数' })
    .max(60, { error: '应为 0 到 60 之间的分钟数' })
    .default(10)
    .describe('Minutes in which a reviewer may take a decision back before the next one hears of it.'),
  HEZHENG_WORKING_HOURS: z
    .string()
    .refine((text) => readWorkingHours(text) !== undefined, { error: '应形如 08:30-18:00，或 off' })
    .default('08:30-18:00')
    .describe(
      'When messages go out, on working days: `HH:MM-HH:MM` in China, or `off` for at any time. What comes up outside waits ' +
        'for the next opening, when each person also gets the one digest of the day; answers and what breaks today do not wait.',
    ),
  HEZHENG_OCCUPATIONS: z
    .string()
    .optional()
    .describe(
      'Path of the national dictionary of occupations (国家职业分类大典), where occupations outside it are to be warned of: ' +
        'UTF-8 text, one 职业 a line; a 工种 after a comma is set aside. None is shipped.',
    ),
  HEZHENG_ADMIN_TOKEN: secret().describe('Token that opens the queue board, at least 16 characters.'),
  HEZHENG_CLOCK_URL: z
    .url({ error: '应为完整的网址' })
    .optional()
    .describe("The simulator's virtual clock. Demo and tests only: production refuses it."),
};

const bot = {
  ...running,
  FEISHU_TRANSPORT: z
    .enum(['websocket', 'webhook'], { error: '只能是 websocket 或 webhook' })
    .default('websocket')
    .describe('How events arrive: `websocket` (long connection, no public address needed) or `webhook`.'),
  FEISHU_ENCRYPT_KEY: z
    .string()
    .min(1)
    .optional()
    .describe('Encrypt Key: console, 事件与回调, 加密策略. Needed with `webhook`.'),
  FEISHU_VERIFICATION_TOKEN: z
    .string()
    .min(1)
    .optional()
    .describe('Verification Token, on the same console page. Needed with `webhook`.'),
  PORT: port(8080).describe(
    'HTTP port of the bot: `/healthz`, and the webhook where that is used. 0 takes a free one.',
  ),
};

const workers = {
  ...running,
  REDIS_URL: serverUrl(/^rediss?$/, 'redis://主机:6379').describe(
    'Redis for the job queue. It may be emptied at any time: PostgreSQL is the record.',
  ),
  WORKERS_PORT: port(8081).describe('HTTP port of the workers: `/healthz` and the queue board. 0 takes a free one.'),
};

const { DATABASE_URL, HEZHENG_MASTER_KEY, HEZHENG_CLOCK_URL, HEZHENG_QUIET_MINUTES, HEZHENG_WORKING_HOURS } = running;

/** The application's URL tells which role to admit. */
const migrate = {
  ...common,
  DATABASE_URL,
  DATABASE_OWNER_URL: serverUrl(/^postgres(ql)?$/, 'postgres://属主:口令@主机:5432/库名').describe(
    'PostgreSQL for the role that owns the tables. Used by `npm run migrate` alone.',
  ),
};

const directory = {
  ...common,
  DATABASE_URL,
  HEZHENG_MASTER_KEY,
  HEZHENG_CLOCK_URL,
  HEZHENG_QUIET_MINUTES,
  HEZHENG_WORKING_HOURS,
};

const schemas = {
  bot: z.object(bot),
  workers: z.object(workers),
  migrate: z.object(migrate),
  directory: z.object(directory),
};

export type Role = keyof typeof schemas;
export type Env<R extends Role> = Readonly<z.infer<(typeof schemas)[R]>>;
type Raw = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration of one process. Empty variables count as missing.
 * @throws one Error that names every missing and every bad variable, in Chinese, and repeats no value.
 */
export function loadEnv<R extends Role>(given: Raw, role: R): Env<R> {
  checkEnv(given, [role]);
  return Object.freeze(schemas[role].parse(withoutEmpty(given))) as Env<R>;
}

/**
 * Judges the configuration of several processes at once, for whoever starts them all.
 * @throws one Error as `loadEnv` does; a variable that several of them read is named once.
 */
export function checkEnv(given: Raw, roles: readonly Role[]): void {
  const raw = withoutEmpty(given);
  const wrong = new Set(roles.flatMap((role) => complaintsOf(raw, role)));
  if (wrong.size === 0) return;
  const lines = [...wrong].map((line) => `  - ${line}`).join('\n');
  throw new Error(`配置不完整，无法启动（${roles.join('、')}）。请设置或更正：\n${lines}`);
}

function withoutEmpty(given: Raw): Raw {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ''));
}

function complaintsOf(raw: Raw, role: Role): string[] {
  const issues = schemas[role].safeParse(raw).error?.issues ?? [];
  const wrong = issues.map((issue) => {
    const name = String(issue.path[0]);
    return `${name}：${raw[name] === undefined ? '没有设置' : issue.message}`;
  });
  if (role === 'bot') wrong.push(...halfWebhook(raw));
  if (raw.HEZHENG_MODE !== 'demo') wrong.push(...unfitForProduction(raw, Object.keys(schemas[role].shape)));
  return wrong;
}

function halfWebhook(raw: Raw): string[] {
  if (raw.FEISHU_TRANSPORT !== 'webhook') return [];
  return ['FEISHU_ENCRYPT_KEY', 'FEISHU_VERIFICATION_TOKEN']
    .filter((name) => raw[name] === undefined)
    .map((name) => `${name}：没有设置，FEISHU_TRANSPORT=webhook 时必须设置`);
}

const demoValues: Raw = { ...demoApp, ...demoSecrets };

/** Only the variables this role reads are judged: a line left over for another process harms nobody. */
function unfitForProduction(raw: Raw, names: string[]): string[] {
  return names.flatMap((name) => {
    const value = raw[name];
    if (value === undefined) return [];
    if (name === 'HEZHENG_CLOCK_URL') return [`${name}：只供演示和测试使用，正式环境不能设置`];
    if (value === demoValues[name] || isPlaceholder(value)) {
      return [`${name}：是演示或示例用的值，正式环境请换成自己的`];
    }
    if (name === 'HEZHENG_MASTER_KEY' && hasGuessableKey(value)) {
      return [`${name}：密钥不是随机的，请用 openssl rand -base64 32 生成`];
    }
    if (name.endsWith('_URL') && isEmbedded(value)) {
      return [`${name}：指向演示自带的服务器，正式环境请使用正式的服务器`];
    }
    return [];
  });
}

/** What people leave standing when they copy an example: `change-me`, `your_secret`, `<token>`, a demo name. */
function isPlaceholder(value: string): boolean {
  return /^(demo|example|sample)[-_:]|change[-_]?me|^your[-_]|^<.*>$|^x{4,}$|示例/i.test(value);
}

/** Fewer than 12 different bytes of 32 do not come from a random generator. */
function hasGuessableKey(value: string): boolean {
  return value.split(',').some((part) => {
    const bytes = Buffer.from(part.slice(part.indexOf(':') + 1), 'base64');
    return bytes.length === MASTER_KEY_BYTES && new Set(bytes).size < 12;
  });
}

function readMasterKeys(value: string, context: z.RefinementCtx): MasterKey[] {
  const keys = value.split(',').map((part) => {
    const [, name = '', base64 = ''] = /^([a-z0-9][a-z0-9-]{0,31}):([A-Za-z0-9+/]+={0,2})$/.exec(part.trim()) ?? [];
    return { name, key: Buffer.from(base64, 'base64') };
  });
  if (keys.some(({ name, key }) => name === '' || key.length !== MASTER_KEY_BYTES)) {
    context.addIssue({
      code: 'custom',
      message: `应形如 名称:${MASTER_KEY_BYTES} 字节的 base64，多个用英文逗号隔开，新的在前`,
    });
  } else if (new Set(keys.map(({ name }) => name)).size < keys.length) {
    context.addIssue({ code: 'custom', message: '密钥名称不能重复' });
  }
  return keys;
}

/** A Markdown table of all variables: name, which process needs it, default, meaning. */
export function envTable(): string {
  const shapes = Object.entries(schemas).map(
    ([role, schema]) => [role, schema.shape as Record<string, z.ZodType>] as const,
  );
  const names = [...new Set(shapes.flatMap(([, shape]) => Object.keys(shape)))];
  const rows = names.map((name) => {
    const users = shapes.filter(([, shape]) => name in shape);
    const schema = users[0]?.[1][name];
    const unset = schema?.safeParse(undefined);
    const otherwise = unset?.success ? (unset.data === undefined ? 'none' : `\`${unset.data}\``) : '**required**';
    return `| \`${name}\` | ${users.map(([role]) => role).join(', ')} | ${otherwise} | ${schema?.description} |`;
  });
  return ['| variable | read by | default | meaning |', '|---|---|---|---|', ...rows, ''].join('\n');
}
