// Components that only show something: text, images, people, rules.
import { Avatar } from '../avatar.tsx';
import { type ElementProps, useCard } from './context.ts';
import { CardIcon, Words } from './header.tsx';
import { clamp, colour, length, textAlign, textSize } from './look.ts';
import { MarkdownView } from './markdown-view.tsx';
import { flag, type Node, node, nodes, str, words } from './read.ts';

export function MarkdownElement({ element }: ElementProps) {
  const style = { ...textSize(element.text_size), textAlign: textAlign(element.text_align) };
  return (
    <div class="with-icon" style={style}>
      <CardIcon icon={element.icon} />
      <MarkdownView source={words(element)} />
    </div>
  );
}

export function DivElement({ element }: ElementProps) {
  const text = node(element.text);
  const style = {
    ...textSize(text.text_size),
    color: colour(text.text_color, 'inherit'),
    textAlign: textAlign(text.text_align),
    width: length(element.width) ?? (element.width === 'auto' ? 'fit-content' : undefined),
  };
  return (
    <div class="with-icon" style={style}>
      <CardIcon icon={element.icon} />
      <div class="plain" style={clamp(text.lines)}>
        <Words of={text} />
      </div>
    </div>
  );
}

export function HrElement() {
  return <hr class="card-hr" />;
}

const IMAGE_SIZES: Record<string, string> = { large: '160px', medium: '80px', small: '40px', tiny: '16px' };

function imageStyle(element: Node): Record<string, string | undefined> {
  const pair = /^(\d{1,4}px) (\d{1,4}px)$/.exec(str(element.size));
  const side = IMAGE_SIZES[str(element.size)];
  const crop = str(element.scale_type, 'crop_center');
  return {
    width: pair?.[1] ?? side ?? '100%',
    height: pair?.[2] ?? side,
    objectFit: crop.startsWith('crop') ? 'cover' : 'contain',
    objectPosition: crop === 'crop_top' ? 'top' : 'center',
    borderRadius: length(element.corner_radius),
  };
}

export function ImageElement({ element }: ElementProps) {
  const { imageUrl } = useCard();
  const title = words(element.title);
  return (
    <figure class="card-image">
      {title !== '' && <figcaption>{title}</figcaption>}
      <img
        src={imageUrl(str(element.img_key))}
        alt={words(element.alt)}
        title={words(element.alt)}
        style={imageStyle(element)}
      />
    </figure>
  );
}

export function ImageCombinationElement({ element }: ElementProps) {
  const { imageUrl } = useCard();
  const images = nodes(element.img_list);
  const mode = str(element.combination_mode, 'double');
  return (
    <div class={`combination combination-${mode}`} style={{ borderRadius: length(element.corner_radius) }}>
      {images.map((image) => (
        <img key={str(image.img_key)} src={imageUrl(str(image.img_key))} alt="" />
      ))}
    </div>
  );
}

const PERSON_SIZES: Record<string, number> = { extra_small: 16, small: 20, medium: 32, large: 48 };

type PersonProps = { id: string; size?: string; avatar?: boolean; name?: boolean; capsule?: boolean };

/** One person as avatar and name; an unknown id is shown as such. */
export function PersonChip({ id, size = 'small', avatar = true, name = true, capsule = false }: PersonProps) {
  const { nameOf } = useCard();
  const known = nameOf(id) ?? '未知用户';
  return (
    <span class={capsule ? 'person-chip capsule' : 'person-chip'} title={known}>
      {avatar && <Avatar id={id} name={known} size={PERSON_SIZES[size] ?? 20} />}
      {name ? <span>{known}</span> : <span class="sr-only">{known}</span>}
    </span>
  );
}

export function PersonElement({ element }: ElementProps) {
  return (
    <PersonChip
      id={str(element.user_id)}
      size={str(element.size, 'medium')}
      avatar={flag(element.show_avatar, true)}
      name={flag(element.show_name, false)}
      capsule={element.style === 'capsule'}
    />
  );
}

export function PersonListElement({ element }: ElementProps) {
  const { nameOf } = useCard();
  const ids = nodes(element.persons).map((person) => str(person.id));
  const shown = element.drop_invalid_user_id === true ? ids.filter((id) => nameOf(id) !== null) : ids;
  return (
    <div class="person-list with-icon">
      <CardIcon icon={element.icon} />
      {shown.map((id) => (
        <PersonChip
          key={id}
          id={id}
          size={str(element.size, 'medium')}
          avatar={flag(element.show_avatar, false)}
          name={flag(element.show_name, true)}
        />
      ))}
    </div>
  );
}
