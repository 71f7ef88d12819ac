/** Documents so small that a pair of them differs in one thing. */
export type Json = Readonly<Record<string, unknown>>;

/** What happens from one document to the other, and on the way back where that is another kind. */
export interface Pair {
  /** Keys of `KINDS`. */
  readonly kind: string;
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

/** Gets one thing; with more of the operation, or other things. */
export function operation(more: Json = {}): Json {
  return {
    operationId: 'getThing',
    tags: ['Things'],
    parameters: [ID],
    responses: { 204: { description: 'Done' } },
    ...more,
  };
}

/** A document of these paths, and more of the document. */
export function documentOf(paths: Json, more: Json = {}): Json {
  return { openapi: '3.0.3', info: { title: 'Things', version: '1.0.0' }, paths, ...more };
}

/** A document of one operation, `GET /things/{id}`. */
export function one(more: Json = {}, document: Json = {}): Json {
  return documentOf({ '/things/{id}': { get: operation(more) } }, document);
}

/** A document of one operation that takes these, beside the path's. */
export function taking(...parameters: readonly Json[]): Json {
  return one({ parameters: [ID, ...parameters] });
}

export function query(schema: Json, more: Json = {}): Json {
  return { name: 'q', in: 'query', schema, ...more };
}

/** A document of one operation with this body; undefined: with none. */
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

/** A document whose operation has an answer with these headers. */
export function withHeaders(headers: Json): Json {
  return one({ responses: { 204: { description: 'Done', headers } } });
}

/** The same as OpenAPI 3.1. */
export function modern(document: Json): Json {
  return { ...document, openapi: '3.1.0' };
}

/** A pair both of whose sides are made alike, of a value each. */
export function pairOf<T>(
  make: (value: T) => Json,
  kind: string,
  before: T,
  after: T,
  back?: string,
): Pair {
  return { kind, before: make(before), after: make(after), ...(back !== undefined && { back }) };
}

/** {@link pairOf}, made of one kind of value. */
export const pairsOf =
  <T>(make: (value: T) => Json) =>
  (kind: string, before: T, after: T, back?: string): Pair =>
    pairOf(make, kind, before, after, back);
