import {
  answering,
  modern,
  object,
  pairOf,
  query,
  sending,
  taking,
  type Json,
  type Pair,
} from './documents.js';

export type Make = (schema: Json) => Json;

/** A property of what is sent, of what is answered; a parameter's own schema; and the same as OpenAPI 3.1. */
export const takes: Make = (schema) => taking(query(schema));
export const sends: Make = (schema) => sending(object({ a: schema }));
export const answers: Make = (schema) => answering(object({ a: schema }));
export const in31 =
  (make: Make): Make =>
  (schema) =>
    modern(make(schema));

/** A pair for every place where a schema may stand, with the kinds that it is there. */
export function everywhere(
  before: Json,
  after: Json,
  kinds: readonly (readonly [make: Make, kind: string, back?: string])[],
): readonly Pair[] {
  return kinds.map(([make, kind, back]) => pairOf(make, kind, before, after, back));
}
