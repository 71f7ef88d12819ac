/** A document with the traps of the wire: every style of every place, media types in a bad order, names that meet. */

const text = { type: 'string' };
const whole = { type: 'integer', format: 'int32' };
const bytes = { type: 'string', format: 'binary' };
const list = { type: 'array', items: text };
const object = (properties: object) => ({ type: 'object', properties });
const pair = object({ R: whole, G: whole });
const json = (schema: object) => ({ 'application/json': { schema } });
const answer = (content: object, description = 'OK') => ({ 200: { description, content } });

interface Place {
  readonly name: string;
  readonly in: string;
  readonly style?: string;
  readonly explode?: boolean;
  readonly required?: boolean;
  readonly schema?: object;
  readonly content?: object;
}

const place =
  (where: string, style: string | undefined, explode: boolean | undefined) =>
  (name: string, schema: object): Place => ({
    name,
    in: where,
    ...(where === 'path' && { required: true }),
    ...(style && { style }),
    ...(explode !== undefined && { explode }),
    schema,
  });

/** Each is called as its operation is: an argument must not hide its own function. */
const PATH_STYLES = ['simple', 'label', 'matrix'].flatMap((style) =>
  [false, true].flatMap((explode) => {
    const make = place('path', style, explode);
    const end = explode ? 'Exploded' : '';
    return [
      make(`${style}List${end}`, list),
      make(`${style}Pair${end}`, pair),
      make(`${style}One${end}`, text),
    ];
  }),
);

const QUERY_STYLES: readonly Place[] = [
  place('query', undefined, undefined)('Ids', { type: 'array', items: whole }),
  place('query', 'form', false)('Csv', list),
  place('query', 'form', true)('Form', pair),
  place('query', 'form', false)('FormPair', pair),
  place('query', 'spaceDelimited', false)('Spaces', list),
  place('query', 'pipeDelimited', false)('Pipes', list),
  place('query', 'spaceDelimited', true)('SpacesExploded', list),
  place('query', 'deepObject', true)('Deep', pair),
  { name: 'Json', in: 'query', content: json(pair) },
  place('query', undefined, undefined)('When', { type: 'string', format: 'date-time' }),
];

function operation(
  operationId: string,
  more: { readonly parameters?: readonly object[]; readonly requestBody?: object },
  responses: object,
) {
  return { tags: ['Wire'], operationId, ...more, responses };
}

const problem = {
  404: {
    description: 'Not Found',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  },
};

const plain = answer(json(object({ ok: { type: 'boolean' } })));

export const WIRE_DOCUMENT = {
  openapi: '3.0.4',
  info: { title: 'Wire', version: 'v1' },
  paths: {
    '/query': { get: operation('query', { parameters: QUERY_STYLES }, plain) },
    ...Object.fromEntries(
      PATH_STYLES.map((parameter) => [
        `/paths/${parameter.name}/{${parameter.name}}/end`,
        { get: operation(parameter.name, { parameters: [parameter] }, plain) },
      ]),
    ),
    '/vehicles/{plate}': {
      get: operation(
        'vehicle',
        { parameters: [place('path', undefined, undefined)('plate', text)] },
        { ...plain, ...problem },
      ),
      put: operation(
        'save',
        {
          parameters: [place('path', undefined, undefined)('plate', text)],
          requestBody: {
            content: {
              'application/*+json': { schema: object({ name: text }) },
              'text/json': { schema: object({ name: text }) },
              'application/json': { schema: object({ name: text }) },
            },
          },
        },
        { 204: { description: 'No Content' } },
      ),
    },
    '/same/{id}': {
      get: operation(
        'same',
        {
          parameters: [
            place('path', undefined, undefined)('id', text),
            place('query', undefined, undefined)('id', text),
            place('query', undefined, undefined)('api-version', text),
            place('header', undefined, undefined)('X-Version', text),
            place('header', undefined, undefined)('X-Tags', list),
            place('cookie', undefined, undefined)('session', text),
          ],
        },
        plain,
      ),
    },
    '/files': {
      get: operation('file', {}, answer({ 'application/octet-stream': { schema: bytes } })),
      post: operation(
        'upload',
        {
          requestBody: {
            content: {
              'multipart/form-data': {
                schema: object({
                  File: bytes,
                  Attachments: { type: 'array', items: bytes },
                  TakenOn: { type: 'string', format: 'date' },
                  Title: text,
                  Kind: { type: 'string', enum: ['Invoice', 'Contract'] },
                }),
              },
            },
          },
        },
        plain,
      ),
    },
    '/name': {
      get: operation('name', {}, answer({ 'text/plain': { schema: text }, ...json(text) })),
    },
    '/empty': { get: operation('empty', {}, plain) },
    '/pages': {
      get: operation(
        'page',
        { parameters: [place('query', undefined, undefined)('Page', whole)] },
        answer(json(object({ items: { type: 'array', items: whole }, totalCount: whole }))),
      ),
    },
  },
  components: {
    schemas: { Problem: object({ title: text, status: whole, plate: text }) },
  },
};
