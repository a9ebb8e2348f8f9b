// Files attached to a submission, a line and a button each; and the button that announces another.
import { type Button, buttons, type Element, md, note, panel, text } from './kit.ts';

export type AttachedFile = { no: number; who: string; when: string; kind: string; size: string };

/** Nothing where nothing is attached; the newest where the card has no room for all. */
export function evidence(submission: string, files: readonly AttachedFile[], most: number): Element | null {
  if (files.length === 0) return null;
  const shown = files.slice(-most);
  const lines = shown.map(({ no, who, when, kind, size }) =>
    text(md`<font color='grey'>${when}</font> ${who} **附件${no}**（${kind}，${size}）`),
  );
  const get = buttons(shown.map(({ no }) => ({ text: `取附件${no}`, action: { act: 'attachment', submission, no } })));
  const left = files.length - shown.length;
  return panel(`附件 ${files.length} 份`, [
    ...(left > 0 ? [note(`更早的 ${left} 份未列出`)] : []),
    ...lines,
    ...(get === null ? [] : [get]),
  ]);
}

export function attachButton(submission: string): Button {
  return { text: '附上文件', action: { act: 'attach', submission } };
}
