// One certificate's data, in the words of annex 1 of the 2022 Hebei guide. Types only.

/** The eleven fields in their lawful order (附件1, note 2); values in stored form: trimmed, names not codes. */
export type Certificate = {
  /** 姓名 */ name: string;
  /** 证件类型 */ documentType: string;
  /** 证件号码 */ documentNumber: string;
  /** 所在单位 */ employer: string;
  /** 职业名称 */ occupation: string;
  /** 工种名称 */ workType: string;
  /** 职业技能等级 */ level: string;
  /** 证书编号 */ number: string;
  /** 发证日期 YYYY-MM-DD */ issuedOn: string;
  /** 评价机构 */ institution: string;
  /** 发证机构 */ issuer: string;
};

export type FieldKey = keyof Certificate;
