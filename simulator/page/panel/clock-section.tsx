// The virtual clock: steps forward, bookmarks, and a moment to jump to. The clock never goes back.
import { useId, useState } from 'preact/hooks';
import { advanceClock, setClock } from '../api-client.ts';
import { clockReading, clockTime, dateTime, day } from '../format.ts';
import { MomentBox } from '../moment-box.tsx';
import { useEverySecond, useSession } from '../session.ts';

const HOUR_MS = 3_600_000;
const STEPS = [
  { label: '+1 小时', ms: HOUR_MS },
  { label: '+1 天', ms: 24 * HOUR_MS },
];

export function ClockSection() {
  const { world, now, run, notify } = useSession();
  useEverySecond();
  const [target, setTarget] = useState('');
  const id = useId();
  const jump = async (move: () => Promise<unknown>, words: string) => {
    if (await run(move)) notify('info', words);
  };
  const goTo = (at: string) => jump(() => setClock(at), `时钟已拨到 ${dateTime(Date.parse(at))}`);
  const { weekday } = clockReading(now());
  return (
    <section class="panel-section">
      <h3>虚拟时钟</h3>
      <div class="clock-face">
        <span class="clock-face-time">{clockTime(now())}</span>
        <span class="clock-face-date">
          {day(now())} {weekday}
        </span>
      </div>
      <div class="panel-buttons">
        {STEPS.map(({ label, ms }) => (
          <button
            key={label}
            type="button"
            class="btn btn-primary btn-small"
            onClick={() => jump(() => advanceClock(ms), `时钟已拨快 ${label.slice(1)}`)}
          >
            {label}
          </button>
        ))}
      </div>
      {world.bookmarks.length > 0 && (
        <ul class="bookmarks" aria-label="时间书签">
          {world.bookmarks.map(({ label, at }) => (
            <li key={`${label}${at}`}>
              <button type="button" disabled={Date.parse(at) <= now()} onClick={() => goTo(at)}>
                <span>{label}</span>
                <time>{dateTime(Date.parse(at))}</time>
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        class="clock-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (target !== '') void goTo(`${target}:00+08:00`);
        }}
      >
        <label for={id} class="sr-only">
          拨到
        </label>
        <MomentBox id={id} kind="datetime-local" value={target} set={setTarget} placeholder="年-月-日 时:分" />
        <button type="submit" class="btn btn-default btn-small" disabled={target === ''}>
          拨到此时
        </button>
      </form>
    </section>
  );
}
