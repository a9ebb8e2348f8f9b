// The validator never throws, whatever it is given.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMPONENTS } from '../../simulator/card/components.ts';
import { formNamesProblem, validateCard, validateCardText } from '../../simulator/card/validate.ts';
import { ELEMENT_EXAMPLES } from './card-examples.ts';
import { card, known } from './card-parts.ts';

describe('robust', () => {
  const tags = fc.constantFrom(...Object.keys(COMPONENTS), 'note', 'plain_text');
  const { element } = fc.letrec<{ element: unknown }>((tie) => ({
    element: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.jsonValue(),
      fc.record(
        {
          tag: tags,
          name: fc.jsonValue(),
          content: fc.string(),
          text: fc.jsonValue(),
          value: fc.jsonValue(),
          elements: fc.oneof(fc.array(tie('element'), { maxLength: 3 }), fc.jsonValue()),
          columns: fc.oneof(fc.array(tie('element'), { maxLength: 3 }), fc.jsonValue()),
          rows: fc.jsonValue(),
          options: fc.jsonValue(),
          button_area: fc.oneof(fc.record({ buttons: fc.jsonValue() }), fc.jsonValue()),
        },
        { requiredKeys: ['tag'] },
      ),
    ),
  }));

  test('no JSON value makes it throw', () => {
    const anyCard = fc.oneof(
      fc.jsonValue(),
      fc.array(element, { maxLength: 4 }).map((elements) => card(elements)),
    );

    fc.assert(
      fc.property(anyCard, (value) => {
        const found = validateCard(value, known);

        expect(found === null || (Number.isInteger(found.code) && found.path.startsWith('ROOT'))).toBe(true);
        expect(() => formNamesProblem(value)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  test('an example with any one property replaced is judged, not choked on', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ELEMENT_EXAMPLES), fc.nat(), fc.jsonValue(), (example, pick, value) => {
        const keys = Object.keys(example);
        const key = keys[pick % keys.length] ?? 'tag';

        expect(() => validateCard(card([{ ...example, [key]: value }]), known)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  test('data nested deeper than the stack is judged, and what cannot be sent is refused', () => {
    const deep = `{"schema":"2.0","body":{"elements":[{"tag":"chart","chart_spec":{"type":"bar","data":${'['.repeat(14_000)}${']'.repeat(14_000)}}}]}}`;

    expect(validateCardText(deep)).toBeNull();
    expect(validateCard({ schema: '2.0', a: 1n })).toMatchObject({ code: 200621, path: 'ROOT' });
  });
});
