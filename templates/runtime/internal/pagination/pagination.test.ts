import type { ApiRequest } from '../caller.js';
import { byCursor, byLink, byOffset, byPageNumber, type PageNumberOptions } from './strategies.js';
import { callPaged, type Pagination } from './paged-promise.js';
import { path, toQuery } from '../parameters.js';
import { clientFor, rejection } from '../../testing/client.js';
import { closeServers, json, serve, type Reply, type TestServer } from '../../testing/server.js';

afterEach(closeServers);

interface Item {
  readonly id: number;
}

type Values = Readonly<Record<string, unknown>>;

const REQUEST: ApiRequest = { method: 'GET', path: path`/Orders` };
const query = (target: string) => new URL(target, 'http://x').searchParams;
const items = (from: number, to: number): readonly Item[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, at) => ({ id: from + at }));
const targets = (server: TestServer) => server.requests.map(({ target }) => target);

function start(server: TestServer, paging: Pagination, values: Values = {}) {
  return callPaged<unknown, Item>(
    clientFor(server),
    { ...REQUEST, query: toQuery(values) },
    paging,
  );
}

async function idsOf(list: AsyncIterable<Item>): Promise<number[]> {
  const ids: number[] = [];
  for await (const { id } of list) ids.push(id);
  return ids;
}

const ids = (count: number) => items(0, count).map(({ id }) => id);

/** Seven orders, `size` a page at most, numbered from `first`; `say` adds metadata to the response. */
function numbered(
  first: number,
  most: number,
  say: (page: { number: number; size: number; rest: number }) => object = () => ({}),
): Reply {
  return (response, { target }) => {
    const given = query(target);
    const number = Number(given.get('page') ?? first);
    const size = Math.min(Number(given.get('size') ?? most), most);
    const from = (number - first) * size;
    const list = items(from, Math.min(from + size, 7));
    json(response, { items: list, ...say({ number, size, rest: 7 - from - list.length }) });
  };
}

const PAGES: PageNumberOptions = { page: 'page', size: 'size', first: 1 };

describe('byPageNumber', () => {
  it.each<{
    readonly title: string;
    readonly plan?: Partial<PageNumberOptions>;
    readonly reply: Reply;
    readonly given?: Values;
    readonly asked: readonly string[];
  }>([
    {
      title: 'ends with a page that is not full',
      reply: numbered(1, 100),
      given: { size: 4 },
      asked: ['/Orders?size=4', '/Orders?size=4&page=2'],
    },
    {
      title: 'ends with an empty page when the page size is unknown',
      reply: numbered(1, 4),
      asked: ['/Orders', '/Orders?page=2', '/Orders?page=3'],
    },
    {
      title: 'starts at 0 when the options say so',
      plan: { first: 0 },
      reply: numbered(0, 100),
      given: { size: 5 },
      asked: ['/Orders?size=5', '/Orders?size=5&page=1'],
    },
    {
      title: 'starts with the number in the response, whatever the options say',
      plan: { number: ['number'], pages: ['pages'] },
      reply: numbered(0, 4, ({ number }) => ({ number, pages: 2 })),
      asked: ['/Orders', '/Orders?page=1'],
    },
    {
      title: 'does not end at a total that may be the count of one full page',
      plan: { total: ['total'] },
      reply: numbered(1, 7, () => ({ total: 7 })),
      given: { size: 7 },
      asked: ['/Orders?size=7', '/Orders?size=7&page=2'],
    },
    {
      title: 'ends at the total, which .NET may write as a string',
      plan: { total: ['meta', 'total'] },
      reply: numbered(1, 3, () => ({ meta: { total: '7' } })),
      given: { size: 3 },
      asked: ['/Orders?size=3', '/Orders?size=3&page=2', '/Orders?size=3&page=3'],
    },
    {
      title: 'ends with the last page',
      plan: { pages: ['pages'] },
      reply: numbered(1, 4, () => ({ pages: 2 })),
      asked: ['/Orders', '/Orders?page=2'],
    },
    {
      title: 'ends when the response says that no more follow',
      plan: { more: ['hasNext'], total: ['total'] },
      reply: numbered(1, 4, ({ rest }) => ({ hasNext: rest > 0, total: 1_000 })),
      asked: ['/Orders', '/Orders?page=2'],
    },
    {
      title: 'continues when the server reports a smaller page size than requested',
      plan: { pageSize: ['pageSize'] },
      reply: numbered(1, 4, ({ size }) => ({ pageSize: size })),
      given: { size: 1_000 },
      asked: ['/Orders?size=1000', '/Orders?size=1000&page=2'],
    },
    {
      title: 'continues when the total is the count of each page',
      plan: { total: ['count'], pageSize: ['pageSize'] },
      reply: numbered(1, 4, ({ size, rest }) => ({ pageSize: size, count: rest > 0 ? 4 : 3 })),
      asked: ['/Orders', '/Orders?page=2'],
    },
  ])('$title', async ({ plan, reply, given, asked }) => {
    const server = await serve(reply);
    const paging = { items: ['items'], next: byPageNumber({ ...PAGES, ...plan }) };
    expect(await idsOf(start(server, paging, given))).toEqual(ids(7));
    expect(targets(server)).toEqual(asked);
  });

  it('continues from the page that was requested', async () => {
    const server = await serve(numbered(1, 2, () => ({ total: 7 })));
    const paging = { items: ['items'], next: byPageNumber({ ...PAGES, total: ['total'] }) };
    const call = start(server, paging, { page: 3, size: 2 });
    expect(await idsOf(call)).toEqual([4, 5, 6]);
    expect(targets(server)).toEqual(['/Orders?page=3&size=2', '/Orders?page=4&size=2']);
  });

  it('ends when the server ignores the parameter, and yields no page twice', async () => {
    const server = await serve((response) => json(response, items(0, 7)));
    const paging = { items: [], next: byPageNumber(PAGES) };
    expect(await idsOf(start(server, paging))).toEqual(ids(7));
    expect(server.requests).toHaveLength(2);
  });
});

describe('byOffset', () => {
  const skipping =
    (most: number): Reply =>
    (response, { target }) => {
      const from = Number(query(target).get('skip') ?? 0);
      const size = Math.min(Number(query(target).get('take') ?? most), most);
      json(response, { items: items(from, Math.min(from + size, 7)), totalCount: 7 });
    };

  it('counts the items received, not those requested', async () => {
    const server = await serve(skipping(3));
    const paging = {
      items: ['items'],
      next: byOffset({ offset: 'skip', size: 'take', total: ['totalCount'] }),
    };
    expect(await idsOf(start(server, paging, { take: 5 }))).toEqual(ids(7));
    expect(targets(server)).toEqual([
      '/Orders?take=5',
      '/Orders?take=5&skip=3',
      '/Orders?take=5&skip=6',
    ]);
  });

  it('continues from the offset that was requested', async () => {
    const server = await serve(skipping(10));
    const paging = { items: ['items'], next: byOffset({ offset: 'skip', size: 'take' }) };
    expect(await idsOf(start(server, paging, { skip: 2, take: 3 }))).toEqual([2, 3, 4, 5, 6]);
  });
});

describe('byCursor', () => {
  const CURSORS = { items: ['data'], next: byCursor({ cursor: 'cursor', next: ['meta', 'next'] }) };
  const following =
    (next: Readonly<Record<string, unknown>>): Reply =>
    (response, { target }) => {
      const cursor = query(target).get('cursor') ?? 'a';
      const from = 'abcdef'.indexOf(cursor) * 2;
      const data = cursor === 'e' ? [] : items(from, from + 2);
      json(response, { data, meta: { next: next[cursor] } });
    };

  it.each([
    ['null', { a: 'b', b: null }, 4],
    ['no cursor', { a: 'b' }, 4],
    ['an empty cursor', { a: 'b', b: '' }, 4],
    ['a cursor that was used already', { a: 'b', b: 'c', c: 'b' }, 6],
    ['a cursor that names its own page', { a: 'b', b: 'b' }, 4],
    ['the repeated first page, after an empty one', { a: 'e', e: 'b' }, 4],
  ])('ends at %s', async (_title, next, count) => {
    const server = await serve(following(next));
    expect(await idsOf(start(server, CURSORS))).toEqual(ids(count));
  });
});

describe('byLink', () => {
  const IN_BODY = { items: ['value'], next: byLink(['@odata.nextLink']) };
  const IN_HEADER = { items: [], next: byLink() };

  it.each(['absolute', 'relative', 'query'])('follows an %s link in the body', async (kind) => {
    const server = await serve((response, { target, headers }) => {
      const page = Number(query(target).get('$skiptoken') ?? 0);
      const next = `?$skiptoken=${page + 1}&$filter=a%20eq%20'%C3%A9'`;
      const bases: Readonly<Record<string, string>> = {
        absolute: `http://${headers.host ?? ''}/api/Orders`,
        relative: '/api/Orders',
      };
      const link = (bases[kind] ?? '') + next;
      const value = items(page * 2, page * 2 + 2);
      json(response, page === 2 ? { value } : { value, '@odata.nextLink': link });
    });
    const client = { url: `${server.url}/api` } as TestServer;
    expect(await idsOf(start(client, IN_BODY, { $top: 2 }))).toEqual(ids(6));
    expect(targets(server)[2]).toBe('/api/Orders?$skiptoken=2&$filter=a%20eq%20%27%C3%A9%27');
  });

  it.each([
    ['</Orders?page=2>; rel="next"', 4],
    ['</Orders?page=9>; rel="last", </Orders?page=2>; title="a, b"; rel=next', 4],
    ['</Orders?page=2>;rel="prefetch NEXT"', 4],
    ['</Orders?page=2>; rel="prev"', 2],
    ['</Orders?page=2>; rel="nextish"', 2],
    ['', 2],
  ])('reads the header Link: %s', async (link, count) => {
    const server = await serve((response, { target }) => {
      const second = target.includes('page=2');
      if (link && !second) response.setHeader('link', link);
      json(response, second ? items(2, 4) : items(0, 2));
    });
    expect(await idsOf(start(server, IN_HEADER))).toEqual(ids(count));
  });

  it('ends at a link that was followed already', async () => {
    const server = await serve((response, { target }) => {
      const page = Number(query(target).get('page') ?? 1);
      response.setHeader('link', `</Orders?page=${(page % 3) + 1}>; rel=next`);
      json(response, items(page * 2, page * 2 + 2));
    });
    await idsOf(start(server, IN_HEADER, { page: 1 }));
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    ['another host', () => 'http://127.0.0.2:1/Orders?page=2'],
    ['another port', () => 'http://127.0.0.1:1/Orders?page=2'],
    ['out of the base URL', (url: string) => `${url}/other/Orders?page=2`],
    ['out of the base URL by dots', (url: string) => `${url}/api/../Orders?page=2`],
    ['nowhere', () => 'https://['],
    ['a script', () => 'javascript:alert(1)'],
  ])('refuses a link to %s', async (_title, link) => {
    const server = await serve((response) =>
      json(response, { value: items(0, 2), '@odata.nextLink': link(server.url) }),
    );
    const call = start({ url: `${server.url}/api` } as TestServer, IN_BODY);
    expect(await rejection(idsOf(call))).toMatchObject({
      name: 'SdkError',
      message: expect.stringContaining('The next page of GET /Orders is not requested') as string,
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe('a paged promise', () => {
  const server = () => serve(numbered(1, 4, () => ({ pages: 2 })));
  const paging = { items: ['items'], next: byPageNumber({ ...PAGES, pages: ['pages'] }) };

  it('is the promise of the first page, and requests no other', async () => {
    const api = await server();
    expect(await start(api, paging)).toEqual({ items: items(0, 4), pages: 2 });
    expect(api.requests).toHaveLength(1);
  });

  it('iterates over pages', async () => {
    const counts: number[] = [];
    for await (const page of start(await server(), paging).pages())
      counts.push((page as { items: unknown[] }).items.length);
    expect(counts).toEqual([4, 3]);
  });

  it('can be iterated twice, and requests the first page once', async () => {
    const api = await server();
    const call = start(api, paging);
    expect(await idsOf(call)).toEqual(await idsOf(call));
    expect(targets(api)).toEqual(['/Orders', '/Orders?page=2', '/Orders?page=2']);
  });

  it('requests no page that is not needed', async () => {
    const api = await server();
    for await (const { id } of start(api, paging)) if (id === 3) break;
    expect(api.requests).toHaveLength(1);
  });

  it('rejects from the loop when a page fails', async () => {
    const api = await serve((response, { target }) =>
      json(response, { items: items(0, 4) }, target.includes('page=2') ? 404 : 200),
    );
    expect(await rejection(idsOf(start(api, paging)))).toMatchObject({ status: 404 });
  });

  it('reports no failure as unhandled before the loop awaits it', async () => {
    const api = await serve((response) => json(response, {}, 404));
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    const list = start(api, paging).pages();
    while (api.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', listen);
    expect(await rejection(list[Symbol.asyncIterator]().next())).toMatchObject({ status: 404 });
    expect(unhandled).toEqual([]);
  });

  it('obeys the signal on every page', async () => {
    const controller = new AbortController();
    const api = await serve((response, { target }) => {
      if (target.includes('page=2')) controller.abort();
      else json(response, { items: items(0, 4) });
    });
    const options = { signal: controller.signal };
    const call = callPaged<unknown, Item>(clientFor(api), REQUEST, paging, options);
    expect(await rejection(idsOf(call))).toMatchObject({ name: 'AbortError' });
  });

  it.each([[undefined], [null], ['text'], [{ items: null }], [{}]])(
    'has no items when the response is %j',
    async (body) => {
      const api = await serve((response) =>
        body === undefined ? response.end() : json(response, body),
      );
      expect(await idsOf(start(api, paging))).toEqual([]);
    },
  );
});
