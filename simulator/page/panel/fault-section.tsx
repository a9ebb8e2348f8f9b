// Faults on demand: one button each, and a list of those still at work.
import type { Fault, FaultSeed } from '../../api.ts';
import { addFault, dropConnections, removeFault } from '../api-client.ts';
import { Icon } from '../icon.tsx';
import { useSession } from '../session.ts';

const OFFERED: { label: string; hint: string; seed: FaultSeed }[] = [
  { label: '重复投递', hint: '下一个事件投递两次', seed: { kind: 'duplicate', copies: 2, times: 1 } },
  { label: '延迟', hint: '下一个事件晚 5 秒送达', seed: { kind: 'delay', ms: 5000, times: 1 } },
  { label: '乱序', hint: '下两个事件颠倒顺序', seed: { kind: 'reorder', times: 1 } },
  { label: '429', hint: '接下来 3 次接口调用被限流', seed: { kind: 'rate-limit', reset_s: 2, times: 3 } },
  { label: '5xx', hint: '接下来 3 次接口调用返回 502', seed: { kind: 'server-error', status: 502, times: 3 } },
  {
    label: '丢失应答',
    hint: '下一次发消息已办成，但应答丢失',
    seed: { kind: 'lost-answer', path: 'POST /open-apis/im', times: 1 },
  },
  { label: '慢应答', hint: '接下来 3 次接口调用晚 3 秒应答', seed: { kind: 'slow', ms: 3000, times: 3 } },
  { label: '拒绝连接', hint: '不接受新的长连接，直到移除', seed: { kind: 'refuse-connection', times: null } },
  { label: '不回心跳', hint: '连接半开：不再回应心跳，直到移除', seed: { kind: 'stall-pong', times: null } },
];

const NAMES: Record<Fault['kind'], string> = {
  'rate-limit': '限流 429',
  'server-error': '服务端错误',
  'lost-answer': '丢失应答',
  slow: '慢应答',
  code: '指定错误码',
  duplicate: '重复投递',
  delay: '延迟投递',
  reorder: '乱序',
  'refuse-connection': '拒绝连接',
  'stall-pong': '不回心跳',
};

export function FaultSection() {
  const { world, run, notify } = useSession();
  const drop = async () => {
    if (await run(dropConnections)) notify('info', '已断开所有长连接');
  };
  return (
    <section class="panel-section">
      <h3>故障注入</h3>
      <div class="panel-buttons">
        <button type="button" class="btn btn-danger btn-small" title="切断所有长连接" onClick={drop}>
          断开连接
        </button>
        {OFFERED.map(({ label, hint, seed }) => (
          <button
            key={label}
            type="button"
            class="btn btn-default btn-small"
            title={hint}
            onClick={() => run(() => addFault(seed))}
          >
            {label}
          </button>
        ))}
      </div>
      {world.faults.length > 0 && (
        <ul class="fault-list" aria-label="生效中的故障">
          {world.faults.map((fault) => (
            <li key={fault.id}>
              <span>{NAMES[fault.kind]}</span>
              <span class="fault-left">{fault.left === null ? '直到移除' : `还剩 ${fault.left} 次`}</span>
              <button
                type="button"
                class="icon-button"
                aria-label={`移除故障 ${NAMES[fault.kind]}`}
                onClick={() => run(() => removeFault(fault.id))}
              >
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
