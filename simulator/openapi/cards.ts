// The delayed card update: a click's token changes its card twice, for half an hour, once the click has been answered.
import { z } from 'zod';
import { checkCard } from '../card-check.ts';
import { showMessage } from '../conversation.ts';
import { type Answer, type Call, type Endpoint, fail, invalidField, ok } from './answer.ts';

const TOKEN_LIFETIME_MS = 30 * 60_000;
const MAX_USES = 2;
const CARD_LIMIT_BYTES = 30 * 1024;

const bodySchema = z.object({ token: z.string(), card: z.record(z.string(), z.unknown()) });

export const cardEndpoints: Endpoint[] = [{ method: 'post', path: '/interactive/v1/card/update', handle: updateLater }];

function updateLater({ simulator, body, raw }: Call): Answer {
  const sent = bodySchema.safeParse(body);
  if (!sent.success) return invalidField(z.prettifyError(sent.error));
  const { world, clock } = simulator;
  const token = world.updateTokens.get(sent.data.token);
  const message = token && world.messages.get(token.message_id);
  if (!token || !message) return fail(300020, 'The token is invalid.');
  if (clock.now() - token.issued_at > TOKEN_LIFETIME_MS) return fail(300030, 'The token has expired.');
  if (token.uses >= MAX_USES) return fail(300040, 'The token has been used up.');
  if (!token.answered) return fail(11310, 'card action is lock: answer the callback first.');
  if (message.recalled) return fail(200000, 'The message has been recalled.');
  if (raw.length > CARD_LIMIT_BYTES) return fail(100000, 'The card is too large.');
  const problem = checkCard(world, sent.data.card);
  if (problem) return fail(problem.code, `${problem.message} (${problem.path})`);
  token.uses += 1;
  message.cards.push(sent.data.card);
  message.updated_at = clock.now();
  showMessage(simulator, message);
  return ok();
}
