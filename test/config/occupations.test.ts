// The dictionary of occupations as a file: read whole or refused with what to put right, and never half.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OCCUPATION_LIMITS, readOccupations } from '../../config/occupations.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hezheng-occupations-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const file = async (content: string | Buffer): Promise<string> => {
  const path = join(folder, 'occupations.csv');
  await writeFile(path, content);
  return path;
};

test('one occupation a line is read, with or without work types, header, quotes, BOM and Windows line ends', async () => {
  const plain = await readOccupations(await file('车工\n焊工\n'));
  const table = await readOccupations(
    await file('\uFEFF职业名称,工种\r\n车工,数控车工\r\n"焊工","电焊工"\r\n焊工\t气焊工\r\n\r\n'),
  );

  expect([...(plain ?? [])]).toEqual(['车工', '焊工']);
  expect(table).toEqual(plain);
});

test('without a file there is no dictionary', async () => {
  expect(await readOccupations(null)).toBeNull();
});

test.each([
  ['nothing in it', '职业\n\n', '里面没有职业'],
  ['GBK', Buffer.from([0xb3, 0xb5, 0xb9, 0xa4]), '不是 UTF-8'],
  ['a line that is no name', `车工\n${'长'.repeat(OCCUPATION_LIMITS.characters + 1)}`, '第 2 行'],
  ['too many lines', '车工\n'.repeat(OCCUPATION_LIMITS.lines + 1), `超过 ${OCCUPATION_LIMITS.lines} 行`],
  ['too many bytes', Buffer.alloc(OCCUPATION_LIMITS.bytes + 1, '\n'), '超过 4 MB'],
])('a file with %s is refused, with its variable and the next step', async (_, content, why) => {
  const reading = readOccupations(await file(content));

  await expect(reading).rejects.toThrow(new RegExp(`^HEZHENG_OCCUPATIONS：.*${why}.*请去掉这个变量。$`));
});

test('a path that leads to no file is refused by its name', async () => {
  await expect(readOccupations(join(folder, 'none.csv'))).rejects.toThrow(/none\.csv，请核对路径/);
  await expect(readOccupations(folder)).rejects.toThrow(/打不开文件/);
});
