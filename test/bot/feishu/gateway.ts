// The gateway with the real SDK against a simulator of its own: one clerk, and what went over the wire.
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { connectFeishu, type Feishu } from '../../../bot/feishu/feishu.ts';
import { FeishuError } from '../../../bot/feishu/feishu-error.ts';
import { createLog } from '../../../bot/log.ts';
import { startSimulator, type TestSimulator } from '../../support/simulator.ts';

export let simulator: TestSimulator;
export let feishu: Feishu;
export let clerk: string;
export let slept: number[];
export const silent = createLog({ level: 'silent' });

beforeAll(async () => {
  simulator = await startSimulator();
}, 60_000);
afterAll(() => simulator.stop());

export const connect = (change: { appSecret?: string; domain?: string; timeoutMs?: number } = {}) => {
  const { timeoutMs, ...app } = change;
  const sleep = async (ms: number) => void slept.push(ms);
  const timing = timeoutMs === undefined ? { sleep } : { sleep, timeoutMs };
  return connectFeishu({ ...simulator.app, domain: simulator.url, ...app }, silent, timing);
};

beforeEach(async () => {
  await simulator.control.reset();
  await simulator.control.clearFaults();
  const [person] = await simulator.control.people([
    { name: '王小样', mobile: '13800000001' },
    { name: '李样例', email: 'li@example.com' },
  ]);
  clerk = person?.open_id ?? '';
  slept = [];
  feishu = connect();
});

export const card = {
  schema: '2.0',
  config: { update_multi: true },
  body: { elements: [{ tag: 'markdown', content: '核对结果' }] },
};
export const faultOf = async (work: Promise<unknown>): Promise<FeishuError> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof FeishuError) return error;
  throw new Error('it did not fail as a FeishuError', { cause: error });
};
export const callsOf = async (method: string, path: RegExp) =>
  (await simulator.control.transcript()).calls.filter((call) => call.method === method && path.test(call.path));
export const inbox = async () => simulator.control.messages('bot', clerk);
