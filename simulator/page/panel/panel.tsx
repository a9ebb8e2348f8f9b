// The simulator's own panel beside the chat: what the real Feishu does not have. Nothing here is part of the product.
import { readTranscript } from '../api-client.ts';
import { day } from '../format.ts';
import { Icon } from '../icon.tsx';
import { useSession } from '../session.ts';
import { ClockSection } from './clock-section.tsx';
import { FaultSection } from './fault-section.tsx';
import { SwitchSection } from './switch-section.tsx';
import { TrafficSection } from './traffic-section.tsx';

function download(name: string, content: unknown): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

export function Panel({ close }: { close: () => void }) {
  const { me, now, run } = useSession();
  const save = () => run(async () => download(`transcript-${day(now())}.json`, await readTranscript()));
  return (
    <aside class="panel" aria-label="模拟器">
      <header class="panel-head">
        <h2>模拟器</h2>
        <button type="button" class="icon-button" aria-label="收起模拟器面板" onClick={close}>
          <Icon name="close" size={18} />
        </button>
      </header>
      <div class="panel-body">
        <ClockSection />
        <FaultSection />
        <TrafficSection />
        <SwitchSection />
        <section class="panel-section">
          <h3>其他</h3>
          <div class="panel-buttons">
            <button type="button" class="btn btn-default btn-small" onClick={save}>
              <Icon name="download" size={14} />
              导出记录
            </button>
            <a
              class="btn btn-default btn-small"
              href={`/?as=${encodeURIComponent(me.open_id)}`}
              target="_blank"
              rel="noreferrer"
            >
              <Icon name="window" size={14} />以 {me.name} 打开新窗口
            </a>
          </div>
        </section>
      </div>
    </aside>
  );
}
