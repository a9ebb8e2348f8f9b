// `/?card=1`: one card on a plain ground, driven from outside by `window.renderCard`, for pictures of cards.
import { render } from 'preact';
import type { CardJson, Person } from '../api.ts';
import { readWorld } from './api-client.ts';
import { CardView } from './card/card.tsx';

const CHART_WAIT_MS = 10_000;

declare global {
  interface Window {
    /** Draws one card at the given width in pixels and resolves when it stands still, charts and images included. */
    renderCard?: (card: CardJson, widthPx: number) => Promise<void>;
  }
}

function settled(root: HTMLElement): Promise<void> {
  const charts = () => [...root.querySelectorAll<HTMLElement>('.chart-canvas')].every((chart) => chart.dataset.ready);
  const images = () => [...root.querySelectorAll('img')].every((image) => image.complete);
  return new Promise((resolve) => {
    const started = performance.now();
    const look = () => {
      if ((charts() && images()) || performance.now() - started > CHART_WAIT_MS) resolve();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** Without a simulator behind it the gallery still draws; people are then shown by id. */
async function knownPeople(): Promise<Person[]> {
  try {
    return (await readWorld()).people;
  } catch {
    return [];
  }
}

export function startGallery(root: HTMLElement): void {
  root.className = 'gallery';
  window.renderCard = async (card, widthPx) => {
    const people = await knownPeople();
    const surroundings = {
      nameOf: (id: string) => people.find((person) => person.open_id === id)?.name ?? null,
      members: people.map((person) => ({ id: person.open_id, name: person.name })),
      imageUrl: (key: string) => `/sim/images/${encodeURIComponent(key)}`,
      click: async () => undefined,
      notify: () => undefined,
    };
    render(null, root);
    render(
      <div class="gallery-card" style={{ width: `${widthPx}px` }}>
        <CardView card={card} surroundings={surroundings} />
      </div>,
      root,
    );
    await document.fonts.ready;
    await settled(root);
  };
}
