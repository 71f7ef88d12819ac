import { generatePackage, removePackages, type Call } from './testing/generate-package.js';
import { createRecordingServer, respondWith, type Received } from './testing/recording-server.js';

/** What a package generated from Swagger 2.0 sends for a list, by `collectionFormat` and location. */

const VALUE = ['a b', 'c,d', 'e|f'];
const URL_ENCODED = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';

interface Location {
  /** Where the list is, and what a form is sent as. */
  readonly parameter: object;
  readonly consumes?: readonly string[];
  readonly path?: string;
  readonly args: readonly unknown[];
  readonly read: (received: Received) => string;
  readonly want: Readonly<Record<string, string>>;
}

const readField = ({ body }: Received): string =>
  [...body.toString().matchAll(/name="v"\r\n\r\n([^\r]*)/g)].map(([, text]) => text).join('&');

const ENCODED = {
  csv: 'a%20b,c%2Cd,e%7Cf',
  ssv: 'a%20b%20c%2Cd%20e%7Cf',
  tsv: 'a%20b%09c%2Cd%09e%7Cf',
  pipes: 'a%20b%7Cc%2Cd%7Ce%7Cf',
};
const PLAIN = {
  csv: 'a b,c,d,e|f',
  ssv: 'a b c,d e|f',
  tsv: 'a b\tc,d\te|f',
  pipes: 'a b|c,d|e|f',
};

const LOCATIONS: Readonly<Record<string, Location>> = {
  query: {
    parameter: { in: 'query', name: 'v' },
    args: [{ v: VALUE }],
    read: ({ target }) => target.replace(/.*\?/, '').replace('v=', ''),
    want: { ...ENCODED, multi: 'a%20b&v=c%2Cd&v=e%7Cf' },
  },
  path: {
    parameter: { in: 'path', name: 'v', required: true },
    path: '/{v}',
    args: [VALUE],
    read: ({ target }) => target.replace(/.*\//, ''),
    want: ENCODED,
  },
  header: {
    parameter: { in: 'header', name: 'v' },
    args: [{ v: VALUE }],
    read: ({ headers }) => String(headers['v']),
    want: PLAIN,
  },
  form: {
    parameter: { in: 'formData', name: 'v' },
    consumes: [URL_ENCODED],
    args: [{ v: VALUE }],
    read: ({ body }) => body.toString().replace('v=', ''),
    want: { ...ENCODED, multi: 'a+b&v=c%2Cd&v=e%7Cf' },
  },
  multipart: {
    parameter: { in: 'formData', name: 'v' },
    consumes: [MULTIPART],
    args: [{ v: VALUE }],
    read: readField,
    want: { ...PLAIN, multi: 'a b&c,d&e|f' },
  },
};

const rows = Object.entries(LOCATIONS).flatMap(([name, location]) =>
  Object.entries(location.want).map(
    ([format, want]) => [name, format, want, location, `${name}${format}`] as const,
  ),
);

const document = {
  swagger: '2.0',
  info: { title: 'Lists', version: '1' },
  paths: Object.fromEntries(
    rows.map(([, collectionFormat, , { parameter, consumes = [], path = '' }, operationId]) => [
      `/${operationId}${path}`,
      {
        post: {
          operationId,
          tags: ['lists'],
          consumes,
          parameters: [
            { ...parameter, type: 'array', items: { type: 'string' }, collectionFormat },
          ],
          responses: { 204: { description: 'Done' } },
        },
      },
    ]),
  ),
};

const server = createRecordingServer();
let calls: Readonly<Record<string, Call>> = {};

beforeAll(async () => {
  await server.listen();
  const sdk = await generatePackage(document, 'Lists');
  calls = sdk.client({ baseUrl: server.baseUrl(), rateLimit: false })['lists'] ?? {};
});
beforeEach(() => {
  server.reset();
});
afterAll(async () => {
  await server.close();
  removePackages();
});

describe('a list of Swagger 2.0', () => {
  it.each(rows)('in %s as %s', async (_, format, want, { args, read }, operationId) => {
    server.responses.push(respondWith(204, undefined));
    await calls[operationId]?.(...args);
    expect({ [format]: server.received.map(read) }).toEqual({ [format]: [want] });
  });
});
