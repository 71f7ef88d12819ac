import { documentOf, json, OK, withOperation, type Parts } from '../documents.js';
import { both, silent, TEXT, type Probe } from './probe.js';

const served = (...servers: readonly Parts[]): Parts => withOperation({}, undefined, { servers });
const at = (url: string, more: Parts = {}): Parts => ({ url, ...more });
const [east, west] = [at('https://east.test'), at('https://west.test')];
const regions = (value: string, values?: readonly string[]): Parts =>
  served(
    at('https://{region}.test', {
      variables: { region: { default: value, ...(values && { enum: values }) } },
    }),
  );

/** Twelve variables of ten values: nobody lists a million of millions of URLs. */
const everywhere = (first: string): Parts => {
  const names = Array.from({ length: 12 }, (_, index) => `v${index}`);
  const values = Array.from({ length: 10 }, (_, index) => String(index));
  const variables = Object.fromEntries(
    names.map((name) => [name, { default: name === 'v0' ? first : '0', enum: values }]),
  );
  return served(at(`https://x.test/${names.map((name) => `{${name}}`).join('/')}`, { variables }));
};

export const SERVERS: readonly Probe[] = [
  [
    'a further server',
    served(east),
    served(east, west),
    ['safe server-added'],
    ['may break server-changed'],
  ],
  both('another server', served(east), served(west), 'may break server-changed'),
  both(
    'servers in another order',
    served(east, west),
    served(west, east),
    'safe server-default-changed',
  ),
  [
    'a further server in front',
    served(east),
    served(west, east),
    ['safe server-default-changed'],
    ['may break server-changed'],
  ],
  both('one of many variables', everywhere('1'), everywhere('2'), 'may break server-changed'),
  silent('a slash at the end', served(east), served(at('https://east.test/'))),
  silent('the default server', served(), served(at('/'))),
  silent('no servers', withOperation({}), served(at('/'))),
  both('another base path', served(at('/v1')), served(at('/v2')), 'may break server-changed'),
  both('the default of a variable', regions('eu'), regions('us'), 'may break server-changed'),
  [
    'a value of a variable',
    regions('eu', ['eu']),
    regions('eu', ['eu', 'us']),
    ['safe server-added'],
    ['may break server-changed'],
  ],
  silent(
    'values of a variable in another order',
    regions('eu', ['eu', 'us']),
    regions('eu', ['us', 'eu']),
  ),
  both(
    'the default among the values of a variable',
    regions('eu', ['eu', 'us']),
    regions('us', ['eu', 'us']),
    'safe server-default-changed',
  ),
  both('name', served(east), served({ ...east, name: 'East' }), 'safe documentation-changed'),
  both(
    'description',
    served(east),
    served({ ...east, description: 'East' }),
    'safe documentation-changed',
  ),
  silent(
    'written out at the operation',
    served(east),
    withOperation({ servers: [east] }, undefined, { servers: [east] }),
  ),
  silent('moved to the operation', served(east), withOperation({ servers: [east] })),
  silent(
    'moved to the path',
    withOperation({ servers: [east] }),
    documentOf({ '/things': { servers: [east], get: { responses: OK } } }),
  ),
  both(
    'of an operation',
    withOperation({ servers: [east] }),
    withOperation({ servers: [west] }),
    'may break server-changed',
  ),
  [
    'a further one of an operation',
    withOperation({ servers: [east] }),
    withOperation({ servers: [east, west] }),
    ['safe server-added'],
    ['may break server-changed'],
  ],
];

const versions = (version: string): Parts => documentOf({}, { info: { title: 't', version } });
const earlier = (was: string, is: string): Probe => [
  `${was} to ${is}`,
  versions(was),
  versions(is),
  ['may break version-decreased'],
  ['safe info-changed'],
];
const neither = (was: string, is: string): Probe =>
  both(`${was} and ${is}`, versions(was), versions(is), 'safe info-changed');
const tagged = (tag: Parts): Parts => documentOf({}, { tags: [{ name: 'T', ...tag }] });
const hooks = (item: Parts, more: Parts = {}): Parts =>
  documentOf({}, { openapi: '3.1.0', webhooks: { sold: item }, ...more });
const call = (more: Parts = {}): Parts => ({ post: { responses: OK, ...more } });
const calling = (callbacks: Parts): Parts => withOperation({ callbacks }, 'post /a');
const one = (item: Parts): Parts => calling({ done: { '{$url}': item } });
const person = (...names: readonly string[]): Parts => ({
  requestBody: {
    content: json({
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, TEXT])),
    }),
  },
});

export const DOCUMENT: readonly Probe[] = [
  earlier('1.10', '1.9'),
  earlier('v2', 'v1'),
  earlier('2', '1.9.9'),
  earlier('1.0.1', '1.0'),
  earlier('2024-05-01', '2024-04-30'),
  earlier('2024-05-01', '2023-12-31-preview'),
  earlier('2024-05-01', '2024-05-01-preview'),
  earlier('1.0.0', '1.0.0-rc.1'),
  earlier('1.0.0-rc.2', '1.0.0-rc.1'),
  earlier('1.0.0-rc.10', '1.0.0-rc.9'),
  earlier('1.0.0-rc.1', '1.0.0-beta.11'),
  earlier('1.0.0-beta', '1.0.0-alpha.beta'),
  earlier('1.0.0-alpha.beta', '1.0.0-alpha.1'),
  earlier('1.0.0-alpha.1', '1.0.0-alpha'),
  neither('1.0.0+1', '1.0.0+2'),
  neither('1.0', '1.0.0'),
  neither('b', 'a'),
  neither('2024-05-01', '1.0.0'),
  both(
    'title',
    documentOf({}),
    documentOf({}, { info: { title: 'Other', version: 'v1' } }),
    'safe info-changed',
  ),
  both(
    'description',
    documentOf({}),
    documentOf({}, { info: { title: 'Test', version: 'v1', description: 'x' } }),
    'safe documentation-changed',
  ),
  silent(
    '$self',
    documentOf({}, { openapi: '3.2.0' }),
    documentOf({}, { openapi: '3.2.0', $self: 'https://a.test/openapi.json' }),
  ),
  silent(
    'a path item among the components',
    documentOf({ '/a': { get: { responses: OK } } }, { openapi: '3.1.0' }),
    documentOf(
      { '/a': { $ref: '#/components/pathItems/A' } },
      { openapi: '3.1.0', components: { pathItems: { A: { get: { responses: OK } } } } },
    ),
  ),
  ...['summary', 'description', 'parent', 'kind'].map((name) =>
    both(`${name} of a tag`, tagged({}), tagged({ [name]: 'x' }), 'safe documentation-changed'),
  ),
  both(
    'externalDocs of a tag',
    tagged({}),
    tagged({ externalDocs: { url: 'https://a.test' } }),
    'safe documentation-changed',
  ),
  [
    'a webhook',
    documentOf({}, { openapi: '3.1.0' }),
    hooks(call()),
    ['safe webhook-added'],
    ['may break webhook-removed'],
  ],
  [
    'what a webhook sends',
    hooks(call(person('a'))),
    hooks(call(person('a', 'b'))),
    ['safe optional-property-added'],
    ['may break optional-property-removed'],
  ],
  [
    'what a webhook is answered',
    hooks(call({ responses: { 200: { description: 'x', content: json() } } })),
    hooks(
      call({
        responses: { 200: { description: 'x', content: json({ type: 'string', maxLength: 9 }) } },
      }),
    ),
    ['breaks constraint-tightened'],
    ['safe constraint-relaxed'],
  ],
  both(
    'the method of a webhook',
    hooks(call()),
    hooks({ put: { responses: OK } }),
    'may break webhook-changed',
    'may break webhook-changed',
  ),
  [
    'a webhook deprecated',
    hooks(call()),
    hooks(call({ deprecated: true })),
    ['safe deprecated'],
    ['safe undeprecated'],
  ],
  both(
    'a webhook described',
    hooks(call()),
    hooks(call({ summary: 'x' })),
    'safe documentation-changed',
  ),
  both(
    'what a webhook streams',
    hooks(call({ requestBody: { content: { 'application/jsonl': { itemSchema: TEXT } } } })),
    hooks(
      call({
        requestBody: { content: { 'application/jsonl': { itemSchema: { type: 'integer' } } } },
      }),
    ),
    'breaks type-changed',
  ),
  both('a callback', withOperation({}, 'post /a'), one(call()), 'may break callback-changed'),
  [
    'what a callback sends',
    one(call(person('a'))),
    one(call(person('a', 'b'))),
    ['safe optional-property-added'],
    ['may break optional-property-removed'],
  ],
  [
    'a callback deprecated',
    one(call()),
    one(call({ deprecated: true })),
    ['safe deprecated'],
    ['safe undeprecated'],
  ],
  both(
    'the URL of a callback',
    one(call()),
    calling({ done: { '{$other}': call() } }),
    'may break callback-changed',
  ),
];
