// A second sound row beside a first: another person, the next number, the same institution, day and award.
import type { RowCells } from '../../support/certificates.ts';
import { documentNumbers, han, type Sound } from '../sound-rows.ts';
import { type Choose, spliced } from './breaker.ts';

/** The number whose serial is one higher, or the first one after the last. */
export function nextNumber(number: string): string {
  return spliced(number, 16, String((Number(number.slice(16)) + 1) % 1_000_000).padStart(6, '0'));
}

/** Somebody else's sound row. The holder's document is of the same type with another number. */
export function another(sound: Sound, choose: Choose): RowCells {
  const { certificate, cells, type } = sound;
  const numbers = documentNumbers(type.numberForm, certificate.issuedOn);
  const documentNumber = choose.any(numbers.filter((number) => number !== certificate.documentNumber));
  return { ...cells, name: choose.any(han(2, 4)), documentNumber, number: nextNumber(certificate.number) };
}

/** Another name than the sound row's, a sound one. */
export function anotherName(sound: Sound, choose: Choose): string {
  return choose.any(han(2, 4).filter((name) => name !== sound.certificate.name));
}
