// One message of a conversation: bubble, card, file or image, with its actions and marks.
import type { ComponentChildren } from 'preact';
import type { ChatSummary, Message } from '../api.ts';
import { clickCard, fileUrl, imageUrl, recall } from './api-client.ts';
import { Avatar } from './avatar.tsx';
import { CardView } from './card/card.tsx';
import type { CardSurroundings } from './card/context.ts';
import { clickErrorWords } from './click-errors.ts';
import { FileIcon } from './file-icon.tsx';
import { clockTime, dayName, fileSize } from './format.ts';
import { Icon } from './icon.tsx';
import { useSession } from './session.ts';

type Props = {
  message: Message;
  parent: Message | null;
  /** Whether the date stands above it. */
  dated: boolean;
  chat: ChatSummary;
  reply: (message: Message) => void;
  forward: (message: Message) => void;
};

export function MessageRow({ message, parent, dated, chat, reply, forward }: Props) {
  const { me, now } = useSession();
  const own = message.sender.id === me.open_id;
  const { sender } = message;
  const date = dated && (
    <div class="date-line">
      {dayName(message.at, now())} {clockTime(message.at)}
    </div>
  );
  if (message.recalled) {
    return (
      <>
        {date}
        <div class="recalled" data-testid={`message-${message.message_id}`}>
          {own ? '你' : sender.name}撤回了一条消息
        </div>
      </>
    );
  }
  const urgent = message.urgent_for.includes(me.open_id);
  return (
    <>
      {date}
      <article
        class={own ? 'message own' : 'message'}
        data-testid={`message-${message.message_id}`}
        aria-label={`${sender.name}：${message.preview}`}
        tabIndex={-1}
      >
        {!own && <Avatar id={sender.id} name={sender.name} kind={sender.kind === 'bot' ? 'bot' : 'person'} />}
        <div class="message-main">
          <div class="message-top">
            {!own && <span class="sender">{sender.name}</span>}
            {!own && sender.kind === 'bot' && <span class="bot-tag">机器人</span>}
            <time>{clockTime(message.at)}</time>
            {message.forwarded && <span class="message-note">转发的消息</span>}
            {message.edited && !message.card && <span class="message-note">已编辑</span>}
          </div>
          <div class="message-line">
            <Bubble message={message} parent={parent} chat={chat} />
            <Actions message={message} own={own} reply={reply} forward={forward} />
          </div>
          {urgent && (
            <div class="urgent-line">
              <Icon name="urgent" size={12} />
              加急消息
            </div>
          )}
          {own && chat.kind === 'group' && <ReadMark message={message} />}
        </div>
      </article>
    </>
  );
}

function ReadMark({ message }: { message: Message }) {
  const { nameOf } = useSession();
  const readers = message.read_by.filter((id) => id !== message.sender.id).map((id) => nameOf(id) ?? id);
  return (
    <div class="read-mark" title={readers.join('、')}>
      {readers.length === 0 ? '未读' : `${readers.length} 人已读`}
    </div>
  );
}

function Actions({ message, own, reply, forward }: Pick<Props, 'message' | 'reply' | 'forward'> & { own: boolean }) {
  const { me, run } = useSession();
  return (
    <div class="actions" role="toolbar" aria-label="消息操作">
      <button type="button" aria-label="回复" title="回复" onClick={() => reply(message)}>
        <Icon name="reply" />
      </button>
      <button type="button" aria-label="转发" title="转发" onClick={() => forward(message)}>
        <Icon name="forward" />
      </button>
      {own && (
        <button
          type="button"
          aria-label="撤回"
          title="撤回"
          onClick={() => run(() => recall(me.open_id, message.message_id))}
        >
          <Icon name="recall" />
        </button>
      )}
    </div>
  );
}

function Bubble({ message, parent, chat }: Pick<Props, 'message' | 'parent' | 'chat'>) {
  const quote = message.parent_id !== null && (
    <div class="quote">
      {parent ? `${parent.sender.name}：${parent.recalled ? '消息已撤回' : parent.preview}` : '回复的消息不在此处'}
    </div>
  );
  if (message.card) {
    return (
      <div class="bubble-card">
        {quote}
        <MessageCard message={message} chat={chat} />
      </div>
    );
  }
  if (message.file) {
    return (
      <div class="bubble-file">
        {quote}
        <FileBubble message={message} file={message.file} />
      </div>
    );
  }
  if (message.image) {
    return <img class="bubble-image" src={imageUrl(message.image.image_key)} alt="图片" />;
  }
  return (
    <div class="bubble">
      {quote}
      <div class="bubble-text">{linked(message.text ?? message.preview)}</div>
    </div>
  );
}

/** Web addresses in a text become links; everything else stays as it was typed. */
function linked(text: string): ComponentChildren {
  return text.split(/(https?:\/\/[^\s<>（），。]+)/).map((piece, index) =>
    index % 2 === 1 ? (
      <a key={piece} href={piece} target="_blank" rel="noreferrer">
        {piece}
      </a>
    ) : (
      piece
    ),
  );
}

function FileBubble({ message, file }: { message: Message; file: NonNullable<Message['file']> }) {
  const { me } = useSession();
  return (
    <a
      class="file"
      href={fileUrl(me.open_id, message.message_id, file.file_key)}
      download={file.file_name}
      aria-label={`下载 ${file.file_name}`}
    >
      <FileIcon name={file.file_name} />
      <span class="file-words">
        <span class="file-name">{file.file_name}</span>
        <span class="file-size">{fileSize(file.size)}</span>
      </span>
      <span class="file-download">
        <Icon name="download" size={18} />
      </span>
    </a>
  );
}

function MessageCard({ message, chat }: { message: Message; chat: ChatSummary }) {
  const { world, me, nameOf, notify, run } = useSession();
  const group = world.groups.find(({ chat_id }) => chat_id === chat.chat_id);
  const members = group ? group.members : [me.open_id];
  const surroundings: CardSurroundings = {
    nameOf,
    members: members.map((id) => ({ id, name: nameOf(id) ?? id })),
    imageUrl,
    notify,
    click: async (path, entered) => {
      await run(async () => {
        const click = { as: me.open_id, path: [...path], card_version: message.card_version, ...entered };
        const { toast, error } = await clickCard(message.message_id, click);
        if (error) notify('error', clickErrorWords(error));
        else if (toast) notify(toast.type, toast.content);
      });
    },
  };
  // A new edition is a new card: what was half entered in the old one is gone, as in Feishu.
  return <CardView key={message.card_version} card={message.card ?? {}} surroundings={surroundings} />;
}
