import { printType } from '../emit/print-type.js';
import type { TypeDirection } from '../emit/type-options.js';
import { readModel } from '../pipeline/testing/read-model.js';
import type { TypeRef } from './model.js';
import { withSwitches, type OutputSwitches } from './switches.js';
import { getOperations } from './walk.js';

/** Numbers as .NET 10 documents them, wherever a number may be: a number in responses, in requests as the switch says. */

const INTEGER = '^-?(?:0|[1-9]\\d*)$';
const DECIMAL = '^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$';

/** A number in 3.1, and in 3.0, where .NET leaves its type out. */
function number(version: string, type: string, format: string, pattern: string): object {
  return version === '3.0.4' ? { pattern, format } : { pattern, type: [type, 'string'], format };
}

function documentFor(version: string): unknown {
  const int = number(version, 'integer', 'int32', INTEGER);
  const long = number(version, 'integer', 'int64', INTEGER);
  const price = number(version, 'number', 'double', DECIMAL);
  const maybe =
    version === '3.0.4'
      ? { ...int, nullable: true }
      : { ...int, type: ['null', 'integer', 'string'] };
  const schema = { $ref: '#/components/schemas/Order' };
  const parameter = (name: string, location: string, type: object) => ({
    name,
    in: location,
    required: true,
    schema: type,
  });
  return {
    openapi: version,
    info: { title: 'Orders', version: 'v1' },
    paths: {
      '/orders/{id}': {
        put: {
          parameters: [
            parameter('id', 'path', long),
            parameter('take', 'query', int),
            parameter('ids', 'query', { type: 'array', items: int }),
            parameter('X-Version', 'header', int),
          ],
          requestBody: { content: { 'application/json': { schema } } },
          responses: { 200: { description: 'OK', content: { 'application/json': { schema } } } },
        },
      },
      '/orders/{id}/form': {
        post: {
          requestBody: {
            content: {
              'multipart/form-data': {
                schema: { type: 'object', required: ['n'], properties: { n: int } },
              },
            },
          },
          responses: {
            200: { description: 'OK', content: { 'application/json': { schema: int } } },
          },
        },
      },
    },
    components: {
      schemas: {
        Order: {
          type: 'object',
          required: ['count', 'big', 'price', 'maybe', 'list', 'map', 'one'],
          properties: {
            count: int,
            big: long,
            price,
            maybe,
            list: { type: 'array', items: int },
            map: { type: 'object', additionalProperties: price },
            one: { oneOf: [int, { type: 'boolean' }] },
          },
        },
      },
    },
  };
}

const print = (type: TypeRef | undefined, direction: TypeDirection) =>
  type && printType(type, { direction, reference: (id) => id }).replace(/\s+/g, ' ');

/** The types of requests and of responses, by where they are. */
async function readTypes(version: string, switches: OutputSwitches) {
  const read = await readModel(documentFor(version));
  const model = withSwitches(read.model, switches);
  const [put, post] = getOperations(model);
  const order = model.declarations.get('#/components/schemas/Order');
  const properties = (direction: TypeDirection) =>
    order?.kind === 'interface'
      ? order.properties.map(({ wireName, type }) => `${wireName}: ${print(type, direction) ?? ''}`)
      : [];
  return {
    parameters: put?.parameters.map(
      ({ wireName, type }) => `${wireName}: ${print(type, 'request') ?? ''}`,
    ),
    form: print(post?.body?.contents[0].type, 'request'),
    request: properties('request'),
    response: properties('response'),
    whole: print(post?.responses[0]?.body?.type, 'response'),
    splits: order?.splits,
  };
}

const RESPONSE = [
  'big: number',
  'count: number',
  'list: number[]',
  'map: Record<string, number>',
  'maybe: number | null',
  'one: boolean | number',
  'price: number',
];

describe.each(['3.0.4', '3.1.1'])('numbers in a document of %s', (version) => {
  it('are numbers in both directions', async () => {
    for (const switches of [{}, { numericStrings: 'reject' }] as const)
      expect(await readTypes(version, switches)).toEqual({
        parameters: ['id: number', 'ids: number[]', 'take: number', 'X-Version: number'],
        form: '{ n: number; }',
        request: RESPONSE,
        response: RESPONSE,
        whole: 'number',
        splits: false,
      });
  });

  it('may be sent as text with the switch', async () => {
    expect(await readTypes(version, { numericStrings: 'accept' })).toEqual({
      parameters: [
        'id: number | string',
        'ids: (number | string)[]',
        'take: number | string',
        'X-Version: number | string',
      ],
      form: '{ n: number | string; }',
      request: [
        'big: number | string',
        'count: number | string',
        'list: (number | string)[]',
        'map: Record<string, number | string>',
        'maybe: number | string | null',
        'one: boolean | number | string',
        'price: number | string',
      ],
      response: RESPONSE,
      whole: 'number',
      splits: true,
    });
  });

  it.each<[OutputSwitches, string, string]>([
    [{ int64: 'bigint' }, 'big: bigint | number', 'big: bigint'],
    [{ int64: 'string' }, 'big: string | number', 'big: string'],
    [{ int64: 'bigint', numericStrings: 'accept' }, 'big: bigint | number | string', 'big: bigint'],
    [{ int64: 'string', numericStrings: 'accept' }, 'big: string | number', 'big: string'],
  ])('are 64-bit integers with %j', async (switches, request, response) => {
    const types = await readTypes(version, switches);
    expect([types.request[0], types.response[0]]).toEqual([request, response]);
    expect(types.response.slice(1)).toEqual(RESPONSE.slice(1));
  });
});
