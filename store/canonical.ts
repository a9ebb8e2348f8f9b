// One way, and one only, to write a value as JSON bytes: what is hashed must not depend on the order of keys. Pure.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * UTF-8 JSON without white space, keys sorted by UTF-16 code unit as in RFC 8785; text is kept as it is, not normalised.
 * Throws on what JSON cannot say: undefined, non-finite numbers, dates, functions, instances of classes.
 */
export function canonicalBytes(value: Json): Buffer {
  return Buffer.from(write(value), 'utf8');
}

function write(value: Json): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error('JSON knows no such number');
    return JSON.stringify(value);
  }
  if (isList(value)) return `[${value.map(write).join(',')}]`;
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) {
    throw new Error(`JSON cannot say ${typeof value === 'object' ? value.constructor.name : typeof value}`);
  }
  // toSorted without a comparison compares UTF-16 code units.
  const keys = Object.keys(value).toSorted();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${write(value[key] as Json)}`).join(',')}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
