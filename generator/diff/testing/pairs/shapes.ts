import {
  answering,
  object,
  one,
  pairOf,
  ref,
  sending,
  text,
  whole,
  type Json,
  type Pair,
} from './documents.js';
import { answers, everywhere, sends, type Make } from './places.js';

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

/** What happens to the parts, names and notes of schemas. */
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
