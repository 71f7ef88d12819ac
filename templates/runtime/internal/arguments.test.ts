import type { ApiCaller, ApiRequest } from './caller.js';
import { createBareCaller } from '../core/bare-caller.js';
import { ConfigurationError } from '../core/errors.js';
import { encode, exactJsonBody } from './codecs/index.js';
import { formBody, multipartBody, multipartParts, styledForm } from './forms.js';
import { callPaged } from './pagination/paged-promise.js';
import { byLink } from './pagination/strategies.js';
import {
  allowReserved,
  commaDelimited,
  deepObject,
  formQuery,
  jsonQuery,
  jsonValue,
  path,
  plainCookie,
  toQuery,
} from './parameters.js';
import { jsonBody, jsonLinesBody, textBody } from './request-body.js';
import { toCookieHeader, toHeaders } from './request.js';
import { callStream } from './streams/stream-promise.js';
import { jsonLinesFormat } from './streams/stream-formats.js';
import { clientFor, rejection } from '../testing/client.js';
import { closeServers, json, serve } from '../testing/server.js';

afterEach(closeServers);

const invalid = new Date('nonsense');
const circular: Record<string, unknown> = {};
circular['self'] = circular;
const request = (more: Partial<ApiRequest>): ApiRequest => ({ method: 'POST', path: '/', ...more });
const query = (values: Readonly<Record<string, unknown>>) => request({ query: toQuery(values) });
const headers = (values: Readonly<Record<string, unknown>>) =>
  request({ headers: toHeaders(values) });
const dates = { properties: { at: 'date', id: 'digits' } } as const;

/** The wording of the platform that follows differs. */
const PLATFORM = '…';

const BAD: readonly (readonly [string, () => ApiRequest, string])[] = [
  [
    'a path without its value',
    () => request({ path: path`/Vehicles/${{ plate: undefined }}` }),
    'plate must not be empty (undefined): it is a part of the path /Vehicles/{plate}',
  ],
  [
    'an invalid Date in a path',
    () => request({ path: path`/Days/${{ day: invalid }}` }),
    'day (date) cannot be sent: the date is invalid',
  ],
  [
    'half a character in a path',
    () => request({ path: path`/Vehicles/${{ plate: '\ud800' }}` }),
    `plate (string) cannot be sent: ${PLATFORM}`,
  ],
  [
    'an invalid Date in a query',
    () => query({ from: invalid }),
    'from (date) cannot be sent: the date is invalid',
  ],
  [
    'an invalid Date in an object in a query',
    () => query({ filter: { from: invalid } }),
    'from (date) cannot be sent: the date is invalid',
  ],
  [
    'an invalid Date in a list with commas',
    () => query({ days: commaDelimited([invalid]) }),
    'days (array) cannot be sent: the date is invalid',
  ],
  [
    'an invalid Date in a deep object',
    () => query({ filter: deepObject({ from: invalid }) }),
    'filter[from] (date) cannot be sent: the date is invalid',
  ],
  [
    'a deep object that contains itself',
    () => query({ filter: deepObject(circular) }),
    `filter (object) cannot be sent: ${PLATFORM}`,
  ],
  [
    'half a character in reserved characters',
    () => query({ name: allowReserved('\ud800') }),
    `name (string) cannot be sent: ${PLATFORM}`,
  ],
  [
    'a bigint in JSON in a query',
    () => query({ filter: jsonValue({ id: 1n }) }),
    `filter (object) cannot be sent: ${PLATFORM}`,
  ],
  [
    'a function as JSON',
    () => query({ filter: jsonValue(invalid.getTime) }),
    'filter (function) cannot be sent: JSON cannot express it',
  ],
  [
    'a whole query that contains itself',
    () => request({ query: formQuery(circular) }),
    `query (object) cannot be sent: ${PLATFORM}`,
  ],
  [
    'a whole query of JSON that contains itself',
    () => request({ query: jsonQuery(circular) }),
    `query (object) cannot be sent: ${PLATFORM}`,
  ],
  [
    'an invalid Date in a header',
    () => headers({ 'If-Modified-Since': invalid }),
    'If-Modified-Since (date) cannot be sent: the date is invalid',
  ],
  ...['a\nb', '\0', '\x7f', 'a\r', 'ł'].map(
    (value) =>
      [
        `a header with ${JSON.stringify(value)}`,
        () => headers({ 'X-Key': value }),
        "Header 'X-Key' is invalid (string): it has control characters, or some beyond U+00FF",
      ] as const,
  ),
  ...['', 'straße', 'a b', 'a:b', '"a"'].map(
    (name) =>
      [
        `a header called ${JSON.stringify(name)}`,
        () => headers({ [name]: 'x' }),
        `'${name}' is not a valid name of a header`,
      ] as const,
  ),
  [
    'an invalid Date in a cookie',
    () => headers({ cookie: toCookieHeader({ since: invalid }) }),
    'since (date) cannot be sent: the date is invalid',
  ],
  [
    'a semicolon in a plain cookie',
    () => headers({ cookie: toCookieHeader({ session: plainCookie('a; b') }) }),
    'session (string) cannot be sent: the value of a cookie must not contain a semicolon',
  ],
  [
    'a body that contains itself',
    () => request({ body: jsonBody(circular) }),
    `body (object) cannot be sent: ${PLATFORM}`,
  ],
  [
    'a body with a bigint',
    () => request({ body: jsonBody([1n]) }),
    `body (array) cannot be sent: ${PLATFORM}`,
  ],
  [
    'a function as a body',
    () => request({ body: jsonBody(() => 1) }),
    'body (function) cannot be sent: JSON cannot express it',
  ],
  [
    'an exact body that contains itself',
    () => request({ body: exactJsonBody(circular) }),
    `body (object) cannot be sent: ${PLATFORM}`,
  ],
  [
    'a line of JSON with a bigint',
    () => request({ body: jsonLinesBody([1n], 'application/jsonl') }),
    `body (array) cannot be sent: ${PLATFORM}`,
  ],
  [
    'an invalid Date as a text',
    () => request({ body: textBody(invalid) }),
    'body (date) cannot be sent: the date is invalid',
  ],
  [
    'an invalid Date in a form',
    () => request({ body: formBody({ trip: { from: invalid } }) }),
    'trip.from (date) cannot be sent: the date is invalid',
  ],
  [
    'a form that contains itself',
    () => request({ body: formBody(circular) }),
    `body (object) cannot be sent: ${PLATFORM}`,
  ],
  [
    'JSON in a form that contains itself',
    () => request({ body: styledForm({ filter: circular }, { filter: jsonValue }) }),
    `filter (object) cannot be sent: ${PLATFORM}`,
  ],
  [
    'an invalid Date in a multipart body',
    () => request({ body: multipartBody({ from: invalid }) }),
    'from (date) cannot be sent: the date is invalid',
  ],
  [
    'a part of JSON that contains itself',
    () => request({ body: multipartParts({ data: circular }, { data: 'application/json' }) }),
    `data (object) cannot be sent: ${PLATFORM}`,
  ],
  [
    'an invalid Date in a list of parts',
    () => request({ body: multipartParts(['a', invalid], {}, 'multipart/mixed') }),
    'body[1] (date) cannot be sent: the date is invalid',
  ],
  [
    'an invalid Date that a codec encodes',
    () => request({ body: jsonBody(encode({ items: dates }, [{ at: invalid }])) }),
    'body[0].at (date) cannot be sent: the date is invalid',
  ],
  [
    'a text in place of an integer that a codec encodes',
    () => query({ filter: deepObject(encode(dates, { id: '1.5' }, 'params.filter')) }),
    'params.filter.id (string) cannot be sent: a 64-bit integer must be a string of digits',
  ],
];

/** The message of an error, without what the platform says. */
function getMessage(error: unknown, want: string): string {
  const { message } = error as Error;
  return want.endsWith(PLATFORM) ? message.slice(0, want.length - 1) + PLATFORM : message;
}

describe('an argument that cannot be sent', () => {
  it.each(BAD)('rejects the call: %s', async (_what, build, message) => {
    const api = await serve((response) => json(response, []));
    const client = clientFor(api);
    const bare = createBareCaller({ baseUrl: api.url });
    const calls: readonly ((caller: ApiCaller) => Promise<unknown>)[] = [
      (caller) => caller.call(build),
      (caller) => caller.call(build).withResponse(),
      (caller) => caller.call(build).asResponse(),
      (caller) => callPaged(caller, build, { items: [], next: byLink() }),
      (caller) => collect(callPaged(caller, build, { items: [], next: byLink() })),
      (caller) => collect(callStream(caller, build, jsonLinesFormat)),
    ];
    for (const call of calls) {
      // Nothing is thrown synchronously: that would end this test.
      const error = (await rejection(call(client))) as ConfigurationError;
      expect(error).toBeInstanceOf(ConfigurationError);
      const want = `The request cannot be built: ${message}`;
      expect(getMessage(error, want)).toBe(want);
      expect(error.cause).toBeInstanceOf(TypeError);
      const bareError = await rejection(call(bare));
      expect(bareError).toBeInstanceOf(TypeError);
      expect(getMessage(bareError, message)).toBe(message);
    }
    expect(api.requests).toEqual([]);
  });

  it('is explained when JavaScript passes no params object', async () => {
    const build = () => query({ a: (null as unknown as { readonly a: string }).a });
    const error = await rejection(clientFor({ url: 'https://api.test' }).call(build));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as Error).message).toMatch(/^The request cannot be built: .*null/);
  });

  it('rejects the call for a header among its options, before a token is requested', async () => {
    const api = await serve((response) => json(response, {}));
    const client = clientFor(api, {
      clientId: 'id',
      clientSecret: 's',
      tokenUrl: `${api.url}/token`,
    });
    const error = await rejection(client.call(request({}), { headers: { 'X-Key': 's3cret\n' } }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).not.toContain('s3cret');
    expect(api.requests).toEqual([]);
  });

  it('is an error of the constructor for a header among the options of the client', () => {
    expect(() => clientFor({ url: 'https://a.test' }, { headers: { a: '\n' } })).toThrow(
      ConfigurationError,
    );
  });
});

describe('a request that is built by a function', () => {
  it('is built once a call, and sent again as it is', async () => {
    let built = 0;
    const api = await serve((response) => json(response, {}, api.requests.length < 3 ? 503 : 200));
    await clientFor(api).call(() => {
      built += 1;
      return { method: 'GET', path: path`/Vehicles/${{ plate: 'AB 1' }}` };
    });
    expect(built).toBe(1);
    expect(api.requests.map(({ target }) => target)).toEqual(Array(3).fill('/Vehicles/AB%201'));
  });

  it('keeps the template of its path on each page', async () => {
    const links = ['</Trips/7?page=2>; rel="next"', '</Trips/7?page=3>; rel="next"', ''];
    const api = await serve((response) => {
      response.setHeader('link', links[api.requests.length - 1] ?? '');
      json(response, [{ page: api.requests.length }]);
    });
    const sent: (ApiRequest | (() => ApiRequest))[] = [];
    const client = clientFor(api);
    const caller: ApiCaller = {
      call: (source, options) => {
        sent.push(source);
        return client.call(source, options);
      },
    };
    const build = () => ({ method: 'GET', path: path`/Trips/${{ vehicle: 7 }}` });
    const items = await collect(callPaged(caller, build, { items: [], next: byLink() }));
    expect(items).toEqual([{ page: 1 }, { page: 2 }, { page: 3 }]);
    const paths = sent.map((source) => (typeof source === 'function' ? source() : source).path);
    expect(paths).toEqual([
      { template: '/Trips/{vehicle}', text: '/Trips/7' },
      { template: '/Trips/{vehicle}', text: '/Trips/7?page=2' },
      { template: '/Trips/{vehicle}', text: '/Trips/7?page=3' },
    ]);
  });
});

async function collect(items: AsyncIterable<unknown>): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for await (const item of items) all.push(item);
  return all;
}
