// One open chat: its head, its messages, the place to drop files, and what stands below.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChatSummary, Message } from '../api.ts';
import { forward, openChat, sendFile, sendShelfFile } from './api-client.ts';
import { Avatar } from './avatar.tsx';
import { Composer } from './composer.tsx';
import { Dialog } from './dialog.tsx';
import { clockReading } from './format.ts';
import { Icon } from './icon.tsx';
import { MessageRow } from './message-row.tsx';
import { useEverySecond, useSession } from './session.ts';
import { SHELF_TYPE } from './shelf.tsx';

/** Silence after which the time is written between two messages again. */
const GAP_MS = 10 * 60_000;
/** How far from the end still counts as reading the newest. */
const NEAR_END_PX = 160;

type Props = {
  chat: ChatSummary;
  chats: ChatSummary[];
  messages: Message[];
  /** On a phone: back to the chat list. */
  back: (() => void) | null;
  panelShown: boolean;
  togglePanel: () => void;
};

export function Conversation({ chat, chats, messages, back, panelShown, togglePanel }: Props) {
  const { me, run } = useSession();
  const [replyTo, setReplyTo] = useState<Message | null>(null);
  const [forwarding, setForwarding] = useState<Message | null>(null);
  const drop = useDrop(chat);
  // Only a person's own act marks later messages read: each `open` tells the bot that the chat was entered,
  // and a bot that greets would otherwise be greeted back for ever.
  const attend = () => {
    if (chat.unread > 0) void run(() => openChat(me.open_id, chat.chat_id));
  };
  return (
    <main
      class="conversation"
      data-testid="conversation"
      aria-label={`与${chat.name}的会话`}
      onPointerDown={attend}
      onKeyDown={attend}
      {...drop.handlers}
    >
      <Head chat={chat} back={back} panelShown={panelShown} togglePanel={togglePanel} />
      <MessageList messages={messages} chat={chat} reply={setReplyTo} forward={setForwarding} />
      <Composer chat={chat} replyTo={replyTo} endReply={() => setReplyTo(null)} />
      {drop.over && (
        <div class="drop-zone">
          <Icon name="folder" size={40} />
          松开鼠标，把文件发给「{chat.name}」
        </div>
      )}
      {forwarding && <ForwardDialog message={forwarding} chats={chats} close={() => setForwarding(null)} />}
    </main>
  );
}

function useDrop(chat: ChatSummary) {
  const { me, run } = useSession();
  const depth = useRef(0);
  const [over, setOver] = useState(false);
  const carries = (event: DragEvent) => {
    const types = event.dataTransfer?.types ?? [];
    return types.includes('Files') || types.includes(SHELF_TYPE);
  };
  const move = (event: DragEvent, step: number) => {
    if (!carries(event)) return;
    event.preventDefault();
    depth.current += step;
    setOver(depth.current > 0);
  };
  const handlers = {
    onDragEnter: (event: DragEvent) => move(event, 1),
    onDragLeave: (event: DragEvent) => move(event, -1),
    onDragOver: (event: DragEvent) => move(event, 0),
    onDrop: (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      depth.current = 0;
      setOver(false);
      const shelf = event.dataTransfer?.getData(SHELF_TYPE) ?? '';
      const files = [...(event.dataTransfer?.files ?? [])];
      void run(async () => {
        if (shelf !== '') await sendShelfFile(me.open_id, chat.chat_id, shelf);
        for (const file of files) await sendFile(me.open_id, chat.chat_id, file);
      });
    },
  };
  return { over, handlers };
}

function Head({ chat, back, panelShown, togglePanel }: Omit<Props, 'chats' | 'messages'>) {
  const { world } = useSession();
  const group = world.groups.find(({ chat_id }) => chat_id === chat.chat_id);
  return (
    <header class="conversation-head">
      {back && (
        <button type="button" class="icon-button" aria-label="返回会话列表" onClick={back}>
          <Icon name="left" size={20} />
        </button>
      )}
      <Avatar id={chat.chat_id} name={chat.name} size={36} kind={chat.kind === 'p2p' ? 'bot' : 'group'} />
      <div class="conversation-title">
        <h1>{chat.name}</h1>
        <span>{group ? `${group.members.length} 人` : '机器人'}</span>
      </div>
      <button
        type="button"
        class={panelShown ? 'clock-button pressed' : 'clock-button'}
        aria-label="模拟器面板"
        aria-pressed={panelShown}
        onClick={togglePanel}
      >
        <Icon name="clock" />
        <ClockWords />
      </button>
    </header>
  );
}

/** The virtual time, moving on by itself. */
function ClockWords() {
  const { now } = useSession();
  useEverySecond();
  const { date, time, weekday } = clockReading(now());
  return (
    <span class="clock-words" data-testid="clock">
      <span>
        {date} {weekday}
      </span>{' '}
      <span>{time}</span>
    </span>
  );
}

type ListProps = {
  messages: Message[];
  chat: ChatSummary;
  reply: (message: Message) => void;
  forward: (message: Message) => void;
};

function MessageList({ messages, chat, reply, forward }: ListProps) {
  const box = useRef<HTMLDivElement>(null);
  const seen = useRef(0);
  useLayoutEffect(() => {
    const list = box.current;
    if (!list) return;
    const first = seen.current === 0;
    const nearEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX;
    if (messages.length > seen.current && (first || nearEnd || messages.length - seen.current < 3)) {
      list.scrollTop = list.scrollHeight;
    }
    seen.current = messages.length;
  }, [messages]);
  return (
    <div ref={box} class="messages" role="log" aria-label="消息">
      {messages.map((message, index) => {
        const previous = messages[index - 1];
        return (
          <MessageRow
            key={message.message_id}
            message={message}
            parent={messages.find(({ message_id }) => message_id === message.parent_id) ?? null}
            dated={!previous || message.at - previous.at > GAP_MS}
            chat={chat}
            reply={reply}
            forward={forward}
          />
        );
      })}
    </div>
  );
}

function ForwardDialog({ message, chats, close }: { message: Message; chats: ChatSummary[]; close: () => void }) {
  const { me, run, notify } = useSession();
  const [to, setTo] = useState<string | null>(null);
  const send = async (chatId: string) => {
    if (await run(() => forward(me.open_id, message.message_id, chatId))) notify('success', '已转发');
    close();
  };
  return (
    <Dialog title="转发给" confirm="转发" onClose={close} {...(to ? { onConfirm: () => send(to) } : {})}>
      <div class="forward-list" role="radiogroup" aria-label="选择会话">
        {chats.map((chat) => (
          <label key={chat.chat_id} class="forward-row">
            <input type="radio" name="forward" onChange={() => setTo(chat.chat_id)} />
            <Avatar id={chat.chat_id} name={chat.name} size={32} kind={chat.kind === 'p2p' ? 'bot' : 'group'} />
            {chat.name}
          </label>
        ))}
      </div>
    </Dialog>
  );
}
