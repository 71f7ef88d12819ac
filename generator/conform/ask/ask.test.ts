import { Diagnostics } from '../../diagnostics.js';
import { loadDocument } from '../../document/index.js';
import { ApiCallError } from '../../errors.js';
import { interpret } from '../../interpret/index.js';
import type { CallArguments, Exchange } from '../../caller/index.js';
import type { ApiModel, Operation } from '../../model/model.js';
import { createPlan, type Plan, type PlanOptions } from './plan.js';
import { ask, type AskContext } from './ask.js';

const OPTIONS: PlanOptions = {
  values: {},
  budget: 60,
  rateLimit: { requests: 30, perMs: 60_000 },
  seed: '',
};

async function readModel(paths: object, schemas: object = {}): Promise<ApiModel> {
  const document = {
    openapi: '3.0.4',
    info: { title: 'Fleet', version: '1' },
    ...{ paths, components: { schemas } },
  };
  const diagnostics = new Diagnostics();
  const source = { text: JSON.stringify(document), location: 'document.json' };
  return interpret(await loadDocument(source, { allowedOrigins: [] }, diagnostics), diagnostics);
}

const parameter = (
  name: string,
  where: string,
  schema: object = { type: 'string' },
  more = {},
) => ({
  ...{ name, in: where, required: true, schema },
  ...more,
});
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const listOf = (items: object) => ({ type: 'array', items });
const answering = (schema: object, parameters: readonly object[] = []) => ({
  ...{ tags: ['A'], parameters },
  responses: { 200: { description: 'OK', content: { 'application/json': { schema } } } },
});
const SCHEMAS = {
  Vehicle: {
    type: 'object',
    properties: { registrationNumber: { type: 'string' }, siteCode: { type: 'string' } },
  },
  Store: { type: 'object', properties: { id: { type: 'integer' } } },
};
const VEHICLES = {
  '/Vehicles': { get: answering(listOf(ref('Vehicle'))) },
  '/Vehicles/{registrationNumber}': {
    get: answering(ref('Vehicle'), [parameter('registrationNumber', 'path')]),
  },
};

const summarize = ({ operations, skipped }: Plan) => ({
  asked: operations.map(({ operation, sources }) => {
    const from = [...sources].map(([{ wireName }, [source]]) =>
      source.kind === 'fixed' ? `${wireName}: ${source.from}` : `${wireName}: ${source.kind}`,
    );
    return [operation.id, ...from].join(', ');
  }),
  skipped: skipped.map(({ operation, reason }) => `${operation.id}: ${reason}`),
});

describe('a plan', () => {
  it.each<[string, object, Partial<PlanOptions>, readonly string[], readonly string[]]>([
    [
      'an operation without arguments',
      { '/Health': { get: answering({ type: 'string' }) } },
      {},
      ['GET /Health'],
      [],
    ],
    [
      'no operation that may change something',
      Object.fromEntries(
        ['/a', '/b', '/c', '/d', '/e'].map((path, index) => [
          path,
          { [['post', 'put', 'patch', 'delete', 'options'][index] ?? '']: answering({}) },
        ]),
      ),
      {},
      [],
      [],
    ],
    [
      'a key from the list that has it',
      VEHICLES,
      {},
      ['GET /Vehicles', 'GET /Vehicles/{registrationNumber}, registrationNumber: collection'],
      [],
    ],
    [
      'a value of the configuration before any other',
      VEHICLES,
      { values: { registrationNumber: 'AB-123-CD' } },
      ['GET /Vehicles', 'GET /Vehicles/{registrationNumber}, registrationNumber: configuration'],
      [],
    ],
    [
      'a value for one operation',
      {
        '/Trips': { get: answering({}, [parameter('day', 'query')]) },
        '/Costs': { get: answering({}, [parameter('day', 'query')]) },
      },
      { values: { 'GET /Trips': { day: '2026-11-01' } } },
      ['GET /Trips, day: configuration'],
      ['GET /Costs: no value is known for `day`; give one in conform.values["GET /Costs"]'],
    ],
    [
      'an optional parameter only where it is configured',
      {
        '/Trips': {
          get: answering({}, [parameter('day', 'query', { type: 'string' }, { required: false })]),
        },
      },
      {},
      ['GET /Trips'],
      [],
    ],
    [
      'examples, defaults, enumerations and booleans',
      {
        '/a': {
          get: answering({}, [
            parameter('b', 'query', { type: 'string', example: 'x' }),
            parameter('c', 'query', { type: 'integer', default: 3 }),
            parameter('d', 'query', { type: 'string', enum: ['x', 'y'] }),
            parameter('e', 'query', { type: 'boolean' }),
          ]),
        },
      },
      {},
      ['GET /a, b: example, c: default, d: enumeration, e: enumeration'],
      [],
    ],
    [
      'a property of the same name in another answer',
      { ...VEHICLES, '/Costs': { get: answering({}, [parameter('SiteCode', 'query')]) } },
      {},
      [
        'GET /Vehicles',
        'GET /Costs, SiteCode: property',
        'GET /Vehicles/{registrationNumber}, registrationNumber: collection',
      ],
      [],
    ],
    [
      'the key of the list before it, or else a property of the same name',
      {
        ...VEHICLES,
        '/Trips': { get: answering(listOf(ref('Store')), [parameter('day', 'query')]) },
        '/Trips/{registrationNumber}/costs': {
          get: answering({}, [parameter('registrationNumber', 'path')]),
        },
        '/Shops': { get: answering(listOf(ref('Store'))) },
        '/Shops/{id}/hours': { get: answering({}, [parameter('id', 'path')]) },
      },
      {},
      [
        'GET /Shops',
        'GET /Vehicles',
        'GET /Shops/{id}/hours, id: collection',
        'GET /Vehicles/{registrationNumber}, registrationNumber: collection',
        'GET /Trips/{registrationNumber}/costs, registrationNumber: property',
      ],
      ['GET /Trips: no value is known for `day`; give one in conform.values["GET /Trips"]'],
    ],
    [
      'the key of a list in an envelope, by the path or the name',
      {
        '/projects': {
          get: answering({
            type: 'object',
            properties: { version: { type: 'integer' }, projects: listOf(ref('Store')) },
          }),
        },
        '/projects/{projectId}/status': { get: answering({}, [parameter('projectId', 'path')]) },
        '/board/{projectId}': { get: answering({}, [parameter('projectId', 'path')]) },
      },
      {},
      [
        'GET /projects',
        'GET /board/{projectId}, projectId: collection',
        'GET /projects/{projectId}/status, projectId: collection',
      ],
      [],
    ],
    [
      'the id of a collection by its name',
      {
        '/Stores': { get: answering(listOf(ref('Store'))) },
        '/Stores/{id}': {
          get: answering(ref('Store'), [parameter('id', 'path', { type: 'integer' })]),
        },
        '/Books': { get: answering({}, [parameter('storeId', 'query', { type: 'integer' })]) },
      },
      {},
      ['GET /Stores', 'GET /Books, storeId: collection', 'GET /Stores/{id}, id: collection'],
      [],
    ],
  ])('has %s', async (_, paths, options, asked, skipped) => {
    const plan = createPlan(await readModel(paths, SCHEMAS), { ...OPTIONS, ...options });
    expect(summarize(plan)).toEqual({ asked, skipped });
  });

  it('of 60 requests at 30 a minute takes two minutes', async () => {
    const { requests, minutes, paceMs } = createPlan(await readModel(VEHICLES, SCHEMAS), OPTIONS);
    expect([requests, minutes, paceMs]).toEqual([60, 2, 2000]);
  });

  it('sends as many requests as there are where nothing varies', async () => {
    const model = await readModel({ '/a': { get: answering({}) }, '/b': { get: answering({}) } });
    expect(createPlan(model, OPTIONS)).toMatchObject({ requests: 2, minutes: 1 });
    expect(createPlan(model, { ...OPTIONS, budget: 1 })).toMatchObject({ requests: 1 });
  });

  it('is another one with another seed, and the same with the same', async () => {
    const paths = Object.fromEntries(
      'abcdefgh'.split('').map((name) => [`/${name}`, { get: answering({}) }]),
    );
    const model = await readModel(paths);
    const plan = (seed: string) => summarize(createPlan(model, { ...OPTIONS, seed })).asked.join();
    expect(plan('1')).toBe(plan('1'));
    expect(new Set(['', '1', '2'].map(plan)).size).toBe(3);
  });
});

/** Answers from a table, and lists what it was asked. */
function answer(
  respond: (target: string) => { readonly status?: number; readonly json?: unknown } | Error,
) {
  const sent: string[] = [];
  const faults: string[] = [];
  const observed: Exchange[] = [];
  const call = (operation: Operation, { parameters, body }: CallArguments): Promise<Exchange> => {
    const values = [...parameters].map(([{ wireName }, value]) => `${wireName}=${String(value)}`);
    const target = [operation.id, ...values, ...(body ? [JSON.stringify(body.value)] : [])].join(
      ' ',
    );
    sent.push(target);
    const found = respond(target);
    if (found instanceof Error) return Promise.reject(found);
    return Promise.resolve({
      operation,
      status: found.status ?? 200,
      headers: new Map([['content-type', 'application/json']]),
      body: new TextEncoder().encode(JSON.stringify(found.json ?? null)),
      truncated: false,
    });
  };
  const context: AskContext = {
    call,
    observe: (exchange) => observed.push(exchange),
    observePaging: ({ id }, fault) => faults.push(`${id} ${fault}`),
    pace: () => Promise.resolve(),
    seed: '',
  };
  return { sent, faults, observed, context };
}

describe('a run', () => {
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const vehicles = Array.from({ length: 3 }, (_, index) => ({ registrationNumber: `V${index}` }));
  const respond = (target: string) => ({
    json: target === 'GET /Vehicles' ? vehicles : { registrationNumber: target.slice(-2) },
  });

  it('asks each operation once, then for every item', async () => {
    const plan = createPlan(await readModel(VEHICLES, SCHEMAS), OPTIONS);
    const { sent, context } = answer(respond);
    await ask(plan, context);
    expect(sent).toEqual([
      'GET /Vehicles',
      ...['V0', 'V1', 'V2'].map(
        (key) => `GET /Vehicles/{registrationNumber} registrationNumber=${key}`,
      ),
    ]);
  });

  it('ends with its budget', async () => {
    const plan = createPlan(await readModel(VEHICLES, SCHEMAS), { ...OPTIONS, budget: 2 });
    const { sent, context } = answer(respond);
    await ask(plan, context);
    expect(sent).toHaveLength(2);
  });

  it('goes on where an earlier part ended, and asks again only what has keys', async () => {
    const plan = createPlan(await readModel(VEHICLES, SCHEMAS), OPTIONS);
    const { sent, context } = answer(respond);
    const sentBefore = new Map([
      ['GET /Vehicles', 1],
      ['GET /Vehicles/{registrationNumber}', 2],
    ]);
    await ask(plan, { ...context, sentBefore });
    expect(sent).toEqual([
      'GET /Vehicles',
      'GET /Vehicles/{registrationNumber} registrationNumber=V2',
    ]);
  });

  it.each([
    [{ type: 'integer' }, ['north', 7], ['7']],
    [{ type: 'integer', minimum: 1, maximum: 9 }, [0, 7, 10], ['7']],
    [{ type: 'string', maxLength: 2 }, ['north', 'n'], ['n']],
    [{ type: 'string', minLength: 1 }, ['', 'n'], ['n']],
    [{ type: 'string', pattern: '[a-z]+?[.]txt' }, ['north', 'north.txt'], ['north.txt']],
    [{ type: 'string', format: 'uuid' }, ['north', id], [id]],
  ])('asks with no value that a parameter of %j cannot have', async (schema, given, want) => {
    const paths = {
      ...VEHICLES,
      '/Sites/{siteCode}': { get: answering({}, [parameter('siteCode', 'path', schema)]) },
    };
    const { sent, context } = answer(() => ({ json: given.map((siteCode) => ({ siteCode })) }));
    await ask(createPlan(await readModel(paths, SCHEMAS), OPTIONS), context);
    expect(sent.filter((target) => target.includes('/Sites'))).toEqual(
      want.map((each) => `GET /Sites/{siteCode} siteCode=${each}`),
    );
  });

  it('takes the keys of nested items together with those of their parents', async () => {
    const list = (item: string) => answering(listOf(ref(item)));
    const plan = createPlan(
      await readModel(
        {
          '/Stores': { get: list('Store') },
          '/Stores/{id}': { get: answering(ref('Store'), [parameter('id', 'path')]) },
          '/Stores/{id}/Books': { get: answering(listOf(ref('Book')), [parameter('id', 'path')]) },
          '/Stores/{id}/Books/{isbn}': {
            get: answering(ref('Book'), [parameter('id', 'path'), parameter('isbn', 'path')]),
          },
        },
        {
          ...SCHEMAS,
          Book: { type: 'object', properties: { isbn: { type: 'string' } } },
        },
      ),
      OPTIONS,
    );
    const { sent, context } = answer((target) => {
      if (target === 'GET /Stores') return { json: [{ id: 1 }, { id: 2 }] };
      const [, store] = /Books id=(\d)$/.exec(target) ?? [];
      return { json: store === undefined ? {} : [{ isbn: `of ${store}` }] };
    });
    await ask(plan, context);
    expect(sent.filter((target) => target.includes('{isbn}'))).toEqual([
      'GET /Stores/{id}/Books/{isbn} id=1 isbn=of 1',
      'GET /Stores/{id}/Books/{isbn} id=2 isbn=of 2',
    ]);
  });

  it.each([
    [403, 'the API answered 403: these credentials may not read it', 0],
    [404, undefined, 1],
    [500, undefined, 1],
  ])('with the status %d', async (status, reason, count) => {
    const plan = createPlan(await readModel({ '/a': { get: answering({}) } }), OPTIONS);
    const { observed, context } = answer(() => ({ status }));
    const [outcome] = await ask(plan, context);
    expect([outcome?.reason, observed.length]).toEqual([reason, count]);
  });

  it('goes on after one call without an answer, and ends after three', async () => {
    const paths = Object.fromEntries(
      'abcd'.split('').map((name) => [`/${name}`, { get: answering({}) }]),
    );
    const plan = createPlan(await readModel(paths), OPTIONS);
    const failure = new ApiCallError('There is no connection.');
    const one = answer((target) => (target === 'GET /b' ? failure : { json: {} }));
    const outcomes = await ask(plan, one.context);
    expect(outcomes.map(({ reason }) => reason)).toEqual([
      undefined,
      'There is no connection.',
      undefined,
      undefined,
    ]);
    const all = answer(() => failure);
    await expect(ask(plan, all.context)).rejects.toBe(failure);
    expect(all.sent).toHaveLength(3);
  });

  it('ends with the reason of its signal', async () => {
    const plan = createPlan(await readModel(VEHICLES, SCHEMAS), OPTIONS);
    const { sent, context } = answer(respond);
    const stop = new AbortController();
    const reason = new Error('stop');
    const run = ask(plan, {
      ...context,
      signal: stop.signal,
      onAnswer: (count) => (count === 2 ? stop.abort(reason) : undefined),
    });
    await expect(run).rejects.toBe(reason);
    expect(sent).toHaveLength(2);
  });
});

describe('pages', () => {
  const integer = { type: 'integer' };
  const optional = { required: false };
  const paths = {
    '/Trips': {
      get: answering(
        {
          type: 'object',
          properties: { items: listOf({ type: 'object' }), totalCount: integer, page: integer },
        },
        [
          parameter('page', 'query', integer, optional),
          parameter('pageSize', 'query', integer, optional),
        ],
      ),
    },
  };
  const items = Array.from({ length: 7 }, (_, id) => ({ id }));
  const read = (target: string, name: string) =>
    Number(new RegExp(`\\b${name}=(\\d+)`).exec(target)?.[1] ?? Number.NaN);

  it.each<[string, (page: number, size: number) => object, readonly string[]]>([
    [
      'that are as they say',
      (page, size) => ({ items: items.slice((page - 1) * size, page * size), totalCount: 7 }),
      [],
    ],
    [
      'that repeat the first one',
      (_, size) => ({ items: items.slice(0, size), totalCount: 7 }),
      ['GET /Trips repeats-items'],
    ],
    ['of any size', () => ({ items, totalCount: 7 }), ['GET /Trips ignores-size']],
    [
      'with a total that is too large',
      (page, size) => ({ items: items.slice((page - 1) * size, page * size), totalCount: 9 }),
      ['GET /Trips wrong-total'],
    ],
    [
      'with a total that is too small',
      (page, size) => ({ items: items.slice((page - 1) * size, page * size), totalCount: 2 }),
      ['GET /Trips wrong-total'],
    ],
  ])('%s', async (_, respond, want) => {
    const plan = createPlan(await readModel(paths), { ...OPTIONS, budget: 5 });
    const { faults, sent, context } = answer((target) => ({
      json: respond(read(target, 'page') || 1, read(target, 'pageSize') || 50),
    }));
    await ask(plan, context);
    expect(sent[0]).toBe('GET /Trips');
    expect([...new Set(faults)]).toEqual(want);
  });
});
