// Modal dialogs: a titled box with two buttons, as Feishu's confirm dialogs.
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

type Props = {
  title: string;
  confirm?: string;
  onConfirm?: () => void;
  onClose: () => void;
  children: ComponentChildren;
};

export function Dialog({ title, confirm = '确认', onConfirm, onClose, children }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    box.current?.showModal();
  }, []);
  return (
    <dialog ref={box} class="dialog" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      <div class="dialog-body">{children}</div>
      <div class="dialog-buttons">
        <button type="button" class="btn btn-default btn-medium" onClick={onClose}>
          取消
        </button>
        {onConfirm && (
          <button type="button" class="btn btn-primary_filled btn-medium" onClick={onConfirm}>
            {confirm}
          </button>
        )}
      </div>
    </dialog>
  );
}
