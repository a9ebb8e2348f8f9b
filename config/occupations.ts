// The national dictionary of occupations (国家职业分类大典), where whoever runs the product supplies one. None is shipped.
import { readFile, stat } from 'node:fs/promises';
import { occupationDictionary } from '../domain/scope.ts';

/** The dictionary has some 1,600 occupations; a line for each of their work types stays far below these. */
export const OCCUPATION_LIMITS = { bytes: 4 * 1024 * 1024, lines: 50_000, characters: 100 } as const;

const HEADERS = new Set(['职业', '职业名称']);

/**
 * Reads the file that `HEZHENG_OCCUPATIONS` names; null for no file. One occupation a line, and whatever follows a
 * comma (工种) set aside; an occupation may stand on several lines.
 * @throws one Error in Chinese that says what to put right, for a file that cannot be used whole
 */
export async function readOccupations(path: string | null): Promise<ReadonlySet<string> | null> {
  if (path === null) return null;
  const occupations = occupationsIn(await textOf(path));
  if (occupations.length === 0) throw unusable('里面没有职业，应每行写一个职业');
  return occupationDictionary(occupations);
}

async function textOf(path: string): Promise<string> {
  const bytes = await bytesOf(path).catch((cause: unknown) => {
    throw unusable(`打不开文件 ${path}，请核对路径和读取权限`, cause);
  });
  if (bytes === null) throw unusable(`文件超过 ${OCCUPATION_LIMITS.bytes / 1024 / 1024} MB，请核对是不是职业名录`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unusable('文件不是 UTF-8 文本，请另存为“CSV UTF-8”或 UTF-8 的纯文本', cause);
  }
}

/** Null for a file of more bytes than are read. */
async function bytesOf(path: string): Promise<Buffer | null> {
  const { size } = await stat(path);
  return size > OCCUPATION_LIMITS.bytes ? null : readFile(path);
}

function occupationsIn(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.length > OCCUPATION_LIMITS.lines)
    throw unusable(`文件超过 ${OCCUPATION_LIMITS.lines} 行，请核对是不是职业名录`);
  return lines.flatMap((line, i) => {
    const name = (/^\s*"([^"]*)"/.exec(line)?.[1] ?? line.split(/[,，\t]/, 1)[0] ?? '').trim();
    if (name === '' || (i === 0 && HEADERS.has(name))) return [];
    if (name.length > OCCUPATION_LIMITS.characters) {
      throw unusable(`第 ${i + 1} 行的职业超过 ${OCCUPATION_LIMITS.characters} 个字，应每行只写一个职业`);
    }
    return [name];
  });
}

function unusable(why: string, cause?: unknown): Error {
  return new Error(`HEZHENG_OCCUPATIONS：${why}。不需要比对职业分类大典时，请去掉这个变量。`, { cause });
}
