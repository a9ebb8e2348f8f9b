// What the documents point at is there: files, headings, folders, npm scripts. And the two READMEs say the same.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { envTable } from '../../config/env.ts';
import { layers } from '../support/layers.ts';
import { root } from '../support/source-files.ts';

const pages = [
  'README.md',
  'README.zh-CN.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'docs/directory.md',
  'docs/environment.md',
  'simulator/README.md',
] as const;

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

const linksOf = (text: string) => [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');
/** What stands between backticks, and each line of a fenced block. */
const codeOf = (text: string) => [
  ...[...text.replace(/^\s*```[\s\S]*?^\s*```$/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? ''),
  ...[...text.matchAll(/^\s*```(?:sh|sql)\n([\s\S]*?)^\s*```$/gm)].flatMap(([, block]) => (block ?? '').split('\n')),
];

/** As GitHub makes them: lower case, without punctuation, hyphens for spaces. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
const anchorsOf = (text: string) => [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading ?? ''));

/** A link that leads nowhere; links to other sites are not followed. */
function isDead(page: string, target: string): boolean {
  if (/^https?:/.test(target)) return false;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(root, file))) return true;
  return anchor !== undefined && !anchorsOf(read(file)).includes(anchor);
}

const folders = [...Object.keys(layers).filter((folder) => folder !== ''), 'docs'];

/** Code that names a file or folder of ours from the root; a star stands for any ending, <> for a name of one's own. */
function isMissingPath(code: string): boolean {
  if (!folders.some((folder) => code.startsWith(`${folder}/`)) || /[\s<…]/.test(code)) return false;
  if (!code.includes('*')) return !existsSync(join(root, code));
  const [before = ''] = code.split('*');
  const within = join(root, before.slice(0, before.lastIndexOf('/')));
  const beginning = before.slice(before.lastIndexOf('/') + 1);
  return !existsSync(within) || !readdirSync(within).some((name) => name.startsWith(beginning));
}

const scriptsIn = (text: string) =>
  [...text.matchAll(/\bnpm run ([a-z][\w:-]*)|\bnpm (test|start)\b/g)].map(([, run, short]) => run ?? short ?? '');

describe.each(pages)('%s', (page) => {
  const text = read(page);

  test('links lead somewhere', () => {
    expect(linksOf(text).filter((target) => isDead(page, target))).toEqual([]);
  });

  test('named files and folders are there', () => {
    // The simulator's README names its own files, as seen from its folder.
    const named = page.startsWith('simulator/') ? [] : codeOf(text);

    expect(named.filter(isMissingPath)).toEqual([]);
  });

  test('named npm scripts are there', () => {
    expect(scriptsIn(text).filter((name) => !(name in scripts))).toEqual([]);
  });
});

test('the looks above find what is dead', () => {
  expect(isDead('README.md', 'docs/nothing.md')).toBe(true);
  expect(isDead('README.md', 'simulator/README.md#nothing')).toBe(true);
  expect(isDead('docs/directory.md', '../README.md#limits')).toBe(false);
  expect(codeOf('say `domain/nothing.ts`\n```sh\nnpm run x\n```\n')).toEqual(['domain/nothing.ts', 'npm run x', '']);
  expect(isMissingPath('domain/nothing.ts')).toBe(true);
  expect(isMissingPath('workbook/write-*.ts')).toBe(false);
  expect(isMissingPath('workbook/nothing-*.ts')).toBe(true);
  expect(scriptsIn('npm run docs:env, then npm test')).toEqual(['docs:env', 'test']);
  expect(pages.flatMap((page) => linksOf(read(page))).length).toBeGreaterThan(80);
  expect(pages.flatMap((page) => codeOf(read(page))).filter((code) => code.includes('/')).length).toBeGreaterThan(60);
});

test('every npm script a person runs is in a document', () => {
  const said = new Set(pages.flatMap((page) => scriptsIn(read(page))));

  expect(Object.keys(scripts).filter((name) => !said.has(name) && name !== 'lint')).toEqual([]);
});

describe('the two READMEs', () => {
  const [english, chinese] = [read('README.md'), read('README.zh-CN.md')];
  const sorted = (values: readonly string[]) => [...new Set(values)].sort();

  test('have the same sections, links and commands', () => {
    const depths = (text: string) => [...text.matchAll(/^(#+) /gm)].map(([, marks]) => marks?.length);
    const others = (text: string) => linksOf(text).filter((target) => !target.startsWith('README'));
    const commands = (text: string) =>
      codeOf(text).flatMap((line) =>
        /^(npm|docker|cp|export|DATABASE|create) /.test(line) ? line.split('#')[0]?.trim() : [],
      );

    expect(depths(chinese)).toEqual(depths(english));
    expect(sorted(others(chinese).map((target) => target.split('#')[0] ?? ''))).toEqual(
      sorted(others(english).map((target) => target.split('#')[0] ?? '')),
    );
    expect(sorted(commands(chinese).flatMap((line) => line ?? []))).toEqual(
      sorted(commands(english).flatMap((line) => line ?? [])),
    );
  });

  test('name the same scopes, events, keys and variables', () => {
    const names = (text: string) => sorted(codeOf(text).filter((code) => /^[\w.:]+$/.test(code)));

    expect(names(english).filter((name) => name.startsWith('im:')).length).toBeGreaterThan(5);
    expect(names(chinese)).toEqual(names(english));
  });
});

describe('set-up of the platform', () => {
  const readme = read('README.md');

  test('names every event the bot reads, and no other', () => {
    const types = /'((?:im|application|contact|card)\.[\w.]+)'/g;
    const understood = [...read('bot/read-event.ts').matchAll(types)].map(([, type]) => type ?? '');
    const named = [...readme.matchAll(/`((?:im|application|contact|card)\.[a-z_0-9.]+)`/g)].map(
      ([, type]) => type ?? '',
    );

    expect(understood.length).toBeGreaterThan(7);
    expect(new Set(named)).toEqual(new Set(understood));
  });

  test('names the keys of the menu that the bot knows', () => {
    const [, keys = ''] = /const words: .* = \{([^}]*)\};/.exec(read('workers/incoming/menu-pressed.ts')) ?? [];
    const known = [...keys.matchAll(/(\w+):/g)].map(([, key]) => key);
    const named = [...readme.matchAll(/^ *\| [^|]+ \| `(\w+)` \|$/gm)].map(([, key]) => key);

    expect(known.length).toBe(9);
    expect(named).toEqual(known);
  });
});

describe('environment variables', () => {
  const known = new Set([...envTable().matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name));
  /** Of Compose, of the tests, and of PostgreSQL's and Redis's own images. */
  const others = /^(POSTGRES|HEZHENG_(OWNER|APP)|REDIS)_PASSWORD$|^TEST_DATABASE_URL$|^BOT_PORT$/;

  test.each(['README.md', 'README.zh-CN.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', '.env.example'])(
    '%s names none that nobody reads',
    (page) => {
      const named = [...read(page).matchAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g)].map(([name]) => name);

      expect(named.filter((name) => !known.has(name) && !others.test(name))).toEqual([]);
    },
  );

  test('.env.example names every one that has no default', () => {
    const required = [...envTable().matchAll(/^\| `(\w+)` \|[^|]+\| \*\*required\*\*/gm)].map(([, name]) => name ?? '');

    expect(required.length).toBeGreaterThan(6);
    expect(required.filter((name) => !read('.env.example').includes(name))).toEqual([]);
  });
});
