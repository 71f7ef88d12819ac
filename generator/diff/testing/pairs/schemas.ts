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
  takes,
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
    [takes, 'parameter-became-nullable', 'parameter-became-not-nullable'],
    [sends, 'request-property-became-nullable', 'request-property-became-not-nullable'],
    [answers, 'response-property-became-nullable', 'response-property-became-not-nullable'],
  ]),
  ...everywhere(text, object({}), [
    [takes, 'parameter-type-changed', 'parameter-type-changed'],
    [sends, 'request-property-type-changed', 'request-property-type-changed'],
    [answers, 'response-property-type-changed', 'response-property-type-changed'],
  ]),
  ...everywhere(whole, { type: 'number' }, [
    [takes, 'parameter-type-generalized', 'parameter-type-specialized'],
    [sends, 'request-property-type-generalized', 'request-property-type-narrowed'],
    [answers, 'response-property-type-generalized', 'response-property-type-specialized'],
  ]),
  ...everywhere(text, { ...text, format: 'date-time' }, [
    [takes, 'parameter-type-changed', 'parameter-type-generalized'],
    [sends, 'request-property-type-changed', 'request-property-type-generalized'],
    [answers, 'response-format-changed', 'response-format-changed'],
  ]),
  ...everywhere(list(text), list(whole), [[answers, 'response-items-type-changed']]),
  ...everywhere(ab, abc, [
    [takes, 'parameter-enum-value-added', 'parameter-enum-value-removed'],
    [sends, 'request-property-enum-value-added', 'request-property-enum-value-removed'],
    [answers, 'response-enum-value-added', 'response-enum-value-removed'],
  ]),
  ...everywhere(text, ab, [
    [takes, 'parameter-became-enum', 'parameter-enum-removed'],
    [sends, 'request-property-became-enum', 'request-property-enum-removed'],
    [answers, 'response-became-enum', 'response-enum-removed'],
  ]),
  ...everywhere(
    { ...ab, 'x-enum-varnames': ['A', 'B'] },
    { ...ab, 'x-enum-varnames': ['A', 'Bee'] },
    [[answers, 'enum-member-renamed']],
  ),
  ...everywhere(
    { ...text, 'x-extensible-enum': ['a'] },
    { ...text, 'x-extensible-enum': ['a', 'b'] },
    [[sends, 'extensible-enum-value-changed', 'request-extensible-enum-value-removed']],
  ),
  ...everywhere(text, fixed('a'), [
    [in31(sends), 'request-property-const-changed', 'request-property-const-removed'],
    [in31(answers), 'response-property-const-added', 'response-property-const-changed'],
  ]),
  ...everywhere(fixed('a'), fixed('b'), [
    [in31(sends), 'request-property-const-changed'],
    [in31(answers), 'response-property-const-changed'],
  ]),
  ...everywhere(text, { ...text, default: 'a' }, [
    [takes, 'parameter-default-changed', 'parameter-default-changed'],
    [sends, 'request-default-changed', 'request-default-changed'],
    [answers, 'response-default-changed', 'response-default-changed'],
  ]),
  ...everywhere(max(9), max(5), [
    [takes, 'parameter-constraint-tightened', 'parameter-constraint-relaxed'],
    [sends, 'request-constraint-tightened', 'request-constraint-relaxed'],
    [answers, 'response-constraint-changed', 'response-constraint-changed'],
  ]),
  ...everywhere(whole, { ...whole, multipleOf: 5 }, [
    [sends, 'request-shape-constraint-tightened', 'request-constraint-relaxed'],
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

const level = (name: string): Json => ({ ...text, 'x-stability-level': name });
const until = (date: string): Json => ({ ...text, deprecated: true, 'x-sunset': date });
const named = (schemas: Json, name = 'Thing'): Json => answering(ref(name), schemas);
const unused = (schemas: Json): Json => one({}, { components: { schemas } });

/** Differences of the parts, names and annotations of schemas. */
export const SHAPE_PAIRS: readonly Pair[] = [
  pairOf(sending, 'request-optional-property-added', object({}), thing, 'request-property-removed'),
  pairOf(sending, 'request-required-property-added', object({}), object({ a: text }, ['a'])),
  pairOf(
    sending,
    'request-property-became-required',
    thing,
    object({ a: text }, ['a']),
    'request-property-became-optional',
  ),
  pairOf(
    answering,
    'response-optional-property-added',
    object({}),
    thing,
    'response-optional-property-removed',
  ),
  pairOf(
    answering,
    'response-required-property-added',
    object({}),
    object({ a: text }, ['a']),
    'response-required-property-removed',
  ),
  pairOf(
    answering,
    'response-property-became-required',
    thing,
    object({ a: text }, ['a']),
    'response-property-became-optional',
  ),
  ...everywhere(either(text, whole), either(text, whole, thing), [
    [sends, 'request-variant-added', 'request-variant-removed'],
    [answers, 'response-variant-added', 'response-variant-removed'],
  ]),
  pairOf(sending, 'request-wrapped-in-one-of', object({ a: text, b: whole }), either(thing, other)),
  ...everywhere({ allOf: [thing] }, { allOf: [thing, other] }, [
    [sends, 'request-all-of-added', 'request-all-of-removed'],
    [answers, 'response-all-of-changed', 'response-all-of-changed'],
  ]),
  ...everywhere(pets(), pets({ propertyName: 'kind' }), [
    [withPets(sending), 'request-discriminator-changed', 'request-discriminator-changed'],
    [withPets(answering), 'response-discriminator-changed', 'response-discriminator-changed'],
  ]),
  ...everywhere(
    pets({ propertyName: 'kind' }),
    pets({ propertyName: 'kind', defaultMapping: 'Dog' }),
    [
      [withPets(sending), 'request-discriminator-changed', 'request-discriminator-changed'],
      [withPets(answering), 'response-discriminator-changed', 'response-discriminator-changed'],
    ],
  ),
  ...everywhere(text, { ...text, readOnly: true }, [
    [sends, 'request-property-became-read-only', 'request-property-became-not-read-only'],
    [answers, 'response-property-became-read-only', 'response-property-became-not-read-only'],
  ]),
  ...everywhere(text, { ...text, writeOnly: true }, [
    [sends, 'request-property-became-write-only', 'request-property-became-not-write-only'],
    [answers, 'response-property-became-write-only', 'response-property-became-not-write-only'],
  ]),
  ...everywhere(open(true), open(false), [
    [sends, 'request-additional-properties-forbidden', 'request-additional-properties-allowed'],
    [answers, 'response-additional-properties-forbidden', 'response-additional-properties-allowed'],
  ]),
  ...everywhere(open(true), open(text), [[sends, 'request-additional-properties-type-changed']]),
  ...everywhere(object({ x: text }), open(true), [
    [sends, 'additional-properties-declared', 'additional-properties-undeclared'],
  ]),

  ...everywhere(text, { ...text, deprecated: true }, [
    [sends, 'request-property-deprecated', 'property-reactivated'],
    [answers, 'response-property-deprecated', 'property-reactivated'],
  ]),
  ...everywhere(until('3000-01-01'), until('2999-01-01'), [[sends, 'property-sunset-changed']]),
  ...everywhere(level('stable'), level('beta'), [
    [answers, 'property-stability-decreased', 'property-stability-increased'],
  ]),
  ...everywhere(text, { ...text, description: 'A' }, [[answers, 'schema-documentation-changed']]),
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
