// The bot's process: wiring only.
import { loadEnv } from '../config/env.ts';
import { partsOf } from '../messages/parts-of.ts';
import { followedClock, systemClock } from './clock.ts';
import { longConnection } from './feishu/long-connection.ts';
import { webhook } from './feishu/webhook.ts';
import { createLog } from './log.ts';
import { onEvent } from './on-event.ts';
import { startServer } from './server.ts';

const env = loadEnv(process.env, 'bot');
const log = createLog({ level: env.LOG_LEVEL, secrets: [env.FEISHU_APP_SECRET, env.HEZHENG_ADMIN_TOKEN] });
const clock = env.HEZHENG_CLOCK_URL ? followedClock(env.HEZHENG_CLOCK_URL) : systemClock();
const parts = { ...(await partsOf(env, 'hezheng-bot', await clock.now())), clock, log };
const hook =
  env.FEISHU_TRANSPORT === 'webhook'
    ? webhook({ encryptKey: env.FEISHU_ENCRYPT_KEY ?? '', verificationToken: env.FEISHU_VERIFICATION_TOKEN ?? '' }, log)
    : null;
const app = { appId: env.FEISHU_APP_ID, appSecret: env.FEISHU_APP_SECRET, domain: env.FEISHU_DOMAIN };
const transport = hook ?? longConnection(app, log);

const server = await startServer(parts, { transport, webhook: hook?.handlers ?? [], port: env.PORT });
await transport.start(onEvent(parts));
log.info({ port: server.port, transport: env.FEISHU_TRANSPORT }, 'bot ready');

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, 'stopping');
  transport.close();
  await server.close();
  clock.close();
  await parts.store.db.close();
  // The SDK keeps timers of its own.
  process.exit(0);
}
process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('SIGINT', () => void stop('SIGINT'));
