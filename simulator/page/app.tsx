// The page's frame: who acts, which chat is open, which layout; hands everything else to its parts.
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { Person, World } from '../api.ts';
import { ChatList } from './chat-list.tsx';
import { Conversation } from './conversation.tsx';
import { Panel } from './panel/panel.tsx';
import { PersonSheet, PersonSwitcher } from './person-switcher.tsx';
import {
  type Session,
  SessionContext,
  useChats,
  useConversation,
  useEvents,
  useToasts,
  useUnread,
  useWorld,
} from './session.ts';
import { Toasts } from './toasts.tsx';

const PHONE_WIDTH_PX = 640;
const PANEL_WIDTH_PX = 1280;

function usePhone(): boolean {
  const narrow = useMemo(() => matchMedia(`(max-width: ${PHONE_WIDTH_PX}px)`), []);
  const [phone, setPhone] = useState(narrow.matches);
  useEffect(() => {
    const changed = () => setPhone(narrow.matches);
    narrow.addEventListener('change', changed);
    return () => narrow.removeEventListener('change', changed);
  }, [narrow]);
  return phone || new URLSearchParams(location.search).has('phone');
}

function usePersonInUrl(world: World | null): [Person | null, (openId: string) => void] {
  const [as, setAs] = useState(() => new URLSearchParams(location.search).get('as'));
  const choose = (openId: string) => {
    const address = new URL(location.href);
    address.searchParams.set('as', openId);
    history.replaceState(null, '', address);
    setAs(openId);
  };
  const people = world?.people ?? [];
  return [people.find(({ open_id }) => open_id === as) ?? people[0] ?? null, choose];
}

function useSessionOf(
  world: World | null,
  me: Person | null,
  feedback: Pick<Session, 'run' | 'notify'>,
): Session | null {
  const offset = world?.clock.offset_ms ?? 0;
  return useMemo(() => {
    if (!world || !me) return null;
    const names = new Map(world.people.map(({ open_id, name }) => [open_id, name]));
    names.set(world.app.bot_open_id, world.app.name);
    return {
      world,
      me,
      ...feedback,
      now: () => Date.now() + offset,
      nameOf: (openId: string) => names.get(openId) ?? null,
    };
  }, [world, me, offset, feedback.run, feedback.notify]);
}

/** Everything the page shows, kept up to date for the person of this window. */
function useLive(phone: boolean) {
  const { toasts, notify, run } = useToasts();
  const { world, refresh: refreshWorld } = useWorld(run);
  const [me, choosePerson] = usePersonInUrl(world);
  const as = me?.open_id ?? null;
  const { chats, refresh: refreshChats } = useChats(as, run);
  const [wanted, setWanted] = useState<string | null>(null);
  const open =
    chats.find(({ chat_id }) => chat_id === wanted) ??
    (phone ? null : chats.find(({ kind }) => kind === 'p2p')) ??
    null;
  const { messages, receive, refresh } = useConversation(as, open?.chat_id ?? null, run);
  const others = useUnread(world?.people ?? []);
  const here = chats.reduce((sum, chat) => sum + (chat === open ? 0 : chat.unread), 0);
  const unread = as ? { ...others, [as]: here } : others;
  const session = useSessionOf(world, me, { run, notify });
  useEffect(() => {
    if (me) document.title = `${me.name} · 飞书模拟器`;
  }, [me]);
  const refreshAll = useCallback(() => {
    void refreshWorld();
    void refreshChats();
    void refresh();
  }, [refreshWorld, refreshChats, refresh]);
  const up = useEvents(
    as,
    (event) => {
      if (event.type === 'message') receive(event.message);
      else if (event.type === 'chats') void refreshChats();
      else if (event.type === 'world') void refreshWorld();
      else notify(event.toast.type, event.toast.content);
    },
    refreshAll,
  );
  return { session, toasts, world, up, unread, choosePerson, chats, open, openChat: setWanted, messages };
}

export function App() {
  const phone = usePhone();
  const live = useLive(phone);
  const { session, toasts, chats, open, openChat, unread } = live;
  const [panel, setPanel] = useState(() => !phone && innerWidth >= PANEL_WIDTH_PX);
  const [sheet, setSheet] = useState(false);
  const choose = (openId: string) => {
    openChat(null);
    setSheet(false);
    live.choosePerson(openId);
  };
  const togglePanel = () => setPanel(!panel);
  if (!session) return <Empty world={live.world} toasts={toasts} />;
  return (
    <SessionContext.Provider value={session}>
      <div class={`app ${phone ? 'phone' : 'desktop'} ${panel ? 'with-panel' : ''}`}>
        {!live.up && (
          <div class="offline" role="status">
            与模拟器的连接断开了，正在重连…
          </div>
        )}
        {!phone && <PersonSwitcher unread={unread} choose={choose} />}
        {(!phone || !open) && (
          <ChatList
            chats={chats}
            open={open?.chat_id ?? null}
            choose={openChat}
            showPeople={phone ? () => setSheet(true) : null}
            togglePanel={togglePanel}
          />
        )}
        {open && (
          <Conversation
            key={`${session.me.open_id}/${open.chat_id}`}
            chat={open}
            chats={chats}
            messages={live.messages}
            back={phone ? () => openChat(null) : null}
            panelShown={panel}
            togglePanel={togglePanel}
          />
        )}
        {!phone && !open && <main class="conversation conversation-none">选择一个会话</main>}
        {panel && <Panel close={togglePanel} />}
        {sheet && <PersonSheet unread={unread} choose={choose} close={() => setSheet(false)} />}
        <Toasts toasts={toasts} />
      </div>
    </SessionContext.Provider>
  );
}

function Empty({ world, toasts }: { world: World | null; toasts: Parameters<typeof Toasts>[0]['toasts'] }) {
  return (
    <div class="app-empty">
      {world ? '还没有人：请用 PUT /sim/people 放入人员，本页会自动更新。' : '正在连接模拟器…'}
      <Toasts toasts={toasts} />
    </div>
  );
}
