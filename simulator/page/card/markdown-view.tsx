// Draws parsed markdown. All text reaches the page as text nodes, never as markup.
import type { ComponentChildren } from 'preact';
import { Fragment } from 'preact';
import { useMemo } from 'preact/hooks';
import { dateTime } from '../format.ts';
import { useCard } from './context.ts';
import { colour, tagColours } from './look.ts';
import { type Block, parseMarkdown } from './markdown.ts';
import { type Inline, parseInline } from './markdown-inline.ts';
import { PagedRows } from './paged-rows.tsx';

const GRID_PAGE = 5;
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

export function Mention({ id }: { id: string }) {
  const { nameOf } = useCard();
  return <span class="md-at">@{id === 'all' ? '所有人' : (nameOf(id) ?? id)}</span>;
}

function InlineView({ inline }: { inline: Inline }): ComponentChildren {
  const { imageUrl } = useCard();
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'break':
      return <br />;
    case 'code':
      return <code>{inline.text}</code>;
    case 'strong':
      return <strong>{draw(inline.children)}</strong>;
    case 'em':
      return <em>{draw(inline.children)}</em>;
    case 'strike':
      return <del>{draw(inline.children)}</del>;
    case 'font':
      return <span style={{ color: colour(inline.color, 'inherit') }}>{draw(inline.children)}</span>;
    case 'tag':
      return (
        <span class="text-tag" style={tagColours(inline.color)}>
          {draw(inline.children)}
        </span>
      );
    case 'link':
      return (
        <a href={inline.href} target="_blank" rel="noreferrer">
          {draw(inline.children)}
        </a>
      );
    case 'image':
      return <img class="md-image" src={imageUrl(inline.key)} alt={inline.alt} />;
    case 'at':
    case 'person':
      return <Mention id={inline.id} />;
    case 'time':
      return dateTime(inline.at);
  }
}

function draw(inlines: Inline[]): ComponentChildren {
  return inlines.map((inline, index) => <InlineView key={index} inline={inline} />);
}

function BlockView({ block }: { block: Block }): ComponentChildren {
  switch (block.kind) {
    case 'paragraph':
      return <p>{draw(block.inlines)}</p>;
    case 'heading': {
      const Heading = HEADINGS[block.level - 1] ?? 'h6';
      return <Heading class={`md-h md-h${block.level}`}>{draw(block.inlines)}</Heading>;
    }
    case 'list': {
      const items = block.items.map((item, index) => <li key={index}>{blocks(item)}</li>);
      return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
    }
    case 'quote':
      return <blockquote>{blocks(block.blocks)}</blockquote>;
    case 'fence':
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case 'grid':
      return <GridView grid={block} />;
    case 'rule':
      return <hr />;
  }
}

function blocks(list: Block[]): ComponentChildren {
  return list.map((block, index) => <BlockView key={index} block={block} />);
}

function GridView({ grid }: { grid: Extract<Block, { kind: 'grid' }> }) {
  const align = (index: number) => ({ textAlign: grid.aligns[index] ?? 'left' });
  const head = (
    <tr>
      {grid.head.map((cell, index) => (
        <th key={index} style={align(index)}>
          {draw(cell)}
        </th>
      ))}
    </tr>
  );
  const rows = grid.rows.map((row, index) => (
    <tr key={index}>
      {row.map((cell, column) => (
        <td key={column} style={align(column)}>
          {draw(cell)}
        </td>
      ))}
    </tr>
  ));
  return <PagedRows class="md-grid" head={head} rows={rows} pageSize={GRID_PAGE} />;
}

/** A whole `markdown` element's content. */
export function MarkdownView({ source }: { source: string }) {
  const parsed = useMemo(() => parseMarkdown(source), [source]);
  return <div class="md">{blocks(parsed)}</div>;
}

/** `lark_md`: inline marks only. */
export function LarkMdView({ source }: { source: string }) {
  const parsed = useMemo(() => parseInline(source), [source]);
  return <Fragment>{draw(parsed)}</Fragment>;
}
