// The programs the tests want beside the npm packages: a Redis, a browser, a Han font. As root on Debian they are
// installed; elsewhere their absence is named together with how to get them. Nothing here stops the tests.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { onPath } from './on-path.ts';

type Tool = { name: string; debian: string; elsewhere: string; without: string; present: () => boolean };

const TOOLS: readonly Tool[] = [
  {
    name: 'Redis',
    debian: 'redis-server',
    elsewhere: 'https://redis.io/docs/latest/operate/oss_and_stack/install/',
    without:
      '改用 WebAssembly 版 Valkey，只跳过针对真实 Redis 的测试 / Valkey in WebAssembly stands in, tests of Redis itself are skipped',
    present: () => onPath('redis-server', 'valkey-server') !== null,
  },
  {
    name: 'Chromium',
    debian: 'chromium',
    elsewhere: 'https://www.chromium.org/getting-involved/download-chromium/',
    without: '浏览器测试不能运行 / the browser tests cannot run',
    present: () => findChromium() !== null,
  },
  {
    name: '中文字体 / Han font',
    debian: 'fonts-wqy-microhei',
    elsewhere: 'https://github.com/notofonts/noto-cjk',
    without: '截图中的汉字会显示为方框 / Han glyphs show as boxes in screenshots',
    present: hasHanFont,
  },
];

/** Installs what is missing where that can be done; answers a sentence for each thing that is still missing. */
export function ensureTools(say: (line: string) => void): string[] {
  const wanted = missing();
  if (wanted.length > 0 && mayInstall()) {
    const packages = wanted.map((tool) => tool.debian);
    say(`正在安装 ${packages.join('、')}（apt-get）…… / Installing`);
    const apt = (...args: string[]) =>
      spawnSync('apt-get', ['-qq', '-y', ...args], {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
    apt('update');
    apt('install', '--no-install-recommends', ...packages);
  }
  return missing().map(
    (tool) =>
      `缺少 ${tool.name}：${tool.without}。获取方法 / get it: apt-get install ${tool.debian} 或 / or ${tool.elsewhere}`,
  );
}

/** The browser the tests drive, null when there is none. */
export function findChromium(): string | null {
  const onMac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  const found = onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');
  return found ?? (existsSync(onMac) ? onMac : null);
}

function missing(): Tool[] {
  return TOOLS.filter((tool) => !tool.present());
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && onPath('apt-get') !== null;
}

/** Only Linux machines come without one. */
function hasHanFont(): boolean {
  if (process.platform !== 'linux') return true;
  const lister = onPath('fc-list');
  if (lister === null) return existsSync('/usr/share/fonts/truetype/wqy');
  return execFileSync(lister, [':lang=zh', 'family'], { encoding: 'utf8' }).trim() !== '';
}
