// `npx tsx simulator/main.ts`: reads the command line, starts the simulator, prints its URL as one JSON line.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type SimulatorOptions, startSimulator } from './server.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    port: text,
    host: text,
    'app-id': text,
    'app-secret': text,
    name: text,
    webhook: text,
    'encrypt-key': text,
    'verification-token': text,
    clock: text,
    'token-seconds': text,
  },
});

const argumentsSchema = z.object({
  port: z.coerce.number().int().min(0).max(65535).exactOptional(),
  host: z.string().exactOptional(),
  'app-id': z
    .string()
    .regex(/^cli_[0-9a-fA-F]{16}$/, 'cli_ and 16 hex digits, or the SDKs refuse to connect')
    .exactOptional(),
  'app-secret': z.string().min(1).exactOptional(),
  name: z.string().exactOptional(),
  webhook: z.url().exactOptional(),
  'encrypt-key': z.string().min(1).exactOptional(),
  'verification-token': z.string().exactOptional(),
  clock: z.iso.datetime({ offset: true }).exactOptional(),
  'token-seconds': z.coerce.number().int().min(1).exactOptional(),
});

const given = argumentsSchema.safeParse(values);
if (!given.success) {
  process.stderr.write(`${z.prettifyError(given.error)}\n`);
  process.exit(2);
}

const simulator = await startSimulator(optionsOf(given.data));
process.stdout.write(`${JSON.stringify({ url: simulator.url })}\n`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void simulator.close().then(() => process.exit(0));
  });
}

function optionsOf(args: z.infer<typeof argumentsSchema>): SimulatorOptions {
  const renamed = {
    port: args.port,
    host: args.host,
    appId: args['app-id'],
    appSecret: args['app-secret'],
    appName: args.name,
    verificationToken: args['verification-token'],
    clock: args.clock,
    tokenSeconds: args['token-seconds'],
    webhook: args.webhook === undefined ? undefined : { url: args.webhook, ...keyOf(args) },
  };
  return Object.fromEntries(Object.entries(renamed).filter(([, value]) => value !== undefined));
}

function keyOf(args: z.infer<typeof argumentsSchema>): { encryptKey?: string } {
  return args['encrypt-key'] === undefined ? {} : { encryptKey: args['encrypt-key'] };
}
