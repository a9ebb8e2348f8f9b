// Numbers and people that another institution has already sent or published: told as a fact, never with its data.
import { expect, test } from 'vitest';
import { rows } from '../../workbook/read.ts';
import { type World, world } from '../support/world.ts';
import { certificates, workbook } from '../support/world-people.ts';
import { submit, wholeChain } from '../support/world-steps.ts';

/** 辛 works for another institution and sends 甲's very rows. */
async function sendTheSame(w: World): Promise<void> {
  await w.drop('辛专管', await workbook(certificates(0, 3)), '同样的.xlsx');
  await w.work();
}

const codesOf = async (w: World, no: number) =>
  (
    await w.db.query<{ code: string; n: number }>(
      `select code, count(*)::int as n from findings join submissions s on s.id = submission_id
       where s.no = $1 and code like 'G%' group by code order by code`,
      [no],
    )
  ).rows;

/** All that 辛 was shown or given. */
async function toldTo(w: World): Promise<string> {
  const files = [];
  for (const { name, bytes } of await w.files('辛专管')) {
    files.push(name);
    for await (const row of rows(bytes)) files.push(row.cells.map(String).join(' | '));
  }
  return [...(await w.cards('辛专管')), ...files].join('\n');
}

test('a number another institution has published comes back as a finding that does not name the institution', () =>
  world(async (w) => {
    await wholeChain(w);

    await sendTheSame(w);

    expect(await codesOf(w, 2)).toEqual([{ code: 'G02', n: 3 }]);
    const told = await toldTo(w);
    expect(told).toContain('证书编号已经入库');
    expect(told).not.toContain('甲专管');
    expect(told).not.toContain('HZ-1');
  }));

test('a number in another file under review is told before anything is submitted', () =>
  world(async (w) => {
    await submit(w);

    await sendTheSame(w);

    expect(await codesOf(w, 2)).toEqual([{ code: 'G01', n: 3 }]);
    expect(await w.lastCard('辛专管')).not.toContain('(提交');
  }));

test('a file that was never submitted, or was withdrawn, stands in nobody’s way', () =>
  world(async (w) => {
    await w.drop('甲专管', await workbook(certificates(0, 3)));
    await w.work();

    await sendTheSame(w);

    expect(await codesOf(w, 2)).toEqual([]);
  }));

test('people in another file under review are told as warnings, without a word of whose file it is', () =>
  world(async (w) => {
    await submit(w);
    const own = certificates(0, 3).map((one, i) => ({
      ...one,
      number: `S001323000001${one.number.slice(13, 19)}9${i}0`,
    }));

    await w.drop('辛专管', await workbook(own), '另一批.xlsx');
    await w.work();

    expect(await codesOf(w, 2)).toEqual([{ code: 'G09', n: 3 }]);
    const told = await toldTo(w);
    expect(told).toContain('另一份正在审核的数据里');
    expect(told).not.toContain('甲专管');
    expect(told).not.toContain('HZ-1');
  }));

test('people certified by another institution are told as warnings, under numbers of their own', () =>
  world(async (w) => {
    await wholeChain(w);
    const own = certificates(0, 3).map((one, i) => ({
      ...one,
      number: `S001323000001${one.number.slice(13, 19)}9${i}0`,
    }));

    await w.drop('辛专管', await workbook(own), '另一批.xlsx');
    await w.work();

    expect(await codesOf(w, 2)).toEqual([{ code: 'G08', n: 3 }]);
    expect(await toldTo(w)).not.toContain('HZ-1');
  }));
