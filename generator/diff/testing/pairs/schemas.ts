import {
  answering,
  answers,
  everywhere,
  in31,
  list,
  modern,
  object,
  one,
  pairOf,
  ref,
  sending,
  sends,
  query,
  takes,
  taking,
  text,
  whole,
  type Json,
  type Make,
  type Pair,
} from './documents.js';

const nullable = { ...text, nullable: true };
const ab = { ...text, enum: ['a', 'b'] };
const abc = { ...text, enum: ['a', 'b', 'c'] };
const max = (maxLength: number): Json => ({ ...text, maxLength });
const fixed = (value: string): Json => ({ ...text, const: value });

/** Differences of the values that a schema allows. */
export const VALUE_PAIRS: readonly Pair[] = [
  ...everywhere(text, nullable, [
    [takes, 'request became-nullable', 'request became-not-nullable'],
    [sends, 'request became-nullable', 'request became-not-nullable'],
    [answers, 'response became-nullable', 'response became-not-nullable'],
  ]),
  ...everywhere(text, object({}), [
    [takes, 'request type-changed', 'request type-changed'],
    [sends, 'request type-changed', 'request type-changed'],
    [answers, 'response type-changed', 'response type-changed'],
  ]),
  ...everywhere(whole, { type: 'number' }, [
    [takes, 'request type-generalized', 'request type-specialized'],
    [sends, 'request type-generalized', 'request type-specialized'],
    [answers, 'response type-generalized', 'response type-specialized'],
  ]),
  ...everywhere(text, { ...text, format: 'date-time' }, [
    [takes, 'request format-specialized', 'request format-generalized'],
    [sends, 'request format-specialized', 'request format-generalized'],
    [answers, 'response format-specialized', 'response format-generalized'],
  ]),
  ...everywhere({ ...text, format: 'uuid' }, { ...text, format: 'date-time' }, [
    [sends, 'request format-changed'],
    [answers, 'response format-changed'],
  ]),
  ...everywhere(list(text), list(whole), [[answers, 'response type-changed']]),
  ...everywhere(ab, abc, [
    [takes, 'request enum-value-added', 'request enum-value-removed'],
    [sends, 'request enum-value-added', 'request enum-value-removed'],
    [answers, 'response enum-value-added', 'response enum-value-removed'],
  ]),
  ...everywhere(text, ab, [
    [takes, 'request became-enum', 'request enum-removed'],
    [sends, 'request became-enum', 'request enum-removed'],
    [answers, 'response became-enum', 'response enum-removed'],
  ]),
  ...everywhere(
    { ...ab, 'x-enum-varnames': ['A', 'B'] },
    { ...ab, 'x-enum-varnames': ['A', 'Bee'] },
    [[answers, 'enum-member-renamed']],
  ),
  ...everywhere(
    { ...text, 'x-extensible-enum': ['a'] },
    { ...text, 'x-extensible-enum': ['a', 'b'] },
    [
      [sends, 'known-value-added', 'request known-value-removed'],
      [answers, 'known-value-added', 'response known-value-removed'],
    ],
  ),
  ...everywhere(text, fixed('a'), [
    [in31(sends), 'request const-added', 'request const-removed'],
    [in31(answers), 'response const-added', 'response const-removed'],
  ]),
  ...everywhere(fixed('a'), fixed('b'), [
    [in31(sends), 'request const-changed'],
    [in31(answers), 'response const-changed'],
  ]),
  ...everywhere(text, { ...text, default: 'a' }, [
    [takes, 'request default-changed', 'request default-changed'],
    [sends, 'request default-changed', 'request default-changed'],
    [answers, 'response default-changed', 'response default-changed'],
  ]),
  ...everywhere(max(9), max(5), [
    [takes, 'request constraint-tightened', 'request constraint-relaxed'],
    [sends, 'request constraint-tightened', 'request constraint-relaxed'],
    [answers, 'response constraint-tightened', 'response constraint-relaxed'],
  ]),
  ...everywhere(whole, { ...whole, multipleOf: 5 }, [
    [sends, 'request constraint-tightened', 'request constraint-relaxed'],
  ]),
  ...everywhere({ ...text, pattern: '^a' }, { ...text, pattern: '^b' }, [
    [sends, 'request constraint-changed'],
    [answers, 'response constraint-changed'],
  ]),
  ...everywhere(list({}), { ...list({}), prefixItems: [text] }, [
    [in31(sends), 'request tuple-changed'],
    [in31(answers), 'response tuple-changed'],
  ]),
];

const either = (...oneOf: readonly Json[]): Json => ({ oneOf });
const open = (additionalProperties: unknown): Json => ({
  ...object({ x: text }),
  additionalProperties,
});

const thing = object({ a: text });
const other = object({ b: whole });
const closed = { Cat: object({ kind: text, meow: text }), Dog: object({ kind: text, bark: text }) };
const pets = (discriminator?: Json): Json => ({
  ...either(ref('Cat'), ref('Dog')),
  ...(discriminator && { discriminator }),
});
const withPets =
  (make: typeof sending): Make =>
  (schema) =>
    make(schema, closed);

const withBase =
  (make: typeof sending): Make =>
  (schema) =>
    make(schema, { Base: other, Strict: object({ b: whole }, ['b']) });

const level = (name: string): Json => ({ ...text, 'x-stability-level': name });
const until = (date: string): Json => ({ ...text, deprecated: true, 'x-sunset': date });
const named = (schemas: Json, name = 'Thing'): Json => answering(ref(name), schemas);
const unused = (schemas: Json): Json => one({}, { components: { schemas } });

/** Differences of the parts, names and annotations of schemas. */
export const SHAPE_PAIRS: readonly Pair[] = [
  pairOf(
    sending,
    'request optional-property-added',
    object({}),
    thing,
    'request optional-property-removed',
  ),
  pairOf(
    sending,
    'request required-property-added',
    object({}),
    object({ a: text }, ['a']),
    'request required-property-removed',
  ),
  pairOf(
    sending,
    'request property-became-required',
    thing,
    object({ a: text }, ['a']),
    'request property-became-optional',
  ),
  pairOf(
    answering,
    'response optional-property-added',
    object({}),
    thing,
    'response optional-property-removed',
  ),
  pairOf(
    answering,
    'response required-property-added',
    object({}),
    object({ a: text }, ['a']),
    'response required-property-removed',
  ),
  pairOf(
    answering,
    'response property-became-required',
    thing,
    object({ a: text }, ['a']),
    'response property-became-optional',
  ),
  ...everywhere(either(text, whole), either(text, whole, thing), [
    [sends, 'request variant-added', 'request variant-removed'],
    [answers, 'response variant-added', 'response variant-removed'],
  ]),
  pairOf(sending, 'request wrapped-in-one-of', object({ a: text, b: whole }), either(thing, other)),
  pairOf(
    answering,
    'response wrapped-in-one-of',
    object({ a: text, b: whole }),
    either(thing, other),
  ),
  ...everywhere(
    { ...text, pattern: '^a' },
    { ...text, pattern: '^a', allOf: [{ pattern: 'b$' }] },
    [
      [sends, 'request all-of-added', 'request all-of-removed'],
      [answers, 'response all-of-added', 'response all-of-removed'],
    ],
  ),
  ...everywhere({ allOf: [thing] }, { allOf: [thing, ref('Base')] }, [
    [withBase(sending), 'request base-added', 'request base-removed'],
    [withBase(answering), 'response base-added', 'response base-removed'],
  ]),
  ...everywhere({ allOf: [thing] }, { allOf: [thing, ref('Strict')] }, [
    [withBase(sending), 'request required-base-added', 'request required-base-removed'],
    [withBase(answering), 'response required-base-added', 'response required-base-removed'],
  ]),
  ...everywhere(pets(), pets({ propertyName: 'kind' }), [
    [withPets(sending), 'request discriminator-added', 'request discriminator-removed'],
    [withPets(answering), 'response discriminator-added', 'response discriminator-removed'],
  ]),
  ...everywhere(pets({ propertyName: 'kind' }), pets({ propertyName: 'meow' }), [
    [withPets(sending), 'request discriminator-renamed'],
    [withPets(answering), 'response discriminator-renamed'],
  ]),
  ...everywhere(
    pets({ propertyName: 'kind' }),
    pets({ propertyName: 'kind', defaultMapping: 'Dog' }),
    [
      [
        withPets(sending),
        'request discriminator-mapping-changed',
        'request discriminator-mapping-changed',
      ],
      [
        withPets(answering),
        'response discriminator-mapping-changed',
        'response discriminator-mapping-changed',
      ],
    ],
  ),
  ...everywhere(text, { ...text, readOnly: true }, [
    [sends, 'request became-read-only', 'request became-not-read-only'],
    [answers, 'response became-read-only', 'response became-not-read-only'],
  ]),
  ...everywhere(text, { ...text, writeOnly: true }, [
    [sends, 'request optional-became-write-only', 'request became-not-write-only'],
    [answers, 'response optional-became-write-only', 'response became-not-write-only'],
  ]),
  ...[sending, answering].flatMap((make) => {
    const direction = make === sending ? 'request' : 'response';
    const needed = (more: Json): Json => object({ a: { ...text, ...more } }, ['a']);
    return [
      pairOf(
        make,
        `${direction} required-became-not-read-only`,
        needed({ readOnly: true }),
        needed({}),
      ),
      pairOf(
        make,
        `${direction} required-became-write-only`,
        needed({}),
        needed({ writeOnly: true }),
      ),
    ];
  }),
  ...everywhere(open(true), open(false), [
    [sends, 'request additional-properties-forbidden', 'request additional-properties-allowed'],
    [answers, 'response additional-properties-forbidden', 'response additional-properties-allowed'],
  ]),
  ...everywhere(open(true), open(text), [
    [sends, 'request additional-properties-typed', 'request additional-properties-untyped'],
    [answers, 'response additional-properties-typed', 'response additional-properties-untyped'],
  ]),
  ...everywhere(object({ x: text }), open(true), [
    [sends, 'additional-properties-declared', 'additional-properties-undeclared'],
  ]),

  ...everywhere(text, { ...text, deprecated: true }, [
    [sends, 'deprecated', 'undeprecated'],
    [answers, 'deprecated', 'undeprecated'],
  ]),
  ...everywhere(until('3000-01-01'), until('2999-01-01'), [[sends, 'sunset-shortened']]),
  ...everywhere(level('stable'), level('beta'), [
    [answers, 'stability-decreased', 'stability-increased'],
  ]),
  ...everywhere(text, { ...text, description: 'A' }, [[answers, 'documentation-changed']]),
  {
    kind: 'schema-removed',
    back: 'schema-added',
    before: named({ Thing: thing }),
    after: answering(text),
  },
  {
    kind: 'schema-renamed',
    before: named({ Thing: thing }),
    after: named({ Item: thing }, 'Item'),
  },
  { kind: 'unused-schema-removed', before: unused({ Thing: thing }), after: unused({}) },
  {
    kind: 'unused-schema-changed',
    before: unused({ Thing: thing }),
    after: unused({ Thing: other }),
  },
];

const nullable31 = { type: ['string', 'null'] };

/** Documents that mean the same, with the silent kind that describes their difference. */
export const SILENT_PAIRS: readonly Pair[] = [
  {
    kind: 'security-written-elsewhere',
    before: one({}, { security: [{ key: [] }] }),
    after: one({ security: [{ key: [] }] }, { security: [{ key: [] }] }),
  },
  {
    kind: 'style-of-a-single-value',
    before: takes(text),
    after: taking(query(text, { explode: false })),
  },
  {
    kind: 'schema-inlined',
    before: answering(object({ a: object({ b: text }) })),
    after: answering(object({ a: { allOf: [object({ b: text })] } })),
  },
  {
    kind: 'reference-wrapped',
    before: answering(object({ a: ref('Thing') }), { Thing: thing }),
    after: answering(object({ a: { allOf: [ref('Thing')] } }), { Thing: thing }),
  },
  { kind: 'nullability-rewritten', before: answers(nullable), after: modern(answers(nullable31)) },
  {
    kind: 'nullability-rewritten',
    before: answers(nullable),
    after: modern(answers(either(text, { type: 'null' }))),
  },
  {
    kind: 'order-changed',
    before: sending(object({ a: text, b: whole }, ['a', 'b'])),
    after: { ...sending(object({ b: whole, a: text }, ['b', 'a'])), openapi: '3.0.4' },
  },
  {
    kind: 'enum-order-changed',
    before: answers(ab),
    after: answers({ ...text, enum: ['b', 'a'] }),
  },
];
