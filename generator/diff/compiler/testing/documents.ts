/** Small documents, to be changed in one place. */
type Json = Readonly<Record<string, unknown>>;

export interface Parts {
  /** Parameters of `GET /Vehicles`, beside its own. */
  readonly query?: readonly Json[];
  /** Of `GET /Vehicles/{id}`. */
  readonly id?: Json;
  /** More of the operation `GET /Vehicles`. */
  readonly list?: Json;
  /** The body of `POST /Vehicles`; null: none. */
  readonly body?: Json | null;
  /** The answers of `GET /Vehicles/{id}`. */
  readonly answers?: Json;
  /** The schema of the body alone, of the answer alone, of both. */
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
export const answer = (schema?: Json) => ({ description: 'OK', ...(schema && json(schema)) });
export const query = (name: string, schema: Json, more: Json = {}) => ({
  name,
  in: 'query',
  schema,
  ...more,
});

/** A document: two calls that answer `Got` and `Shared`, one that sends `Sent` and one that sends `Shared`. */
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
          responses: { 200: answer(list(ref('Shared'))) },
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
          responses: parts.answers ?? { 200: answer(ref('Got')) },
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
