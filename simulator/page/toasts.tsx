// Short messages at the top of the window, as Feishu shows a click's answer.
import { Icon } from './icon.tsx';
import type { Toast } from './session.ts';

const ICONS: Record<string, string> = { success: 'check', error: 'close', warning: 'warning', info: 'info' };

export function Toasts({ toasts }: { toasts: Toast[] }) {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.map(({ id, type, content }) => (
        <div key={id} class={`toast toast-${type}`} data-testid="toast">
          <span class="toast-icon">
            <Icon name={ICONS[type] ?? 'info'} size={14} />
          </span>
          {content}
        </div>
      ))}
    </div>
  );
}
