// The bot's connections and the events it has not acknowledged yet.
import { dateTime } from '../format.ts';
import { useSession } from '../session.ts';

const MAX_SHOWN = 20;

export function TrafficSection() {
  const { world } = useSession();
  const { transport, name } = world.app;
  const webhook = transport === 'webhook';
  const pending = world.pending_events;
  return (
    <section class="panel-section">
      <h3>连接与事件</h3>
      <p class="traffic">
        <span class={webhook || world.connections.length > 0 ? 'light on' : 'light'} aria-hidden="true" />
        {webhook
          ? `${name} 以 webhook 接收事件`
          : world.connections.length > 0
            ? `${name} 在线，${world.connections.length} 条长连接`
            : `${name} 不在线，没有长连接`}
      </p>
      {pending.length === 0 ? (
        <p class="traffic-none">没有待确认的事件</p>
      ) : (
        <ul class="pending-list" aria-label="待确认的事件">
          {pending.slice(0, MAX_SHOWN).map(({ event_id, event_type, tries, next_at }) => (
            <li key={event_id}>
              <span>{event_type}</span>
              <span class="fault-left">
                已投 {tries} 次{next_at === null ? '' : `，下次 ${dateTime(next_at)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
