// The validator refuses one planted fault per rule with its code and path: a table of cases.
import { describe, expect, test } from 'vitest';
import { validateCard, validateCardText } from '../../simulator/card/validate.ts';
import {
  button,
  card,
  columns,
  E0,
  form,
  known,
  markdown,
  markdownTable,
  nested,
  option,
  panel,
  select,
  submit,
  table,
  text,
  times,
} from './card-parts.ts';

describe('refused', () => {
  test.each<[string, unknown, number, string]>([
    ['no object', [], 200621, 'ROOT'],
    ['another schema', { schema: '1.0', body: { elements: [] } }, 200621, 'ROOT -> schema'],
    ['elements at the root', { schema: '2.0', elements: [] }, 200621, 'ROOT'],
    ['a card above 30 KB', card([markdown('证'.repeat(10_300))]), 230025, 'ROOT'],
    [
      'a card of one version for each viewer',
      card([], { config: { update_multi: false } }),
      200621,
      'ROOT -> config -> update_multi',
    ],
    ['an unknown property of config', card([], { config: { colour: 1 } }), 200621, 'ROOT -> config'],
    ['an unknown width mode', card([], { config: { width_mode: 'wide' } }), 200621, 'ROOT -> config -> width_mode'],
    ['a header without a title', card([], { header: {} }), 200621, 'ROOT -> header -> title'],
    [
      'a tag on the header',
      card([], { header: { tag: 'header', title: text('题') } }),
      200621,
      'ROOT -> header(tag: header)',
    ],
    [
      'a hex header',
      card([], { header: { title: text('题'), template: '#123456' } }),
      10002,
      'ROOT -> header -> template',
    ],
    [
      'four header tags',
      card([], {
        header: { title: text('题'), text_tag_list: times(4, () => ({ tag: 'text_tag', text: text('标') })) },
      }),
      11310,
      'ROOT -> header -> text_tag_list',
    ],
    [
      'an unknown colour of a header tag',
      card([], {
        header: { title: text('题'), text_tag_list: [{ tag: 'text_tag', text: text('标'), color: 'pink' }] },
      }),
      10002,
      'ROOT -> header -> text_tag_list -> [0](tag: text_tag) -> color',
    ],
    ['an element without a tag', card([{ content: '字' }]), 200621, E0],
    ['an element that is a list', card([[]]), 200621, E0],
    ['a tag of 1.0', card([{ tag: 'note', elements: [] }]), 200861, `${E0}(tag: note)`],
    [
      'an unknown tag inside a column',
      card([columns({ tag: 'action' })]),
      200861,
      `${E0}(tag: column_set) -> columns -> [0](tag: column) -> elements -> [0](tag: action)`,
    ],
    ['a tag named like an object method', card([{ tag: 'toString' }]), 200861, `${E0}(tag: toString)`],
    ['an unknown property', card([markdown('字', { text_color: 'red' })]), 200621, `${E0}(tag: markdown)`],
    ['a missing property', card([{ tag: 'markdown' }]), 200621, `${E0}(tag: markdown) -> content`],
    ['an unknown enumeration value', card([button({ type: 'submit' })]), 200621, `${E0}(tag: button) -> type`],
    [
      'a hex colour',
      card([{ tag: 'div', text: { ...text('字'), text_color: '#999999' } }]),
      10002,
      `${E0}(tag: div) -> text(tag: plain_text) -> text_color`,
    ],
    [
      'a form in a column',
      card([columns(form([submit]))]),
      200621,
      `${E0}(tag: column_set) -> columns -> [0](tag: column) -> elements -> [0](tag: form)`,
    ],
    [
      'a table in a panel',
      card([panel(table())]),
      200621,
      `${E0}(tag: collapsible_panel) -> elements -> [0](tag: table)`,
    ],
    ['a table in a form', card([form([table(), submit])]), 200621, `${E0}(tag: form) -> elements -> [0](tag: table)`],
    ['a column outside a column set', card([{ tag: 'column', elements: [] }]), 200621, `${E0}(tag: column)`],
    [
      'a button straight in a column set',
      card([{ tag: 'column_set', columns: [button()] }]),
      200621,
      `${E0}(tag: column_set) -> columns -> [0](tag: button)`,
    ],
    [
      'six levels of containers',
      card([nested(6)]),
      11310,
      `${E0}(tag: collapsible_panel)${' -> elements -> [0](tag: collapsible_panel)'.repeat(5)}`,
    ],
    ['201 elements', card(times(201, () => ({ tag: 'hr' }))), 11310, 'ROOT -> body -> elements -> [200](tag: hr)'],
    [
      '101 elements with a text each',
      card(times(101, () => ({ tag: 'div', text: text('字') }))),
      11310,
      'ROOT -> body -> elements -> [100](tag: div)',
    ],
    ['six tables', card(times(6, () => table())), 11310, 'ROOT -> body -> elements -> [5](tag: table)'],
    [
      'four tables and two in markdown',
      card([...times(4, () => table()), markdown(markdownTable.repeat(2))]),
      11310,
      'ROOT -> body -> elements -> [4](tag: markdown)',
    ],
    ['five tables in one markdown', card([markdown(markdownTable.repeat(5))]), 11310, `${E0}(tag: markdown)`],
    ['an element id with a hyphen', card([markdown('字', { element_id: 'a-b' })]), 300301, `${E0}(tag: markdown)`],
    [
      'an element id of 21 characters',
      card([markdown('字', { element_id: 'a'.repeat(21) })]),
      300301,
      `${E0}(tag: markdown)`,
    ],
    [
      'an element id twice',
      card([markdown('一', { element_id: 'a' }), { tag: 'div', text: { ...text('二'), element_id: 'a' } }]),
      300301,
      'ROOT -> body -> elements -> [1](tag: div) -> text(tag: plain_text)',
    ],
    ['a form without a name', card([{ tag: 'form', elements: [submit] }]), 11310, `${E0}(tag: form)`],
    ['a form without a submit button', card([form([button({ name: 'a' })])]), 300123, `${E0}(tag: form)`],
    [
      'a name twice in forms',
      card([form([{ tag: 'input', name: 'submit' }, submit])]),
      11310,
      `${E0}(tag: form) -> elements -> [1](tag: button)`,
    ],
    [
      'a field named like its form',
      card([form([{ tag: 'input', name: 'f' }, submit])]),
      11310,
      `${E0}(tag: form) -> elements -> [0](tag: input)`,
    ],
    [
      'a multi select outside a form',
      card([{ tag: 'multi_select_static', options: [] }]),
      200621,
      `${E0}(tag: multi_select_static)`,
    ],
    [
      'a person multi select in a panel',
      card([panel({ tag: 'multi_select_person' })]),
      200621,
      `${E0}(tag: collapsible_panel) -> elements -> [0](tag: multi_select_person)`,
    ],
    [
      'several images to choose outside a form',
      card([{ tag: 'select_img', multi_select: true, options: [] }]),
      200621,
      `${E0}(tag: select_img)`,
    ],
    [
      'an undeclared key in a row',
      card([table({ rows: [{ row: 1 }, { what: '字' }] })]),
      200915,
      `${E0}(tag: table) -> rows -> [1] -> what`,
    ],
    [
      'words in a number column',
      card([table({ rows: [{ row: '一' }] })]),
      200914,
      `${E0}(tag: table) -> rows -> [0] -> row`,
    ],
    [
      'a column name twice',
      card([table({ columns: times(2, () => ({ name: 'row', data_type: 'number' })) })]),
      200621,
      `${E0}(tag: table) -> columns`,
    ],
    [
      '51 columns',
      card([table({ columns: times(51, (index) => ({ name: `c${index}`, data_type: 'text' })), rows: [] })]),
      11310,
      `${E0}(tag: table) -> columns`,
    ],
    ['eleven rows to a page', card([table({ page_size: 11 })]), 200621, `${E0}(tag: table) -> page_size`],
    [
      'an unknown data type',
      card([table({ columns: [{ name: 'row', data_type: 'money' }] })]),
      200621,
      `${E0}(tag: table) -> columns -> [0] -> data_type`,
    ],
    [
      'an option value twice',
      card([select([option('a'), option('a')])]),
      200621,
      `${E0}(tag: select_static) -> options`,
    ],
    [
      'an option without a value',
      card([select([{ text: text('字') }])]),
      200621,
      `${E0}(tag: select_static) -> options -> [0] -> value`,
    ],
    [
      'a button of 101 characters',
      card([button({ text: text('字'.repeat(101)) })]),
      11310,
      `${E0}(tag: button) -> text(tag: plain_text)`,
    ],
    ['a button with nothing on it', card([{ tag: 'button' }]), 200621, `${E0}(tag: button)`],
    [
      'a placeholder of 101 characters',
      card([select([], { placeholder: text('字'.repeat(101)) })]),
      11310,
      `${E0}(tag: select_static) -> placeholder(tag: plain_text)`,
    ],
    [
      'a callback value that is a string',
      card([button({ behaviors: [{ type: 'callback', value: 'a' }] })]),
      200621,
      `${E0}(tag: button) -> behaviors -> [0] -> value`,
    ],
    [
      'a confirm without a text',
      card([button({ confirm: { title: text('确定？') } })]),
      200621,
      `${E0}(tag: button) -> confirm -> text`,
    ],
    [
      'an input of 1001 characters',
      card([{ tag: 'input', max_length: 1001 }]),
      200621,
      `${E0}(tag: input) -> max_length`,
    ],
    ['an input of no characters', card([{ tag: 'input', max_length: 0 }]), 200621, `${E0}(tag: input) -> max_length`],
    ['a picker with neither day nor placeholder', card([{ tag: 'date_picker' }]), 200621, `${E0}(tag: date_picker)`],
    [
      'a thirteenth month',
      card([{ tag: 'date_picker', initial_date: '2026-13-01' }]),
      200621,
      `${E0}(tag: date_picker) -> initial_date`,
    ],
    [
      'a padding of three values',
      card([form([submit], { padding: '1px 2px 3px' })]),
      200621,
      `${E0}(tag: form) -> padding`,
    ],
    [
      'a container that does nothing',
      card([{ tag: 'interactive_container', elements: [] }]),
      200621,
      `${E0}(tag: interactive_container) -> behaviors`,
    ],
    [
      'a checker that opens a link',
      card([{ tag: 'checker', behaviors: [{ type: 'open_url', default_url: 'https://example.com' }] }]),
      200621,
      `${E0}(tag: checker) -> behaviors -> [0] -> type`,
    ],
    [
      'a checker holding an input',
      card([{ tag: 'checker', button_area: { buttons: [{ tag: 'input' }] } }]),
      200621,
      `${E0}(tag: checker) -> button_area -> buttons -> [0](tag: input)`,
    ],
    ['a chart without a type', card([{ tag: 'chart', chart_spec: {} }]), 200550, `${E0}(tag: chart) -> chart_spec`],
    [
      'a chart with a function',
      card([{ tag: 'chart', chart_spec: { type: 'bar', label: { formatMethod: (value: string) => value } } }]),
      200550,
      `${E0}(tag: chart) -> chart_spec`,
    ],
    [
      'a chart with a function as text',
      card([{ tag: 'chart', chart_spec: { type: 'bar', format: 'function (v) { return v }' } }]),
      200550,
      `${E0}(tag: chart) -> chart_spec`,
    ],
    ['an unknown person at markdown', card([markdown('请 <at id=ou_x></at> 看')]), 100290, `${E0}(tag: markdown)`],
    ['one unknown of two people', card([markdown('<at ids=ou_known,ou_x></at>')]), 100290, `${E0}(tag: markdown)`],
    ['an unknown person shown', card([{ tag: 'person', user_id: 'ou_x' }]), 100290, `${E0}(tag: person)`],
    [
      'an unknown person in a list',
      card([{ tag: 'person_list', persons: [{ id: 'ou_x' }] }]),
      100290,
      `${E0}(tag: person_list)`,
    ],
    [
      'an unknown person in the title',
      card([], { header: { title: { tag: 'lark_md', content: '<at id="ou_x"></at>' } } }),
      100290,
      'ROOT -> header',
    ],
    ['an unknown image', card([{ tag: 'img', img_key: 'img_x', alt: text('图') }]), 200570, `${E0}(tag: img)`],
    [
      'an unknown image among several',
      card([
        {
          tag: 'img_combination',
          combination_mode: 'double',
          img_list: [{ img_key: 'img_known' }, { img_key: 'img_x' }],
        },
      ]),
      200570,
      `${E0}(tag: img_combination)`,
    ],
    ['an unknown image in markdown', card([markdown('![图](img_x)')]), 200570, `${E0}(tag: markdown)`],
    [
      'an unknown image to choose',
      card([{ tag: 'select_img', options: [{ img_key: 'img_x', value: 'a' }] }]),
      200570,
      `${E0}(tag: select_img)`,
    ],
    [
      'an unknown icon of one\u2019s own',
      card([{ tag: 'div', icon: { tag: 'custom_icon', img_key: 'img_x' } }]),
      200570,
      `${E0}(tag: div)`,
    ],
  ])('%s', (_, refused, code, path) => {
    expect(validateCard(refused, known)).toMatchObject({ code, path });
  });

  test('words name the property and where it stands', () => {
    const found = validateCard(card([markdown('字', { text_color: 'red' })]));

    expect(found?.message).toContain('unknown property, property: text_color, path: ROOT -> body -> elements -> [0]');
  });

  test('text that is not JSON', () => {
    expect(validateCardText('{"schema":')).toMatchObject({ code: 200621, path: 'ROOT' });
  });

  test('length is counted in bytes of UTF-8', () => {
    const short = card([markdown('a'.repeat(15_000))]);
    const long = card([markdown('证'.repeat(15_000))]);

    expect(validateCard(short)).toBeNull();
    expect(validateCard(long)?.code).toBe(230025);
  });
});
