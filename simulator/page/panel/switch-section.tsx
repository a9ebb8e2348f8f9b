// Switches for behaviour that nobody has verified on the real platform.
import { useId } from 'preact/hooks';
import type { Switches } from '../../api.ts';
import { putSwitches } from '../api-client.ts';
import { useSession } from '../session.ts';

type Shown = {
  [Key in keyof Switches]: { key: Key; label: string; choices: [Switches[Key], string][] };
}[keyof Switches];

const YES_NO: [boolean, string][] = [
  [true, '是'],
  [false, '否'],
];

const SHOWN: Shown[] = [
  {
    key: 'uuid_repeat',
    label: 'uuid 重复时',
    choices: [
      ['first-message', '返回原消息'],
      ['error', '报错'],
    ],
  },
  {
    key: 'chat_rate_code',
    label: '单会话限频码',
    choices: [
      [230020, '230020'],
      [99991400, '99991400'],
    ],
  },
  {
    key: 'token_status',
    label: '令牌失效状态码',
    choices: [
      [400, '400'],
      [200, '200'],
      [401, '401'],
    ],
  },
  {
    key: 'empty_form_fields',
    label: '空的表单项',
    choices: [
      ['absent', '不带'],
      ['empty', '空串'],
    ],
  },
  { key: 'redeliver_without_connection', label: '无连接时也重投', choices: YES_NO },
  { key: 'card_callback_subscribed', label: '已订阅卡片回调', choices: YES_NO },
  { key: 'card_frames', label: '回调用 card 帧', choices: YES_NO },
  { key: 'group_all_messages', label: '群里收全部消息', choices: YES_NO },
  { key: 'rate_limits', label: '执行频率限制', choices: YES_NO },
];

function SwitchRow({ shown }: { shown: Shown }) {
  const { world, run } = useSession();
  const id = useId();
  const now = shown.choices.findIndex(([value]) => value === world.switches[shown.key]);
  return (
    <div class="switch-row">
      <label for={id}>{shown.label}</label>
      <select
        id={id}
        value={now}
        onChange={(event) => {
          const choice = shown.choices[Number(event.currentTarget.value)];
          if (choice) void run(() => putSwitches({ [shown.key]: choice[0] }));
        }}
      >
        {shown.choices.map(([value, words], index) => (
          <option key={String(value)} value={index}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

export function SwitchSection() {
  return (
    <details class="panel-section">
      <summary>未核实行为的开关</summary>
      {SHOWN.map((shown) => (
        <SwitchRow key={shown.key} shown={shown} />
      ))}
    </details>
  );
}
