import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getOperations } from '../model/walk.js';
import { Diagnostics } from '../diagnostics.js';
import { loadDocument } from '../document/index.js';
import { documentOf, readModel } from '../pipeline/testing/read-model.js';
import { defined } from '../util/defined.js';
import { interpret, type PaginationOverride } from './index.js';

const integer = { type: 'integer', format: 'int32' };
const text = { type: 'string' };
const list = { type: 'array', items: { type: 'object', properties: { id: integer } } };
const object = (properties: object) => ({ type: 'object', properties });
const query = (...names: readonly string[]) =>
  names.map((name) => ({
    name,
    in: 'query',
    schema: /token|cursor|after/i.test(name) ? text : integer,
  }));

interface Shape {
  readonly method?: string;
  readonly parameters?: readonly object[];
  readonly response: object;
  readonly headers?: object;
}

function documentFor({ method = 'get', parameters = [], response, headers }: Shape): string {
  const ok = {
    description: 'OK',
    ...defined({ headers }),
    content: { 'application/json': { schema: response } },
  };
  const operation = { tags: ['Orders'], parameters, responses: { 200: ok } };
  return JSON.stringify(documentOf({ '/Orders': { [method]: operation } }));
}

async function paginationFor(shape: Shape, override?: false | PaginationOverride) {
  const diagnostics = new Diagnostics();
  const source = { text: documentFor(shape), location: 'test.json' };
  const loaded = await loadDocument(source, { allowedOrigins: [] }, diagnostics);
  const model = interpret(
    loaded,
    diagnostics,
    override === undefined ? {} : { 'GET /Orders': override },
  );
  const { item: _, ...plan } = getOperations(model)[0]?.pagination ?? {};
  return Object.keys(plan).length > 0 ? plan : undefined;
}

describe('pagination is detected for', () => {
  it.each<[title: string, given: Shape, want: object]>([
    [
      'page and size, returned by a bare array',
      { parameters: query('page', 'pageSize'), response: list },
      { kind: 'page', page: 'page', size: 'pageSize', first: 1, items: [] },
    ],
    [
      'a page alone, returned with a total',
      { parameters: query('Page'), response: object({ items: list, totalCount: integer }) },
      { kind: 'page', page: 'Page', first: 1, total: ['totalCount'], items: ['items'] },
    ],
    [
      'a page by its default number',
      {
        parameters: [
          { name: 'page', in: 'query', schema: { ...integer, default: 0 } },
          ...query('per_page'),
        ],
        response: list,
      },
      { kind: 'page', page: 'page', size: 'per_page', first: 0, items: [] },
    ],
    [
      'an index, which counts from 0',
      { parameters: query('PageIndex', 'PageSize'), response: list },
      { kind: 'page', page: 'PageIndex', size: 'PageSize', first: 0, items: [] },
    ],
    [
      'the members of a bound object',
      { parameters: query('Paging.PageNumber', 'Paging.PageSize'), response: list },
      { kind: 'page', page: 'Paging.PageNumber', size: 'Paging.PageSize', first: 1, items: [] },
    ],
    [
      'an integer or a string of digits, as .NET 10 prints',
      {
        parameters: query('page', 'size'),
        response: object({ data: list, total: { type: ['integer', 'string'], format: 'int32' } }),
      },
      { kind: 'page', page: 'page', size: 'size', first: 1, total: ['total'], items: ['data'] },
    ],
    [
      'a nullable list',
      {
        parameters: query('page', 'size'),
        response: object({ orders: { ...list, nullable: true } }),
      },
      { kind: 'page', page: 'page', size: 'size', first: 1, items: ['orders'] },
    ],
    [
      'a list in a wrapper, with its counts',
      {
        parameters: query('page', 'size'),
        response: object({
          success: { type: 'boolean' },
          errors: { type: 'array', items: text },
          data: object({ items: list, hasNextPage: { type: 'boolean' } }),
        }),
      },
      {
        kind: 'page',
        page: 'page',
        size: 'size',
        first: 1,
        more: ['data', 'hasNextPage'],
        items: ['data', 'items'],
      },
    ],
    [
      'skip and take',
      { parameters: query('$skip', '$top'), response: object({ value: list }) },
      { kind: 'offset', offset: '$skip', size: '$top', items: ['value'] },
    ],
    [
      'a search by POST that counts its pages',
      {
        method: 'post',
        parameters: query('page', 'pageSize'),
        response: object({ items: list, totalPages: integer }),
      },
      {
        kind: 'page',
        page: 'page',
        size: 'pageSize',
        first: 1,
        pages: ['totalPages'],
        items: ['items'],
      },
    ],
    [
      'a cursor beside a size',
      {
        parameters: query('cursor', 'limit'),
        response: object({ data: list, nextCursor: text, hasMore: { type: 'boolean' } }),
      },
      {
        kind: 'cursor',
        cursor: 'cursor',
        next: ['nextCursor'],
        more: ['hasMore'],
        items: ['data'],
      },
    ],
    [
      'a page token in the metadata',
      {
        parameters: query('pageToken'),
        response: object({ items: list, meta: object({ next_page_token: text }) }),
      },
      { kind: 'cursor', cursor: 'pageToken', next: ['meta', 'next_page_token'], items: ['items'] },
    ],
    [
      'a continuation token, rather than the offset beside it',
      {
        parameters: query('continuationToken', 'skip', 'take'),
        response: object({ items: list, continuationToken: text }),
      },
      {
        kind: 'cursor',
        cursor: 'continuationToken',
        next: ['continuationToken'],
        items: ['items'],
      },
    ],
    [
      'the next link of OData, rather than its offset',
      {
        parameters: query('$skip', '$top'),
        response: object({ value: list, '@odata.nextLink': text }),
      },
      { kind: 'link', next: ['@odata.nextLink'], items: ['value'] },
    ],
    [
      'a `next` beside a `previous`',
      { response: object({ results: list, next: text, previous: text }) },
      { kind: 'link', next: ['next'], items: ['results'] },
    ],
    [
      'a `next` that is a URI',
      { response: object({ results: list, next: { ...text, format: 'uri' } }) },
      { kind: 'link', next: ['next'], items: ['results'] },
    ],
    [
      'links as HAL writes them',
      { response: object({ items: list, _links: object({ next: object({ href: text }) }) }) },
      { kind: 'link', next: ['_links', 'next', 'href'], items: ['items'] },
    ],
    [
      'a header Link',
      { response: list, headers: { Link: { schema: text } } },
      { kind: 'link', items: [] },
    ],
  ])('%s', async (_title, given, want) => {
    expect(await paginationFor(given)).toEqual(want);
  });
});

describe('no pagination is detected for', () => {
  it.each<[title: string, given: Shape]>([
    ['a list without parameters', { response: list }],
    ['a limit alone', { parameters: query('limit'), response: list }],
    ['a page alone, returned by a bare array', { parameters: query('page'), response: list }],
    [
      'a page with a single object',
      { parameters: query('page', 'pageSize'), response: object({ id: integer }) },
    ],
    [
      'two lists on the same level',
      {
        parameters: query('page', 'pageSize'),
        response: object({ cars: list, drivers: list, total: integer }),
      },
    ],
    ['a number', { parameters: query('page', 'pageSize'), response: integer }],
    [
      'a page that is a string',
      {
        parameters: [{ name: 'page', in: 'query', schema: text }, ...query('size')],
        response: list,
      },
    ],
    [
      'page and offset together',
      { parameters: query('page', 'offset', 'limit'), response: object({ items: list }) },
    ],
    [
      'a cursor that the response lacks',
      { parameters: query('cursor'), response: object({ items: list }) },
    ],
    ['a `next` of unknown meaning', { response: object({ results: list, next: text }) }],
    [
      'a POST without counts in its response',
      { method: 'post', parameters: query('page', 'pageSize'), response: list },
    ],
    [
      'a DELETE',
      {
        method: 'delete',
        parameters: query('page', 'pageSize'),
        response: object({ items: list, totalCount: integer }),
      },
    ],
  ])('%s', async (_title, given) => {
    expect(await paginationFor(given)).toBeUndefined();
  });

  it('does not take an amount of money for a total', async () => {
    const response = object({ items: list, total: { type: 'number', format: 'double' } });
    expect(await paginationFor({ parameters: query('skip', 'take'), response })).toEqual({
      kind: 'offset',
      offset: 'skip',
      size: 'take',
      items: ['items'],
    });
  });

  it("does not take a page's own count for a total", async () => {
    const response = object({ items: list, count: integer });
    expect(await paginationFor({ parameters: query('page', 'size'), response })).not.toHaveProperty(
      'total',
    );
  });
});

describe('pagination by configuration', () => {
  const shape: Shape = {
    parameters: query('start', 'rows', 'page', 'pageSize'),
    response: object({ orders: list, lines: list, totals: object({ 'a/b': integer }) }),
  };

  it.each<[title: string, given: false | PaginationOverride, want: object | undefined]>([
    ['false', false, undefined],
    [
      'page numbers',
      {
        kind: 'page',
        page: 'start',
        size: 'rows',
        first: 0,
        items: '/orders',
        total: '/totals/a~1b',
      },
      {
        kind: 'page',
        page: 'start',
        size: 'rows',
        first: 0,
        total: ['totals', 'a/b'],
        items: ['orders'],
      },
    ],
    [
      'an offset',
      { kind: 'offset', offset: 'start', items: '/lines' },
      { kind: 'offset', offset: 'start', items: ['lines'] },
    ],
    [
      'a cursor',
      { kind: 'cursor', cursor: 'start', next: '/next', items: '/lines' },
      { kind: 'cursor', cursor: 'start', next: ['next'], items: ['lines'] },
    ],
    ['a link', { kind: 'link', items: '/lines' }, { kind: 'link', items: ['lines'] }],
  ])('%s', async (_title, given, want) => {
    expect(await paginationFor(shape, given)).toEqual(want);
  });

  it.each<[given: PaginationOverride, message: string]>([
    [{ kind: 'page' }, '`page` is missing'],
    [
      { kind: 'offset', offset: 'skip', items: '/lines' },
      "`offset` names 'skip', which is not a query parameter of it",
    ],
    [{ kind: 'cursor', cursor: 'start', items: '/lines' }, '`next` is missing'],
    [{ kind: 'link' }, 'its response does not have exactly one list'],
    [
      { kind: 'link', items: '/totals' },
      "`items` points at '/totals', where its response has no list",
    ],
    [{ kind: 'link', items: '' }, "`items` points at '', where its response has no list"],
  ])('%j is refused', async (given, message) => {
    await expect(paginationFor(shape, given)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining(`The pagination of 'GET /Orders': ${message}`) as string,
      hint: expect.any(String) as string,
    });
  });

  it('is refused for an unknown operation', async () => {
    await expect(paginationFor({ ...shape, method: 'put' }, false)).rejects.toMatchObject({
      message: "'GET /Orders' is not an operation of the document (pagination).",
    });
  });
});

const ROOT = join(__dirname, '..', '..');
const SPECS = join(ROOT, '..', 'shared', 'specs');
const FILES = { 'stand-in': join(ROOT, 'fixtures', 'sandbox', 'swagger.json') } as const;

describe('real documents', () => {
  const fileOf = (name: string) =>
    name === 'stand-in' ? FILES[name] : join(SPECS, `${name}.json`);

  const counted = { number: 'page', more: 'hasNextPage', pages: 'totalPages', total: 'totalCount' };
  const cases: [document: string, count: number, operation: string, want: object][] = [
    [
      'stand-in',
      6,
      'GET /Vehicles/search',
      { kind: 'page', page: 'Page', size: 'PageSize', ...counted, pageSize: 'pageSize' },
    ],
    ['stand-in', 6, 'POST /Geolocation/Positions/search', { kind: 'page', page: 'page' }],
    [
      'eshop-catalog-msopenapi-31',
      5,
      'GET /api/catalog/items',
      { page: 'PageIndex', size: 'PageSize', first: 0, total: 'count', items: 'data' },
    ],
    [
      'videochat-abp',
      8,
      'GET /api/identity/roles',
      { kind: 'offset', offset: 'SkipCount', size: 'MaxResultCount', total: 'totalCount' },
    ],
    [
      'warehouse',
      6,
      'GET /api/AssetTransaction',
      { page: 'PageNumber', size: 'PageSize', first: 1, total: 'totalRecords', items: 'data' },
    ],
    [
      'teraswitch',
      8,
      'GET /v2/Volume',
      { kind: 'offset', offset: 'skip', size: 'limit', total: 'metadata.totalCount' },
    ],
    ['mulkchi', 20, 'GET /api/Bookings', { kind: 'page', page: 'Page', ...counted }],
    ['billit-v2', 8, 'GET /v1/documents', { kind: 'link', next: 'NextPageLink', items: 'Items' }],
    ['sb10-todoapp', 0, '', {}],
    ['kafe', 0, '', {}],
    ['my-service-bus-v2', 0, '', {}],
    ['library-mgmt', 0, '', {}],
  ];

  it.each(cases.filter(([name]) => existsSync(fileOf(name))))(
    '%s: %i operations page, among them %s',
    async (name, count, id, want) => {
      const { model } = await readModel(readFileSync(fileOf(name), 'utf8'));
      const paging = getOperations(model).filter(({ pagination }) => pagination !== undefined);
      expect(paging.map((operation) => operation.id)).toHaveLength(count);
      const found = paging.find((operation) => operation.id === id)?.pagination ?? {};
      const flat = Object.entries(found).map(([key, value]) => [
        key,
        Array.isArray(value) ? value.join('.') : value,
      ]);
      expect(Object.fromEntries(flat)).toMatchObject(want);
    },
  );
});
