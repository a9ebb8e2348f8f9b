// Holds the shipped standard against annex 1 of the Hebei guide, and its look-ups.
import { describe, expect, test } from 'vitest';
import { findStandard, hebei2022, standardOf } from '../../config/standards.ts';
import { findDocumentType, findLevel } from '../../domain/standard.ts';

test('the eleven fields stand in the order, with the lengths and the marks of annex 1', () => {
  expect(hebei2022.fields.map(({ header, maxLength, required }) => [header, maxLength, required])).toEqual([
    ['姓名', 40, true],
    ['证件类型', 100, true],
    ['证件号码', 18, true],
    ['所在单位', 100, false],
    ['职业名称', 80, true],
    ['工种名称', 60, false],
    ['职业技能等级', 10, true],
    ['证书编号', 22, true],
    ['发证日期', 10, true],
    ['评价机构', 100, true],
    ['发证机构', 100, true],
  ]);
  expect(hebei2022.documentTypes.length).toBe(12);
});

describe('look-ups', () => {
  test.each([
    ['居民身份证', '居民身份证', 'name'],
    ['201', '居民身份证', 'code'],
    ['２０１', '居民身份证', 'code'],
    ['台胞证', '台湾居民来往大陆通行证', 'alias'],
    ['《中华人民共和国外国人工作许可证》(B 类)', '《中华人民共和国外国人工作许可证》(B类)', 'name'],
    ['《中华人民共和国外国人工作许可证》（C类）', '《中华人民共和国外国人工作许可证》(C类)', 'name'],
  ])('%s is %s by its %s', (text, name, by) => {
    const recognised = findDocumentType(hebei2022, text);

    expect([recognised?.entry.name, recognised?.by]).toEqual([name, by]);
  });

  test.each([
    ['三级', '三级', 'name'],
    ['3', '三级', 'code'],
    ['三级/高级工', '三级', 'alias'],
    ['高级技师', '一级', 'alias'],
    ['技师', '二级', 'alias'],
    ['特级技师', '特级技师', 'name'],
  ])('%s is the level %s by its %s', (text, name, by) => {
    const recognised = findLevel(hebei2022, text);

    expect([recognised?.entry.name, recognised?.by]).toEqual([name, by]);
  });

  test('what is not listed is not found', () => {
    expect(findDocumentType(hebei2022, '驾驶证')).toBeNull();
    expect(findLevel(hebei2022, '')).toBeNull();
  });

  test('no spelling stands for two things', () => {
    for (const list of [hebei2022.documentTypes, hebei2022.levels]) {
      const spellings = list.flatMap(({ name, code, aliases }) => [name, ...(code ? [code] : []), ...aliases]);
      expect(new Set(spellings).size).toBe(spellings.length);
    }
  });
});

test('a frozen standard is found again by id and version', () => {
  expect(findStandard('hebei-2022', 1)).toBe(hebei2022);
  expect(findStandard('hebei-2022', 99)).toBeNull();
});

test('a standard that lacks a field, or has one twice, is refused', () => {
  const twice = [...hebei2022.fields.slice(1), ...hebei2022.fields.slice(-1)];

  expect(() => standardOf({ ...hebei2022, fields: hebei2022.fields.slice(1) })).toThrow('a field is missing');
  expect(() => standardOf({ ...hebei2022, fields: twice })).toThrow('a field is missing');
  expect(() => standardOf({ ...hebei2022, extra: 1 })).toThrow();
});
