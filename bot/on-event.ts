// Everything that arrives from Feishu, whichever way: kept and acknowledged, or, for a click, answered at once.
import { receive } from '../store/inbox.ts';
import { answerClick } from './clicks/answer-click.ts';
import type { OnEvent } from './feishu/transport.ts';
import type { BotParts } from './parts.ts';
import { readEvent } from './read-event.ts';

/** Rejects when an event could not be kept: then, and only then, the platform is to deliver it again. */
export function onEvent(parts: BotParts): OnEvent {
  return async (envelope) => {
    const event = readEvent(envelope);
    if (event === null) return undefined;
    const now = await parts.clock.now();
    if (event.kind === 'click') return answerClick(parts, event, now);
    const { fresh } = await receive(
      parts.store.db,
      parts.store.sealer,
      { key: event.key, kind: event.kind, payload: event },
      now,
    );
    parts.log.debug({ kind: event.kind, fresh }, 'event');
    return undefined;
  };
}
