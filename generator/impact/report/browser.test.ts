import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openFile, startBrowser, type OpenedPage } from '../../diff/report/testing/browser.js';
import { htmlReport } from './index.js';
import { FULL_IMPACT, hostileImpact, type Case } from './testing/impacts.js';

/** The page of an impact in Chromium: what it has beside the report of `diff`. Only `make browser` runs it. */
const described = process.env['REQUIRE_BROWSER'] === '1' ? describe : describe.skip;

const SCREENSHOTS = join(__dirname, '..', '..', '..', 'screenshots');
const folder = mkdtempSync(join(tmpdir(), 'impact-'));
afterAll(() => rmSync(folder, { recursive: true }));

described('the page of an impact in Chromium', () => {
  let browser: Browser;
  let opened: OpenedPage | undefined;
  let closeBrowser = (): Promise<void> => Promise.resolve();
  beforeAll(async () => {
    browser = await startBrowser();
    closeBrowser = () => browser.close();
  });
  afterEach(async () => {
    expect(opened?.trouble).toEqual([]);
    await opened?.page.context().close();
  });
  afterAll(() => closeBrowser());

  async function open(given: Case, options: BrowserContextOptions = {}, hash = ''): Promise<Page> {
    const file = join(folder, 'impact.html');
    writeFileSync(file, await htmlReport(given.impact, given.changes));
    opened = await openFile(browser, file, options, hash);
    return opened.page;
  }

  const shown = async (page: Page) => ({
    project: await page.locator('#project').isVisible(),
    all: await page.locator('#all').isVisible(),
    tab: await page.locator('.tabs [aria-current=true]').allInnerTexts(),
  });
  /** A view changes after its link was clicked: with the event that tells of the new address. */
  async function expectShown(
    page: Page,
    want: { readonly project: boolean; readonly all: boolean },
  ) {
    for (const view of ['project', 'all'] as const)
      await page.locator(`#${view}`).waitFor({ state: want[view] ? 'visible' : 'hidden' });
    expect(await shown(page)).toEqual(want);
  }
  const PROJECT = { project: true, all: false, tab: ['This project 33'] };
  const ALL = { project: false, all: true, tab: ['All changes 23'] };

  it('shows one view at a time, and that which a link leads into', async () => {
    const page = await open(FULL_IMPACT);
    await expectShown(page, PROJECT);
    await page.getByRole('link', { name: 'All changes 23' }).click();
    await expectShown(page, ALL);
    expect(await page.locator('.view:visible').count()).toBe(0);
    await page.getByRole('link', { name: 'this project: 2 lines' }).click();
    await expectShown(page, PROJECT);
    expect(await page.locator('#lines-2').isVisible()).toBe(true);
    await page.getByRole('link', { name: /^Details: alerts.listAll/ }).click();
    await expectShown(page, ALL);
    expect(await page.locator('.change:target .subject').first().innerText()).toBe(
      'alerts.listAll',
    );
    await page.goBack();
    await expectShown(page, PROJECT);
  });

  it('is used with keys alone', async () => {
    const page = await open(FULL_IMPACT);
    for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
    await expectShown(page, ALL);
    for (const key of ['Shift+Tab', 'Shift+Tab', 'Enter']) await page.keyboard.press(key);
    await expectShown(page, PROJECT);
    await page.keyboard.press('/');
    await page.keyboard.type('soldAt');
    await expectShown(page, ALL);
    expect(await page.getByRole('status').textContent()).toBe('1 of 23');
  });

  it('filters the changes that reach the project', async () => {
    const page = await open(FULL_IMPACT, {}, '#all');
    await page.getByText('reached 4').click();
    expect(await page.locator('article.change:visible h3 .subject').allTextContents()).toEqual([
      ...['VehicleDto.soldAt', 'VehicleDto.vin', 'alerts.listAll', 'AlertDto.severity'],
    ]);
    expect(await page.getByRole('status').textContent()).toBe('4 of 23');
  });

  it('shows both views without JavaScript, and on paper', async () => {
    const page = await open(FULL_IMPACT, { javaScriptEnabled: false });
    expect(await shown(page)).toMatchObject({ project: true, all: true });
    expect(await page.getByRole('heading', { name: 'All changes' }).isVisible()).toBe(true);
    await page.context().close();
    const printed = await open(FULL_IMPACT);
    await printed.emulateMedia({ media: 'print' });
    expect(await shown(printed)).toMatchObject({ project: true, all: true });
    expect(await printed.locator('.tabs').isVisible()).toBe(false);
  });

  it('runs nothing of hostile texts', async () => {
    const page = await open(hostileImpact());
    const found = await page.evaluate<readonly unknown[]>(`[
      window.canary ?? null,
      document.querySelectorAll('img, svg, iframe, object, a:not([href^="#"]), script ~ script').length,
      [...document.querySelectorAll('*')].filter((each) => [...each.attributes].some(({ name }) => name.startsWith('on'))).length,
    ]`);
    expect(found).toEqual([null, 0, 0]);
  });

  it.each([
    ['light', 1400, ''],
    ['light', 1200, '#all'],
    ['dark', 390, ''],
    ['dark', 390, '#all'],
  ] as const)('is accessible in %s, %d pixels wide, at "%s"', async (colorScheme, width, hash) => {
    const viewport = { width, height: 900 };
    const page = await open(FULL_IMPACT, { colorScheme, viewport, bypassCSP: true }, hash);
    mkdirSync(SCREENSHOTS, { recursive: true });
    const path = join(SCREENSHOTS, `impact-${colorScheme}-${width}${hash.replace('#', '-')}.png`);
    await page.screenshot({ path, fullPage: true });
    await page.addScriptTag({ path: require.resolve('axe-core') });
    const { violations, passes } = await page.evaluate<AxeResults>('axe.run()');
    expect(passes.map(({ id }) => id)).toContain('color-contrast');
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    ).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });
});
