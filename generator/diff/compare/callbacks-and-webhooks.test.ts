import { diff } from '../../pipeline/compare.js';
import type { Change } from '../change.js';
import { allFindings, listKinds, loadText } from '../testing/findings.js';
import {
  answering,
  json,
  list,
  object,
  one,
  ref,
  sending,
  text,
  whole,
  type Json,
} from '../testing/pairs/documents.js';

type Make = (schema: Json, schemas?: Json) => Json;

const DONE = { 204: { description: 'Taken' } };
const taken = (schema: Json): Json => ({ post: { requestBody: json(schema), responses: DONE } });
const returned = (schema: Json): Json => ({
  post: { requestBody: json(text), responses: { 200: { description: 'OK', ...json(schema) } } },
});

const callback =
  (call: (schema: Json) => Json): Make =>
  (schema, schemas = {}) =>
    one({ callbacks: { sold: { '{$request.query.url}': call(schema) } } }, modern(schemas));
const webhook =
  (call: (schema: Json) => Json): Make =>
  (schema, schemas = {}) =>
    one({}, { ...modern(schemas), webhooks: { sold: call(schema) } });

function modern(schemas: Json): Json {
  return { openapi: '3.1.0', components: { schemas } };
}

/** Schemas before and after, with the named schemas to which they refer. */
const SCHEMAS: readonly (readonly [
  what: string,
  before: readonly [Json, Json?],
  after: readonly [Json, Json?],
])[] = [
  ['a removed property', [object({ a: text, b: text })], [object({ a: text })]],
  ['an added required property', [object({ a: text })], [object({ a: text, b: text }, ['b'])]],
  ['a property that became optional', [object({ a: text }, ['a'])], [object({ a: text })]],
  ['another type', [object({ a: text })], [object({ a: whole })]],
  ['null', [object({ a: text })], [object({ a: { type: ['string', 'null'] } })]],
  ['an added enum value', [{ enum: ['a'] }], [{ enum: ['a', 'b'] }]],
  ['a removed enum value', [{ enum: ['a', 'b'] }], [{ enum: ['a'] }]],
  ['a limit', [list({ ...text, maxLength: 9 })], [list({ ...text, maxLength: 5 })]],
  [
    'a removed property of a named schema',
    [ref('Sale'), { Sale: object({ a: text, b: text }) }],
    [ref('Sale'), { Sale: object({ a: text }) }],
  ],
];

/** Schemas of calls by the API, each with the use in an operation that means the same to the user of the SDK. */
const USES: readonly (readonly [use: string, called: Make, like: Make])[] = [
  ['the request of a callback', callback(taken), answering],
  ['the response of a callback', callback(returned), sending],
  ['the request of a webhook', webhook(taken), answering],
  ['the response of a webhook', webhook(returned), sending],
];

describe('a schema of a callback or webhook', () => {
  it.each(
    USES.flatMap(([use, called, like]) =>
      SCHEMAS.map(([what, ...sides]) => [what, use, called, like, ...sides] as const),
    ),
  )(
    'has the verdicts of the opposite direction: %s in %s',
    async (_what, _where, called, like, was, is) => {
      const here = await kinds(called(...was), called(...is));
      expect(here.length).toBeGreaterThan(0);
      expect(here).toEqual(await kinds(like(...was), like(...is)));
    },
  );

  it.each(USES)('is in a type if programs read it: %s', async (use, called) => {
    const before = called(object({ a: text }));
    const [change] = await changes(before, called(object({ a: whole })));
    const source = use.startsWith('the request') ? 'breaking' : 'non-breaking';
    expect(change).toMatchObject({ source, wire: 'breaking' });
  });

  it.each(USES)('may be imported by its name: %s', async (use, called) => {
    const sale = (properties: Json): Json => called(ref('Sale'), { Sale: object(properties) });
    const [change] = await changes(sale({ a: text }), sale({ a: whole }));
    const source = use.startsWith('the request') ? 'breaking' : 'potentially-breaking';
    expect(change).toMatchObject({ source, wire: 'breaking' });
  });

  it.each<[string, Json, Json, string]>([
    [
      'of a webhook gets another media type',
      json(text),
      { content: { 'text/csv': {} } },
      'non-breaking',
    ],
    ['of a webhook becomes text', json(whole), { content: { 'text/csv': {} } }, 'breaking'],
    ['of a webhook goes', json(text), {}, 'breaking'],
  ])('%s', async (_, before, after, source) => {
    const body = (requestBody: Json): Json =>
      one({}, { ...modern({}), webhooks: { sold: { post: { requestBody, responses: DONE } } } });
    const found = await changes(body(before), body(after));
    expect(found.map((change) => change.source)).toContain(source);
  });

  it('is reported once, with the operations that respond with it', async () => {
    const everywhere = (properties: Json): Json =>
      one(
        {
          responses: { 200: { description: 'OK', ...json(ref('Sale')) } },
          callbacks: { sold: { '{$request.query.url}': taken(ref('Sale')) } },
        },
        modern({ Sale: object(properties) }),
      );
    const found = await changes(everywhere({ a: text, b: text }), everywhere({ a: text }));
    expect(found).toMatchObject([
      { subject: 'Sale.b', direction: 'response', operations: [{ id: 'GET /things/{id}' }] },
    ]);
  });
});

const CALL = '{$request.query.url}';

describe('a callback', () => {
  it.each<[what: string, before: Json, after: Json, want: readonly string[]]>([
    [
      'with another URL',
      { [CALL]: taken(text) },
      { '{$request.query.other}': taken(text) },
      ['callback sold POST: POST {$request.query.url} > POST {$request.query.other}'],
    ],
    [
      'with another HTTP method',
      { [CALL]: taken(text) },
      { [CALL]: { put: taken(text)['post'] } },
      ['callback sold:  > PUT {$request.query.url}', 'callback sold: POST {$request.query.url} > '],
    ],
    [
      'with a required body and another response',
      { [CALL]: { post: { requestBody: json(text), responses: DONE } } },
      {
        [CALL]: {
          post: {
            requestBody: { required: true, ...json(text) },
            responses: { 200: { description: 'OK', ...json(text) } },
          },
        },
      },
      ['callback sold POST: body, 204 > body required, 200, 200 application/json'],
    ],
    [
      'with another summary',
      { [CALL]: { post: { responses: DONE, summary: 'a' } } },
      { [CALL]: { post: { responses: DONE, summary: 'b' } } },
      ['callback sold POST: a > b'],
    ],
  ])('%s', async (_, before, after, want) => {
    const found = await changes(
      one({ callbacks: { sold: before } }),
      one({ callbacks: { sold: after } }),
    );
    const lines = found.map(
      (change) =>
        `${change.subject.replace('things.get: ', '')}: ${change.before ?? ''} > ${change.after ?? ''}`,
    );
    expect(lines.sort()).toEqual([...want].sort());
  });
});

async function kinds(before: Json, after: Json): Promise<readonly (readonly string[])[]> {
  const [old, now] = [
    await loadText(JSON.stringify(before)),
    await loadText(JSON.stringify(after)),
  ];
  return allFindings(old, now).map(listKinds);
}

async function changes(before: Json, after: Json): Promise<readonly Change[]> {
  const [old, now] = [before, after].map((document) => JSON.stringify(document));
  const report = await diff(
    { text: old ?? '', location: 'before.json' },
    { text: now ?? '', location: 'after.json' },
  );
  return report.changes;
}

describe('a name that programs pass to `handleWebhook`', () => {
  const hooks = (...names: readonly string[]): Json =>
    one(
      {},
      { ...modern({}), webhooks: Object.fromEntries(names.map((name) => [name, taken(text)])) },
    );
  const asked = (...names: readonly string[]): Json =>
    one({
      callbacks: Object.fromEntries(names.map((name) => [name, { [CALL]: taken(text) }])),
    });

  it.each<[string, Json, Json, string, string]>([
    ['of a webhook is gone', hooks('a', 'b'), hooks('a'), 'webhook-removed', 'breaking'],
    ['of the only webhook is gone', hooks('a'), hooks(), 'webhook-removed', 'breaking'],
    ['of a webhook is new', hooks('a'), hooks('a', 'b'), 'webhook-added', 'non-breaking'],
    ['of a callback is gone', asked('a', 'b'), asked('b'), 'callback-changed', 'breaking'],
    ['of a callback is new', asked('b'), asked('a', 'b'), 'callback-changed', 'non-breaking'],
  ])('%s', async (_, before, after, id, source) => {
    expect(await changes(before, after)).toMatchObject([{ id, source }]);
  });
});
