// Reasons a reviewer may return data for: codes become statistics, so they are never reused.

export const returnReasons = [
  ['R01', '个人信息有误（姓名、证件类型或号码）'],
  ['R02', '职业、工种或等级超出备案范围'],
  ['R03', '证书编号有误'],
  ['R04', '发证日期有误'],
  ['R05', '机构名称与公示不一致'],
  ['R06', '疑似重复或不真实，需要核实'],
  ['R07', '缺少书面说明或材料'],
  ['R99', '其他（请在说明中写明）'],
] as const satisfies readonly (readonly [code: string, title: string])[];
