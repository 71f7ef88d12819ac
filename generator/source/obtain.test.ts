import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DocumentRefusedError, DownloadError, UsageError } from '../errors.js';
import { isUrl, obtainDocument, readReferenced } from './obtain.js';
import * as pages from './testing/pages.js';
import {
  documentText,
  failureOf,
  impatient,
  serve,
  type Canned,
  type TestServer,
} from './testing/server.js';

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'obtain-'));
  server = await serve({});
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await server.close();
});

async function serving(answers: Readonly<Record<string, Canned>>): Promise<void> {
  await server.close();
  server = await serve(answers);
}

/** Knows the document by its ETag. */
const cached: Canned = ({ headers }, response) => {
  const isKnown = headers['if-none-match'] === '"1"';
  response
    .writeHead(isKnown ? 304 : 200, { etag: '"1"' })
    .end(isKnown ? undefined : documentText());
};

describe('a document from the net', () => {
  const page = pages.swashbuckleInline(
    '{"urls":[{"url":"v1.json","name":"V1"},{"url":"v2.json","name":"V2"}]}',
  );

  it('comes with where it is, and what else there is', async () => {
    await serving({ '/swagger/index.html': page, '/swagger/v1.json': cached });
    const url = `${server.url}/swagger/index.html`;
    expect(await obtainDocument({ kind: 'url', url }, impatient())).toEqual({
      status: 'fetched',
      text: documentText(),
      location: `${server.url}/swagger/v1.json`,
      name: 'V1',
      etag: '"1"',
      alternatives: [{ name: 'V2', url: `${server.url}/swagger/v2.json` }],
    });
  });

  it.each(['/swagger/index.html', '/swagger/v1.json'])(
    'is unchanged when the server says so, asked by %s',
    async (path) => {
      await serving({ '/swagger/index.html': page, '/swagger/v1.json': cached });
      const previous = { url: `${server.url}/swagger/v1.json`, etag: '"1"' };
      const got = await obtainDocument(
        { kind: 'url', url: server.url + path, previous },
        impatient(),
      );
      expect(got).toMatchObject({ status: 'unchanged', location: previous.url });
      const asked = server.seen.filter(({ headers }) => headers['if-none-match'] !== undefined);
      expect(asked.map(({ path: asking }) => asking)).toEqual(['/swagger/v1.json']);
    },
  );

  it.each([
    ['the document moved', { url: 'https://elsewhere.example/v1.json', etag: '"1"' }],
    ['it changed', { etag: '"0"', lastModified: 'Mon, 23 Nov 2026 12:00:00 GMT' }],
    ['nothing was recorded to ask with', {}],
  ])('is fetched anew when %s', async (_, previous) => {
    await serving({ '/v1.json': cached });
    const url = `${server.url}/v1.json`;
    const got = await obtainDocument(
      { kind: 'url', url, previous: { url, ...previous } },
      impatient(),
    );
    expect(got.status).toBe('fetched');
  });

  it('is asked for by date where the server gave no ETag', async () => {
    const lastModified = 'Mon, 23 Nov 2026 12:00:00 GMT';
    await serving({
      '/v1.json': ({ headers }, response) => {
        response.writeHead(headers['if-modified-since'] === lastModified ? 304 : 500).end();
      },
    });
    const url = `${server.url}/v1.json`;
    const got = await obtainDocument(
      { kind: 'url', url, previous: { url, lastModified } },
      impatient(),
    );
    expect(got.status).toBe('unchanged');
  });

  it('is missing when a server says "unchanged" unasked', async () => {
    await serving({ '/v1.json': { status: 304 } });
    const error = await failureOf(
      obtainDocument({ kind: 'url', url: `${server.url}/v1.json` }, impatient()),
    );
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toContain('answered 304 Not Modified');
  });
});

describe('a document from a file', () => {
  it('is read, in UTF-16 too', async () => {
    const path = join(folder, 'a.json');
    writeFileSync(path, `\uFEFF${documentText()}`, 'utf16le');
    expect(await obtainDocument({ kind: 'file', path })).toEqual({
      status: 'fetched',
      text: documentText(),
      location: path,
      alternatives: [],
    });
  });

  it.each<[string, string, new (...args: never[]) => Error, RegExp]>([
    ['missing.json', '', UsageError, /There is no file .*missing\.json/],
    ['', '', UsageError, /is a folder/],
    ['page.json', pages.loginPage, DownloadError, /page\.json: an HTML page/],
    ['cut.json', documentText().slice(0, 50), DocumentRefusedError, /ends in the middle/],
    ['large.json', 'x'.repeat(5000), DownloadError, /more than 4096 bytes/],
  ])('%j that is no use is refused', async (name, text, kind, message) => {
    const path = join(folder, name);
    if (text !== '') writeFileSync(path, text);
    const error = await failureOf(obtainDocument({ kind: 'file', path }, { maxBytes: 4096 }));
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toMatch(message);
  });
});

it.each([
  ['https://a.example/x', true],
  ['HTTP://a.example', true],
  ['file:///x', true],
  ['a/b.json', false],
  ['C:\\a.json', false],
  ['c:/a.json', false],
])('takes %s for a URL: %s', (location, is) => {
  expect(isUrl(location)).toBe(is);
});

it('reads what a document refers to, from a file or a URL', async () => {
  await serving({ '/types.json': '{"a":1}' });
  writeFileSync(join(folder, 'types.json'), '{"b":2}');
  expect(await readReferenced(`${server.url}/types.json`)).toBe('{"a":1}');
  expect(await readReferenced(join(folder, 'types.json'))).toBe('{"b":2}');
  const error = await failureOf(readReferenced(`${server.url}/other.json`));
  expect(error).toBeInstanceOf(DownloadError);
  expect(error.message).toContain('other.json answered 404 Not Found');
});
