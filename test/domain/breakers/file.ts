// One breaker for each rule about the file, its header and its layout.
import { hebei2022 } from '../../../config/standards.ts';
import type { Cell, SheetLayout, SheetRow } from '../../../domain/sheet.ts';
import { sheetOf } from '../../support/certificates.ts';
import type { Sound } from '../sound-rows.ts';
import { another } from './another.ts';
import { type Breaker, type Choose, inserted, textOf } from './breaker.ts';

type Lines = (readonly Cell[])[];

const headers = hebei2022.fields.map((field) => field.header);

/** The sound row under its header as plain lines, to be put among others. */
const linesOf = (sound: Sound): Lines => sheetOf([sound.cells]).map((row) => row.cells);
const sheet = (lines: Lines, name = '证书数据'): SheetRow[] =>
  lines.map((cells, i) => ({ sheet: name, row: i + 1, cells }));

/** A file whose lines are changed; the first line is the header. */
const lines =
  (change: (lines: Lines, choose: Choose, sound: Sound) => Lines): Breaker =>
  (sound, choose) => ({ file: sheet(change(linesOf(sound), choose, sound)) });

/** A file whose header alone is changed. */
const header = (change: (header: readonly string[], choose: Choose) => readonly string[]) =>
  lines(([, ...rows], choose) => [change(headers, choose), ...rows]);

const twoRows = (sound: Sound, choose: Choose, between: readonly Cell[]): Lines => {
  const [first = [], ...rows] = sheetOf([sound.cells, another(sound, choose)]).map((row) => row.cells);
  return [first, rows[0] ?? [], between, rows[1] ?? []];
};

const laidOut =
  (layout: (choose: Choose) => Partial<SheetLayout>): Breaker =>
  (sound, choose) => {
    const plain = {
      name: '证书数据',
      visibility: 'visible',
      hiddenColumns: [],
      filter: null,
      mergedRanges: [],
    } as const;
    const all = [{ ...plain, ...layout(choose) }];
    return { rows: [sound.cells], context: { layout: () => all } };
  };

/** Moves one of many: `from` is taken out and put in at `to`. */
const moved = <T>(all: readonly T[], from: number, to: number) => {
  const rest = all.filter((_, i) => i !== from);
  return [...rest.slice(0, to), ...all.slice(from, from + 1), ...rest.slice(to)];
};

const notes = ['合计：1人', '小计', '备注：无', '填表人：甲乙', '审核', '联系电话 1', '说明：以上'];
const titles = ['2026年职业技能等级证书数据表', '第一批', '单位（盖章）'];
const usual = [
  ...[['持证人姓名', '姓名'] as const, ['身份证号', '证件号码'] as const, ['工作单位', '所在单位'] as const],
  ...[['职业', '职业名称'] as const, ['工种', '工种名称'] as const, ['技能等级', '职业技能等级'] as const],
  ...[['证书编码', '证书编号'] as const, ['发证时间', '发证日期'] as const, ['评价机构名称', '评价机构'] as const],
  ...[['发证机关', '发证机构'] as const, ['证件类別', '证件类型'] as const],
];

export const fileBreakers: Readonly<Record<string, Breaker>> = {
  F01: (sound, choose) =>
    choose.of<ReturnType<Breaker>>(
      { file: [] },
      { file: sheet(linesOf(sound).slice(1)) },
      { file: sheet([headers.slice(0, choose.number(1, 5)), ...linesOf(sound).slice(1)]) },
      { file: sheet([['序号', '科目', '成绩'], ...linesOf(sound).slice(1)]) },
    ),
  F02: (sound) => ({ file: [...sheet(linesOf(sound)), ...sheet(linesOf(sound), '另一个')] }),
  F03: lines(([first = []], choose) => [first, ...choose.of<Lines>([], [[]], [['', ' ']], [['合计', '0']])]),
  F04: lines((all, choose) => [...Array.from({ length: choose.number(1, 10) }, () => [choose.of(...titles)]), ...all]),
  F05: lines((all, choose) => [...all, ...Array.from({ length: choose.number(1, 5) }, () => [choose.of(...notes)])]),
  F06: lines((_, choose, sound) => twoRows(sound, choose, choose.of([], [''], ['', ' ', '\u200B']))),
  F07: (sound, choose) => ({
    file: [...sheet(linesOf(sound)), ...sheet([[choose.of('填写说明', '甲'), '乙']], '说明')],
  }),
  F08: (sound) => ({ file: sheet(linesOf(sound)).map((row) => (row.row === 1 ? row : { ...row, hidden: true })) }),
  F09: lines((_, choose, sound) => twoRows(sound, choose, [choose.of(...notes)])),
  F10: lines(([first = [], row = []], choose) => [first, [...row, ...Array(choose.number(0, 5)).fill(''), '补']]),
  F11: laidOut((choose) => {
    const [row, column] = [choose.number(1, 2), choose.number(0, 10)];
    return {
      mergedRanges: [{ firstRow: row, lastRow: row + 1, firstColumn: column, lastColumn: choose.of(column, 12) }],
    };
  }),
  F12: laidOut((choose) => {
    const column = choose.number(0, 10);
    return { hiddenColumns: [[column, choose.of(column, 10, 16_383)]] };
  }),
  F13: laidOut((choose) => ({
    filter: { firstRow: 1, lastRow: choose.number(2, 99), firstColumn: 0, lastColumn: 10 },
  })),
  F14: laidOut((choose) => ({ name: '旧数据', visibility: choose.of('hidden', 'very-hidden') })),
  H01: lines((all, choose) => {
    const gone = choose.number(0, 10);
    return all.map((cells) => cells.filter((_, i) => i !== gone));
  }),
  H02: lines((all, choose) => {
    const from = choose.number(0, 10);
    const to = choose.of(...headers.map((_, i) => i).filter((i) => i !== from));
    return all.map((cells) => moved(cells, from, to));
  }),
  H03: lines((all, choose) => {
    const at = choose.number(0, 11);
    const [name, cell] = choose.of(['性别', '男'], ['序号', '1'], ['联系电话', ''], ['照片', '']);
    return all.map((cells, i) => [...cells.slice(0, at), i === 0 ? name : cell, ...cells.slice(at)]);
  }),
  H04: header((all, choose) => {
    const [written, expected] = choose.of(...usual);
    return all.map((one) => (one === expected ? written : one));
  }),
  H05: header((all, choose) => {
    const at = choose.number(0, 10);
    const odd = choose.of(' ', '\u3000', '\n', '\u200B');
    return all.map((one, i) => (i === at ? inserted(textOf(one), odd, choose) : one));
  }),
  H06: header((all, choose) => [...all, choose.of(...all)]),
};
