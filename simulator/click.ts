// A click from beginning to end: the callback goes out, the card is locked until it is answered, the answer is applied.
import { z } from 'zod';
import type { Click, ClickAnswer } from './api.ts';
import { readAction } from './card-action.ts';
import { checkCard } from './card-check.ts';
import { showMessage, userIdOf } from './conversation.ts';
import type { PushResult } from './deliver.ts';
import { newUpdateToken } from './ids.ts';
import { isObject } from './message-content.ts';
import type { Simulator } from './simulator.ts';
import { messageView } from './views.ts';
import type { Human, StoredMessage } from './world.ts';

type Refused = { refused: string };
type Outcome = Pick<ClickAnswer, 'toast' | 'error'>;

/** What the client shows (7.28 and later) when a callback came to nothing. */
const CLIENT_ERRORS: Record<number, string> = {
  200340: '应用未配置卡片回调，或配置未发布',
  200341: '应用未在 3 秒内响应',
  200342: '无法连接到应用',
  200671: '应用返回了错误的状态码',
  200672: '应用返回的内容格式不正确',
  200673: '应用返回的卡片不正确',
};

const answerSchema = z.object({
  toast: z
    .object({
      type: z.enum(['info', 'success', 'error', 'warning']).default('info'),
      content: z.string().optional(),
      i18n: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  card: z.object({ type: z.string(), data: z.unknown() }).optional(),
});

export async function clickCard(
  simulator: Simulator,
  message: StoredMessage,
  person: Human,
  click: Click,
): Promise<ClickAnswer | Refused> {
  const { world, clock } = simulator;
  const card = message.cards[(click.card_version ?? message.cards.length) - 1];
  if (!card) return { refused: '没有这张卡片' };
  if (message.recalled) return { refused: '消息已撤回' };
  const config = isObject(card.config) ? card.config : {};
  if (message.forwarded && config.enable_forward_interaction !== true) return { refused: '转发的卡片不能操作' };
  const settings = { emptyFields: world.switches.empty_form_fields, now: clock.now() };
  const result = readAction(card, click, settings);
  if (result.kind === 'refused') return { refused: result.reason };
  const view = (outcome: Outcome): ClickAnswer => ({ ...outcome, message: messageView(world, message) });
  if (result.kind === 'error') return view(clientError(result.code, result.msg));
  if (result.kind === 'local') return view({ toast: null, error: null });
  if (!world.switches.card_callback_subscribed) return view(clientError(200340));
  return view(await callBack(simulator, message, person, result.action));
}

async function callBack(
  simulator: Simulator,
  message: StoredMessage,
  person: Human,
  action: Record<string, unknown>,
): Promise<Outcome> {
  const { app, world, clock, deliveries } = simulator;
  const token = newUpdateToken();
  const updateToken = { message_id: message.message_id, issued_at: clock.now(), uses: 0, answered: false };
  world.updateTokens.set(token, updateToken);
  message.pending_clicks += 1;
  const result = await deliveries.callBack({
    operator: { tenant_key: app.tenant_key, ...userIdOf(person) },
    token,
    action,
    host: 'im_message',
    context: { open_message_id: message.message_id, open_chat_id: message.chat_id },
  });
  message.pending_clicks -= 1;
  updateToken.answered = true;
  return applyAnswer(simulator, message, result);
}

function applyAnswer(simulator: Simulator, message: StoredMessage, result: PushResult): Outcome {
  if (result.kind === 'timeout') return clientError(200341);
  if (result.kind === 'unreachable') return clientError(200342);
  if (result.status !== 200) return clientError(200671);
  const answer = answerSchema.safeParse(parseAnswer(result.body));
  if (!answer.success) return clientError(200672);
  const { toast, card } = answer.data;
  if (card) {
    if (card.type !== 'raw' || !isObject(card.data) || checkCard(simulator.world, card.data))
      return clientError(200673);
    applyCard(simulator, message, card.data);
  }
  const content = toast?.i18n?.zh_cn ?? toast?.content;
  return { toast: toast && content ? { type: toast.type, content } : null, error: null };
}

/** Everybody who sees the message sees the new edition; a message taken back meanwhile stays taken back. */
function applyCard(simulator: Simulator, message: StoredMessage, card: Record<string, unknown>): void {
  if (message.recalled) return;
  message.cards.push(card);
  message.updated_at = simulator.clock.now();
  showMessage(simulator, message);
}

function parseAnswer(body: string | null): unknown {
  try {
    const value: unknown = JSON.parse(body ?? '');
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

const clientError = (code: number, msg = CLIENT_ERRORS[code] ?? '操作失败'): Outcome => ({
  toast: null,
  error: { code, msg },
});
