// The chart component. VChart is large, so it is loaded when the first chart is shown.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ElementProps } from './context.ts';
import { length } from './look.ts';
import { type Node, node, str } from './read.ts';

const SOURCE = '/vendor/vchart.js';
const THEMES: Record<string, string[]> = {
  brand: ['#3370ff', '#7b9cff', '#1c4cba', '#bacefd', '#14c0ff', '#00d6b9', '#ffc60a', '#ff8800'],
  rainbow: ['#3370ff', '#34c724', '#ffc60a', '#f54a45', '#7f3bf5', '#00d6b9', '#ff8800', '#f01d94'],
  complementary: ['#3370ff', '#ff8800', '#bacefd', '#fed4a4', '#1c4cba', '#a55a00'],
  converse: ['#3370ff', '#f54a45', '#bacefd', '#fbbfbc', '#1c4cba', '#b3261e'],
  primary: ['#3370ff', '#5c8dff', '#85aaff', '#adc6ff', '#d6e3ff', '#1c4cba'],
};

type Chart = { renderSync: () => void; release: () => void };
type ChartClass = new (spec: Node, options: Record<string, unknown>) => Chart;

let loading: Promise<ChartClass> | null = null;

function loadVChart(): Promise<ChartClass> {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = SOURCE;
    script.onload = () => {
      const found = node(Reflect.get(window, 'VChart'));
      const named = Reflect.get(window, 'VChart');
      const made = typeof named === 'function' ? named : (found.default ?? found.VChart);
      if (typeof made === 'function') resolve(made as ChartClass);
      else reject(new Error('VChart did not define itself'));
    };
    script.onerror = () => reject(new Error('VChart could not be loaded'));
    document.head.append(script);
  });
  return loading;
}

function ratio(element: Node): string {
  const given = str(element.aspect_ratio, '16:9');
  return /^(1:1|2:1|4:3|16:9)$/.test(given) ? given.replace(':', ' / ') : '16 / 9';
}

export function ChartElement({ element }: ElementProps) {
  const box = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const spec = node(element.chart_spec);
  useEffect(() => {
    let chart: Chart | null = null;
    let gone = false;
    const draw = async () => {
      const VChart = await loadVChart();
      if (gone || !box.current) return;
      const colours = THEMES[str(element.color_theme, 'brand')] ?? THEMES.brand;
      chart = new VChart(
        { color: colours, animation: false, background: 'transparent', ...spec },
        { dom: box.current, animation: false },
      );
      chart.renderSync();
      box.current.dataset.ready = 'true';
    };
    draw().catch(() => setFailed(true));
    return () => {
      gone = true;
      chart?.release();
    };
  }, [element]);
  const title = str(node(spec.title).text, '图表');
  const height = length(element.height);
  if (failed) return <div class="unknown">图表无法显示，请检查 chart_spec</div>;
  return (
    <div class="chart" role="img" aria-label={title} style={height ? { height } : { aspectRatio: ratio(element) }}>
      <div ref={box} class="chart-canvas" />
    </div>
  );
}
