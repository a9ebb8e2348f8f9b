// The page's markdown parser: what it understands, and that no string gets anything past its closed set of nodes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, parseMarkdown } from '../../simulator/page/card/markdown.ts';
import { type Inline, parseInline, safeHref } from '../../simulator/page/card/markdown-inline.ts';

const plain = (text: string): Inline => ({ kind: 'text', text });

describe('inline marks', () => {
  test('emphasis nests and a mark without partner stays text', () => {
    expect(parseInline('**a *b* c** ~~d~~ 2 * 3')).toEqual([
      { kind: 'strong', children: [plain('a '), { kind: 'em', children: [plain('b')] }, plain(' c')] },
      plain(' '),
      { kind: 'strike', children: [plain('d')] },
      plain(' 2 * 3'),
    ]);
    expect(parseInline('***x***')).toEqual([{ kind: 'strong', children: [{ kind: 'em', children: [plain('x')] }] }]);
    expect(parseInline('**open')).toEqual([plain('**open')]);
    expect(parseInline('a_b_c')).toEqual([plain('a_b_c')]);
  });

  test('Feishu tags become nodes of their own', () => {
    expect(parseInline("<font color='red'>缺**号**</font><at id=ou_a></at>")).toEqual([
      { kind: 'font', color: 'red', children: [plain('缺'), { kind: 'strong', children: [plain('号')] }] },
      { kind: 'at', id: 'ou_a' },
    ]);
    expect(parseInline("<text_tag color='blue'>市级</text_tag>")).toEqual([
      { kind: 'tag', color: 'blue', children: [plain('市级')] },
    ]);
    expect(parseInline('<at ids=ou_a,ou_b></at>')).toEqual([
      { kind: 'at', id: 'ou_a' },
      { kind: 'at', id: 'ou_b' },
    ]);
  });

  test('escapes and entities are text, whatever they spell', () => {
    expect(parseInline('&lt;at id=all&gt;&lt;/at&gt; &#42;&#42;x&#42;&#42; \\*y\\*')).toEqual([
      plain('<at id=all></at> **x** *y*'),
    ]);
  });

  test('a link to anything but a web, mail, phone or lark address is shown as text', () => {
    expect(parseInline('[去](https://example.com/a)')).toEqual([
      { kind: 'link', href: 'https://example.com/a', children: [plain('去')] },
    ]);
    expect(parseInline('[去](javascript:alert)')).toEqual([plain('去')]);
    expect(parseInline('<a href="data:text/html,x">去</a>')).toEqual([plain('去')]);
  });

  test('unknown and unfinished tags stay visible as they were typed', () => {
    expect(parseInline('<script>x</script><font color=red>y')).toEqual([plain('<script>x</script><font color=red>y')]);
  });
});

describe('blocks', () => {
  test('headings, rules, quotes, fences and paragraphs', () => {
    expect(parseMarkdown('# 标题\n---\n> 引\n```json\n{"a": *1*}\n```\n一\n二')).toEqual([
      { kind: 'heading', level: 1, inlines: [plain('标题')] },
      { kind: 'rule' },
      { kind: 'quote', blocks: [{ kind: 'paragraph', inlines: [plain('引')] }] },
      { kind: 'fence', text: '{"a": *1*}' },
      { kind: 'paragraph', inlines: [plain('一'), { kind: 'break' }, plain('二')] },
    ]);
  });

  test('lists nest by indent and keep their first number', () => {
    const item = (text: string): Block => ({ kind: 'paragraph', inlines: [plain(text)] });

    expect(parseMarkdown('3. 三\n4. 四\n   - 甲\n   - 乙')).toEqual([
      {
        kind: 'list',
        ordered: true,
        start: 3,
        items: [
          [item('三')],
          [item('四'), { kind: 'list', ordered: false, start: 1, items: [[item('甲')], [item('乙')]] }],
        ],
      },
    ]);
  });

  test('a table keeps alignment and pads short rows', () => {
    expect(parseMarkdown('| 行 | 说明 |\n|:-:|--:|\n| 1 | a\\|b |\n| 2 |')).toEqual([
      {
        kind: 'grid',
        aligns: ['center', 'right'],
        head: [[plain('行')], [plain('说明')]],
        rows: [
          [[plain('1')], [plain('a|b')]],
          [[plain('2')], []],
        ],
      },
    ]);
  });
});

const ALLOWED = new Set(
  'text break code strong em strike font tag link image at person time paragraph heading list quote fence grid rule'.split(
    ' ',
  ),
);

/** Every object inside a tree that calls itself a node, however deep it sits. */
function kindsAndLinks(tree: unknown, found: { kinds: string[]; hrefs: string[] }): void {
  if (typeof tree !== 'object' || tree === null) return;
  if ('kind' in tree) found.kinds.push(String(tree.kind));
  if ('href' in tree) found.hrefs.push(String(tree.href));
  for (const value of Object.values(tree)) kindsAndLinks(value, found);
}

const snippet = fc.constantFrom(
  ...[
    '**',
    '*',
    '_',
    '~~',
    '`',
    '```\n',
    '<font color=red>',
    '</font>',
    '<at id=all></at>',
    '<person id=ou_a>',
    '<a href="javascript:x">',
  ],
  ...[
    '</a>',
    '<text_tag color=blue>甲</text_tag>',
    '<person id=ou_a>',
    '<script>',
    '[x](javascript:1)',
    '[y](https://e.cn)',
    '![z](img_1)',
    '\n',
    '\n\n',
    '> ',
    '- ',
    '1. ',
    '|',
  ],
  ...['|-|-|\n', '&lt;', '&#60;', '&#x110000;', '\\', '# ', '---\n', '<local_datetime millisecond=5></local_datetime>'],
);

test('no string yields a node outside the allowed kinds or a link that runs code', () => {
  const sources = fc.oneof(
    fc.string({ unit: 'binary', size: 'medium' }),
    fc.array(fc.oneof(snippet, fc.string()), { size: 'large', maxLength: 80 }).map((parts) => parts.join('')),
  );
  const seen = new Set<string>();

  fc.assert(
    fc.property(sources, (source) => {
      const found = { kinds: [] as string[], hrefs: [] as string[] };
      kindsAndLinks(parseMarkdown(source), found);
      for (const kind of found.kinds) seen.add(kind);
      expect(found.kinds.filter((kind) => !ALLOWED.has(kind))).toEqual([]);
      expect(found.hrefs.filter((href) => safeHref(href) === null)).toEqual([]);
    }),
    { numRuns: 1000 },
  );

  expect([...ALLOWED].filter((kind) => !seen.has(kind))).toEqual([]);
});

test('text whose signs are written as entities comes back as that text and nothing else', () => {
  const asEntities = (text: string) => text.replace(/[!-/:-@[-`{-~]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const lines = fc.string({ unit: 'grapheme', size: 'medium' }).map((text) => text.replaceAll(/\s+/g, ' ').trim());

  fc.assert(
    fc.property(lines, (line) => {
      const expected = line === '' ? [] : [{ kind: 'paragraph', inlines: [plain(line)] }];
      expect(parseMarkdown(asEntities(line))).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});

test('a card full of unfinished marks is parsed in one pass', () => {
  for (const sign of ['[', '*a', '<font ', '`a', '> ', '- ', '&', '![']) {
    expect(parseMarkdown(sign.repeat(30_000 / sign.length)).length).toBeGreaterThan(0);
  }
});
