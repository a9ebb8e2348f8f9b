// The published examples of card JSON 2.0, one per component, and the two of root and header. Data only.
export const ROOT_EXAMPLE = {
  schema: '2.0',
  config: {
    update_multi: true,
    enable_forward: true,
    width_mode: 'fill',
    summary: { content: '3 new issues in Nov.xlsx' },
    locales: ['zh_cn', 'en_us'],
  },
  card_link: { url: 'https://example.com/t/12' },
  header: { title: { tag: 'plain_text', content: 'Check result' }, template: 'blue' },
  body: {
    direction: 'vertical',
    padding: '12px',
    vertical_spacing: '8px',
    elements: [{ tag: 'markdown', content: '**3** issues' }],
  },
};

export const HEADER_EXAMPLE = {
  title: { tag: 'plain_text', content: 'Overdue 2 days' },
  subtitle: { tag: 'plain_text', content: 'Owner: Li' },
  template: 'red',
  text_tag_list: [{ tag: 'text_tag', text: { tag: 'plain_text', content: 'P1' }, color: 'red' }],
  icon: { tag: 'standard_icon', token: 'member_outlined', color: 'red' },
};

export const ELEMENT_EXAMPLES: Record<string, unknown>[] = [
  {
    tag: 'markdown',
    content:
      "**Sheet 1** row 12: <font color='red'>missing invoice</font> <at id=ou_abc></at>\n- [open](https://example.com)",
    text_size: 'normal',
  },
  {
    tag: 'div',
    text: {
      tag: 'plain_text',
      content: 'Checked 128 rows at 09:02',
      text_size: 'notation',
      text_color: 'grey',
      lines: 1,
    },
  },
  {
    tag: 'img',
    img_key: 'img_v3_x',
    alt: { tag: 'plain_text', content: 'trend' },
    scale_type: 'fit_horizontal',
    preview: true,
  },
  { tag: 'img_combination', combination_mode: 'double', img_list: [{ img_key: 'img_v3_a' }, { img_key: 'img_v3_b' }] },
  { tag: 'person', user_id: 'ou_abc', size: 'small', show_name: true, style: 'capsule' },
  {
    tag: 'person_list',
    persons: [{ id: 'ou_a' }, { id: 'ou_b' }],
    size: 'small',
    show_avatar: true,
    drop_invalid_user_id: true,
  },
  {
    tag: 'table',
    page_size: 5,
    row_height: 'low',
    freeze_first_column: true,
    header_style: { background_style: 'grey', bold: true },
    columns: [
      { name: 'row', display_name: 'Row', data_type: 'number', width: '80px' },
      { name: 'what', display_name: 'Issue', data_type: 'text' },
      { name: 'lvl', display_name: 'Level', data_type: 'options' },
      { name: 'who', display_name: 'Owner', data_type: 'persons' },
      { name: 'due', display_name: 'Due', data_type: 'date', date_format: 'MM/DD' },
    ],
    rows: [
      {
        row: 12,
        what: 'missing invoice no.',
        lvl: [{ text: 'High', color: 'red' }],
        who: ['ou_abc'],
        due: 1795500000000,
      },
    ],
  },
  {
    tag: 'chart',
    aspect_ratio: '16:9',
    color_theme: 'brand',
    chart_spec: {
      type: 'bar',
      title: { text: 'Open by owner' },
      data: {
        values: [
          { who: 'Li', n: 3 },
          { who: 'Wu', n: 1 },
        ],
      },
      xField: 'who',
      yField: 'n',
      label: { visible: true },
    },
  },
  {
    tag: 'column_set',
    flex_mode: 'stretch',
    horizontal_spacing: '8px',
    columns: [
      { tag: 'column', width: 'weighted', weight: 1, elements: [{ tag: 'markdown', content: '**Open**\n3' }] },
      { tag: 'column', width: 'weighted', weight: 1, elements: [{ tag: 'markdown', content: '**Done**\n9' }] },
    ],
  },
  {
    tag: 'form',
    name: 'f_12',
    elements: [
      {
        tag: 'input',
        name: 'reason',
        required: true,
        label: { tag: 'plain_text', content: 'Reason' },
        placeholder: { tag: 'plain_text', content: 'why' },
      },
      {
        tag: 'button',
        name: 'submit_12',
        type: 'primary_filled',
        text: { tag: 'plain_text', content: 'Submit' },
        form_action_type: 'submit',
        behaviors: [{ type: 'callback', value: { a: 'explain', id: '12' } }],
      },
    ],
  },
  {
    tag: 'collapsible_panel',
    expanded: false,
    header: {
      title: { tag: 'plain_text', content: 'All 12 rows' },
      icon: { tag: 'standard_icon', token: 'down-small-ccm_outlined', size: '16px 16px' },
      icon_position: 'follow_text',
      icon_expanded_angle: -180,
    },
    border: { color: 'grey', corner_radius: '5px' },
    elements: [{ tag: 'markdown', content: '1. row 12 …' }],
  },
  {
    tag: 'interactive_container',
    has_border: true,
    corner_radius: '8px',
    padding: '8px',
    behaviors: [{ type: 'callback', value: { a: 'open', id: '12' } }],
    elements: [{ tag: 'markdown', content: '#12 missing invoice' }],
  },
  {
    tag: 'button',
    type: 'primary_filled',
    text: { tag: 'plain_text', content: 'Acknowledge' },
    behaviors: [{ type: 'callback', value: { a: 'ack', id: '12', v: 3 } }],
    confirm: {
      title: { tag: 'plain_text', content: 'Acknowledge?' },
      text: { tag: 'plain_text', content: 'Recorded under your name' },
    },
  },
  {
    tag: 'input',
    name: 'note',
    input_type: 'multiline_text',
    rows: 3,
    max_length: 500,
    label: { tag: 'plain_text', content: 'Note' },
    label_position: 'top',
    placeholder: { tag: 'plain_text', content: 'optional' },
  },
  {
    tag: 'select_static',
    name: 'lvl',
    placeholder: { tag: 'plain_text', content: 'Level' },
    initial_option: 'mid',
    options: [
      { text: { tag: 'plain_text', content: 'High' }, value: 'high' },
      { text: { tag: 'plain_text', content: 'Mid' }, value: 'mid' },
    ],
  },
  {
    tag: 'multi_select_static',
    name: 'tags',
    required: false,
    selected_values: ['a'],
    options: [
      { text: { tag: 'plain_text', content: 'A' }, value: 'a' },
      { text: { tag: 'plain_text', content: 'B' }, value: 'b' },
    ],
  },
  {
    tag: 'select_person',
    name: 'owner',
    required: true,
    placeholder: { tag: 'plain_text', content: 'New owner' },
    options: [],
    width: 'fill',
  },
  { tag: 'date_picker', name: 'due', initial_date: '2026-11-30', placeholder: { tag: 'plain_text', content: 'Due' } },
  {
    tag: 'picker_datetime',
    name: 'at',
    initial_datetime: '2026-11-30 09:00',
    placeholder: { tag: 'plain_text', content: 'Remind at' },
  },
  {
    tag: 'overflow',
    options: [
      { text: { tag: 'plain_text', content: 'Snooze 1d' }, value: 'snooze' },
      { text: { tag: 'plain_text', content: 'Open file' }, multi_url: { url: 'https://example.com' }, value: 'open' },
    ],
    behaviors: [{ type: 'callback', value: { a: 'more', id: '12' } }],
  },
  {
    tag: 'select_img',
    name: 'pick',
    layout: 'bisect',
    options: [
      { img_key: 'img_v3_a', value: 'a' },
      { img_key: 'img_v3_b', value: 'b' },
    ],
    behaviors: [{ type: 'callback', value: { a: 'pick' } }],
  },
  {
    tag: 'checker',
    name: 'c12',
    checked: false,
    text: { tag: 'lark_md', content: 'Row 12 fixed' },
    checked_style: { show_strikethrough: true, opacity: 0.5 },
    behaviors: [{ type: 'callback', value: { a: 'fix', id: '12' } }],
  },
  { tag: 'hr', margin: '8px 0' },
  { tag: 'picker_time', name: 'time', initial_time: '09:00' },
  {
    tag: 'multi_select_person',
    name: 'several',
    selected_values: ['ou_a'],
    options: [{ value: 'ou_a' }, { value: 'ou_b' }],
  },
];
