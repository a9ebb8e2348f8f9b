// Drop-down choices: one or several options, plain or people.
import { useId, useState } from 'preact/hooks';
import { Avatar } from '../avatar.tsx';
import { Icon } from '../icon.tsx';
import { Popover, usePopover } from '../popover.tsx';
import { type ElementProps, useCard } from './context.ts';
import { fieldName, Labelled, useField } from './form.tsx';
import { CardIcon } from './header.tsx';
import { length } from './look.ts';
import { node, nodes, str, strings, words } from './read.ts';

const SEARCH_FROM = 8;

type Option = { value: string; label: string; person: boolean; icon: unknown };

function useOptions({ element }: ElementProps): Option[] {
  const { nameOf, members } = useCard();
  const given = nodes(element.options);
  if (!str(element.tag).endsWith('person')) {
    return given.map((option) => ({
      value: str(option.value),
      label: words(option.text),
      person: false,
      icon: option.icon,
    }));
  }
  const ids = given.length > 0 ? given.map((option) => str(option.value)) : members.map(({ id }) => id);
  return ids.map((id) => ({ value: id, label: nameOf(id) ?? '未知用户', person: true, icon: null }));
}

export function SelectElement(props: ElementProps) {
  const { element } = props;
  const many = str(element.tag).startsWith('multi_');
  const id = useId();
  const menu = usePopover();
  const options = useOptions(props);
  const field = useField(props, (value) => (many ? { options: strings(value) } : { option: str(value) }));
  const chosen = many ? strings(field.value) : [str(field.value)];
  const shown = options.filter(({ value }) => chosen.includes(value));
  const choose = (value: string) => {
    if (many) {
      field.set(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
      return;
    }
    menu.close();
    menu.anchor.current?.focus();
    field.set(value);
  };
  const name = words(element.label) || fieldName(element);
  return (
    <Labelled element={element} id={id} missing={field.missing}>
      <button
        ref={menu.anchor}
        id={id}
        type="button"
        role="combobox"
        class={`select ${element.type === 'text' ? 'select-text' : ''}`}
        style={{ width: length(element.width) }}
        aria-label={name}
        aria-haspopup="listbox"
        aria-expanded={menu.shown}
        aria-controls={`${id}-list`}
        aria-invalid={field.missing}
        disabled={field.disabled}
        onClick={menu.toggle}
      >
        <Chosen options={shown} many={many} placeholder={words(element.placeholder) || '请选择'} />
        {field.pending ? <span class="spinner" /> : <Icon name="down" size={12} />}
      </button>
      <Popover id={`${id}-list`} at={menu} role="listbox" label={name ?? '选项'} wide multiple={many}>
        <Options options={options} chosen={chosen} choose={choose} />
      </Popover>
    </Labelled>
  );
}

function Chosen({ options, many, placeholder }: { options: Option[]; many: boolean; placeholder: string }) {
  if (options.length === 0) return <span class="select-placeholder">{placeholder}</span>;
  if (!many) {
    return (
      <span class="select-value">
        {options.map((option) => (
          <OptionFace key={option.value} option={option} />
        ))}
      </span>
    );
  }
  return (
    <span class="select-value">
      {options.map((option) => (
        <span key={option.value} class="select-chip">
          <OptionFace option={option} />
        </span>
      ))}
    </span>
  );
}

function OptionFace({ option }: { option: Option }) {
  return (
    <>
      {option.person && <Avatar id={option.value} name={option.label} size={20} />}
      <CardIcon icon={node(option.icon)} />
      <span class="option-label">{option.label}</span>
    </>
  );
}

type OptionsProps = { options: Option[]; chosen: string[]; choose: (value: string) => void };

function Options({ options, chosen, choose }: OptionsProps) {
  const [sought, setSought] = useState('');
  const found = options.filter(({ label }) => label.toLowerCase().includes(sought.trim().toLowerCase()));
  return (
    <>
      {options.length >= SEARCH_FROM && (
        <input
          class="option-search"
          type="search"
          placeholder="搜索"
          aria-label="搜索选项"
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
      )}
      {found.map((option) => (
        <div
          key={option.value}
          role="option"
          class="option"
          tabIndex={0}
          aria-selected={chosen.includes(option.value)}
          onClick={() => choose(option.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== ' ') return;
            event.preventDefault();
            choose(option.value);
          }}
        >
          <OptionFace option={option} />
          {chosen.includes(option.value) && <Icon name="check" size={14} />}
        </div>
      ))}
      {found.length === 0 && <div class="option-none">没有匹配的选项</div>}
    </>
  );
}
