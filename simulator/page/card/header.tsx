// Draws a card's header: coloured band, icon, title, subtitle and up to three labels.
import type { ComponentChildren } from 'preact';
import { Icon, iconForToken } from '../icon.tsx';
import { useCard } from './context.ts';
import { colour, headerColours, space, tagColours } from './look.ts';
import { LarkMdView } from './markdown-view.tsx';
import { isMarkup, type Node, node, nodes, str, words } from './read.ts';

const MAX_TAGS = 3;

/** A `standard_icon` or `custom_icon`; nothing when the card names none. */
export function CardIcon({ icon, size = 16 }: { icon: unknown; size?: number }) {
  const { imageUrl } = useCard();
  const given = node(icon);
  if (given.tag === 'custom_icon')
    return <img class="card-icon" src={imageUrl(str(given.img_key))} alt="" width={size} />;
  if (given.tag !== 'standard_icon') return null;
  return (
    <span class="card-icon" style={{ color: colour(given.color, 'currentColor') }}>
      <Icon name={iconForToken(str(given.token))} size={size} />
    </span>
  );
}

/** The words of a text object, with inline marks where the object asks for them. */
export function Words({ of }: { of: unknown }): ComponentChildren {
  return isMarkup(of) ? <LarkMdView source={words(of)} /> : words(of);
}

export function CardHeader({ header }: { header: Node }) {
  const colours = headerColours(str(header.template));
  const localTags = nodes(node(header.i18n_text_tag_list).zh_cn);
  const tags = (localTags.length > 0 ? localTags : nodes(header.text_tag_list)).slice(0, MAX_TAGS);
  const subtitle = words(header.subtitle);
  return (
    <header
      class={colours ? 'card-header coloured' : 'card-header'}
      style={{ ...colours, padding: space(header.padding, '12px') }}
    >
      <CardIcon icon={header.icon} size={20} />
      <div class="card-titles">
        <div class="card-title-row">
          <h3 class="card-title">
            <Words of={header.title} />
          </h3>
          {tags.map((tag) => (
            <span key={words(tag.text)} class="text-tag" style={tagColours(tag.color)}>
              {words(tag.text)}
            </span>
          ))}
        </div>
        {subtitle !== '' && <div class="card-subtitle">{subtitle}</div>}
      </div>
    </header>
  );
}
