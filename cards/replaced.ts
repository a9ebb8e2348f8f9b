// What is left of a card that was sent anew: no buttons, and where to go on.
import { type Card, card, md, text } from './kit.ts';

export type ReplacedView = { no: string; institution: string; marker?: string };

export function replacedCard({ no, institution, marker }: ReplacedView): Card {
  return card(
    { title: `${no} 此卡片已换新`, subtitle: institution, tone: 'grey' },
    `${no} 此卡片已换新，请在最新的卡片上办理`,
    [text(md`此卡片已换新，请在最新的卡片上办理。\n**下一步**：找不到新的卡片时，请发送「进度」。`)],
    marker ? { marker } : {},
  );
}
