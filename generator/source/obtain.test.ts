import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { pathToFileURL } from 'node:url';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DocumentRefusedError, DownloadError, UsageError } from '../errors.js';
import { obtainDocument, readReferenced } from './obtain.js';
import * as pages from './testing/pages.js';
import { loginPage } from './testing/pages.js';
import {
  type Canned,
  documentText,
  failureOf,
  serve,
  type TestServer,
  withoutWaiting,
} from './testing/server.js';
import { classifyText, refusalFor } from './document-text.js';
import { quoteFirstLine } from './redact.js';

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
    expect(await obtainDocument({ kind: 'url', url }, withoutWaiting())).toEqual({
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
        withoutWaiting(),
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
      withoutWaiting(),
    );
    expect(got.status).toBe('fetched');
  });

  it('is requested by date when the server gave no ETag', async () => {
    const lastModified = 'Mon, 23 Nov 2026 12:00:00 GMT';
    await serving({
      '/v1.json': ({ headers }, response) => {
        response.writeHead(headers['if-modified-since'] === lastModified ? 304 : 500).end();
      },
    });
    const url = `${server.url}/v1.json`;
    const got = await obtainDocument(
      { kind: 'url', url, previous: { url, lastModified } },
      withoutWaiting(),
    );
    expect(got.status).toBe('unchanged');
  });

  it('is missing when a server reports "unchanged" for an unconditional request', async () => {
    await serving({ '/v1.json': { status: 304 } });
    const error = await failureOf(
      obtainDocument({ kind: 'url', url: `${server.url}/v1.json` }, withoutWaiting()),
    );
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toContain('returned 304 Not Modified');
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
    ['empty.json', '\uFEFF \n', DocumentRefusedError, /empty\.json is empty/],
    ['page.json', pages.loginPage, DocumentRefusedError, /page\.json: an HTML page: "/],
    ['error.json', '{"error":"no"}', DocumentRefusedError, /error\.json: the error of a server/],
    ['cut.json', documentText().slice(0, 50), DocumentRefusedError, /an incomplete document/],
    ['large.json', 'x'.repeat(5000), DocumentRefusedError, /more than 4096 bytes/],
  ])('%j that is no use is refused', async (name, text, kind, message) => {
    const path = join(folder, name);
    if (text !== '') writeFileSync(path, text);
    const error = await failureOf(obtainDocument({ kind: 'file', path }, { maxBytes: 4096 }));
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toMatch(message);
  });
});

const urlOf = (name: string): string => pathToFileURL(join(folder, name)).href;

it('reads what a document refers to, from a file or a URL', async () => {
  await serving({ '/types.json': '{"a":1}' });
  writeFileSync(join(folder, 'types.json'), '{"b":2}');
  expect(await readReferenced(`${server.url}/types.json`, [])).toBe('{"a":1}');
  expect(await readReferenced(urlOf('types.json'), [folder])).toBe('{"b":2}');
  const error = await failureOf(readReferenced(`${server.url}/other.json`, []));
  expect(error).toBeInstanceOf(DownloadError);
  expect(error.message).toContain('other.json returned 404 Not Found');
});

describe('a file that a document refers to', () => {
  it.each<[string, () => string, RegExp]>([
    [
      'a link that leads out of the folder',
      () => {
        writeFileSync(join(folder, 'secret.json'), '{}');
        symlinkSync(join(folder, 'secret.json'), join(folder, 'api', 'link.json'));
        return 'api/link.json';
      },
      /link\.json leads to .*secret\.json, outside of the allowed folders/,
    ],
    [
      'a linked folder that leads out of it',
      () => {
        mkdirSync(join(folder, 'other'));
        writeFileSync(join(folder, 'other', 'a.json'), '{}');
        symlinkSync(join(folder, 'other'), join(folder, 'api', 'models'));
        return 'api/models/a.json';
      },
      /leads to .*other.a\.json, outside of the allowed folders/,
    ],
    ['a file that is not there', () => 'api/none.json', /There is no file .*none\.json/],
    ['the folder itself', () => 'api', /outside of the allowed folders/],
  ])('is refused: %s', async (_, prepare, message) => {
    mkdirSync(join(folder, 'api'));
    const url = urlOf(prepare());
    const error = await failureOf(readReferenced(url, [join(folder, 'api')]));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toMatch(message);
  });

  it('may be a link within the folder, and the folder a link itself', async () => {
    mkdirSync(join(folder, 'api'));
    writeFileSync(join(folder, 'api', 'a.json'), '{"a":1}');
    symlinkSync('a.json', join(folder, 'api', 'link.json'));
    symlinkSync(join(folder, 'api'), join(folder, 'allowed'));
    expect(await readReferenced(urlOf('allowed/link.json'), [join(folder, 'allowed')])).toBe(
      '{"a":1}',
    );
  });
});

const SPECS = resolve(__dirname, '../../../shared/specs');

describe('a text', () => {
  it.each([
    ['JSON', documentText()],
    ['JSON with a mark', `\uFEFF${documentText()}`],
    ['Swagger 2.0', '{"swagger":"2.0","paths":{"/a":{}}}'],
    ['YAML', 'openapi: 3.0.1\npaths:\n  /a:\n    get: {}\n'],
    ['YAML whose version is a number', '# comment\npaths: {/a: {}}\nswagger: 2.0\n'],
    ['JSON with a trailing comma', '{"openapi":"3.0.1","paths":{"/a":{}},}'],
  ])('that is a document in %s is taken', async (_, text) => {
    expect(await classifyText(text)).toBe('document');
  });

  it.each([
    [
      'a login page',
      loginPage,
      DownloadError,
      'an HTML page instead of a document: "<!DOCTYPE html>',
    ],
    ['nothing', ' \n', DownloadError, 'an empty response.'],
    ['an OAuth error', '{"error":"unauthorized"}', DownloadError, 'an error instead of a document'],
    [
      'problem details',
      '{"title":"No","status":401}',
      DownloadError,
      'an error instead of a document',
    ],
    [
      'YAML that nests without end',
      `openapi: 3.0.1\npaths: ${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      DocumentRefusedError,
      'YAML that nests too deep',
    ],
    ['a cut document', documentText().slice(0, 60), DocumentRefusedError, 'an incomplete document'],
    [
      'a broken document',
      '{"openapi":"3.0.1" "paths":{}}',
      DocumentRefusedError,
      'neither JSON nor YAML',
    ],
    ['broken YAML', 'openapi: "3.0\npaths: [', DocumentRefusedError, 'neither JSON nor YAML'],
    ['no paths', '{"openapi":"3.0.1","paths":{}}', DocumentRefusedError, 'without paths'],
    ['no paths in YAML', 'openapi: 3.1.0\ninfo: {}\n', DocumentRefusedError, 'without paths'],
    [
      'other JSON',
      '{"name":"left-pad"}',
      DocumentRefusedError,
      'not an OpenAPI document: "{"name"',
    ],
    ['a list', '[1]', DocumentRefusedError, 'not an OpenAPI document'],
    ['prose', 'It works!', DocumentRefusedError, 'not an OpenAPI document: "It works!"'],
    [
      'inherited keys',
      '{"__proto__":{"openapi":"3.0.0","paths":{"/":{}}}}',
      DocumentRefusedError,
      'not an OpenAPI',
    ],
  ])('that is %s is refused', async (_, text, kind, words) => {
    const found = await classifyText(text);
    if (found === 'document') throw new Error('It was taken.');
    const source = 'GET https://a.example/ returned 200';
    const error = refusalFor(found, text, { source, quote: quoteFirstLine });
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toContain(`GET https://a.example/ returned 200: `);
    expect(error.message).toContain(words);
    expect(error.hint).toBeTruthy();
  });

  it('whose aliases stand for more than any memory holds is judged all the same', async () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}]`,
    );
    const text = `openapi: 3.0.0\na0: &a0 x\n${levels.join('\n')}\npaths: {/a: {}}\n`;
    expect(await classifyText(text)).toBe('document');
  });

  const published = existsSync(SPECS)
    ? readdirSync(SPECS).filter((file) => file.endsWith('.json'))
    : [];
  (published.length > 0 ? it : it.skip)('that an API really publishes is taken', async () => {
    for (const file of published) {
      const text = readFileSync(resolve(SPECS, file), 'utf8');
      expect([file, await classifyText(text)]).toEqual([file, 'document']);
    }
  });
});
