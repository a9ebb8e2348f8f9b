// What stands below a conversation: files at hand, the bot's menu bar, and the box to write in.
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { ChatSummary, MenuEntry, Message } from '../api.ts';
import { clickMenu, sendFile, sendText } from './api-client.ts';
import { safeHref } from './card/markdown-inline.ts';
import { Icon } from './icon.tsx';
import { Popover, usePopover } from './popover.tsx';
import { useSession } from './session.ts';
import { Shelf } from './shelf.tsx';

type Props = { chat: ChatSummary; replyTo: Message | null; endReply: () => void };

export function Composer({ chat, replyTo, endReply }: Props) {
  const { world } = useSession();
  return (
    <footer class="composer-area">
      <Shelf chat={chat} />
      {chat.kind === 'p2p' && world.menu.length > 0 && (
        <div class="menu-bar" data-testid="menu-bar" role="menubar" aria-label="机器人菜单">
          {world.menu.map((entry) => (
            <MenuButton key={entry.name} entry={entry} />
          ))}
        </div>
      )}
      <TextBox chat={chat} replyTo={replyTo} endReply={endReply} />
    </footer>
  );
}

function MenuButton({ entry }: { entry: MenuEntry }) {
  const { me, run } = useSession();
  const id = useId();
  const menu = usePopover();
  const children = entry.children ?? [];
  const choose = ({ event_key, url }: MenuEntry) => {
    menu.close();
    const address = url === undefined ? null : safeHref(url);
    if (address) window.open(address, '_blank', 'noopener');
    else if (event_key !== undefined) void run(() => clickMenu(me.open_id, event_key));
  };
  if (children.length === 0) {
    return (
      <button type="button" role="menuitem" class="menu-button" onClick={() => choose(entry)}>
        {entry.name}
      </button>
    );
  }
  return (
    <>
      <button
        ref={menu.anchor}
        type="button"
        role="menuitem"
        class="menu-button"
        aria-haspopup="menu"
        aria-expanded={menu.shown}
        aria-controls={id}
        onClick={menu.toggle}
      >
        <Icon name="menu" size={13} />
        {entry.name}
      </button>
      <Popover id={id} at={menu} role="menu" label={entry.name} wide>
        {children.map((child) => (
          <button key={child.name} type="button" role="menuitem" class="menu-item" onClick={() => choose(child)}>
            {child.name}
          </button>
        ))}
      </Popover>
    </>
  );
}

function TextBox({ chat, replyTo, endReply }: Props) {
  const { world, me, run } = useSession();
  const [text, setText] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const mention = `@${world.app.name} `;
  const group = world.groups.find(({ chat_id }) => chat_id === chat.chat_id);
  useEffect(() => {
    if (replyTo) box.current?.focus();
  }, [replyTo]);
  const send = async () => {
    const mentioned = group !== undefined && text.includes(mention.trim());
    const said = (mentioned ? text.replace(mention.trim(), '') : text).trim();
    if (said === '' && !mentioned) return;
    const seed = {
      as: me.open_id,
      text: said,
      ...(replyTo ? { parent_id: replyTo.message_id } : {}),
      ...(mentioned ? { mention_bot: true } : {}),
    };
    if (!(await run(() => sendText(chat.chat_id, seed)))) return;
    setText('');
    endReply();
  };
  return (
    <div class="composer">
      {replyTo && (
        <div class="composer-reply">
          回复 {replyTo.sender.name}：{replyTo.preview}
          <button type="button" class="icon-button" aria-label="取消回复" onClick={endReply}>
            <Icon name="close" size={12} />
          </button>
        </div>
      )}
      <textarea
        ref={box}
        data-testid="composer"
        aria-label={`发送给 ${chat.name}`}
        placeholder={`发送给 ${chat.name}`}
        rows={Math.min(6, text.split('\n').length)}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <div class="composer-tools">
        {group?.bot && (
          <button
            type="button"
            class="icon-button"
            aria-label={`提到 ${world.app.name}`}
            onClick={() => {
              setText(`${mention}${text}`);
              box.current?.focus();
            }}
          >
            <Icon name="at" size={18} />
          </button>
        )}
        <FileButton chat={chat} />
        <button type="button" class="icon-button send" aria-label="发送" disabled={text.trim() === ''} onClick={send}>
          <Icon name="send" size={18} />
        </button>
      </div>
    </div>
  );
}

function FileButton({ chat }: { chat: ChatSummary }) {
  const { me, run } = useSession();
  const input = useRef<HTMLInputElement>(null);
  const chosen = async (files: File[]) => {
    await run(async () => {
      for (const file of files) await sendFile(me.open_id, chat.chat_id, file);
    });
    if (input.current) input.current.value = '';
  };
  return (
    <>
      <button type="button" class="icon-button" aria-label="发送文件" onClick={() => input.current?.click()}>
        <Icon name="clip" size={18} />
      </button>
      <input
        ref={input}
        type="file"
        class="sr-only"
        data-testid="file-input"
        aria-label="选择要发送的文件"
        tabIndex={-1}
        multiple
        onChange={(event) => chosen([...(event.currentTarget.files ?? [])])}
      />
    </>
  );
}
