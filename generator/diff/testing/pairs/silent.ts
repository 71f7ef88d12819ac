import {
  answering,
  modern,
  object,
  ref,
  sending,
  text,
  whole,
  type Json,
  type Pair,
} from './documents.js';
import { answers } from './places.js';

const nullable = { ...text, nullable: true };
const ab = { ...text, enum: ['a', 'b'] };
const either = (...oneOf: readonly Json[]): Json => ({ oneOf });

const thing = object({ a: text });
const nullable31 = { type: ['string', 'null'] };

/** What is never told: two ways of saying the same, by the kind that it would be. */
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
