// The directory workbook (机构备案表) to fill in: the same sheets and columns that workbook/directory.ts reads.
import ExcelJS from 'exceljs';
import { directorySheets } from '../domain/directory.ts';
import { certificateKinds } from '../domain/route.ts';
import { directoryColumns, officeLevels, personRoles, postKinds } from './directory.ts';
import { addDropDown } from './write-drop-down.ts';
import { bytesOf, HEADED, TEXT } from './write-workbook.ts';

type SheetKey = keyof typeof directorySheets;

/** Rows by sheet, each with its cells in the order of the columns; '' is an empty cell. */
export type DirectoryRows = Record<SheetKey, readonly (readonly string[])[]>;

const PREPARED_ROWS = 500;
const DAY_NOTE = '文本格式，写作 2026-01-31；可以不填';

/** What the header's note says, by sheet and header. */
const NOTES: Record<SheetKey, Readonly<Record<string, string>>> = {
  institutions: {
    机构代码: '自定的短代码，各表中用它指这个机构',
    机构名称: '与备案名称完全一致，括号按原样',
    证书编号前13位: '1 个字母加 12 位数字；有多个时用“;”分开',
    属地: '“办公室”表中的单位代码；由省直接备案的，填省级单位的代码',
    备案起: DAY_NOTE,
    备案止: DAY_NOTE,
    诚信承诺书签署日期: DAY_NOTE,
    证书种类: `${certificateKinds.join('或')}；留空为${certificateKinds[0]}`,
    注销日期: `机构主体灭失的日期，从这天起由属地审核岗接手（第十六条）；${DAY_NOTE}`,
  },
  scopes: {
    机构代码: '“机构”表中的代码',
    职业名称: '与公示名称一致',
    工种名称: '没有工种时留空',
    职业技能等级: '可以有多个，用“、”分开，如 五级、四级、三级',
    起: DAY_NOTE,
    止: DAY_NOTE,
  },
  offices: {
    单位代码: '自定的短代码',
    单位名称: '人社部门或鉴定中心的名称',
    层级: '市级或省级',
    上级单位代码: '市级单位填省级单位的代码，省级单位留空',
    省份代码: '两位数字，如 13',
  },
  posts: {
    岗位代码: '自定的短代码',
    单位代码: '“办公室”表中的单位代码',
    岗位名称: '如 市级审核岗',
    类别: '审核、上报或主管；市级要有审核和主管，省级三种都要有',
  },
  people: {
    姓名: '一人有几个角色就写几行',
    手机: '登录飞书的手机号；手机、邮箱都没有的人用一次性加入码加入',
    邮箱: '登录飞书的邮箱',
    角色: '专管员、审核员、主管或管理员',
    机构代码: '只由专管员填写',
    岗位代码: '只由审核员和主管填写；有多个时用“;”分开',
    起: DAY_NOTE,
    止: DAY_NOTE,
  },
};

const LISTS: Partial<Record<SheetKey, Readonly<Record<string, readonly string[]>>>> = {
  institutions: { 证书种类: certificateKinds },
  offices: { 层级: Object.keys(officeLevels) },
  posts: { 类别: Object.keys(postKinds) },
  people: { 角色: Object.keys(personRoles) },
};

/** Invented people and offices that fit together. */
const EXAMPLES: DirectoryRows = {
  institutions: [
    ['SL01', '示例职业培训学校', 'S000013000001;S001323000001', 'SHI', '2022-01-01', '', '2022-01-01', ''],
  ],
  scopes: [
    ['SL01', '车工', '', '五级、四级、三级', '2022-01-01', ''],
    ['SL01', '电工', '', '五级、四级', '2022-01-01', '2027-12-31'],
  ],
  offices: [
    ['SHENG', '示例省职业技能鉴定中心', '省级', '', '13'],
    ['SHI', '示例市人力资源和社会保障局', '市级', 'SHENG', '13'],
  ],
  posts: [
    ['SHI-SH', 'SHI', '市级审核岗', '审核'],
    ['SHI-ZG', 'SHI', '市级主管', '主管'],
    ['SHENG-SH', 'SHENG', '省级审核岗', '审核'],
    ['SHENG-SB', 'SHENG', '省级上报岗', '上报'],
    ['SHENG-ZG', 'SHENG', '省级主管', '主管'],
  ],
  people: [
    ['示例甲', '13800000001', '', '专管员', 'SL01', '', '2022-01-01', ''],
    ['示例乙', '13800000002', '', '审核员', '', 'SHI-SH', '', ''],
    ['示例丙', '13800000003', '', '主管', '', 'SHI-ZG', '', ''],
    ['示例丁', '13800000004', '', '审核员', '', 'SHENG-SH;SHENG-SB', '', ''],
    ['示例戊', '13800000005', '', '主管', '', 'SHENG-ZG', '', ''],
    ['示例戊', '13800000005', '', '管理员', '', '', '', ''],
  ],
};

/** An .xlsx with the five sheets, a note on each column and drop-downs; `filled` adds an example that fits together. */
export function writeDirectoryTemplate(filled = false): Promise<Buffer> {
  return writeDirectory(filled ? EXAMPLES : null);
}

/** The same workbook with rows of one's own; null leaves it empty. */
export async function writeDirectory(rows: DirectoryRows | null): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  for (const key of Object.keys(directorySheets) as SheetKey[]) {
    const sheet = workbook.addWorksheet(directorySheets[key], HEADED);
    const headers = Object.values<string>(directoryColumns[key]);
    sheet.columns = headers.map(() => ({ width: 22, style: { numFmt: TEXT } }));
    const header = sheet.addRow(headers);
    header.font = { bold: true };
    headers.forEach((name, index) => {
      header.getCell(index + 1).note = NOTES[key][name] ?? '';
      const list = LISTS[key]?.[name];
      if (list !== undefined) {
        addDropDown(sheet, index + 1, PREPARED_ROWS, { formula: `"${list.join(',')}"`, allowBlank: true });
      }
    });
    rows?.[key].forEach((values, index) => {
      sheet.getRow(index + 2).values = values.map((value) => (value === '' ? null : value));
    });
  }
  return bytesOf(workbook);
}
