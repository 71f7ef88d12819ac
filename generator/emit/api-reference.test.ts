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

Version v1, 3 calls. Each call is a method of the client and a standalone function.

- [\`client.vehicles\`](#clientvehicles) (3 calls)

## \`client.vehicles\`

Tag \`Vehicles\`, class [\`Vehicles\`](src/resources/vehicles.ts). The vehicles of the fleet.

### \`client.vehicles.list\`

\`\`\`ts
client.vehicles.list(params: VehiclesListParams, options?: RequestOptions): ApiPromise<Vehicle[]>
\`\`\`

Lists vehicles.

- Request: \`GET /Vehicles\`
- Function: \`listVehicles(client, ...)\`
- Parameters:
  - \`params.pageSize\` (query, optional, default \`50\`): \`number\`
  - \`params.xTenant\` (header \`X-Tenant\`): \`string\`
- Rejects with: \`ApiError\`, whose body is \`Problem\`
- Types: [\`Problem\`](src/models/problem.ts), [\`Vehicle\`](src/models/vehicle.ts)
`;

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
    ['a body', '  - `body` (body, `application/json`): `Vehicle`. The new one\n'],
    ['a path parameter', '  - `plate` (path): `string`. As on the car\n'],
    ['deprecation', 'Use the list.\n\n- **Deprecated**\n- Request: `GET /Vehicles/{plate}`\n'],
    ['a call without a response body', '): ApiPromise<void>\n'],
    ['a call without a declared error', '- Rejects with: `ApiError`\n'],
    ['an inline type, in full', '): ApiPromise<{\nplate?: string;\n}>\n'],
  ])('shows %s', (_, want) => {
    expect(reference).toContain(want);
  });

  it('is formatted as by prettier', async () => {
    expect(await formatText('api.md', reference)).toBe(reference);
  });

  it('handles a document without operations', async () => {
    const { model } = await readModel(FLEET);
    const { names } = planNames(model, { overrides: {}, reservedExports: new Set() });
    const empty = emitApiReference(createEmitContext({ ...model, services: [] }, names));
    expect(empty).toBe(
      '# API reference: Fleet\n\nVersion v1, 0 calls. Each call is a method of the client and a standalone function.\n',
    );
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
