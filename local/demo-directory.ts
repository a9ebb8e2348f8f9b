// The demo's directory (机构备案表): two institutions of one made-up city, and everyone who has a part in it. Nobody real.
import { type DirectoryRows, writeDirectory } from '../workbook/write-directory-template.ts';

const rows: DirectoryRows = {
  institutions: [
    ['QM', '云河市启明职业培训学校', 'S000013000001', 'YUNHE', '2022-01-01', '', '2022-01-01'],
    ['AK', '云河市安康技能评价中心（示范）', 'S000013000002', 'YUNHE', '2023-03-01', '', '2023-03-01'],
  ],
  scopes: [
    ['QM', '电工', '', '五级、四级、三级', '2022-01-01', ''],
    ['QM', '车工', '', '五级、四级', '2022-01-01', ''],
    ['QM', '焊工', '电焊工', '五级、四级', '2022-01-01', ''],
    ['AK', '养老护理员', '', '五级、四级、三级', '2023-03-01', ''],
    ['AK', '育婴员', '', '五级、四级', '2023-03-01', ''],
  ],
  offices: [
    ['SHENG', '示范省职业技能鉴定指导中心', '省级', '', '13'],
    ['YUNHE', '云河市人力资源和社会保障局', '市级', 'SHENG', '13'],
  ],
  posts: [
    ['YUNHE-SH', 'YUNHE', '市级审核岗', '审核'],
    ['YUNHE-ZG', 'YUNHE', '市级主管', '主管'],
    ['SHENG-SH', 'SHENG', '省中心审核岗', '审核'],
    ['SHENG-SB', 'SHENG', '省中心上报岗', '上报'],
    ['SHENG-ZG', 'SHENG', '省中心主管', '主管'],
  ],
  people: [
    ['方小满', '13800000001', '', '专管员', 'QM', '', '2022-01-01', ''],
    ['林谷雨', '13800000002', '', '专管员', 'AK', '', '2023-03-01', ''],
    ['江立夏', '13800000003', '', '审核员', '', 'YUNHE-SH', '', ''],
    ['许立秋', '13800000004', '', '审核员', '', 'YUNHE-SH', '', ''],
    ['周白露', '13800000005', '', '主管', '', 'YUNHE-ZG', '', ''],
    ['沈霜降', '13800000006', '', '审核员', '', 'SHENG-SH', '', ''],
    ['顾立冬', '13800000007', '', '审核员', '', 'SHENG-SB', '', ''],
    ['陆大寒', '13800000008', '', '主管', '', 'SHENG-ZG', '', ''],
    ['陆大寒', '13800000008', '', '管理员', '', '', '', ''],
  ],
};

/** The workbook, as an administrator would send it in. */
export function demoDirectory(): Promise<Buffer> {
  return writeDirectory(rows);
}
