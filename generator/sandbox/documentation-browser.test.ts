import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { startBrowser } from '../diff/report/testing/browser.js';
import { startCommand, type RunningCommand } from './testing/command.js';
import { openDocument } from './testing/open.js';

/** The documentation page of the `sandbox` command in Chromium. `make browser` requires it. */
const describeInBrowser = process.env['REQUIRE_BROWSER'] === '1' ? describe : describe.skip;

const SCREENSHOTS = join(__dirname, '..', '..', 'screenshots');

const OAUTH = { type: 'oauth2', tokenUrl: 'https://id.example.com/token', scopes: {} };
const SCHEMES: Readonly<Record<string, object>> = {
  basic: { type: 'http', scheme: 'basic' },
  bearer: { type: 'http', scheme: 'bearer' },
  header: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
  login: {
    type: 'oauth2',
    flows: { authorizationCode: { ...OAUTH, authorizationUrl: 'https://id.example.com/login' } },
  },
  query: { type: 'apiKey', in: 'query', name: 'api key' },
  tokenInKey: { type: 'apiKey', in: 'header', name: 'Authorization' },
};
const OLD_SCHEMES = {
  basic: { type: 'basic' },
  header: SCHEMES['header'],
  login: { ...OAUTH, flow: 'accessCode', authorizationUrl: 'https://id.example.com/login' },
};

/** An operation for each scheme. */
const createPaths = (names: readonly string[]) => {
  const responses = { 200: { description: 'OK' } };
  const entries = names.map((name) => [
    `/${name}`,
    { get: { security: [{ [name]: [] }], responses } },
  ]);
  return Object.fromEntries(entries) as object;
};
const OTHERS = {
  ...SCHEMES,
  identity: {
    type: 'openIdConnect',
    openIdConnectUrl: 'https://id.example.com/.well-known/openid-configuration',
  },
};
const info = { title: 'Schemes', version: '1' };
const DOCUMENTS: Readonly<Record<string, object>> = {
  'OpenAPI 3.0': {
    openapi: '3.0.4',
    info,
    paths: createPaths(Object.keys(SCHEMES)),
    components: { securitySchemes: SCHEMES },
  },
  'OpenAPI 3.1': {
    openapi: '3.1.1',
    info,
    paths: createPaths(Object.keys(OTHERS)),
    components: { securitySchemes: OTHERS },
  },
  'Swagger 2.0': {
    swagger: '2.0',
    info,
    paths: createPaths(Object.keys(OLD_SCHEMES)),
    securityDefinitions: OLD_SCHEMES,
  },
};

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

describeInBrowser('Swagger UI in Chromium', () => {
  let browser: Browser | undefined;
  let command: RunningCommand;
  let page: Page;
  const problems: string[] = [];
  const requests: string[] = [];

  beforeAll(async () => {
    [browser, command] = await Promise.all([startBrowser(), startCommand([])]);
    const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('request', (request) => {
      requests.push(`${request.method()} ${request.url()}`);
      const isLocal = /^(http:\/\/127\.0\.0\.1:|data:)/.test(request.url());
      if (!isLocal) problems.push(`requests ${request.url()}`);
    });
    page.on('pageerror', (error) => problems.push(`throws ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`logs ${message.text()}`);
    });
  });
  afterEach(() => expect(problems.splice(0)).toEqual([]));
  afterAll(() => browser?.close());

  /** By its text, because its accessible name differs. */
  const button = (section: Locator, text: string) => section.locator('button', { hasText: text });

  /** Opens the dialog, acts in the section of a scheme, and closes it. */
  async function authorize(scheme: string, target: (section: Locator) => Promise<void>) {
    await page.locator('.auth-wrapper > .authorize').click();
    const section = page.locator('.auth-container', { hasText: scheme });
    await target(section);
    await button(section, 'Logout').waitFor();
    await page.locator('.modal-ux .close-modal').click();
  }

  async function callVehicles(): Promise<{ status: string; body: string }> {
    const operation = page.locator('#operations-Vehicles-get_Vehicles');
    if ((await operation.locator('.opblock-body').count()) === 0)
      await operation.locator('.opblock-summary-control').click();
    const tryIt = operation.getByRole('button', { name: 'Try it out' });
    if ((await tryIt.count()) > 0) await tryIt.click();
    const responded = page.waitForResponse(
      (response) => response.url() === `${command.url}Vehicles`,
    );
    await operation.getByRole('button', { name: 'Execute' }).click();
    await responded;
    const live = operation.locator('.live-responses-table tbody tr').first();
    const status = live.locator('.response-col_status');
    await status.waitFor();
    return {
      status: (await status.innerText()).trim(),
      body: await live.locator('.response-col_description').innerText(),
    };
  }

  it('shows every operation of the document', async () => {
    await page.goto(`${command.url}swagger`);
    await page.locator('#operations-Vehicles-get_Vehicles').waitFor();
    expect(await page.title()).toBe('Optimum Automotive Public API (stand-in)');
    expect(await page.locator('.opblock').count()).toBe(64);
  });

  it('shows a 401 for a call without a token', async () => {
    const { status } = await callVehicles();
    expect(status).toMatch(/^401/);
    // Chromium logs every 401.
    expect(problems.splice(0)).toEqual([expect.stringContaining('401 (Unauthorized)')]);
  });

  it('gets a token from the sandbox although the document names another host', async () => {
    await authorize('clientCredentials', async (section) => {
      await button(section, 'Authorize').click();
    });
    expect(requests).toContain(`POST ${command.url}connect/token`);
  });

  it('shows the vehicles for a call with the token', async () => {
    const { status, body } = await callVehicles();
    expect(status).toMatch(/^200/);
    expect(body).toMatch(/"registrationNumber": "[A-Z]{2}-\d{3}-[A-Z]{2}"/);
    // The curl command that it shows calls the sandbox too.
    expect(await page.locator('.curl').first().innerText()).toContain(`'${command.url}Vehicles'`);
    mkdirSync(SCREENSHOTS, { recursive: true });
    await page.locator('#operations-Vehicles-get_Vehicles').scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(SCREENSHOTS, 'sandbox-swagger-ui.png') });
  });

  it('opens with the forms filled in, that of the client credentials first', async () => {
    await page.goto(command.url);
    await page.locator('.auth-wrapper > .authorize').click();
    const inputs = page.locator('.auth-container input');
    const token = inputs.nth(2);
    await until(async () => (await token.inputValue()) !== '');
    expect(await inputs.nth(0).inputValue()).toBe('sandbox-client');
    expect(await inputs.nth(1).inputValue()).toBe('sandbox-secret');
    await page.screenshot({ path: join(SCREENSHOTS, 'sandbox-authorize.png') });
    await page.locator('.modal-ux .close-modal').click();
  });

  it('accepts a pasted token', async () => {
    const token = await fetch(`${command.url}connect/token`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: 'sandbox-client',
        client_secret: 'sandbox-secret',
        grant_type: 'client_credentials',
      }),
    });
    const { access_token } = (await token.json()) as { access_token: string };
    await page.reload();
    await page.locator('#operations-Vehicles-get_Vehicles').waitFor();
    await authorize('http, Bearer', async (section) => {
      const input = section.locator('input');
      // The page fills the form in, somewhat later.
      await until(async () => (await input.inputValue()) !== '');
      await input.fill(access_token);
      await button(section, 'Authorize').click();
    });
    expect((await callVehicles()).status).toMatch(/^200/);
  });

  it.each(Object.keys(DOCUMENTS))('fills in every form of a document of %s', async (version) => {
    const document = DOCUMENTS[version] ?? {};
    const { url } = await openDocument(document);
    await page.goto(url);
    await page.locator('.auth-wrapper > .authorize').click();
    const forms = page.locator('.auth-container');
    expect(await forms.first().innerText()).toContain('login');
    for (const form of await forms.all()) {
      const inputs = await form.locator('input').all();
      for (const input of inputs) await until(async () => (await input.inputValue()) !== '');
      await button(form, 'Authorize').click();
      await button(form, 'Logout').waitFor();
    }
    await page.screenshot({ path: join(SCREENSHOTS, `sandbox-authorize-${version}.png`) });
    await page.locator('.modal-ux .close-modal').click();
    const operations = await page.locator('.opblock').all();
    expect(operations.length).toBeGreaterThan(1);
    for (const operation of operations) {
      await operation.locator('.opblock-summary-control').click();
      await operation.getByRole('button', { name: 'Try it out' }).click();
      await operation.getByRole('button', { name: 'Execute' }).click();
      const status = operation.locator('.live-responses-table .response-col_status').nth(1);
      expect((await status.innerText()).trim()).toMatch(/^200/);
    }
  });

  it('lets a page of another origin call it with a token, and read all headers', async () => {
    const other = await openDocument(DOCUMENTS['OpenAPI 3.0'] ?? {});
    await page.goto(other.url);
    const result = await page.evaluate(async (url) => {
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'sandbox-client',
        client_secret: 'sandbox-secret',
      });
      const token = await fetch(`${url}connect/token`, { method: 'POST', body });
      const { access_token } = (await token.json()) as { access_token: string };
      const response = await fetch(`${url}Vehicles`, {
        method: 'POST',
        credentials: 'include',
        headers: { Authorization: `Bearer ${access_token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({
          registrationNumber: 'ZZ-1',
          brand: 'Alpine',
          model: 'A290',
          energy: 50,
        }),
      });
      return { status: response.status, location: response.headers.get('location') };
    }, command.url);
    expect(result).toEqual({ status: 201, location: '/Vehicles/ZZ-1' });
  });
});
