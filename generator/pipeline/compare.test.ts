import { compareRecipes, diff, type DiffInput } from './compare.js';
import type { Change, DiffReport } from '../diff/index.js';
import {
  documentOf,
  json,
  OK,
  query,
  withBody,
  withOperation,
  withParameters,
  withResponses,
  type Parts,
} from '../diff/testing/documents.js';
import { seeded, shuffled } from '../checks/journeys/testing/shuffle.js';

const input = (document: Parts, more: Partial<DiffInput> = {}): DiffInput => ({
  text: JSON.stringify(document),
  location: 'https://api.example/swagger.json?token=secret',
  ...more,
});

async function reportOf(
  before: Parts,
  after: Parts,
  more: Partial<DiffInput> = {},
): Promise<DiffReport> {
  return diff(input(before, more), input(after, more), { today: '2026-11-24' });
}

/** `id subject: before -> after (wire, source)` */
const describeChange = ({ id, subject, before, after, wire, source }: Change): string =>
  `${id} ${subject} | ${before ?? ''} -> ${after ?? ''} | ${wire}, ${source}`;

const list = (more: Parts = {}): Parts => ({
  '/vehicles': { get: { tags: ['Vehicles'], responses: OK, ...more } },
});
const vehicle = (properties: Parts, more: Parts = {}): Parts =>
  documentOf(
    list({
      responses: {
        200: { description: 'OK', content: json({ $ref: '#/components/schemas/Vehicle' }) },
      },
    }),
    { components: { schemas: { Vehicle: { type: 'object', properties, ...more } } } },
  );

describe('a difference is named as the SDK names it', () => {
  it.each<readonly [string, Parts, Parts, readonly string[]]>([
    [
      'a parameter by its argument',
      documentOf(list({ parameters: [query('PageSize', { schema: { type: 'integer' } })] })),
      documentOf(
        list({ parameters: [query('PageSize', { required: true, schema: { type: 'integer' } })] }),
      ),
      [
        'parameter-became-required vehicles.list: pageSize | optional -> required | breaking, breaking',
      ],
    ],
    [
      'a renamed parameter by its old and its new argument',
      documentOf(list({ parameters: [query('PageSize')] })),
      documentOf(list({ parameters: [query('Limit')] })),
      ['parameter-renamed vehicles.list: pageSize | pageSize -> limit | breaking, breaking'],
    ],
    [
      'a default of another type as JSON',
      documentOf(list({ parameters: [query('a', { schema: { type: 'string', default: true } })] })),
      documentOf(
        list({ parameters: [query('a', { schema: { type: 'string', default: 'true' } })] }),
      ),
      ['default-changed vehicles.list: a | true -> "true" | potentially-breaking, non-breaking'],
    ],
    [
      'what is added by its type',
      documentOf(list({ parameters: [query('a')] })),
      documentOf(
        list({
          parameters: [
            query('a'),
            query('Ids', { schema: { type: 'array', items: { type: 'integer' } } }),
          ],
        }),
      ),
      ['parameter-added-optional vehicles.list: ids |  -> number[] | non-breaking, non-breaking'],
    ],
    [
      'the first parameter, which moves the options of a call',
      documentOf(list()),
      documentOf(list({ parameters: [query('a')] })),
      ['parameter-added-optional vehicles.list: a |  -> string | non-breaking, breaking'],
    ],
    [
      'a method that was renamed, by both names',
      documentOf(list({ operationId: 'findVehicles' })),
      documentOf(list({ operationId: 'searchVehicles' })),
      [
        'operation-id-changed vehicles.find | vehicles.find -> vehicles.search | non-breaking, breaking',
      ],
    ],
    [
      'an operation that went to another tag',
      documentOf(list()),
      documentOf(list({ tags: ['Fleet'] })),
      [
        'operation-tag-changed vehicles.list | vehicles.list -> fleet.listVehicles | non-breaking, breaking',
      ],
    ],
    [
      'a move that programs do not notice',
      documentOf(list({ operationId: 'listVehicles' })),
      documentOf({ '/v2/vehicles': list({ operationId: 'listVehicles' })['/vehicles'] }),
      [
        'operation-moved vehicles.list | GET /vehicles -> GET /v2/vehicles | breaking, non-breaking',
      ],
    ],
    [
      'a parameter that is renamed on the wire alone',
      documentOf(list({ parameters: [query('PageSize')] })),
      documentOf(list({ parameters: [query('page-size')] })),
      [
        'parameter-renamed vehicles.list: pageSize | PageSize -> page-size | breaking, non-breaking',
      ],
    ],
    [
      'a parameter that moved to a header',
      documentOf(list({ parameters: [query('q')] })),
      documentOf(list({ parameters: [{ ...query('q'), in: 'header' }] })),
      ['parameter-moved vehicles.list: q | query -> header | breaking, non-breaking'],
    ],
    [
      'a property by its type',
      vehicle({ id: { type: 'string' } }, { required: ['id'] }),
      vehicle({ id: { type: 'string', nullable: true } }, { required: ['id'] }),
      ['became-nullable Vehicle.id | string -> string | null | breaking, breaking'],
    ],
    [
      'another number that is the same to TypeScript',
      vehicle({ id: { type: 'integer' } }),
      vehicle({ id: { type: 'number' } }),
      ['type-generalized Vehicle.id | integer -> number | breaking, non-breaking'],
    ],
    [
      'the title, whatever the client is called',
      documentOf(list(), { info: { title: 'Fleet', version: 'v1' } }),
      documentOf(list(), { info: { title: 'Garage', version: 'v1' } }),
      ['info-changed title | Fleet -> Garage | non-breaking, non-breaking'],
    ],
    [
      'the title of another API, which its client is named after',
      documentOf(list(), { info: { title: 'Fleet', version: 'v1' } }),
      documentOf(
        { '/cars': { get: { operationId: 'cars', responses: OK } } },
        { info: { title: 'Garage', version: 'v1' } },
      ),
      [
        'client-renamed FleetClient | FleetClient -> GarageClient | non-breaking, breaking',
        'path-removed vehicles.list | GET /vehicles ->  | breaking, breaking',
        'operation-added cars.list |  -> GET /cars | non-breaking, non-breaking',
      ],
    ],
    [
      'a media type that the SDK never sent',
      withBody({ content: { ...json(), ...json({ type: 'string' }, 'text/json') } }),
      withBody({ content: json() }),
      [
        'unused-media-type-removed things.create: body (text/json) | text/json ->  | non-breaking, non-breaking',
      ],
    ],
    [
      'a media type that the SDK never read',
      withResponses({
        200: {
          description: 'OK',
          content: { ...json(), ...json({ type: 'string' }, 'text/json') },
        },
      }),
      withResponses({ 200: { description: 'OK', content: json() } }),
      [
        'unused-media-type-removed things.get: 200 text/json | text/json ->  | non-breaking, non-breaking',
      ],
    ],
  ])('%s', async (_, before, after, want) => {
    const { changes } = await reportOf(before, after);
    expect(changes.map(describeChange)).toEqual(want);
  });

  it('keeps the name of the client where it is given', async () => {
    const [before, after] = ['A', 'B'].map((title) =>
      documentOf(list(), { info: { title, version: 'v1' } }),
    );
    const { changes, verdict } = await reportOf(before ?? {}, after ?? {}, { clientName: 'Fleet' });
    expect(changes.map(({ id }) => id)).toEqual(['info-changed']);
    expect(verdict).toEqual({ wire: 'non-breaking', source: 'non-breaking', bump: 'patch' });
  });

  it('names nothing anew because of what is added', async () => {
    const before = documentOf(list());
    const after = documentOf({
      ...list(),
      '/vehicles/search': { get: { tags: ['Vehicles'], responses: OK } },
      '/api/vehicles': { get: { tags: ['Vehicles'], responses: OK } },
    });
    const { changes } = await reportOf(before, after);
    expect(changes.map(({ id }) => id)).toEqual(['operation-added', 'operation-added']);
  });
});

describe('the report', () => {
  const before = withOperation({ parameters: [query('a')], tags: ['T'] });
  const after = withOperation({
    parameters: [query('b', { schema: { type: 'integer' } })],
    tags: ['T'],
    summary: 's',
  });

  it('says what both documents are, without the query of a URL', async () => {
    const { before: side } = await reportOf(before, after);
    expect(side).toEqual({
      source: 'https://api.example/swagger.json',
      title: 'Test',
      version: 'v1',
      operations: 1,
      schemas: 0,
    });
  });

  it('lists what breaks first, and documentation last', async () => {
    const { changes } = await reportOf(before, after);
    expect(changes.map(({ id }) => id)).toEqual([
      'parameter-removed',
      'parameter-added-optional',
      'documentation-changed',
    ]);
  });

  it('names the operations that are touched, and their tags', async () => {
    const { changes } = await reportOf(before, after);
    expect(changes[0]?.operations).toEqual([
      { id: 'GET /things', call: 't.listThings', directions: ['request'] },
    ]);
    expect(changes[0]?.tags).toEqual(['T']);
  });

  it('is the same whatever the order of keys', async () => {
    const one = JSON.stringify(await reportOf(before, after));
    const other = JSON.stringify(
      await reportOf(shuffled(before, seeded(7)) as Parts, shuffled(after, seeded(11)) as Parts),
    );
    expect(other).toBe(one);
  });

  it('lets acknowledged changes weigh nothing', async () => {
    const { changes } = await reportOf(before, after);
    const acknowledgements = changes.map(({ fingerprint }) => ({
      fingerprint,
      reason: 'known',
      until: '2027-01-01',
    }));
    const report = await diff(input(before), input(after), {
      today: '2026-11-24',
      acknowledgements,
    });
    expect(report.verdict).toEqual({ wire: 'non-breaking', source: 'non-breaking', bump: 'patch' });
    expect(report.changes.every(({ acknowledged }) => acknowledged?.reason === 'known')).toBe(true);
  });

  it.each<readonly [string, Parts, Parts, DiffReport['verdict']['bump']]>([
    ['nothing', before, before, 'none'],
    ['documentation', withOperation({ summary: 'a' }), withOperation({ summary: 'b' }), 'patch'],
    [
      'an addition',
      before,
      documentOf({ ...(before['paths'] as Parts), '/b': { get: { responses: OK } } }),
      'minor',
    ],
    ['a break', before, after, 'major'],
  ])('bumps the version for %s', async (_, old, now, bump) => {
    expect((await reportOf(old, now)).verdict.bump).toBe(bump);
  });
});

describe('what programs pass to the client', () => {
  const KEY = { type: 'apiKey', in: 'header', name: 'X-Key' };
  const BASIC = { type: 'http', scheme: 'basic' };
  const securedBy = (schemes: Parts, ...needs: readonly Parts[]): Parts =>
    documentOf(
      { '/a': { get: { responses: OK } } },
      { security: needs, components: { securitySchemes: schemes } },
    );
  const key = securedBy({ k: KEY }, { k: [] });
  const servedBy = (...servers: readonly Parts[]): Parts =>
    documentOf({ '/a': { get: { responses: OK } } }, { servers });
  const A = { url: 'https://a.example' };
  const B = { url: 'https://b.example', description: 'Staging' };
  const inRegions = (...values: readonly string[]) =>
    servedBy({
      url: 'https://{region}.example',
      variables: { region: { default: 'eu', ...(values.length > 0 && { enum: values }) } },
    });

  it.each<readonly [string, Parts, Parts, DiffReport['verdict']['source']]>([
    [
      'another key',
      key,
      securedBy({ k: KEY, l: { ...KEY, name: 'L' } }, { k: [], l: [] }),
      'potentially-breaking',
    ],
    ['an alternative', key, securedBy({ k: KEY, b: BASIC }, { k: [] }, { b: [] }), 'non-breaking'],
    ['another kind', key, securedBy({ b: BASIC }, { b: [] }), 'breaking'],
    ['a scheme of another kind', key, securedBy({ k: BASIC }, { k: [] }), 'breaking'],
    [
      'a key in another place',
      key,
      securedBy({ k: { ...KEY, in: 'query' } }, { k: [] }),
      'potentially-breaking',
    ],
    [
      'one alternative less',
      securedBy({ k: KEY, b: BASIC }, { k: [] }, { b: [] }),
      key,
      'breaking',
    ],
    ['another URL', servedBy(A), servedBy({ url: 'https://c.example' }), 'non-breaking'],
    ['one server more', servedBy(A), servedBy(A, B), 'non-breaking'],
    ['one server less', servedBy(A, B), servedBy(A), 'potentially-breaking'],
    [
      'a server with another name',
      servedBy(A, B),
      servedBy(A, { ...B, description: 'Test' }),
      'potentially-breaking',
    ],
    ['one value of a variable more', inRegions('eu'), inRegions('eu', 'us'), 'non-breaking'],
    [
      'one value of a variable less',
      inRegions('eu', 'us'),
      inRegions('eu'),
      'potentially-breaking',
    ],
    ['a variable with any value', inRegions('eu', 'us'), inRegions(), 'non-breaking'],
  ])('with %s', async (_, before, after, want) => {
    expect((await reportOf(before, after)).verdict.source).toBe(want);
  });
});

describe('a property of what is sent and answered', () => {
  const both = (properties: Parts): Parts => {
    const content = json({ $ref: '#/components/schemas/Vehicle' });
    const responses = { 200: { description: 'OK', content } };
    return documentOf(list({ requestBody: { content }, responses }), {
      components: { schemas: { Vehicle: { type: 'object', properties } } },
    });
  };
  const id = { type: 'string' };

  it.each<readonly [string, Parts, Parts, string, string | undefined]>([
    [
      'that was removed',
      both({ id, old: id }),
      both({ id }),
      'can no longer be sent, and is no longer in responses',
      'Stop sending the property. Stop reading the property.',
    ],
    [
      'that is new',
      both({ id }),
      both({ id, fresh: id }),
      'can now be sent, and may now be in responses',
      undefined,
    ],
    [
      'that became read-only',
      both({ id }),
      both({ id: { ...id, readOnly: true } }),
      'is now only in responses',
      'Stop sending the property. Stop assigning to the property of a response.',
    ],
  ])(
    '%s is reported once, with what it means for both',
    async (_, before, after, message, advice) => {
      const { changes } = await reportOf(before, after);
      expect(changes.map((change) => [change.message, change.advice])).toEqual([[message, advice]]);
    },
  );
});

describe('silence', () => {
  const properties = {
    id: { type: 'integer', format: 'int32' },
    name: { type: 'string', nullable: true },
  };
  const old = vehicle(properties);

  it.each<readonly [string, Parts, Parts]>([
    ['the patch version of OpenAPI', old, { ...old, openapi: '3.0.1' }],
    [
      'OpenAPI 3.1, with its way to say null',
      old,
      { ...vehicle({ ...properties, name: { type: ['null', 'string'] } }), openapi: '3.1.1' },
    ],
    ['the order of keys', old, shuffled(old, seeded(3)) as Parts],
    [
      'a reference in allOf',
      documentOf(
        list({
          responses: {
            200: { description: 'OK', content: json({ $ref: '#/components/schemas/A' }) },
          },
        }),
        {
          components: { schemas: { A: { type: 'object' } } },
        },
      ),
      documentOf(
        list({
          responses: {
            200: {
              description: 'OK',
              content: json({ allOf: [{ $ref: '#/components/schemas/A' }] }),
            },
          },
        }),
        { components: { schemas: { A: { type: 'object' } } } },
      ),
    ],
    [
      'Swagger 2.0 and what it becomes',
      {
        swagger: '2.0',
        info: { title: 'Test', version: 'v1' },
        host: 'api.example',
        basePath: '/v1/',
        schemes: ['https'],
        consumes: ['application/json'],
        produces: ['application/json'],
        securityDefinitions: {
          o: { type: 'oauth2', flow: 'application', tokenUrl: 'https://t.example', scopes: {} },
        },
        paths: {
          '/a': {
            post: {
              parameters: [
                { name: 'ids', in: 'query', type: 'array', items: { type: 'string' } },
                { name: 'b', in: 'body', required: true, schema: { $ref: '#/definitions/B' } },
              ],
              responses: {
                200: {
                  description: 'OK',
                  schema: { $ref: '#/definitions/B' },
                  headers: { 'X-A': { type: 'string' } },
                },
              },
            },
          },
        },
        definitions: {
          B: { type: 'object', properties: { c: { type: 'string', 'x-nullable': true } } },
        },
      },
      {
        openapi: '3.0.4',
        info: { title: 'Test', version: 'v1' },
        servers: [{ url: 'https://api.example/v1' }],
        paths: {
          '/a': {
            post: {
              parameters: [
                {
                  name: 'ids',
                  in: 'query',
                  style: 'form',
                  explode: false,
                  schema: { type: 'array', items: { type: 'string' } },
                },
              ],
              requestBody: { required: true, content: json({ $ref: '#/components/schemas/B' }) },
              responses: {
                200: {
                  description: 'OK',
                  content: json({ $ref: '#/components/schemas/B' }),
                  headers: { 'X-A': { schema: { type: 'string' } } },
                },
              },
            },
          },
        },
        components: {
          schemas: { B: { type: 'object', properties: { c: { type: 'string', nullable: true } } } },
          securitySchemes: {
            o: {
              type: 'oauth2',
              flows: { clientCredentials: { tokenUrl: 'https://t.example', scopes: {} } },
            },
          },
        },
      },
    ],
  ])('on %s', async (_, before, after) => {
    const { changes, verdict } = await reportOf(before, after);
    expect(changes.map(describeChange)).toEqual([]);
    expect(verdict).toEqual({ wire: 'non-breaking', source: 'non-breaking', bump: 'none' });
  });
});

describe('settings', () => {
  const recipe = (document: Parts, more: Partial<DiffInput> = {}) => ({
    allowedOrigins: [],
    overlays: [],
    filters: {},
    switches: {},
    pagination: {},
    overrides: {},
    ...input(document, more),
  });

  it('leaves out operations that are not asked for', async () => {
    const filters = { exclude: { paths: ['/b'] } };
    const paths = (b: Parts): Parts =>
      documentOf({ '/a': { get: { responses: OK } }, '/b': { get: b } });
    const before = recipe(paths({ responses: OK }), { filters });
    const after = recipe(paths({ responses: OK, parameters: [query('q', { required: true })] }), {
      filters,
    });
    expect((await compareRecipes(before, after)).changes).toEqual([]);
  });

  it('takes a name for what only one document has for no mistake', async () => {
    const overrides = { operations: { 'GET /things': 'all' } };
    const before = recipe(documentOf({ '/a': { get: { responses: OK } } }), { overrides });
    const after = recipe(withParameters(), { overrides });
    const { changes } = await compareRecipes(before, after);
    expect(changes.map(({ subject }) => subject)).toContain('things.all');
  });

  it('names both by the lock that is given', async () => {
    const namesLock = {
      operations: { 'GET /things': { call: 'things.all', function: 'allThings' } },
      types: {},
    };
    const before = recipe(withParameters(query('a')));
    const after = recipe(withParameters(), { namesLock });
    const { changes } = await compareRecipes(before, after);
    expect(changes.map(({ subject }) => subject)).toEqual(['things.all: a']);
  });
});

describe('acknowledgements', () => {
  const sides = [input(vehicle({})), input(vehicle({ vin: { type: 'string' } }))] as const;
  const acknowledgements = async () => {
    const [change] = (await diff(...sides)).changes;
    const { fingerprint = '' } = change ?? {};
    return [{ fingerprint, reason: 'agreed', until: '2026-11-30' }];
  };

  it('need a day', async () => {
    const options = { acknowledgements: await acknowledgements() };
    await expect(diff(...sides, options)).rejects.toThrow('needs `today`');
  });

  it.each([
    ['2026-11-30', 'agreed', undefined],
    ['2026-12-01', undefined, 'expired'],
  ])('hold or have expired on %s', async (today, reason, why) => {
    const report = await diff(...sides, { today, acknowledgements: await acknowledgements() });
    expect({
      reason: report.changes[0]?.acknowledged?.reason,
      why: report.staleAcknowledgements?.[0]?.why,
    }).toEqual({ reason, why });
  });

  it('are all that depends on the day', async () => {
    expect(await diff(...sides, { today: '2026-11-30' })).toEqual(await diff(...sides));
  });
});
