// `npx tsx simulator/main.ts`: reads the command line, starts the simulator, prints its URL as one JSON line.
import { parseArgs } from 'node:util';
import { type SimulatorOptions, startSimulator } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    host: { type: 'string' },
    'app-id': { type: 'string' },
    'app-secret': { type: 'string' },
    name: { type: 'string' },
    webhook: { type: 'string' },
    'encrypt-key': { type: 'string' },
    'verification-token': { type: 'string' },
    clock: { type: 'string' },
    'token-seconds': { type: 'string' },
  },
});

const options: SimulatorOptions = {
  ...(values.port === undefined ? {} : { port: Number(values.port) }),
  ...(values.host === undefined ? {} : { host: values.host }),
  ...(values['app-id'] === undefined ? {} : { appId: values['app-id'] }),
  ...(values['app-secret'] === undefined ? {} : { appSecret: values['app-secret'] }),
  ...(values.name === undefined ? {} : { appName: values.name }),
  ...(values['verification-token'] === undefined ? {} : { verificationToken: values['verification-token'] }),
  ...(values.clock === undefined ? {} : { clock: values.clock }),
  ...(values['token-seconds'] === undefined ? {} : { tokenSeconds: Number(values['token-seconds']) }),
  ...(values.webhook === undefined
    ? {}
    : {
        webhook: {
          url: values.webhook,
          ...(values['encrypt-key'] === undefined ? {} : { encryptKey: values['encrypt-key'] }),
        },
      }),
};

const simulator = await startSimulator(options);
process.stdout.write(`${JSON.stringify({ url: simulator.url })}\n`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void simulator.close().then(() => process.exit(0));
  });
}
