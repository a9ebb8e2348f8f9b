// Bundles the page at start, in memory; without a page (or with one that does not compile) the server still runs.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const PAGE_FOLDER = fileURLToPath(new URL('./page/', import.meta.url));

export type PageFile = { type: string; content: Buffer };

/** Every file of the page by the path it is served under. A file that is missing is left out. */
export async function bundlePage(): Promise<Map<string, PageFile>> {
  const files = new Map<string, PageFile>();
  const add = (path: string, type: string, content: Buffer | null) => {
    if (content) files.set(path, { type, content });
  };
  add('/', 'text/html', await readIfThere(join(PAGE_FOLDER, 'index.html')));
  add('/page.css', 'text/css', await readIfThere(join(PAGE_FOLDER, 'style.css')));
  // Styles the script imports come out of the bundle and take the place of a style.css.
  const bundled = await bundleScript();
  add('/page.js', 'text/javascript', bundled.script);
  add('/page.css', 'text/css', bundled.styles);
  add('/vendor/vchart.js', 'text/javascript', await readIfThere(chartLibrary()));
  return files;
}

async function bundleScript(): Promise<{ script: Buffer | null; styles: Buffer | null }> {
  const entry = join(PAGE_FOLDER, 'main.tsx');
  if (!(await readIfThere(entry))) return { script: null, styles: null };
  try {
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      format: 'esm',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      sourcemap: 'inline',
      outdir: PAGE_FOLDER,
      write: false,
      logLevel: 'silent',
    });
    const output = (suffix: string) => {
      const file = outputFiles.find(({ path }) => path.endsWith(suffix));
      return file ? Buffer.from(file.contents) : null;
    };
    return { script: output('.js'), styles: output('.css') };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    process.stderr.write(`simulator: the page does not compile: ${reason}\n`);
    const notice = `document.body.textContent = ${JSON.stringify(`页面编译失败：${reason}`)};`;
    return { script: Buffer.from(notice), styles: null };
  }
}

const chartLibrary = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('@visactor/vchart/package.json')), 'build', 'index.min.js');

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch {
    return null;
  }
}
