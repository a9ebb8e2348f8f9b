// The person's chats, newest first, with unread and urgent marks.
import type { ChatSummary } from '../api.ts';
import { Avatar } from './avatar.tsx';
import { shortTime } from './format.ts';
import { Icon } from './icon.tsx';
import { Badge } from './person-switcher.tsx';
import { useSession } from './session.ts';

type Props = {
  chats: ChatSummary[];
  open: string | null;
  choose: (chatId: string) => void;
  /** On a phone: shows the list of people. */
  showPeople: (() => void) | null;
  togglePanel: () => void;
};

export function ChatList({ chats, open, choose, showPeople, togglePanel }: Props) {
  const { me } = useSession();
  const who = (
    <>
      <Avatar id={me.open_id} name={me.name} size={32} />
      <span class="who-words">
        <span class="who-name">{me.name}</span>
        <span class="who-title">{me.resigned ? '已离职' : me.title}</span>
      </span>
    </>
  );
  return (
    <section class="chats" aria-label="会话列表">
      <header class="chats-head">
        {showPeople ? (
          <button type="button" class="who" aria-label={`切换人员，当前是${me.name}`} onClick={showPeople}>
            {who}
            <Icon name="down" size={12} />
          </button>
        ) : (
          <div class="who">{who}</div>
        )}
        {showPeople && (
          <button type="button" class="icon-button" aria-label="模拟器面板" onClick={togglePanel}>
            <Icon name="settings" size={20} />
          </button>
        )}
      </header>
      <ul class="chats-list">
        {chats.map((chat) => (
          <li key={chat.chat_id}>
            <ChatRow chat={chat} current={chat.chat_id === open} choose={choose} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ChatRow({ chat, current, choose }: { chat: ChatSummary; current: boolean; choose: (chatId: string) => void }) {
  const { now } = useSession();
  const bot = chat.kind === 'p2p';
  return (
    <button
      type="button"
      class="chat"
      data-testid={`chat-${chat.chat_id}`}
      aria-current={current}
      onClick={() => choose(chat.chat_id)}
    >
      <span class="person-face">
        <Avatar id={chat.chat_id} name={chat.name} size={44} kind={bot ? 'bot' : 'group'} />
        {!current && <Badge count={chat.unread} />}
      </span>
      <span class="chat-words">
        <span class="chat-top">
          <span class="chat-name">{chat.name}</span>
          {bot && <span class="bot-tag">机器人</span>}
          <span class="chat-time">{chat.last ? shortTime(chat.last.at, now()) : ''}</span>
        </span>
        <span class="chat-last">
          {chat.urgent && (
            <span class="urgent-tag">
              <Icon name="urgent" size={11} />
              加急
            </span>
          )}
          <span class="chat-preview">{chat.last?.text ?? ''}</span>
        </span>
      </span>
    </button>
  );
}
