// UUIDs made from the time, and their two ways of being written.
import { expect, test } from 'vitest';
import { timeOrderedUuid, uuidBytes, uuidText } from '../../store/uuid.ts';

test('ids made later sort later, as text and as bytes, and no two are the same', () => {
  const times = ['2026-03-05T08:00:00.000Z', '2026-03-05T08:00:00.001Z', '2031-01-01T00:00:00.000Z'];
  const ids = times.flatMap((time) => Array.from({ length: 600 }, () => timeOrderedUuid(new Date(time))));
  const prefixes = ids.map((id) => uuidText(id).slice(0, 13));

  expect(prefixes).toEqual(prefixes.toSorted());
  expect(prefixes[0]).toBe('019cbd02-c000');
  expect(new Set(ids.map(uuidText)).size).toBe(ids.length);
  for (const id of ids)
    expect(uuidText(id)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('an id reads back from its bytes', () => {
  const id = '01234567-89ab-cdef-0123-456789abcdef';

  expect(uuidText(uuidBytes(id))).toBe(id);
});
