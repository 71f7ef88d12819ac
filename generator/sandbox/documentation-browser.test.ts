import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { startBrowser } from '../diff/report/testing/browser.js';
import { startCommand, type RunningCommand } from './testing/command.js';

/** The documentation page of the `sandbox` command in Chromium. `make browser` requires it. */
const describeInBrowser = process.env['REQUIRE_BROWSER'] === '1' ? describe : describe.skip;

const SCREENSHOTS = join(__dirname, '..', '..', 'screenshots');

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
      const isLocal = request.url().startsWith(command.url) || request.url().startsWith('data:');
      if (!isLocal) problems.push(`requests ${request.url()}`);
    });
    page.on('pageerror', (error) => problems.push(`throws ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`logs ${message.text()}`);
    });
  });
  afterEach(() => expect(problems).toEqual([]));
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
      await section.locator('input').fill(access_token);
      await button(section, 'Authorize').click();
    });
    expect((await callVehicles()).status).toMatch(/^200/);
  });
});
