// A date or time input that shows its value as `2026-11-30 09:00` whatever language the browser speaks.
import { useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';

type Props = {
  kind: 'date' | 'time' | 'datetime-local';
  /** `2026-11-30`, `09:00` or `2026-11-30T09:00`; '' when empty. */
  value: string;
  set: (value: string) => void;
  placeholder: string;
  id: string;
  label?: string | undefined;
  width?: string | undefined;
  disabled?: boolean;
  required?: boolean;
  invalid?: boolean;
  pending?: boolean;
};

export function MomentBox(props: Props) {
  const { kind, value, set, id, pending = false } = props;
  const box = useRef<HTMLInputElement>(null);
  return (
    <div class="input-box moment" style={{ width: props.width }}>
      <input
        ref={box}
        id={id}
        type={kind}
        value={value}
        disabled={props.disabled}
        aria-label={props.label}
        aria-required={props.required}
        aria-invalid={props.invalid}
        onClick={() => box.current?.showPicker?.()}
        onChange={(event) => set(event.currentTarget.value)}
      />
      <span class={value === '' ? 'moment-words moment-placeholder' : 'moment-words'} aria-hidden="true">
        {value === '' ? props.placeholder : value.replace('T', ' ')}
      </span>
      <span class="input-icon">
        {pending ? <span class="spinner" /> : <Icon name={kind === 'time' ? 'clock' : 'calendar'} />}
      </span>
    </div>
  );
}
