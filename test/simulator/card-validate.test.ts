// The validator accepts every published example, and what the platform is known to let pass; names in forms are for the click.
import { describe, expect, test } from 'vitest';
import { COMPONENTS } from '../../simulator/card/components.ts';
import { allComponents } from '../../simulator/card/locate.ts';
import { formNamesProblem, validateCard } from '../../simulator/card/validate.ts';
import { ELEMENT_EXAMPLES, HEADER_EXAMPLE, ROOT_EXAMPLE } from './card-examples.ts';
import {
  button,
  card,
  columns,
  E0,
  form,
  type Json,
  known,
  markdown,
  markdownTable,
  nested,
  submit,
  table,
  text,
  times,
} from './card-parts.ts';

const FORM_ONLY = ['multi_select_static', 'multi_select_person'];

describe('accepted', () => {
  test('the examples show every component', () => {
    const shown = allComponents(card(ELEMENT_EXAMPLES)).map(({ component }) => component.tag);

    expect([...new Set(shown)].sort()).toEqual(Object.keys(COMPONENTS).sort());
  });

  test.each(ELEMENT_EXAMPLES.map((example) => [example.tag, example]))('the example of %s', (tag, example) => {
    const holder = FORM_ONLY.includes(String(tag)) ? form([example, submit]) : example;

    expect(validateCard(card([holder]))).toBeNull();
  });

  test.each<[string, Json]>([
    ['the example of a root', ROOT_EXAMPLE],
    ['the example of a header', card([], { header: HEADER_EXAMPLE })],
    ['an empty body', card([])],
    ['five levels of containers', card([nested(5)])],
    ['two hundred elements', card(times(200, () => ({ tag: 'hr' })))],
    ['five tables', card(times(5, () => table()))],
    ['four tables in one markdown', card([markdown(markdownTable.repeat(4))])],
    ['bars and dashes inside a code block', card([markdown(`\`\`\`\n${markdownTable.repeat(6)}\`\`\``)])],
    ['a submit button inside a column', card([form([columns(submit)])])],
    ['the older way to mark a submit button', card([form([button({ name: 'b', action_type: 'form_submit' })])])],
    ['a reset button without behaviours', card([form([submit, button({ name: 'r', form_action_type: 'reset' })])])],
    ['the same name twice outside forms', card([button({ name: 'a' }), button({ name: 'a' })])],
    ['a property that is undefined and so is not sent', card([markdown('字', { icon: undefined })])],
    ['an unknown text size', card([markdown('字', { text_size: 'enormous' })])],
    ['a shade of a colour', card([{ tag: 'div', text: { ...text('字'), text_color: 'grey-500' } }])],
    ['everyone mentioned', card([markdown('<at id=all></at>')])],
    [
      'an unknown person in a list that drops them',
      card([{ tag: 'person_list', persons: [{ id: 'ou_x' }], drop_invalid_user_id: true }]),
    ],
  ])('%s', (_, accepted) => {
    expect(validateCard(accepted, known)).toBeNull();
  });
});

describe('names in forms', () => {
  test('a nameless field passes when the card is sent and is found at the click', () => {
    const nameless = card([form([columns({ tag: 'input' }), submit])]);

    expect(validateCard(nameless)).toBeNull();
    expect(formNamesProblem(nameless)).toMatchObject({
      code: 200530,
      path: `${E0}(tag: form) -> elements -> [0](tag: column_set) -> columns -> [0](tag: column) -> elements -> [0](tag: input)`,
    });
  });

  test('names are asked for inside forms only', () => {
    expect(formNamesProblem(card([{ tag: 'input' }, form([{ tag: 'input', name: 'a' }, submit])]))).toBeNull();
  });
});
