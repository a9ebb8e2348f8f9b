// The bot's process: wiring only.
import { loadEnv } from '../config/env.ts';
import { partsOf } from '../messages/parts-of.ts';
import { followedClock, systemClock } from './clock.ts';
import { longConnection } from './feishu/long-connection.ts';
import { webhook } from './feishu/webhook.ts';
import { createLog } from './log.ts';
import { onEvent } from './on-event.ts';
import { runUntilStopped } from './run-until-stopped.ts';
import { startServer } from './server.ts';

const env = loadEnv(process.env, 'bot');
const { FEISHU_APP_SECRET, FEISHU_ENCRYPT_KEY = '', FEISHU_VERIFICATION_TOKEN = '', HEZHENG_ADMIN_TOKEN } = env;
const secrets = [FEISHU_APP_SECRET, FEISHU_ENCRYPT_KEY, FEISHU_VERIFICATION_TOKEN, HEZHENG_ADMIN_TOKEN];
const log = createLog({ level: env.LOG_LEVEL, secrets });
const clock = env.HEZHENG_CLOCK_URL ? followedClock(env.HEZHENG_CLOCK_URL) : systemClock();
const parts = { ...(await partsOf(env, 'hezheng-bot', await clock.now())), clock, log };
const hook =
  env.FEISHU_TRANSPORT === 'webhook'
    ? webhook({ encryptKey: FEISHU_ENCRYPT_KEY, verificationToken: FEISHU_VERIFICATION_TOKEN }, log)
    : null;
const app = { appId: env.FEISHU_APP_ID, appSecret: env.FEISHU_APP_SECRET, domain: env.FEISHU_DOMAIN };
const transport = hook ?? longConnection(app, log);

const server = await startServer(parts, { transport, webhook: hook?.handlers ?? [], port: env.PORT });
await transport.start(onEvent(parts));
log.info({ port: server.port, transport: env.FEISHU_TRANSPORT }, 'bot ready');

runUntilStopped(log, async () => {
  transport.close();
  await server.close();
  clock.close();
  await parts.store.db.close();
});
