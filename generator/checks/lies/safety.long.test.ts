import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultConfig } from '../../config/index.js';
import { conform, planConform } from '../../pipeline/conform.js';

/** Whatever a document says and an answer contains, nothing is sent but GET, HEAD and QUERY, to the document's own paths. */

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sdkgen-safety-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
}

const BASE = 'http://127.0.0.1:9/api/';

/** Runs against a server that is only recorded, and answers as told. */
async function run(document: object, answer: (sent: Sent) => Response): Promise<readonly Sent[]> {
  const input = join(folder, 'document.json');
  writeFileSync(input, JSON.stringify(document));
  const config = { ...defaultConfig(), input };
  const sent: Sent[] = [];
  const options = {
    budget: 60,
    rateLimit: { requests: 6000, perMs: 60_000 },
    baseUrl: BASE,
    clock: { now: () => 0, monotonic: () => 0 },
    credentials: { token: 'any' },
    sleep: () => Promise.resolve(),
    fetch: (...args: Parameters<typeof fetch>) => {
      const request = new Request(...args);
      const one = { method: request.method, url: new URL(request.url), headers: request.headers };
      expect(request.redirect).toBe('manual');
      sent.push(one);
      return Promise.resolve(answer(one));
    },
  };
  await conform(await planConform(config, options, {}), config, options, { variables: {} });
  return sent;
}

const json = (value: unknown, headers: Readonly<Record<string, string>> = {}) =>
  new Response(JSON.stringify(value), {
    headers: { 'content-type': 'application/json', ...headers },
  });
const object = (...names: readonly string[]) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
});
const answering = (schema: object, parameters: readonly object[] = []) => ({
  ...{ tags: ['A'], parameters },
  responses: { 200: { description: 'OK', content: { 'application/json': { schema } } } },
});
const parameter = (name: string, where: string, schema: object = { type: 'string' }) => ({
  ...{ name, in: where, required: true, schema },
});
const documentOf = (paths: object) => ({
  openapi: '3.2.0',
  info: { title: 'T', version: '1' },
  paths,
});

it('sends no other method, however it is written and whatever its operation is called', async () => {
  const list = answering({ type: 'array', items: object('id') });
  const named = (operationId: string) => ({ ...list, operationId });
  const sent = await run(
    documentOf({
      '/items': {
        get: named('getItems'),
        head: named('headItems'),
        query: named('queryItems'),
        put: named('getAll'),
        post: named('listItems'),
        delete: named('readItems'),
        options: named('get'),
        patch: named('head'),
        trace: named('query'),
        GET: named('a'),
        Post: named('b'),
        additionalOperations: {
          PURGE: named('getPurged'),
          Get: named('c'),
          get: named('d'),
          query: named('e'),
          'GET\r\nX': named('f'),
          'GET /x': named('g'),
          POST: named('h'),
          COPY: named('i'),
        },
      },
      '/get': { post: named('get2') },
    }),
    () => json([{ id: 'a' }]),
  );
  expect(new Set(sent.map(({ method, url }) => `${method} ${url.pathname}`))).toEqual(
    new Set(['GET /api/items', 'HEAD /api/items', 'QUERY /api/items']),
  );
});

it.each([
  ['header', 'X-HTTP-Method-Override'],
  ['header', 'x-http-method'],
  ['header', 'X-Method-Override'],
  ['query', '_method'],
])('sends no %s %s, which makes another method of a GET', async (where, name) => {
  const schema = { type: 'string', enum: ['DELETE'] };
  const sent = await run(
    documentOf({
      '/items': { get: answering(object('id'), [parameter(name, where, schema)]) },
      '/others': { get: answering(object('id')) },
    }),
    () => json({ id: 'a' }),
  );
  expect(sent.map(({ url }) => url.href)).toEqual([`${BASE}others`]);
});

const KEYS = [
  ...[
    '../admin',
    '..',
    '.',
    '?delete=1',
    '#x',
    'a/../../b',
    '//evil.example/x',
    'http://evil.example',
  ],
  ...[
    '%2e%2e',
    '%2F',
    '\\..\\b',
    'a b',
    '\r\nX-A: 1',
    '',
    '\u0000',
    '\ud800',
    'ključ 🚗',
    '__proto__',
    'ok',
  ],
];

it('sends keys of answers as one segment of the path, and follows no link to elsewhere', async () => {
  const item = object('id', 'next');
  const sent = await run(
    documentOf({
      '/items': { get: answering({ type: 'array', items: item }) },
      '/items/{id}': { get: answering(item, [parameter('id', 'path')]) },
      '/others': { get: answering(item, [parameter('Next', 'header')]) },
      '/items/{id}/parts': { get: answering(item, [parameter('id', 'path')]) },
    }),
    ({ url }) =>
      url.pathname === '/api/items'
        ? json(
            KEYS.map((id) => ({ id, next: id })),
            { link: '<http://evil.example/x?delete=1>; rel="next"' },
          )
        : new Response(null, { status: 302, headers: { location: 'http://evil.example/' } }),
  );
  expect(sent.length).toBeGreaterThan(20);
  const strange = sent.filter(
    ({ method, url }) =>
      method !== 'GET' ||
      url.origin !== 'http://127.0.0.1:9' ||
      url.search !== '' ||
      !/^\/api\/(?:others|items(?:\/[^/]+(?:\/parts)?)?)$/.test(url.pathname),
  );
  expect(strange.map(({ method, url }) => `${method} ${url.href}`)).toEqual([]);
  expect(sent.map(({ url }) => decodeURIComponent(url.pathname))).toContain('/api/items/../admin');
});
