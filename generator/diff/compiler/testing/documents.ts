/** Small documents that differ in one location. */
type Json = Readonly<Record<string, unknown>>;

export interface Parts {
  /** Parameters of `GET /Vehicles`, in place of its own. */
  readonly query?: readonly Json[];
  /** Of `GET /Vehicles/{id}`. */
  readonly id?: Json;
  /** Further keys of the operation `GET /Vehicles`. */
  readonly list?: Json;
  /** The body of `POST /Vehicles`; null: none. */
  readonly body?: Json | null;
  /** The responses of `GET /Vehicles/{id}`. */
  readonly responses?: Json;
  /** The schemas used in a request alone, in a response alone, in both. */
  readonly sent?: Json;
  readonly got?: Json;
  readonly shared?: Json;
  readonly schemas?: Json;
  readonly paths?: Json;
  readonly title?: string;
  readonly more?: Json;
}

export const text = { type: 'string' };
export const number = { type: 'integer' };
export const int32 = { ...number, format: 'int32' };
/** The same as .NET 10 writes it, where its reader takes text too: in 3.1, and in 3.0 without the type. */
export const lenient30 = { pattern: '^-?(?:0|[1-9]\\d*)$', format: 'int32' };
export const lenient31 = { ...lenient30, type: ['integer', 'string'] };
export const maybe = (schema: Json) => ({ ...schema, nullable: true });
export const list = (items: Json) => ({ type: 'array', items });
export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
export const object = (properties: Json, required: readonly string[] = [], more: Json = {}) => ({
  type: 'object',
  ...(required.length > 0 && { required }),
  properties,
  ...more,
});
export const json = (schema: Json) => ({ content: { 'application/json': { schema } } });
export const response = (schema?: Json) => ({ description: 'OK', ...(schema && json(schema)) });
export const query = (name: string, schema: Json, more: Json = {}) => ({
  name,
  in: 'query',
  schema,
  ...more,
});

/** A document of four operations: two respond with `Got` and `Shared`, two send `Sent` and `Shared`. */
export function documentOf(parts: Parts = {}): string {
  const sent = parts.sent ?? object({ name: text, size: number });
  const got = parts.got ?? object({ name: text, size: number });
  const shared = parts.shared ?? object({ note: text });
  const body = parts.body === undefined ? { required: true, ...json(ref('Sent')) } : parts.body;
  return JSON.stringify({
    openapi: '3.0.4',
    info: { title: parts.title ?? 'Fleet', version: '1' },
    paths: parts.paths ?? {
      '/Vehicles': {
        get: {
          tags: ['Vehicles'],
          parameters: parts.query ?? [query('Page', number), query('Plate', text)],
          responses: { 200: response(list(ref('Shared'))) },
          ...parts.list,
        },
        post: {
          tags: ['Vehicles'],
          ...(body && { requestBody: body }),
          responses: { 204: { description: '' } },
        },
      },
      '/Vehicles/{id}': {
        get: {
          tags: ['Vehicles'],
          parameters: [{ name: 'id', in: 'path', required: true, schema: parts.id ?? text }],
          responses: parts.responses ?? { 200: response(ref('Got')) },
        },
        put: {
          tags: ['Vehicles'],
          parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
          requestBody: { required: true, ...json(ref('Shared')) },
          responses: { 204: { description: '' } },
        },
      },
    },
    components: { schemas: { Got: got, Sent: sent, Shared: shared, ...parts.schemas } },
    ...parts.more,
  });
}

/** What changes, the document before and after, what breaks, and why where that may surprise. */
export type Row = readonly [
  what: string,
  before: Parts,
  after: Parts,
  breaks: readonly string[],
  because?: string,
];

export const state = (...values: readonly string[]) => ({ type: 'string', enum: values });

export const sent = (properties: Record<string, unknown>, required: readonly string[] = []) => ({
  sent: object(properties, required),
});

export const got = (properties: Record<string, unknown>, required: readonly string[] = []) => ({
  got: object(properties, required),
});

export const required = { required: true };

export const open = 'an enumeration in responses is open: new values break no existing program';

export const path = (at: string, get: Record<string, unknown> = {}, method = 'get') => ({
  [at]: { [method]: { tags: ['Vehicles'], responses: { 200: response(ref('Got')) }, ...get } },
});

export const cat = object({ kind: text, purrs: text }, ['kind']);

export const dog = object({ kind: text, barks: text }, ['kind']);

export const pets = (
  name = 'kind',
  tags: Record<string, unknown> = {
    cat: '#/components/schemas/Cat',
    dog: '#/components/schemas/Dog',
  },
) => ({
  oneOf: [ref('Cat'), ref('Dog')],
  discriminator: { propertyName: name, mapping: tags },
});
