// The files a person has at hand: a click or a drag sends one.
import { useState } from 'preact/hooks';
import type { ChatSummary } from '../api.ts';
import { sendShelfFile } from './api-client.ts';
import { FileIcon } from './file-icon.tsx';
import { fileSize } from './format.ts';
import { Icon } from './icon.tsx';
import { useSession } from './session.ts';

/** The drag's type, so that only our own files open the drop zone besides real ones. */
export const SHELF_TYPE = 'application/x-shelf-file';

export function Shelf({ chat }: { chat: ChatSummary }) {
  const { me, run } = useSession();
  const [shown, setShown] = useState(true);
  const [sending, setSending] = useState<string | null>(null);
  if (me.shelf.length === 0) return null;
  const send = async (id: string) => {
    if (sending) return;
    setSending(id);
    await run(() => sendShelfFile(me.open_id, chat.chat_id, id));
    setSending(null);
  };
  return (
    <section class="shelf" data-testid="shelf" aria-label="手边的文件">
      <button type="button" class="shelf-head" aria-expanded={shown} onClick={() => setShown(!shown)}>
        <Icon name={shown ? 'down' : 'right'} size={12} />
        手边的文件
        <span class="shelf-hint">点一下或拖到会话里即可发送</span>
      </button>
      {shown && (
        <div class="shelf-files">
          {me.shelf.map(({ id, name, size, note }) => (
            <button
              key={id}
              type="button"
              class="shelf-file"
              data-testid={`shelf-${id}`}
              aria-label={`发送文件 ${name}`}
              aria-busy={sending === id}
              title={note ?? name}
              draggable
              onDragStart={(event) => event.dataTransfer?.setData(SHELF_TYPE, id)}
              onClick={() => send(id)}
            >
              <FileIcon name={name} />
              <span class="file-words">
                <span class="file-name">{name}</span>
                <span class="file-size">{note ?? fileSize(size)}</span>
              </span>
            </button>
          ))}
        </div>
      )}
    </section>
  );
}
