/** A document of any size: schemas that refer to each other and inherit, operations on them, and a tag for every ten. */
export function createLargeDocument(size: number): string {
  const schemas: Record<string, unknown> = {};
  const paths: Record<string, unknown> = {};
  const to = (at: number) => ({ $ref: `#/components/schemas/Thing${at % size}` });
  for (let at = 0; at < size; at += 1) {
    const own = {
      type: 'object',
      required: ['id'],
      description: `Thing number ${at}.`,
      properties: {
        id: { type: 'integer', format: 'int64', readOnly: true },
        name: { type: 'string', nullable: true },
        kind: { type: 'string', enum: ['one', 'two', `kind-${at}`] },
        next: to(at + 1),
        others: { type: 'array', items: to(at + 7) },
      },
    };
    // Every tenth inherits from the one before.
    schemas[`Thing${at}`] = at % 10 === 9 ? { allOf: [to(at - 1), own] } : own;
    const content = { 'application/json': { schema: to(at) } };
    paths[`/things${at}/{id}`] = {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: {
        tags: [`Group${Math.floor(at / 10)}`],
        parameters: [{ name: 'page', in: 'query', schema: { type: 'integer' } }],
        responses: { 200: { description: 'Success', content } },
      },
      put: {
        tags: [`Group${Math.floor(at / 10)}`],
        requestBody: { content },
        responses: { 204: { description: 'No Content' } },
      },
    };
  }
  const info = { title: 'Made up', version: 'v1' };
  return JSON.stringify({ openapi: '3.0.4', info, paths, components: { schemas } });
}
