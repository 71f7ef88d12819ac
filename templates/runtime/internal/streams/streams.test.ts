import { EventEmitter, getEventListeners, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { ApiRequest } from '../caller.js';
import { createBareCaller } from '../../core/bare-caller.js';
import { decoder, exactDecoder } from '../codecs/index.js';
import {
  AbortError,
  type ApiError,
  ConnectionError,
  NotFoundError,
  ResponseParseError,
  TimeoutError,
} from '../../core/errors.js';
import { path } from '../parameters.js';
import { clientFor, rejection } from '../../testing/client.js';
import {
  closeServers,
  inTurn,
  json,
  serve,
  type Reply,
  writeWithoutEnd,
} from '../../testing/server.js';
import { holdTimers, settlesSoon, until } from '../../testing/time.js';
import {
  eventDataFormat,
  eventFormat,
  jsonLinesFormat,
  jsonSequenceFormat,
  MAX_ITEM_LENGTH,
  type StreamFormat,
} from './stream-formats.js';
import { callStream, type EventStreamOptions } from './stream-promise.js';

afterEach(async () => {
  jest.restoreAllMocks();
  await closeServers();
});

const REQUEST: ApiRequest = { method: 'GET', path: path`/live` };
const EVENTS = { 'content-type': 'text/event-stream' };

async function collect<T>(stream: AsyncIterable<T>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

// Not as a literal, which some bundlers and platforms drop.
const MARK = String.fromCharCode(0xfeff);

/** A `fetch` whose response arrives in chunks of `size` bytes. */
function respondInChunks(body: string, size: number, type?: string): typeof fetch {
  const bytes = new TextEncoder().encode(body);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.slice(at * size, (at + 1) * size),
  );
  return () =>
    Promise.resolve(
      new Response(
        new ReadableStream({
          pull: (controller) => {
            const chunk = chunks.shift();
            if (chunk) controller.enqueue(chunk);
            else controller.close();
          },
        }),
        type === undefined ? {} : { headers: { 'content-type': type } },
      ),
    );
}

/** What a body becomes, whatever its chunks. */
async function read(
  body: string,
  format: StreamFormat,
  request: Partial<ApiRequest> = {},
): Promise<readonly unknown[]> {
  const runs = [1, 2, 3, 7, 10_000].map((size) => {
    const caller = createBareCaller({
      baseUrl: 'https://api.test',
      fetch: respondInChunks(body, size),
    });
    return collect(callStream<unknown>(caller, { ...REQUEST, ...request }, format));
  });
  const [first = [], ...others] = await Promise.all(runs);
  for (const other of others) expect(other).toEqual(first);
  return first;
}

describe('an event stream', () => {
  it.each<[string, string, readonly unknown[]]>([
    ['one event', 'data: a\n\n', [{ data: 'a' }]],
    [
      'all fields',
      'event: e\nid: 1\nretry: 5\ndata: a\n\n',
      [{ data: 'a', event: 'e', id: '1', retry: 5 }],
    ],
    ['several lines of data', 'data: a\ndata:\ndata: b\n\n', [{ data: 'a\n\nb' }]],
    ['carriage returns', 'data: a\r\rdata: b\r\r', [{ data: 'a' }, { data: 'b' }]],
    ['both line breaks', 'data: a\r\n\r\ndata: b\r\n\r\n', [{ data: 'a' }, { data: 'b' }]],
    ['mixed line breaks', 'data: a\r\ndata: b\rdata: c\n\r\n', [{ data: 'a\nb\nc' }]],
    ['a byte order mark', `${MARK}data: a\n\n`, [{ data: 'a' }]],
    ['a mark that is data', `data: ${MARK}a\n\n`, [{ data: `${MARK}a` }]],
    ['characters of several bytes', 'data: é€😀\n\n', [{ data: 'é€😀' }]],
    ['comments', ': hello\n\ndata: a\n:\ndata: b\n\n', [{ data: 'a\nb' }]],
    ['a single space removed', 'data:  a\ndata:b\n\n', [{ data: ' a\nb' }]],
    ['a colon in the data', 'data: a: b\n\n', [{ data: 'a: b' }]],
    ['a field without a colon', 'data\n\n', [{ data: '' }]],
    ['empty data', 'data:\n\n', [{ data: '' }]],
    ['an event without data', 'event: e\n\ndata: a\n\n', [{ data: 'a' }]],
    ['unknown fields', 'nope: 1\nDATA: 2\ndata: a\n\n', [{ data: 'a' }]],
    ['no blank line at the end', 'data: a\n\ndata: b\n', [{ data: 'a' }]],
    ['no line break at the end', 'data: a\n\ndata: b', [{ data: 'a' }]],
    ['an id with NUL', 'id: 1\0\ndata: a\n\n', [{ data: 'a' }]],
    ['a retry that is no number', 'retry: 1.5\ndata: a\n\n', [{ data: 'a' }]],
    ['nothing', '', []],
    ['only line breaks', '\n\r\n\r', []],
  ])('with %s', async (_, body, want) => {
    expect(await read(body, eventFormat('text'))).toEqual(want);
  });

  const tick =
    'event: tick\nid: 7\ndata: {"at":"2026-01-02T03:04:05Z",\ndata: "n":9007199254740993}\n\n';

  it.each<[string, StreamFormat, readonly unknown[]]>([
    [
      'events',
      eventFormat(),
      [{ data: { at: '2026-01-02T03:04:05Z', n: 9007199254740992 }, event: 'tick', id: '7' }],
    ],
    ['data', eventDataFormat(), [{ at: '2026-01-02T03:04:05Z', n: 9007199254740992 }]],
    [
      'data as text',
      eventDataFormat('text'),
      ['{"at":"2026-01-02T03:04:05Z",\n"n":9007199254740993}'],
    ],
    [
      'text by the name of the event',
      eventFormat('json', ['tick']),
      [{ data: '{"at":"2026-01-02T03:04:05Z",\n"n":9007199254740993}', event: 'tick', id: '7' }],
    ],
  ])('gives %s', async (_, format, want) => {
    expect(await read(tick, format)).toEqual(want);
  });

  it('gives JSON or text, as the data is', async () => {
    const body = 'data: {"a":1}\n\ndata: hello\n\ndata: "quoted"\n\n';
    expect(await read(body, eventDataFormat('jsonOrText'))).toEqual([{ a: 1 }, 'hello', 'quoted']);
    expect(await read('data: x\n\n', eventFormat('jsonOrText'))).toEqual([{ data: 'x' }]);
  });

  it('leaves out events with nothing where JSON is expected', async () => {
    expect(await read('data:\n\ndata: 1\n\n', eventDataFormat())).toEqual([1]);
    expect(await read('data:\n\ndata: 1\n\n', eventFormat())).toEqual([{ data: 1 }]);
  });

  it('converts each item', async () => {
    const codec = { properties: { at: 'date', n: 'bigint' } } as const;
    const item = { at: new Date('2026-01-02T03:04:05Z'), n: 9007199254740993n };
    expect(await read(tick, eventDataFormat(), { decode: exactDecoder(codec) })).toEqual([item]);
    const event = exactDecoder({ properties: { data: codec }, names: { event: 'kind' } });
    expect(await read(tick, eventFormat(), { decode: event })).toEqual([
      { data: item, kind: 'tick', id: '7' },
    ]);
    expect(await read('data: 1\n\n', eventFormat(), { decode: event })).toEqual([{ data: 1 }]);
    expect(
      await read('data: 2026-01-02\n\n', eventDataFormat('text'), { decode: decoder('date') }),
    ).toEqual([new Date('2026-01-02')]);
  });
});

describe('JSON lines', () => {
  it.each<[string, string, readonly unknown[]]>([
    ['lines', '{"a":1}\n{"a":2}\n', [{ a: 1 }, { a: 2 }]],
    ['no line break at the end', '{"a":1}\n{"a":2}', [{ a: 1 }, { a: 2 }]],
    ['blank lines', '\n1\n\n \r\n2\n\n', [1, 2]],
    ['carriage returns', '{"a":1}\r\n{"a":2}\r\n', [{ a: 1 }, { a: 2 }]],
    ['scalars and null', '"a"\nnull\ntrue\n', ['a', null, true]],
    ['characters of several bytes', '"é€😀"\n', ['é€😀']],
    ['a byte order mark', '\uFEFF1\n', [1]],
    ['separators of paragraphs', '"\u2028"\n', ['\u2028']],
    ['nothing', '', []],
  ])('with %s', async (_, body, want) => {
    expect(await read(body, jsonLinesFormat)).toEqual(want);
  });
});

describe('a JSON text sequence', () => {
  it.each<[string, string, readonly unknown[]]>([
    ['texts', '\x1e{"a":1}\n\x1e{"a":\n2}\n', [{ a: 1 }, { a: 2 }]],
    ['empty texts', '\x1e\x1e1\n\x1e\n\x1e2\n', [1, 2]],
    ['a text that is cut off', '\x1e{"a":\x1e{"a":2}\n', [{ a: 2 }]],
    ['a number that is cut off', '\x1e12\x1e3\n', [3]],
    ['a list without its line break', '\x1e[1]\x1e[2]', [[1], [2]]],
  ])('with %s', async (_, body, want) => {
    expect(await read(body, jsonSequenceFormat)).toEqual(want);
  });

  it.each([['\x1e1\n\x1e{"a":'], ['\x1e1\n\x1e12']])(
    'that ends as %j does is an error',
    async (body) => {
      const api = await serve((response) => response.end(body));
      const stream = callStream(clientFor(api), REQUEST, jsonSequenceFormat);
      expect(await rejection(collect(stream))).toBeInstanceOf(ResponseParseError);
    },
  );
});

/** Writes one text, and keeps the response open. */
const keepOpen =
  (text: string): Reply =>
  (response) => {
    response.writeHead(200, EVENTS);
    response.write(text);
  };

const arrivals = new EventEmitter();

/** Tells when a part of a body is read. */
const fetchWithArrivals: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  const body = response.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        controller.enqueue(chunk);
        arrivals.emit('read');
      },
    }),
  );
  return new Response(body ?? null, response);
};

/**
 * Writes one text, and breaks the connection when {@link fetchWithArrivals} has given it away: the error of a stream drops
 * what nobody has read yet.
 */
const breakOff =
  (text: string): Reply =>
  (response) => {
    const read = once(arrivals, 'read');
    response.writeHead(200, EVENTS);
    response.write(text);
    void read.then(() => response.destroy());
  };

const end =
  (text: string): Reply =>
  (response) => {
    response.writeHead(200, EVENTS);
    response.end(text);
  };

const status =
  (code: number): Reply =>
  (response) => {
    response.writeHead(code);
    response.end();
  };

async function watch(reply: Reply, options: EventStreamOptions = {}, request = REQUEST) {
  const api = await serve(reply);
  const client = clientFor(api, { fetch: fetchWithArrivals });
  const stream = callStream<string>(client, request, eventDataFormat('text'), options);
  return { api, stream };
}

describe('a stream', () => {
  it('is requested as what it is, and as the operation declares it', async () => {
    const { api, stream } = await watch(end('data: a\n\n'));
    expect(await collect(stream)).toEqual(['a']);
    const accept = 'application/vnd.ticks+json-seq';
    await collect(callStream(clientFor(api), { ...REQUEST, accept }, jsonSequenceFormat)).catch(
      () => undefined,
    );
    expect(api.requests.map(({ headers }) => headers.accept)).toEqual([
      'text/event-stream, application/problem+json;q=0.5',
      accept,
    ]);
  });

  it('gives its first item before it ends, and closes the connection when the loop is left', async () => {
    const { api, stream } = await watch(keepOpen('data: a\n\n'));
    for await (const item of stream) {
      expect(item).toBe('a');
      break;
    }
    await until(() => api.cut.length === 1);
  });

  it('can be awaited before it is iterated', async () => {
    const { api, stream } = await watch(keepOpen('data: a\n\n'));
    for await (const item of await stream) {
      expect(item).toBe('a');
      break;
    }
    await until(() => api.cut.length === 1);
    expect(api.requests).toHaveLength(1);
  });

  it('gives its response with it, or alone', async () => {
    const { stream } = await watch(end('data: a\n\n'));
    const { data, response } = await stream.withResponse();
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(await collect(data)).toEqual(['a']);
    const other = await watch(end('data: a\n\n'));
    expect(await (await other.stream.asResponse()).text()).toBe('data: a\n\n');
  });

  it('ends without items for 204', async () => {
    const { stream } = await watch(status(204), { reconnect: 'always' });
    expect(await collect(stream)).toEqual([]);
  });

  it('rejects with the error of the API before it is open', async () => {
    const api = await serve((response) => json(response, { title: 'Gone' }, 404));
    const stream = callStream(clientFor(api), REQUEST, eventFormat());
    const error = await rejection(collect(stream));
    expect(error).toBeInstanceOf(NotFoundError);
    expect((error as ApiError).problem).toEqual({ title: 'Gone' });
  });

  it('is opened with retries', async () => {
    const { api, stream } = await watch(inTurn(status(503), end('data: a\n\n')));
    expect(await collect(stream)).toEqual(['a']);
    expect(api.requests).toHaveLength(2);
  });

  it.each<[string, string, StreamFormat, string, readonly unknown[]]>([
    ['data', 'data: 1\n\ndata: {"a":\n\n', eventDataFormat(), 'returned 200 without JSON', [1]],
    ['a line', '1\n{"a":\n', jsonLinesFormat, 'returned 200 without JSON', [1]],
    ['the last line', '1\n{"a":', jsonLinesFormat, 'returned 200 without JSON', [1]],
  ])(
    'throws for %s that is not JSON, after what came before',
    async (_, body, format, want, before) => {
      const api = await serve(end(body));
      const items: unknown[] = [];
      const error = await rejection(
        (async () => {
          for await (const item of callStream(clientFor(api), REQUEST, format)) items.push(item);
        })(),
      );
      expect(items).toEqual(before);
      expect(error).toBeInstanceOf(ResponseParseError);
      expect(String(error)).toContain(want);
      expect(error).toMatchObject({ status: 200, snippet: '{"a":' });
    },
  );

  it('never takes a page for an event stream', async () => {
    const api = await serve((response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<title>Sign in</title>');
    });
    const error = await rejection(collect(callStream(clientFor(api), REQUEST, eventFormat())));
    expect(error).toBeInstanceOf(ResponseParseError);
    expect(error).toMatchObject({ snippet: '<title>Sign in</title>' });
    expect(String(error)).toContain('without an event stream');
  });

  it('masks a token that the end of what it quotes cuts', async () => {
    const body = `${' '.repeat(195)}token-secret${'x'.repeat(MAX_ITEM_LENGTH)}`;
    const options = { token: 'token-secret', fetch: respondInChunks(body, 2 * MAX_ITEM_LENGTH) };
    const client = clientFor({ url: 'https://api.test' }, options);
    const error = await rejection(collect(callStream(client, REQUEST, jsonLinesFormat)));
    expect(error).toBeInstanceOf(ResponseParseError);
    expect(JSON.stringify(error)).not.toContain('token');
  });

  it('masks the token in what it quotes', async () => {
    const api = await serve(end('data: token-secret\n\n'));
    const client = clientFor(api, { token: 'token-secret' });
    const error = await rejection(collect(callStream(client, REQUEST, eventDataFormat())));
    expect(JSON.stringify(error) + String(error)).not.toContain('token-secret');
    expect((error as ResponseParseError).snippet).toBe('***');
  });

  it.each<[string, StreamFormat, string]>([
    ['a line', jsonLinesFormat, ''],
    ['a field', eventFormat('text'), 'data: '],
    ['data of many lines', eventFormat('text'), `data: ${'x'.repeat(10_000)}\n`],
  ])('throws for %s without end', async (_, format, start) => {
    const chunk = start || 'x';
    const api = await serve((response) => {
      response.writeHead(200, EVENTS);
      response.write(start);
      const block = chunk.repeat(Math.ceil(2 ** 20 / chunk.length));
      writeWithoutEnd(response, block);
    });
    const error = await rejection(collect(callStream(clientFor(api), REQUEST, format)));
    expect(error).toBeInstanceOf(ResponseParseError);
    expect(String(error)).toContain(`within ${MAX_ITEM_LENGTH} characters`);
    await until(() => api.cut.length === 1);
  });
});

describe('an open stream', () => {
  it('ends with an AbortError when the signal fires, and leaves no listener', async () => {
    const controller = new AbortController();
    const removed = jest.spyOn(controller.signal, 'removeEventListener');
    const { api, stream } = await watch(keepOpen('data: a\n\n'), { signal: controller.signal });
    const iterator = stream[Symbol.asyncIterator]();
    expect(await iterator.next()).toEqual({ done: false, value: 'a' });
    const next = rejection(Promise.resolve(iterator.next()));
    controller.abort('enough');
    const error = await next;
    expect(error).toBeInstanceOf(AbortError);
    expect((error as AbortError).cause).toBe('enough');
    expect(removed).toHaveBeenCalled();
    await until(() => api.cut.length === 1);
    expect(api.requests).toHaveLength(1);
  });

  it('gives nothing more after the signal has fired, even if it has arrived', async () => {
    const controller = new AbortController();
    const { stream } = await watch(keepOpen('data: a\n\ndata: b\n\n'), {
      signal: controller.signal,
    });
    const items: string[] = [];
    const loop = (async () => {
      for await (const item of stream) {
        items.push(item);
        controller.abort();
      }
    })();
    expect(await rejection(loop)).toBeInstanceOf(AbortError);
    expect(items).toEqual(['a']);
  });

  it('is closed when it comes after its timeout, from a fetch that ignores its signal', async () => {
    const api = await serve(keepOpen('data: a\n\n'));
    const { signal } = new AbortController();
    const added = jest.spyOn(signal, 'addEventListener');
    const late: { send?: () => void } = {};
    const slow: typeof fetch = async (url) => {
      const response = await fetch(url);
      await new Promise<void>((resolve) => (late.send = resolve));
      return response;
    };
    const client = clientFor(api, { fetch: slow, maxRetries: 0 });
    const fire = holdTimers(4000);
    const options = { timeout: 4000, signal };
    const opened = rejection(callStream(client, REQUEST, eventFormat(), options));
    await until(() => late.send !== undefined);
    fire(4000);
    expect(await opened).toBeInstanceOf(TimeoutError);
    late.send?.();
    await until(() => api.cut.length === 1);
    expect(added).toHaveBeenCalledTimes(1);
  });

  it('is closed by the signal although nobody iterates', async () => {
    const controller = new AbortController();
    const { api, stream } = await watch(keepOpen('data: a\n\n'), { signal: controller.signal });
    await stream;
    controller.abort();
    await until(() => api.cut.length === 1);
  });

  it('has no time limit, but one for silence', async () => {
    const fire = holdTimers(60_000, 90_000, 120_000);
    let write: (text: string) => void = () => undefined;
    const { stream } = await watch(
      (response) => {
        response.writeHead(200, EVENTS);
        write = (text) => response.write(text);
        write('data: a\n\n');
      },
      { totalTimeout: 90_000 },
    );
    const iterator = stream[Symbol.asyncIterator]();
    expect(await iterator.next()).toEqual({ done: false, value: 'a' });
    const next = Promise.resolve(iterator.next());
    fire(60_000);
    fire(90_000);
    expect(await settlesSoon(next)).toBe(false);
    write('data: b\n\n');
    expect(await next).toEqual({ done: false, value: 'b' });
    const silent = rejection(Promise.resolve(iterator.next()));
    await new Promise((resolve) => setTimeout(resolve));
    fire(120_000);
    const error = await silent;
    expect(error).toBeInstanceOf(TimeoutError);
    expect(String(error)).toBe('TimeoutError: The stream was silent for 120000 ms');
  });

  it('refuses an idle timeout that is no time', async () => {
    const { api, stream } = await watch(keepOpen('data: a\n\n'), { idleTimeout: NaN });
    const error = await rejection(collect(stream));
    expect(String(error)).toBe(
      'ConfigurationError: idleTimeout must be 0 or more, not NaN (number)',
    );
    await until(() => api.cut.length === 1);
  });

  it('does not count the time that the loop takes for an item', async () => {
    const fire = holdTimers(5000);
    const { stream } = await watch(end('data: a\n\ndata: b\n\n'), { idleTimeout: 5000 });
    const items: string[] = [];
    for await (const item of stream) {
      items.push(item);
      fire(5000);
    }
    expect(items).toEqual(['a', 'b']);
  });

  it('holds no slot of the rate limit', async () => {
    const api = await serve(keepOpen('data: a\n\n'));
    const client = clientFor(api, { rateLimit: { requests: 2, perMs: 10 } });
    const stream = () => callStream<string>(client, REQUEST, eventDataFormat('text'));
    const all = await Promise.all([stream(), stream(), stream(), stream()]);
    expect(api.requests).toHaveLength(4);
    expect(all).toHaveLength(4);
  });

  it('throws a ConnectionError when the connection breaks', async () => {
    const { api, stream } = await watch(breakOff('data: a\n\n'));
    const error = await rejection(collect(stream));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(String(error)).toContain(`GET ${api.url}/live failed`);
    expect(api.requests).toHaveLength(1);
  });

  it('throws what fetch throws with a bare caller', async () => {
    const api = await serve(breakOff('data: a\n\n'));
    const caller = createBareCaller({ baseUrl: api.url, fetch: fetchWithArrivals });
    const error = await rejection(collect(callStream(caller, REQUEST, eventDataFormat('text'))));
    // Its text differs between platforms.
    expect((error as Error).name).toBe('TypeError');
  });
});

describe('an event stream that breaks off', () => {
  // Pauses grow at random; nothing here waits for them.
  const resume = 'retry: 0\nid: 1\ndata: a\n\n';

  it('goes on after the last event that it gave', async () => {
    const { api, stream } = await watch(
      inTurn(breakOff(resume), breakOff('id: 2\ndata: b\n\nid: 3\n\n'), end('data: c\n\n')),
      { headers: { 'x-own': '1' } },
    );
    expect(await collect(stream)).toEqual(['a', 'b', 'c']);
    expect(api.requests.map(({ headers }) => [headers['last-event-id'], headers['x-own']])).toEqual(
      [
        [undefined, '1'],
        ['1', '1'],
        ['3', '1'],
      ],
    );
  });

  it('goes on after silence', async () => {
    const fire = holdTimers(5000);
    const { api, stream } = await watch(inTurn(keepOpen(resume), end('data: b\n\n')), {
      idleTimeout: 5000,
    });
    const iterator = stream[Symbol.asyncIterator]();
    await iterator.next();
    const next = Promise.resolve(iterator.next());
    await new Promise((resolve) => setTimeout(resolve));
    fire(5000);
    expect(await next).toEqual({ done: false, value: 'b' });
    expect(api.requests).toHaveLength(2);
  });

  it.each<[string, Reply, EventStreamOptions, Partial<ApiRequest>]>([
    ['it has sent no id', breakOff('data: a\n\n'), {}, {}],
    ['it has taken its id back', breakOff(`${resume}id:\n\n`), {}, {}],
    ['its method does more than read', breakOff(resume), {}, { method: 'POST' }],
    ['the caller does not want it', breakOff(resume), { reconnect: 'never' }, {}],
  ])('is not opened again when %s', async (_, reply, options, request) => {
    const { api, stream } = await watch(reply, options, { ...REQUEST, ...request });
    expect(await rejection(collect(stream))).toBeInstanceOf(ConnectionError);
    expect(api.requests).toHaveLength(1);
  });

  it('is opened again by QUERY, and by POST when the call is idempotent', async () => {
    const post = { ...REQUEST, method: 'POST' };
    const { api, stream } = await watch(
      inTurn(breakOff(resume), end('')),
      { idempotent: true },
      post,
    );
    expect(await collect(stream)).toEqual(['a']);
    const query = await watch(
      inTurn(breakOff(resume), end('')),
      {},
      { ...REQUEST, method: 'QUERY' },
    );
    expect(await collect(query.stream)).toEqual(['a']);
    expect([api.requests.length, query.api.requests.length]).toEqual([2, 2]);
  });

  it('ends with the server, unless it is to be opened always', async () => {
    const once = await watch(end(resume));
    expect(await collect(once.stream)).toEqual(['a']);
    expect(once.api.requests).toHaveLength(1);
    const always = await watch(
      inTurn(
        end('retry: 0\ndata: a\n\n'),
        breakOff('data: b\n\n'),
        end('data: c\n\n'),
        status(204),
      ),
      { reconnect: 'always' },
    );
    expect(await collect(always.stream)).toEqual(['a', 'b', 'c']);
    expect(always.api.requests).toHaveLength(4);
  });

  it('is given up after a number of attempts without an event', async () => {
    const { api, stream } = await watch(inTurn(breakOff(resume), breakOff(': nothing\n\n')), {
      maxReconnects: 3,
    });
    expect(await rejection(collect(stream))).toBeInstanceOf(ConnectionError);
    expect(api.requests).toHaveLength(4);
    const ended = await watch(end('retry: 0\n\n'), { reconnect: 'always', maxReconnects: 2 });
    expect(String(await rejection(collect(ended.stream)))).toContain('ended 3 times in a row');
    expect(ended.api.requests).toHaveLength(3);
  });

  it('is opened again after errors of the server, but not after a refusal', async () => {
    const restarted = await watch(inTurn(breakOff(resume), status(503), end('data: b\n\n')), {
      maxRetries: 0,
    });
    expect(await collect(restarted.stream)).toEqual(['a', 'b']);
    const refused = await watch(inTurn(breakOff(resume), status(404)));
    expect(await rejection(collect(refused.stream))).toBeInstanceOf(NotFoundError);
    expect(refused.api.requests).toHaveLength(2);
  });

  it('waits as long as the server asks, and longer with each attempt', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
    const fire = holdTimers(40_000, 80_000, 1000);
    const body = 'id: 1\nretry: 1000\ndata: a\n\n';
    const { api, stream } = await watch(inTurn(breakOff(body), end('data: b\n\n')));
    const all = collect(stream);
    await until(() => {
      fire(1000);
      return api.requests.length === 2;
    });
    expect(await all).toEqual(['a', 'b']);
  });

  it('sends its id as UTF-8', async () => {
    const { api, stream } = await watch(
      inTurn(breakOff('retry: 0\nid: é€\ndata: a\n\n'), end('data: b\n\n')),
    );
    expect(await collect(stream)).toEqual(['a', 'b']);
    const sent = String(api.requests[1]?.headers['last-event-id']);
    expect(Buffer.from(sent, 'latin1').toString()).toBe('é€');
  });

  it('is given up at once with a number of attempts that is no number', async () => {
    const { api, stream } = await watch(inTurn(breakOff(resume), breakOff('')), {
      maxReconnects: NaN,
    });
    expect(await rejection(collect(stream))).toBeInstanceOf(ConnectionError);
    expect(api.requests).toHaveLength(1);
  });

  it('shares one listener while it waits, and leaves none, however many share a signal', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const connections: ServerResponse[] = [];
    const api = await serve((response) => {
      response.writeHead(200, EVENTS);
      response.write('id: 1\nretry: 1000000\ndata: a\n\n');
      connections.push(response);
    });
    let received = 0;
    const read = async () => {
      const stream = callStream(clientFor(api), REQUEST, eventFormat('text'), { signal });
      for await (const _ of stream) received += 1;
    };
    const all = Array.from({ length: 15 }, () => rejection(read()));
    await until(() => received === 15);
    connections.forEach((each) => each.destroy());
    // Node warns of a leak from eleven on.
    await until(() => getEventListeners(signal, 'abort').length === 1);
    controller.abort();
    const ends = await Promise.all(all);
    expect(ends.every((end) => end instanceof AbortError)).toBe(true);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('stops waiting when the signal fires', async () => {
    const controller = new AbortController();
    const { api, stream } = await watch(breakOff('id: 1\nretry: 1000000\ndata: a\n\n'), {
      signal: controller.signal,
    });
    const all = rejection(collect(stream));
    await until(() => api.cut.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort();
    expect(await all).toBeInstanceOf(AbortError);
    expect(api.requests).toHaveLength(1);
  });
});

describe('a response without a stream', () => {
  it('is read as a whole, as in React Native', async () => {
    const response = {
      ok: true,
      status: 200,
      headers: new Headers(EVENTS),
      text: () => Promise.resolve('data: a\n\n'),
    } as unknown as Response;
    const caller = createBareCaller({
      baseUrl: 'https://api.test',
      fetch: () => Promise.resolve(response),
    });
    const { TextDecoder, TextEncoder } = globalThis;
    for (const name of ['TextDecoder', 'TextEncoder']) Reflect.deleteProperty(globalThis, name);
    try {
      expect(await collect(callStream(caller, REQUEST, eventDataFormat('text')))).toEqual(['a']);
    } finally {
      Object.assign(globalThis, { TextDecoder, TextEncoder });
    }
  });
});
