const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const content = (schema: object, mediaType = 'application/json') => ({
  content: { [mediaType]: { schema } },
});
const query = (name: string, schema: object) => ({ name, in: 'query', schema });

/** A document with every constraint that a schema can have for a request. */
export const THINGS = {
  openapi: '3.0.4',
  info: { title: 'Things', version: 'v1' },
  paths: {
    '/Things': {
      get: {
        parameters: [
          query('pageSize', { type: 'integer', format: 'int32', minimum: 1, maximum: 100 }),
          query('from', { type: 'integer', minimum: 0 }),
          query('Sort', { type: 'string', enum: ['name', 'date'] }),
          query('plate', { type: 'string', pattern: '^[A-Z]{2}-\\d{3}-[A-Z]{2}$' }),
          query('ids', { type: 'array', items: { type: 'string', format: 'uuid' }, maxItems: 2 }),
          query('name', { type: 'string', minLength: 2, maxLength: 5 }),
          query('since', { type: 'string', format: 'date-time' }),
          query('filter', { type: 'object', properties: { a: { type: 'integer' } } }),
        ],
        responses: { 200: { description: 'OK' } },
      },
      post: { requestBody: content(to('Thing')), responses: { 201: { description: 'Created' } } },
      put: {
        requestBody: content(
          {
            type: 'object',
            required: ['Count'],
            properties: {
              Count: { type: 'integer', minimum: 1, maximum: 9 },
              IsLoud: { type: 'boolean' },
              Labels: { type: 'array', items: { type: 'string', maxLength: 3 } },
              File: { type: 'string', format: 'binary' },
            },
          },
          'multipart/form-data',
        ),
        responses: { 200: { description: 'OK' } },
      },
    },
    '/Shapes': {
      post: {
        requestBody: content({ oneOf: [to('Shape'), to('Circle'), to('Square')] }),
        responses: { 200: { description: 'OK' } },
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        required: ['id', 'name'],
        additionalProperties: false,
        properties: {
          id: { type: 'integer', readOnly: true },
          name: { type: 'string', minLength: 1, maxLength: 10 },
          email: { type: 'string', format: 'email', nullable: true },
          website: { type: 'string', format: 'uri' },
          age: { type: 'integer', format: 'int32', minimum: 0, nullable: true },
          score: { type: 'number', minimum: 0, exclusiveMinimum: true },
          color: { type: 'string', enum: ['red', 'green'] },
          level: to('Level'),
          span: { type: 'string', format: 'date-span' },
          day: { type: 'string', format: 'date' },
          tags: { type: 'array', items: { type: 'string' }, minItems: 1, uniqueItems: true },
          parts: { type: 'array', items: to('Part') },
          part: { allOf: [to('Part')], nullable: true },
          bare: to('Part'),
        },
      },
      Level: { type: 'integer', enum: [10, 50] },
      Part: {
        type: 'object',
        required: ['code'],
        additionalProperties: false,
        properties: { code: { type: 'string', pattern: '^P\\d+$' } },
      },
      Shape: {
        type: 'object',
        required: ['kind'],
        additionalProperties: false,
        properties: { kind: { type: 'string' } },
      },
      Circle: {
        allOf: [to('Shape')],
        type: 'object',
        required: ['radius'],
        additionalProperties: false,
        properties: { radius: { type: 'number' } },
      },
      Square: {
        allOf: [to('Shape')],
        type: 'object',
        required: ['side'],
        additionalProperties: false,
        properties: { side: { type: 'number' } },
      },
    },
  },
};
