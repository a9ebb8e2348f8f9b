// Text input, date and time pickers, checker and image choice.
import { useId } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import { MomentBox } from '../moment-box.tsx';
import { type ElementProps, useCard, useForm } from './context.ts';
import { fieldName, Labelled, outgoing, TIMEZONE, useField } from './form.tsx';
import { Words } from './header.tsx';
import { length, space } from './look.ts';
import { flag, node, nodes, num, str, strings, words } from './read.ts';

const MAX_LENGTH = 1000;

export function InputElement(props: ElementProps) {
  const { element } = props;
  const id = useId();
  const form = useForm();
  const field = useField(props, (value) => ({ input_value: str(value) }));
  const limit = num(element.max_length, MAX_LENGTH);
  const value = str(field.value);
  const shared = {
    id,
    value,
    maxLength: limit,
    disabled: field.disabled,
    placeholder: words(element.placeholder),
    'aria-label': fieldName(element),
    'aria-required': element.required === true,
    'aria-invalid': field.missing,
    onInput: (event: { currentTarget: { value: string } }) => field.set(event.currentTarget.value, true),
  };
  const multiline = element.input_type === 'multiline_text';
  return (
    <Labelled element={element} id={id} missing={field.missing}>
      <div class="input-box" style={{ width: length(element.width) }}>
        {multiline ? (
          <textarea {...shared} rows={num(element.rows, 5)} />
        ) : (
          <input
            {...shared}
            type={element.input_type === 'password' ? 'password' : 'text'}
            onKeyDown={(event) => event.key === 'Enter' && !event.isComposing && field.report()}
          />
        )}
        {multiline && (
          <span class="counter">
            {[...value].length}/{limit}
          </span>
        )}
        {!form && (
          <button type="button" class="input-send" aria-label="发送" disabled={field.disabled} onClick={field.report}>
            {field.pending ? <span class="spinner" /> : <Icon name="send" />}
          </button>
        )}
      </div>
    </Labelled>
  );
}

const PICKERS: Record<string, 'date' | 'time' | 'datetime-local'> = {
  date_picker: 'date',
  picker_time: 'time',
  picker_datetime: 'datetime-local',
};

export function MomentElement(props: ElementProps) {
  const { element } = props;
  const id = useId();
  const field = useField(props, (value) => ({ option: str(outgoing(element, value)), timezone: TIMEZONE }));
  return (
    <Labelled element={element} id={id} missing={field.missing}>
      <MomentBox
        id={id}
        kind={PICKERS[str(element.tag)] ?? 'date'}
        value={str(field.value).replace(' ', 'T')}
        set={field.set}
        placeholder={words(element.placeholder) || '请选择'}
        label={fieldName(element)}
        width={length(element.width)}
        disabled={field.disabled}
        required={element.required === true}
        invalid={field.missing}
        pending={field.pending}
      />
    </Labelled>
  );
}

export function CheckerElement(props: ElementProps) {
  const { element, path, draw } = props;
  const id = useId();
  const field = useField(props, (value) => ({ checked: value === true }));
  const checked = field.value === true;
  const look = node(element.checked_style);
  const style = checked
    ? {
        opacity: num(look.opacity, 1),
        textDecoration: flag(look.show_strikethrough) ? 'line-through' : 'none',
      }
    : {};
  const area = node(element.button_area);
  return (
    <div class="checker" style={{ padding: space(element.padding, '0px') }}>
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={field.disabled}
        onChange={(event) => field.set(event.currentTarget.checked)}
      />
      <label for={id} style={style}>
        <Words of={element.text} />
      </label>
      {nodes(area.buttons).length > 0 && (
        <span class="checker-buttons">{draw(area.buttons, [...path, 'button_area', 'buttons'])}</span>
      )}
    </div>
  );
}

export function SelectImageElement(props: ElementProps) {
  const { element } = props;
  const { imageUrl } = useCard();
  const many = flag(element.multi_select);
  const field = useField(props, (value) => ({ option: str(value) }));
  const chosen = many ? strings(field.value) : [str(field.value)];
  const toggle = (value: string) => {
    if (!many) return field.set(value);
    return field.set(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  };
  return (
    <fieldset class={`select-img select-img-${str(element.layout, 'bisect')} ${field.missing ? 'field-missing' : ''}`}>
      <legend class="sr-only">选择图片</legend>
      {nodes(element.options).map((option) => (
        <button
          key={str(option.value)}
          type="button"
          aria-pressed={chosen.includes(str(option.value))}
          aria-label={words(option.hover_tips) || str(option.value)}
          disabled={field.disabled || flag(option.disabled)}
          style={{ aspectRatio: str(element.aspect_ratio, '16:9').replace(':', ' / ') }}
          onClick={() => toggle(str(option.value))}
        >
          <img src={imageUrl(str(option.img_key))} alt="" />
          <span class="select-img-mark">
            <Icon name="check" size={12} />
          </span>
        </button>
      ))}
    </fieldset>
  );
}
