// How many events a second one bot accepts: from the envelope to the sealed row in the inbox, which is when the platform is
// answered. The way over the network is left out; the simulated platform would be the slower half of it.
import { onEvent } from '../bot/on-event.ts';
import { openRecord } from '../test/support/record.ts';
import { type Bench, median } from './figure.ts';

const EVENTS = 2_000;
const ROUNDS = 5;
/** Events that one bot works on at the same moment. */
const AT_ONCE = 32;

export const events: Bench = async (tell) => {
  const record = await openRecord();
  const take = onEvent(record.parts);
  const rates: number[] = [];
  // The first round warms up and is left out.
  for (let round = 0; round <= ROUNDS; round++) {
    const waiting = Array.from({ length: EVENTS }, (_, i) => message(`${round}_${i}`));
    const before = performance.now();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await take(next);
      }),
    );
    if (round > 0) rates.push(EVENTS / ((performance.now() - before) / 1_000));
  }
  const kept = await record.db.query<{ count: number }>('select count(*)::int as count from inbox');
  await record.close();
  if (kept.rows[0]?.count !== EVENTS * (ROUNDS + 1)) throw new Error('not every event was kept');
  tell({ case: `events accepted by one bot, ${AT_ONCE} at once`, median: median(rates), unit: 'per s' });
};

function message(id: string) {
  return {
    schema: '2.0',
    header: { event_id: `e_${id}`, event_type: 'im.message.receive_v1', create_time: '1772672400000' },
    event: {
      sender: { sender_id: { open_id: 'ou_stranger' }, sender_type: 'user' },
      message: {
        message_id: `om_${id}`,
        chat_id: 'oc_bench',
        chat_type: 'p2p',
        message_type: 'text',
        content: JSON.stringify({ text: '进度' }),
        create_time: '1772672400000',
      },
    },
  };
}
