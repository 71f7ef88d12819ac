import fc from 'fast-check';
import { createAjv } from '../../util/ajv.js';
import { getFindings } from '../observations.js';
import { documentOf, openCheck, toExchange, describe as tell } from './testing/answers.js';

/**
 * The check and a validator say the same of random values of random schemas. Left out is what OpenAPI or this check means
 * otherwise: `additionalProperties: false`, `oneOf` as exactly one, numbers as text.
 */

type Schema = Readonly<Record<string, unknown>> | boolean;

const NAMES = ['a', 'b', 'c'];
const name = fc.constantFrom(...NAMES);
const limits = fc.record(
  {
    minimum: fc.integer({ min: -1, max: 3 }),
    exclusiveMaximum: fc.integer({ min: 0, max: 5 }),
    multipleOf: fc.constantFrom(1, 2),
    minLength: fc.nat(2),
    maxLength: fc.nat(3),
    minItems: fc.nat(2),
    maxItems: fc.nat(2),
    uniqueItems: fc.boolean(),
    minProperties: fc.nat(2),
    maxProperties: fc.nat(2),
  },
  { requiredKeys: [] },
);
const scalar: fc.Arbitrary<Schema> = fc.oneof(
  fc.record({
    type: fc.constantFrom(
      'string',
      'integer',
      'number',
      'boolean',
      ['string', 'null'],
      ['integer', 'null'],
    ),
  }),
  fc.constantFrom<Schema>(
    { type: 'string', format: 'date' },
    { type: 'string', pattern: '^a' },
    { enum: ['a', 1, null] },
    { enum: [2, ['a'], { a: 1 }] },
    { const: 'b' },
    {},
    true,
    false,
  ),
  limits,
);
const ref = fc.constantFrom('A', 'B').map((each) => ({ $ref: `#/components/schemas/${each}` }));

const schema: fc.Arbitrary<Schema> = fc.letrec<{ any: Schema }>((tie) => {
  const list = fc.array(tie('any'), { minLength: 1, maxLength: 3 });
  const object = fc.record(
    {
      type: fc.constantFrom('object', ['object', 'null'], ['array', 'object']),
      properties: fc.dictionary(name, tie('any'), { maxKeys: 3, noNullPrototype: true }),
      required: fc.uniqueArray(name, { maxLength: 2 }),
      additionalProperties: tie('any').filter((each) => each !== false),
      patternProperties: tie('any').map((each) => ({ '^[bc]': each })),
      dependentRequired: fc.constant({ a: ['b'] }),
      dependentSchemas: tie('any').map((each) => ({ c: each })),
      items: tie('any'),
    },
    { requiredKeys: [] },
  );
  return {
    any: fc.oneof(
      { maxDepth: 3 },
      scalar,
      ref,
      object,
      fc.record({ type: fc.constant('array'), prefixItems: list, items: tie('any') }),
      list.map((allOf) => ({ allOf })),
      list.map((anyOf) => ({ anyOf })),
      fc.tuple(object, list).map(([one, anyOf]) => ({ ...one, type: 'object', anyOf })),
      fc.record({ if: tie('any'), then: tie('any'), else: tie('any') }),
      fc.tuple(limits, ref).map(([more, target]) => ({ ...more, allOf: [target, {}] })),
    ),
  };
}).any;

const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(null, true, 0, 1, 2, 2.5, 'a', 'b', 'abc', '2026-05-04', ''),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(name, tie('any'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).any;

/** Draft 2020-12 refuses what these keep open; see above. */
function isOpen(finding: { readonly mismatch: { readonly kind: string } }): boolean {
  return finding.mismatch.kind === 'undeclared-property';
}

it('agrees with a validator', async () => {
  const runs = Number(process.env['AGREEMENT_RUNS'] ?? 40);
  const seed = Number(process.env['AGREEMENT_SEED'] ?? 7);
  // What refers to itself does so below itself.
  const recursive = fc
    .tuple(fc.dictionary(name, schema, { maxKeys: 3, noNullPrototype: true }), limits)
    .map(([properties, more]) => ({ ...more, properties }));
  const named = fc.record({ A: scalar, B: recursive });
  const values = fc.array(value, { minLength: 5, maxLength: 5 });
  const ajv = createAjv({ allErrors: false });
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(schema, named, values, async (root, schemas, answers) => {
      const validate = ajv.compile({
        allOf: [root],
        components: { schemas },
      });
      const { checker, operation } = await openCheck(documentOf('3.1.0', root, schemas));
      let before = 0;
      for (const body of answers) {
        checker.observe(toExchange(operation('GET /x'), { body }));
        const found = getFindings(checker.getObservations()).filter((each) => !isOpen(each));
        const count = found.reduce((sum, each) => sum + each.count, 0);
        const accepts = validate(body);
        if (accepts) accepted += 1;
        expect({ body, accepts: count === before, told: found.map(tell) }).toMatchObject({
          body,
          accepts,
        });
        before = count;
      }
    }),
    { numRuns: runs, seed },
  );
  expect(accepted).toBeGreaterThan(runs / 2);
}, 60_000);
