// One card: header and body, the lock while a click is pending, and the confirm dialog before it.
import { useState } from 'preact/hooks';
import type { CardJson } from '../../api.ts';
import { Dialog } from '../dialog.tsx';
import { layoutStyle } from './containers.tsx';
import { CardContext, type CardState, type CardSurroundings, type Entered, pathKey } from './context.ts';
import { drawElements } from './element.tsx';
import { CardHeader } from './header.tsx';
import { safeHref } from './markdown-inline.ts';
import { type Node, node, nodes, type Path, str, words } from './read.ts';

const UNSUPPORTED = 'lark://msgcard/unsupported_action';

type Question = { title: string; text: string; answer: (yes: boolean) => void };

/** The address a component opens, by its behaviours or the older `url` fields; null when it opens none. */
function addressOf(element: Node): string | null {
  const behaviour = nodes(element.behaviors).find(({ type }) => type === 'open_url');
  const wanted = behaviour ?? node(element.multi_url);
  const url = str(wanted.pc_url) || str(wanted.default_url) || str(wanted.url) || (behaviour ? '' : str(element.url));
  return url === '' || url === UNSUPPORTED ? null : safeHref(url);
}

/** Whether a click goes to the bot: a callback, an older `value`, or a form's submit. */
function callsBack(element: Node, entered: Entered | undefined): boolean {
  const behaviours = nodes(element.behaviors);
  if (behaviours.some(({ type }) => type === 'callback')) return true;
  if (entered?.form_value) return true;
  return behaviours.length === 0 && element.value !== undefined;
}

/** The card's lock and questions; `act` resolves false when the person or the lock said no. */
function useActing(surroundings: CardSurroundings) {
  const [pending, setPending] = useState<string | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const ask = (confirm: Node) =>
    new Promise<boolean>((resolve) => {
      const answer = (yes: boolean) => {
        setQuestion(null);
        resolve(yes);
      };
      setQuestion({ title: words(confirm.title), text: words(confirm.text), answer });
    });
  const act: CardState['act'] = async (element, path, entered) => {
    if (pending !== null) return false;
    if (element.confirm !== undefined && !(await ask(node(element.confirm)))) return false;
    const address = addressOf(element);
    if (address) window.open(address, '_blank', 'noopener');
    if (!callsBack(element, entered)) return true;
    setPending(pathKey(path));
    try {
      await surroundings.click(path, entered ?? {});
    } finally {
      setPending(null);
    }
    return true;
  };
  return { pending, question, act };
}

type Props = { card: CardJson; surroundings: CardSurroundings };

export function CardView({ card, surroundings }: Props) {
  const { pending, question, act } = useActing(surroundings);
  const body = node(card.body);
  const path: Path = ['body', 'elements'];
  const width = str(node(card.config).width_mode, 'default');
  const title = words(node(card.header).title);
  return (
    <CardContext.Provider value={{ ...surroundings, pending, act }}>
      <article
        class={`card card-${width}`}
        aria-label={title === '' ? '卡片' : `卡片：${title}`}
        aria-busy={pending !== null}
      >
        {card.header !== undefined && <CardHeader header={node(card.header)} />}
        <div class="card-body" style={layoutStyle(body, '8px', '12px')}>
          {drawElements(body.elements, path)}
        </div>
      </article>
      {question && (
        <Dialog title={question.title} onConfirm={() => question.answer(true)} onClose={() => question.answer(false)}>
          {question.text}
        </Dialog>
      )}
    </CardContext.Provider>
  );
}
