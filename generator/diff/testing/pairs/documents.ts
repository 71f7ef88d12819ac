/** Small documents, so that a pair of them has one difference. */

export type Json = Readonly<Record<string, unknown>>;

/** Two documents with one difference, and the kind of that difference. */
export interface Pair {
  /** Keys of `KINDS`. */
  readonly kind: string;
  /** The kind in the opposite direction. */
  readonly back?: string;
  readonly before: Json;
  readonly after: Json;
}

export const text = { type: 'string' } as const;
export const whole = { type: 'integer' } as const;
export const list = (items: Json): Json => ({ type: 'array', items });
export const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
export const json = (schema?: Json): Json => ({
  content: { 'application/json': schema === undefined ? {} : { schema } },
});
export const object = (properties: Json, required: readonly string[] = []): Json => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
});

const ID: Json = { name: 'id', in: 'path', required: true, schema: text };

/** An operation that gets one thing, with more properties. */
export function operation(more: Json = {}): Json {
  return {
    operationId: 'getThing',
    tags: ['Things'],
    parameters: [ID],
    responses: { 204: { description: 'Done' } },
    ...more,
  };
}

/** A document with these paths and more properties. */
export function documentOf(paths: Json, more: Json = {}): Json {
  return { openapi: '3.0.3', info: { title: 'Things', version: '1.0.0' }, paths, ...more };
}

/** A document with one operation, `GET /things/{id}`. */
export function one(more: Json = {}, document: Json = {}): Json {
  return documentOf({ '/things/{id}': { get: operation(more) } }, document);
}

/** A document whose operation takes these parameters beside that of the path. */
export function taking(...parameters: readonly Json[]): Json {
  return one({ parameters: [ID, ...parameters] });
}

export function query(schema: Json, more: Json = {}): Json {
  return { name: 'q', in: 'query', schema, ...more };
}

/** A document whose operation takes this body, or none. */
export function withBody(requestBody?: Json, document: Json = {}): Json {
  return documentOf(
    { '/things/{id}': { put: operation({ ...(requestBody && { requestBody }) }) } },
    document,
  );
}

export function sending(schema: Json, schemas: Json = {}): Json {
  return withBody(json(schema), { components: { schemas } });
}

export function answering(schema: Json, schemas: Json = {}): Json {
  return one(
    { responses: { 200: { description: 'OK', ...json(schema) } } },
    { components: { schemas } },
  );
}

/** A document whose operation responds with these headers. */
export function withHeaders(headers: Json): Json {
  return one({ responses: { 204: { description: 'Done', headers } } });
}

/** The same as OpenAPI 3.1. */
export function modern(document: Json): Json {
  return { ...document, openapi: '3.1.0' };
}

/** A pair of two documents that are made from a value each. */
export function pairOf<T>(
  make: (value: T) => Json,
  kind: string,
  before: T,
  after: T,
  back?: string,
): Pair {
  return { kind, before: make(before), after: make(after), ...(back !== undefined && { back }) };
}

/** As {@link pairOf}, with the function that makes the documents fixed. */
export const pairsOf =
  <T>(make: (value: T) => Json) =>
  (kind: string, before: T, after: T, back?: string): Pair =>
    pairOf(make, kind, before, after, back);

export type Make = (schema: Json) => Json;

/** The schema of a parameter, of a property in requests, of one in responses; and the same in OpenAPI 3.1. */
export const takes: Make = (schema) => taking(query(schema));
export const sends: Make = (schema) => sending(object({ a: schema }));
export const answers: Make = (schema) => answering(object({ a: schema }));
export const in31 =
  (make: Make): Make =>
  (schema) =>
    modern(make(schema));

/** A pair for every use of a schema, with the kinds that the difference has there. */
export function everywhere(
  before: Json,
  after: Json,
  kinds: readonly (readonly [make: Make, kind: string, back?: string])[],
): readonly Pair[] {
  return kinds.map(([make, kind, back]) => pairOf(make, kind, before, after, back));
}
