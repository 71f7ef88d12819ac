import { runInNewContext } from 'node:vm';
import { api, operation } from './testing/fleet-api.js';
import { openSandbox } from './testing/open.js';

const DOCUMENT = '{\n  "openapi": "3.0.4",\n  "info": { "title": "é" }\n}\n';

async function get(path: string, headers: Record<string, string> = {}) {
  const { url } = await openSandbox(undefined, { documentText: DOCUMENT });
  return fetch(new URL(path, url), { redirect: 'manual', headers });
}

describe('the documentation page', () => {
  it.each([
    ['/swagger', 'swagger/index.html'],
    ['/swagger/', 'index.html'],
  ])('%s redirects to a relative URL', async (path, location) => {
    const response = await get(path);
    expect([response.status, response.headers.get('location')]).toEqual([301, location]);
  });

  it('is where / leads to, only for browsers if that is an operation', async () => {
    const root = await get('/');
    expect([root.status, root.headers.get('location')]).toEqual([302, 'swagger/index.html']);
    const operations = [operation('GET /', { security: { kind: 'none' } })];
    const { url } = await openSandbox(api(operations));
    const statusFor = async (Accept: string) =>
      (await fetch(url, { redirect: 'manual', headers: { Accept } })).status;
    expect([await statusFor('*/*'), await statusFor('text/html,*/*;q=0.8')]).toEqual([200, 302]);
  });

  it('refers from page to script to document', async () => {
    const page = await get('/swagger/index.html');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await page.text();
    expect(html).toContain('<h1>Fleet API &#60;of l&#39;équipe&#62;</h1>');
    expect(html).toContain('<a href="v1/swagger.json">');
    expect(html).toContain('<script src="index.js"');

    const script = await (await get('/swagger/index.js')).text();
    const expression = /var configObject = (JSON\.parse\('.*'\));/.exec(script)?.[1] ?? '';
    // As a browser does. The text was written by this program, so it is safe to evaluate.
    expect(runInNewContext(expression)).toMatchObject({
      urls: [{ url: 'v1/swagger.json', name: "Fleet API <of l'équipe> v1" }],
    });
  });

  it('serves the document unchanged', async () => {
    const response = await get('/swagger/v1/swagger.json');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.text()).toBe(DOCUMENT);
  });

  it.each([
    ['the ETag', (etag: string) => etag],
    ['the ETag, weak, in a list', (etag: string) => `"other", W/${etag}`],
    ['any ETag', () => '*'],
  ])('responds with 304 to If-None-Match with %s', async (_case, header) => {
    const etag = (await get('/swagger/v1/swagger.json')).headers.get('etag') ?? '';
    expect(etag).toMatch(/^".+"$/);
    const again = await get('/swagger/v1/swagger.json', { 'If-None-Match': header(etag) });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
  });

  it('sends the document if the ETag is another one', async () => {
    expect((await get('/swagger/v1/swagger.json', { 'If-None-Match': '"old"' })).status).toBe(200);
  });

  it.each(['/swagger/swagger-initializer.js', '/swagger/v2/swagger.json'])(
    'does not serve %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );
});
