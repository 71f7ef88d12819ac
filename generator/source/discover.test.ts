import { DocumentRefusedError, DownloadError, UsageError } from '../errors.js';
import * as pages from './testing/pages.js';
import {
  discoverDocument,
  documentText,
  failureOf,
  withoutWaiting,
  serve,
  type Canned,
  type TestServer,
} from './testing/server.js';

type Answers = Readonly<Record<string, Canned | readonly Canned[]>>;

let server: TestServer;
afterEach(() => server.close());

async function discover(
  path: string,
  answers: Answers,
  options: Parameters<typeof discoverDocument>[1] = {},
) {
  server = await serve(answers);
  return discoverDocument(server.url + path, { ...options, ...withoutWaiting(options) });
}

const INDEX = '/swagger/index.html';
const TWO = pages.swashbuckleInline(
  '{"urls":[{"url":"v1/swagger.json","name":"V1"},{"url":"v2/swagger.json","name":"V2"}]}',
);
const TWO_DOCUMENTS: Answers = {
  [INDEX]: TWO,
  '/swagger/v1/swagger.json': documentText('one'),
  '/swagger/v2/swagger.json': documentText('two'),
};

describe('the document behind a page', () => {
  it('is found by the script that the page references, from where redirects end', async () => {
    const found = await discover('/swagger', {
      '/swagger': { status: 301, headers: { location: 'swagger/index.html' } },
      [INDEX]: pages.swashbuckleLinked,
      '/swagger/index.js': pages.swashbuckleScript(
        '{"urls":[{"url":"v1/swagger.json","name":"Fleet v1"}]}',
      ),
      '/swagger/v1/swagger.json': {
        body: documentText(),
        headers: { etag: '"1"', 'last-modified': 'Mon, 23 Nov 2026 12:00:00 GMT' },
      },
    });
    expect(found).toEqual({
      url: `${server.url}/swagger/v1/swagger.json`,
      name: 'Fleet v1',
      text: documentText(),
      etag: '"1"',
      lastModified: 'Mon, 23 Nov 2026 12:00:00 GMT',
      alternatives: [],
    });
    expect(server.paths).toEqual([
      '/swagger',
      INDEX,
      '/swagger/index.js',
      '/swagger/v1/swagger.json',
    ]);
  });

  it("is springdoc's, though the petstore stands beside it", async () => {
    const found = await discover('/swagger-ui.html', {
      '/swagger-ui.html': { status: 302, headers: { location: '/swagger-ui/index.html' } },
      '/swagger-ui/index.html': pages.springdoc,
      '/swagger-ui/swagger-initializer.js': pages.swaggerInitializer(
        'configUrl: "/v3/api-docs/swagger-config",',
      ),
      '/v3/api-docs/swagger-config':
        '{"configUrl":"/v3/api-docs/swagger-config","url":"/v3/api-docs"}',
      '/v3/api-docs': documentText(),
    });
    expect(found.url).toBe(`${server.url}/v3/api-docs`);
  });

  it('is never the sample of a script that no page references', async () => {
    const error = await failureOf(
      discover(INDEX, {
        [INDEX]: '<html><script src="swagger-ui-bundle.js"></script></html>',
        '/swagger/swagger-initializer.js': pages.swaggerInitializer(''),
      }),
    );
    expect(error.message).not.toContain('petstore');
    expect(server.paths).not.toContain('/swagger/swagger-initializer.js');
  });

  it('is in the list at documentUrls where the page hides it', async () => {
    const found = await discover(INDEX, {
      [INDEX]: pages.swashbuckleLinked,
      '/swagger/index.js': 'window.onload = custom;',
      '/swagger/documentUrls': {
        headers: { 'content-type': 'application/javascript' },
        body: '[{"url":"x/swagger.json","name":"X"}]',
      },
      '/swagger/x/swagger.json': documentText(),
    });
    expect(found.name).toBe('X');
  });

  it.each([
    ['a 404', { status: 404 }],
    ['a page that answers everything', '<html></html>'],
  ])("is under the page's own prefix when a proxy gives %s", async (_, wrong) => {
    const page = '/service-a/swagger/index.html';
    const found = await discover(page, {
      [page]: pages.swashbuckleInline('{"urls":[{"url":"/swagger/v1/swagger.json","name":"v1"}]}'),
      '/swagger/v1/swagger.json': wrong,
      '/service-a/swagger/swagger/v1/swagger.json': wrong,
      '/service-a/swagger/v1/swagger.json': documentText(),
    });
    expect(found.url).toBe(`${server.url}/service-a/swagger/v1/swagger.json`);
  });

  it('is the page itself when that is a document, without further requests', async () => {
    const found = await discover('/api-docs', { '/api-docs': documentText() });
    expect(found).toEqual({
      url: `${server.url}/api-docs`,
      text: documentText(),
      alternatives: [],
    });
    expect(server.paths).toEqual(['/api-docs']);
  });

  it.each([
    ['/swagger/v1/swagger.json', INDEX],
    ['/openapi/v1.json', INDEX],
    ['/service-a/swagger/v1/swagger.json', '/service-a/swagger/index.html'],
    ['/service-a/openapi.json', '/service-a/scalar/v1'],
    ['/v3/api-docs', '/'],
  ])('is at %s when %s lists nothing, or does not exist', async (place, page) => {
    const found = await discover(page, { [place]: documentText(), '/swagger.json': '<html>' });
    expect(found.url).toBe(server.url + place);
  });
});

describe('of several documents', () => {
  it.each<[string, string, NonNullable<Parameters<typeof discoverDocument>[1]>, string]>([
    ['the first', INDEX, {}, 'V1'],
    ['the one asked for by name', INDEX, { document: 'V2' }, 'V2'],
    ['the one asked for in another case', INDEX, { document: 'v2' }, 'V2'],
    ['the one asked for by URL', INDEX, { document: 'v2/swagger.json' }, 'V2'],
    ["the primary one of the page's URL", `${INDEX}?urls.primaryName=V2`, {}, 'V2'],
  ])('%s is taken, and the others are named', async (_, page, options, name) => {
    const found = await discover(page, { ...TWO_DOCUMENTS, [page]: TWO }, options);
    expect(found.name).toBe(name);
    expect(found.alternatives).toHaveLength(1);
    expect(found.alternatives[0]?.name).toBe(name === 'V1' ? 'V2' : 'V1');
  });

  it('the one that the page calls its primary is taken', async () => {
    const found = await discover(INDEX, {
      ...TWO_DOCUMENTS,
      [INDEX]: TWO.replace('"V2"}]}', '"V2"}],"urls.primaryName":"V2"}'),
    });
    expect(found.name).toBe('V2');
  });

  it('all are listed when the wanted one is not among them', async () => {
    const error = await failureOf(discover(INDEX, TWO_DOCUMENTS, { document: 'V3' }));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain("does not list a document 'V3'");
    expect(error.hint).toContain(`V1  ${server.url}/swagger/v1/swagger.json\n`);
    expect(error.hint).toContain(`V2  ${server.url}/swagger/v2/swagger.json`);
  });

  it('none can be chosen when the URL is a document', async () => {
    const error = await failureOf(
      discover('/a.json', { '/a.json': documentText() }, { document: 'V2' }),
    );
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain('is a document itself');
  });
});

describe('a search that fails', () => {
  it('lists every URL tried, with its response', async () => {
    const error = await failureOf(
      discover(INDEX, {
        [INDEX]: pages.loginPage,
        '/swagger/v1/swagger.json': '{"error":"unauthorized"}',
        '/swagger.json': { status: 500, body: 'oops' },
        '/openapi.json': (_, response) => response.destroy(),
      }),
    );
    expect(error).toBeInstanceOf(DownloadError);
    const lines = error.message.split('\n').map((line) => line.trim());
    expect(lines[0]).toBe(`No OpenAPI document was found behind ${server.url}${INDEX}.`);
    for (const line of [
      `${server.url}${INDEX}  200 OK, an HTML page instead of a document, "<!DOCTYPE html><html><head><title>Sign in</title></head>"`,
      `${server.url}/swagger/v1/swagger.json  200 OK, an error instead of a document, "{"error":"unauthorized"}"`,
      `${server.url}/swagger.json  500 Internal Server Error, "oops"`,
      `${server.url}/v3/api-docs  404 Not Found, "not here"`,
    ]) {
      expect(lines).toContain(line);
    }
    expect(error.message).toMatch(/openapi\.json {2}GET .* failed: the connection was closed/);
  });

  it('lists the URLs that were tried for a listed document, and the other documents', async () => {
    const error = await failureOf(discover(INDEX, { [INDEX]: TWO }));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toContain("lists 'V1', which does not exist");
    expect(error.message).toContain(`${server.url}/swagger/v1/swagger.json  404 Not Found`);
    expect(error.hint).toContain('V2');
  });

  it.each<[string, Canned, new (...args: never[]) => Error, RegExp]>([
    ['is not there', { status: 404 }, DownloadError, /returned 404 Not Found/],
    [
      'redirects to a login page',
      { status: 302, headers: { location: '/login' } },
      DownloadError,
      /login returned 200: an HTML page/,
    ],
    ['is cut', documentText().slice(0, 70), DocumentRefusedError, /an incomplete document/],
    ['has no paths', '{"openapi":"3.0.1","paths":{}}', DocumentRefusedError, /without paths/],
    ['is forbidden', { status: 403 }, DownloadError, /returned 403 Forbidden: nothing/],
  ])('tries no other URL when the wanted document %s', async (_, answer, kind, message) => {
    const error = await failureOf(
      discover('/swagger/v2/swagger.json', {
        '/swagger/v2/swagger.json': answer,
        '/login': pages.loginPage,
        '/swagger/v1/swagger.json': documentText(),
      }),
    );
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toMatch(message);
    expect(server.paths).not.toContain('/swagger/v1/swagger.json');
  });

  it('does not follow a page into a private network', async () => {
    server = await serve({});
    const asked: string[] = [];
    const fetch = (input: string | URL | Request) => {
      asked.push(input instanceof Request ? input.url : input.toString());
      return Promise.resolve(
        new Response(
          pages.swashbuckleInline('{"urls":[{"url":"https://10.0.0.1/x.json","name":"x"}]}'),
        ),
      );
    };
    const resolve = () => Promise.resolve(['93.184.216.34']);
    const error = await failureOf(
      discoverDocument('https://api.example/swagger', { ...withoutWaiting(), fetch, resolve }),
    );
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toContain('private network');
    expect(asked).toEqual(['https://api.example/swagger']);
  });
});
