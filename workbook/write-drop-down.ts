// Drop-downs down a column, as one range: given cell by cell, exceljs writes ranges that overlap.
import type ExcelJS from 'exceljs';

declare module 'exceljs' {
  interface Worksheet {
    /** There since exceljs 1.0, and left out of its types. */
    readonly dataValidations: { add: (range: string, validation: ExcelJS.DataValidation) => void };
  }
}

/** Puts a list under a column's header, which stands in row 1. `list` is a range, or texts between double quotes. */
export function addDropDown(
  sheet: ExcelJS.Worksheet,
  column: number,
  rows: number,
  list: { formula: string; allowBlank: boolean; refusal?: { title: string; words: string } },
): void {
  const { letter } = sheet.getColumn(column);
  const { refusal } = list;
  sheet.dataValidations.add(`${letter}2:${letter}${rows + 1}`, {
    type: 'list',
    formulae: [list.formula],
    allowBlank: list.allowBlank,
    ...(refusal && { showErrorMessage: true, errorTitle: refusal.title, error: refusal.words }),
  });
}
