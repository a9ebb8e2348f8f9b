// What a breaker is: given a sound row, a file that breaks one rule in the way the rule names.
import fc from 'fast-check';
import type { CheckContext } from '../../../domain/context.ts';
import type { Cell, SheetRow } from '../../../domain/sheet.ts';
import type { DocumentType, NumberForm } from '../../../domain/standard.ts';
import type { RowCells } from '../../support/certificates.ts';
import { documentNumbers, type Sound } from '../sound-rows.ts';

/** The rows of the table, or the whole file where the break is around them. */
export type Broken = { rows: readonly RowCells[] } | { file: readonly SheetRow[] };
export type Breaks = Broken & { context?: Partial<CheckContext> };

/** Picks at random, the same for the same seed. */
export type Choose = {
  of: <T>(...values: readonly T[]) => T;
  /** Both ends included. */
  number: (min: number, max: number) => number;
  any: <T>(arbitrary: fc.Arbitrary<T>) => T;
};

export type Breaker = (sound: Sound, choose: Choose) => Breaks;

export function chooseBy(pick: fc.GeneratorValue): Choose {
  return {
    of: (...values) => pick(() => fc.constantFrom(...values)),
    number: (min, max) => pick(() => fc.integer({ min, max })),
    any: (arbitrary) => pick(() => arbitrary),
  };
}

/** A breaker that puts other cells into the sound row. */
export function cells(change: (sound: Sound, choose: Choose) => Partial<RowCells>): Breaker {
  return (sound, choose) => ({ rows: [{ ...sound.cells, ...change(sound, choose) }] });
}

/** The sound row with a document of these forms; `type` and `number` are what was put in. */
export function withDocument(sound: Sound, choose: Choose, ...forms: NumberForm[]) {
  const types = sound.context.standard.documentTypes.filter((type) => forms.includes(type.numberForm));
  const type: DocumentType = choose.of(...types);
  const number = choose.any(documentNumbers(type.numberForm, sound.certificate.issuedOn));
  return { type, number, cells: { ...sound.cells, documentType: type.name, documentNumber: number } };
}

/** The text with `length` characters from `at` on replaced. */
export function spliced(text: string, at: number, put: string, length = put.length): string {
  return text.slice(0, at) + put + text.slice(at + length);
}

/** The text with `put` somewhere in it; never inside a pair of surrogates. */
export function inserted(text: string, put: string, choose: Choose): string {
  const characters = [...text];
  const at = choose.number(0, characters.length);
  return [...characters.slice(0, at), put, ...characters.slice(at)].join('');
}

/** A cell's text in a row whose cells are all plain text. */
export function textOf(cell: Cell): string {
  if (typeof cell !== 'string') throw new Error('not plain text');
  return cell;
}
