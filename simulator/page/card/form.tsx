// The form container and the fields' common ground: local values, the required check, reset, and clicks outside forms.
import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { layoutStyle } from './containers.tsx';
import { type ElementProps, type Entered, FormContext, type FormState, pathKey, useCard, useForm } from './context.ts';
import { flag, type Node, node, nodes, str, words } from './read.ts';

const MAX_DEPTH = 8;

/** Every component inside a form that carries a value, by name, however deep it sits. */
function fieldsOf(elements: unknown, depth = 0): Node[] {
  if (depth > MAX_DEPTH) return [];
  return nodes(elements).flatMap((element) => [
    ...(str(element.name) !== '' && element.tag !== 'button' ? [element] : []),
    ...fieldsOf(element.elements, depth + 1),
    ...fieldsOf(element.columns, depth + 1),
  ]);
}

/** The value a component starts with, in the shape the form keeps; undefined when it starts empty. */
export function initialValue(element: Node): unknown {
  if (element.tag === 'checker') return flag(element.checked);
  if (Array.isArray(element.selected_values)) return element.selected_values;
  const chosen = nodes(element.options)[Number(element.initial_index) - 1]?.value;
  const given = element.default_value ?? element.initial_option ?? chosen;
  return given ?? element.initial_date ?? element.initial_time ?? element.initial_datetime;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0);
}

/** What leaves with a submit: moments carry Beijing's offset as the client adds it, empty fields stay away. */
function formValue(fields: Node[], values: Record<string, unknown>): Record<string, unknown> {
  const entries = fields.flatMap((field): [string, unknown][] => {
    const value = values[str(field.name)];
    if (isEmpty(value) && field.tag !== 'checker') return [];
    return [[str(field.name), outgoing(field, value)]];
  });
  return Object.fromEntries(entries);
}

const MOMENTS = new Set<unknown>(['date_picker', 'picker_time', 'picker_datetime']);
export const TIMEZONE = 'Asia/Shanghai';

export function outgoing(field: Node, value: unknown): unknown {
  return MOMENTS.has(field.tag) ? `${str(value).replace('T', ' ')} +0800` : value;
}

export function FormElement({ element, path, draw }: ElementProps) {
  const card = useCard();
  const fields = useMemo(() => fieldsOf(element.elements), [element]);
  const initial = useMemo(
    () => Object.fromEntries(fields.map((field) => [str(field.name), initialValue(field)])),
    [fields],
  );
  const [values, setValues] = useState<Record<string, unknown>>(initial);
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set());
  const form: FormState = {
    values,
    missing,
    set: (name, value) => {
      setValues((was) => ({ ...was, [name]: value }));
      setMissing((was) => new Set([...was].filter((other) => other !== name)));
    },
    reset: () => {
      setValues(initial);
      setMissing(new Set());
    },
    submit: async (button, buttonPath) => {
      const empty = fields.filter((field) => field.required === true && isEmpty(values[str(field.name)]));
      setMissing(new Set(empty.map((field) => str(field.name))));
      if (empty.length > 0) card.notify('warning', '有必填项未填写');
      else await card.act(button, buttonPath, { form_value: formValue(fields, values), timezone: TIMEZONE });
    },
  };
  return (
    <FormContext.Provider value={form}>
      <form
        class="card-form"
        aria-label={str(element.name, '表单')}
        style={layoutStyle(element, '12px')}
        noValidate
        onSubmit={(event) => event.preventDefault()}
      >
        {draw(element.elements, [...path, 'elements'])}
      </form>
    </FormContext.Provider>
  );
}

export type Field = {
  value: unknown;
  missing: boolean;
  disabled: boolean;
  pending: boolean;
  /** Takes a new value; outside a form also reports it at once, unless `quiet`. */
  set: (value: unknown, quiet?: boolean) => void;
  /** Outside a form: reports the current value. */
  report: () => void;
};

/** The value of one input component, kept by its form, or by itself outside one. */
export function useField({ element, path }: ElementProps, entered: (value: unknown) => Entered): Field {
  const card = useCard();
  const form = useForm();
  const name = str(element.name);
  const [own, setOwn] = useState<unknown>(() => initialValue(element));
  const report = (value: unknown) => {
    card.act(element, path, entered(value)).then(
      (done) => !done && setOwn(initialValue(element)),
      () => setOwn(initialValue(element)),
    );
  };
  const inForm = form !== null && name !== '';
  return {
    value: inForm ? form.values[name] : own,
    missing: inForm && form.missing.has(name),
    disabled: flag(element.disabled),
    pending: card.pending === pathKey(path),
    set: (value, quiet = false) => {
      if (inForm) return form.set(name, value);
      if (card.pending !== null) return undefined;
      setOwn(value);
      return quiet ? undefined : report(value);
    },
    report: () => {
      if (!form) report(own);
    },
  };
}

type LabelledProps = { element: Node; id: string; missing: boolean; children: ComponentChildren };

/** A field under (or beside) its label, with the mark of a required one and the hint when it was left out. */
export function Labelled({ element, id, missing, children }: LabelledProps) {
  const label = words(element.label);
  const fixed = element.width === 'fill' ? '100%' : undefined;
  return (
    <div
      class={`field field-${str(element.label_position, 'top')} ${missing ? 'field-missing' : ''}`}
      style={{ width: fixed }}
    >
      {label !== '' && (
        <label for={id}>
          {label}
          {element.required === true && (
            <span class="required" aria-hidden="true">
              *
            </span>
          )}
        </label>
      )}
      {children}
      {missing && (
        <div class="field-hint" role="alert">
          此项必填
        </div>
      )}
    </div>
  );
}

/** The name a screen reader says for a field without a label of its own. */
export function fieldName(element: Node): string | undefined {
  if (words(element.label) !== '') return undefined;
  return words(node(element.placeholder)) || str(element.name) || '输入';
}
