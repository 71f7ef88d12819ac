import { planNames } from '../naming/index.js';
import { readModel } from '../pipeline/testing/read-model.js';
import { formatText } from '../write/index.js';
import { emitApiReference } from './api-reference.js';
import { createEmitContext } from './index.js';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object) => ({ content: { 'application/json': { schema } } });

const FLEET = {
  openapi: '3.0.4',
  info: { title: 'Fleet', version: 'v1' },
  tags: [{ name: 'Vehicles', description: 'The vehicles of the fleet.' }],
  paths: {
    '/Vehicles': {
      get: {
        tags: ['Vehicles'],
        summary: 'Lists vehicles.',
        parameters: [
          { name: 'pageSize', in: 'query', schema: { type: 'integer', default: 50 } },
          { name: 'X-Tenant', in: 'header', required: true, schema: { type: 'string' } },
        ],
        responses: {
          200: { description: 'OK', ...json({ type: 'array', items: ref('Vehicle') }) },
          400: { description: 'Bad', ...json(ref('Problem')) },
        },
      },
      post: {
        tags: ['Vehicles'],
        requestBody: { required: true, description: 'The new one', ...json(ref('Vehicle')) },
        responses: { 204: { description: 'Done' } },
      },
    },
    '/Vehicles/{plate}': {
      get: {
        tags: ['Vehicles'],
        deprecated: true,
        description: 'Use the list.',
        parameters: [
          {
            name: 'plate',
            in: 'path',
            required: true,
            description: 'As on the car',
            schema: { type: 'string' },
          },
        ],
        responses: {
          200: {
            description: 'OK',
            ...json({ type: 'object', properties: { plate: { type: 'string' } } }),
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Vehicle: { type: 'object', properties: { plate: { type: 'string' } } },
      Problem: { type: 'object', properties: { title: { type: 'string' } } },
    },
  },
};

const WANT = `# API reference: Fleet

Version v1, 3 calls.
The options of a call are its last argument and not repeated here. Each call is also a function of the package's entry \`functions\`, with the client as its first argument.

- [\`client.vehicles\`](#clientvehicles): 3 calls

## \`client.vehicles\`

The vehicles of the fleet.

### \`client.vehicles.list\`

\`\`\`ts
client.vehicles.list(params: VehiclesListParams): ApiPromise<Vehicle[]>
\`\`\`

Lists vehicles.
\`GET /Vehicles\`, function \`listVehicles\`, \`ApiError\` with \`Problem\`

- \`pageSize?\`: \`number\`, default \`50\`
- \`xTenant\`: \`string\`, header \`X-Tenant\`

### `;

async function referenceOf(document: object): Promise<string> {
  const { model } = await readModel(document);
  const { names } = planNames(model, { overrides: {}, reservedExports: new Set() });
  return emitApiReference(createEmitContext(model, names));
}

describe('emitApiReference', () => {
  let reference: string;
  beforeAll(async () => {
    reference = await referenceOf(FLEET);
  });

  it('lists a call with its signature, parameters and types', () => {
    expect(reference.slice(0, WANT.length)).toBe(WANT);
  });

  it.each([
    ['a body', 'function `createVehicle`\n\n- `body`: The new one\n'],
    ['a path parameter', '- `plate`: As on the car\n'],
    ['deprecation', '**Deprecated.** Use the list.\n`GET /Vehicles/{plate}`, '],
    ['a call without a response body', '): ApiPromise<void>\n'],
    [
      'links to the types',
      '## Types\n\n[`Problem`](src/models/problem.ts), [`Vehicle`](src/models/vehicle.ts)\n',
    ],
    ['an inline type, in full', '): ApiPromise<{\nplate?: string;\n}>\n'],
  ])('shows %s', (_, want) => {
    expect(reference).toContain(want);
  });

  it('says once what most calls need, and where another is needed', async () => {
    const needs = (security: object[]) => ({ tags: ['T'], security, responses: { 204: {} } });
    const text = await referenceOf({
      openapi: '3.0.4',
      info: { title: 'Fleet', version: 'v1' },
      paths: {
        '/a': { get: needs([{ jwt: [] }]), put: needs([{ jwt: [] }]) },
        '/b': { get: needs([{ key: [] }]), put: needs([]) },
      },
      components: {
        securitySchemes: {
          jwt: { type: 'http', scheme: 'bearer' },
          key: { type: 'apiKey', in: 'header', name: 'X-Key' },
        },
      },
    });
    expect(text).toContain('\nCalls need `token`, unless something else is said.\n');
    expect(text.match(/^`.*, needs .*$/gm)).toEqual([
      expect.stringMatching(/^`GET \/b`.*, needs `apiKey`$/),
      expect.stringMatching(/^`PUT \/b`.*, needs no credentials$/),
    ]);
  });

  it('is formatted as by prettier', async () => {
    expect(await formatText('api.md', reference)).toBe(reference);
  });

  it('handles a document without operations', async () => {
    const { model } = await readModel(FLEET);
    const { names } = planNames(model, { overrides: {}, reservedExports: new Set() });
    const empty = emitApiReference(createEmitContext({ ...model, services: [] }, names));
    expect(empty).toBe('# API reference: Fleet\n\nVersion v1, 0 calls.\n');
  });

  it('escapes the texts of the document', async () => {
    const evil = '[x](http://evil.example) <img src=x> @octocat #1\n\n# heading\n```\n';
    const texts = { summary: evil, description: `${evil} again` };
    const hostile = await referenceOf({
      openapi: '3.0.4',
      info: { title: evil, version: evil },
      tags: [{ name: evil, description: evil }],
      paths: {
        '/x`y': {
          get: {
            tags: [evil],
            ...texts,
            parameters: [
              {
                name: evil,
                in: 'query',
                description: evil,
                schema: { type: 'string', default: evil },
              },
            ],
            requestBody: { description: evil, content: { [evil]: { schema: {} } } },
            responses: {
              200: {
                description: evil,
                ...json({
                  type: 'object',
                  properties: { [evil]: { ...texts, enum: [evil, 'b'] } },
                }),
              },
            },
          },
        },
      },
    });
    const outsideCode = hostile
      .replace(/(`{3,})ts\n[\s\S]*?\n\1\n/g, '')
      .replace(/(`+)[^\n]*?[^`]\1(?!`)/g, '');
    expect(outsideCode).toContain('again');
    const alive = /(?<!\\)\[x|(?<!\\)<img|@octocat|#1|http:|^# heading|^`/gm;
    expect(outsideCode.match(alive)).toBeNull();
  });
});
