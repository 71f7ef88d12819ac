import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { startBrowser } from '../../diff/report/testing/browser.js';
import { startCommand, type RunningCommand } from '../testing/command.js';

/** The documentation page as people use it: in Chromium, on the command's own platform. `make browser` asks for it. */
const described = process.env['REQUIRE_BROWSER'] === '1' ? describe : describe.skip;

const SCREENSHOTS = join(__dirname, '..', '..', '..', 'screenshots');

described('Swagger UI in Chromium', () => {
  let browser: Browser;
  let command: RunningCommand;
  let page: Page;
  const trouble: string[] = [];
  const called: string[] = [];

  beforeAll(async () => {
    [browser, command] = await Promise.all([startBrowser(), startCommand([])]);
    const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('request', (request) => {
      called.push(`${request.method()} ${request.url()}`);
      const isOurs = request.url().startsWith(command.url) || request.url().startsWith('data:');
      if (!isOurs) trouble.push(`asks for ${request.url()}`);
    });
    page.on('pageerror', (error) => trouble.push(`throws ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') trouble.push(`says ${message.text()}`);
    });
  });
  afterEach(() => expect(trouble).toEqual([]));
  afterAll(() => browser?.close());

  /** By what it says: to a screen reader it is called otherwise. */
  const button = (section: Locator, text: string) => section.locator('button', { hasText: text });

  /** Opens the dialog, does something in the section of a scheme, and closes it. */
  async function authorize(scheme: string, act: (section: Locator) => Promise<void>) {
    await page.locator('.auth-wrapper > .authorize').click();
    const section = page.locator('.auth-container', { hasText: scheme });
    await act(section);
    await button(section, 'Logout').waitFor();
    await page.locator('.modal-ux .close-modal').click();
  }

  async function callVehicles(): Promise<{ status: string; body: string }> {
    const operation = page.locator('#operations-Vehicles-get_Vehicles');
    if ((await operation.locator('.opblock-body').count()) === 0)
      await operation.locator('.opblock-summary-control').click();
    const tryIt = operation.getByRole('button', { name: 'Try it out' });
    if ((await tryIt.count()) > 0) await tryIt.click();
    const answered = page.waitForResponse(
      (response) => response.url() === `${command.url}Vehicles`,
    );
    await operation.getByRole('button', { name: 'Execute' }).click();
    await answered;
    const live = operation.locator('.live-responses-table tbody tr').first();
    const status = live.locator('.response-col_status');
    await status.waitFor();
    return {
      status: (await status.innerText()).trim(),
      body: await live.locator('.response-col_description').innerText(),
    };
  }

  it('shows the document, each tag and each operation', async () => {
    await page.goto(`${command.url}swagger`);
    await page.locator('#operations-Vehicles-get_Vehicles').waitFor();
    expect(await page.title()).toBe('Optimum Automotive Public API (stand-in)');
    expect(await page.locator('.opblock').count()).toBe(62);
  });

  it('calls an operation without a token, and shows that one is wanted', async () => {
    const refused = await callVehicles();
    expect(refused.status).toMatch(/^401/);
    // Chromium itself remarks on every 401.
    expect(trouble.splice(0)).toEqual([expect.stringContaining('401 (Unauthorized)')]);
  });

  it('gets a token from the token endpoint, though the document names another host', async () => {
    await authorize('clientCredentials', async (section) => {
      await button(section, 'Authorize').click();
    });
    expect(called).toContain(`POST ${command.url}connect/token`);
  });

  it('calls an operation with it, and shows a vehicle', async () => {
    const { status, body } = await callVehicles();
    expect(status).toMatch(/^200/);
    expect(body).toMatch(/"registrationNumber": "[A-Z]{2}-\d{3}-[A-Z]{2}"/);
    // The line for a shell that it shows leads to this platform too.
    expect(await page.locator('.curl').first().innerText()).toContain(`'${command.url}Vehicles'`);
    mkdirSync(SCREENSHOTS, { recursive: true });
    await page.locator('#operations-Vehicles-get_Vehicles').scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(SCREENSHOTS, 'sandbox-swagger-ui.png') });
  });

  it('takes a token that was pasted', async () => {
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
