import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { visibleLine } from '../../util/printable.js';
import type { DiffReport } from '../change.js';
import { markdownReport } from './markdown.js';
import { startBrowser } from './testing/browser.js';
import { startRenderer } from './testing/gfm.js';
import { HOSTILE, hostileReport } from './testing/hostile.js';
import { FULL_REPORT, report } from './testing/reports.js';
import { htmlReport } from './html.js';

/** The page opened from disk in Chromium. Takes a minute, so only `make browser` runs it. */
const described = process.env['REQUIRE_BROWSER'] === '1' ? describe : describe.skip;

const SCREENSHOTS = join(__dirname, '..', '..', '..', 'screenshots');
const folder = mkdtempSync(join(tmpdir(), 'report-'));
afterAll(() => rmSync(folder, { recursive: true }));

described('the HTML report in Chromium', () => {
  let browser: Browser;
  const opened: { readonly page: Page; readonly trouble: readonly string[] }[] = [];
  let closeBrowser = (): Promise<void> => Promise.resolve();
  beforeAll(async () => {
    browser = await startBrowser();
    closeBrowser = () => browser.close();
  });
  afterEach(async () => {
    for (const { page, trouble } of opened.splice(0)) {
      expect(trouble).toEqual([]);
      await page.context().close();
    }
  });
  afterAll(() => closeBrowser());

  /** Opens a page from disk; requests, console messages, errors and dialogs fail the test. */
  async function open(
    given: DiffReport,
    options: BrowserContextOptions = {},
    hash = '',
  ): Promise<Page> {
    const file = join(folder, 'report.html');
    writeFileSync(file, htmlReport(given));
    const url = `${pathToFileURL(file).href}${hash}`;
    const context = await browser.newContext({
      viewport: { width: 1200, height: 900 },
      ...options,
    });
    const page = await context.newPage();
    const trouble: string[] = [];
    page.on('request', (request) => {
      if (request.url() !== url.replace(/#.*/, '')) trouble.push(`requests ${request.url()}`);
    });
    page.on('console', (message) => trouble.push(`logs ${message.text()}`));
    page.on('pageerror', (error) => trouble.push(`throws ${error.message}`));
    page.on('dialog', (dialog) => trouble.push(`opens ${dialog.message()}`));
    await page.goto(url);
    opened.push({ page, trouble });
    return page;
  }

  const subjects = (page: Page): Promise<readonly string[]> =>
    page.locator('article:visible h3 code:first-child').allTextContents();
  const search = (page: Page) => page.getByRole('searchbox');
  const choose = (page: Page, axis: string, label: string): Promise<void> =>
    page.getByRole('group', { name: axis }).getByText(label, { exact: true }).click();

  it('shows the verdict and what breaks', async () => {
    const page = await open(FULL_REPORT);
    expect(await page.title()).toBe('Breaking: Optimum Automotive API 1.4.0 → 1.5.0');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Breaking');
    expect(await page.locator('header .badge').allInnerTexts()).toEqual([
      'wire breaks',
      'source breaks',
      'bump major',
    ]);
    const counters = await page.locator('.counter').allInnerTexts();
    expect(counters.map((text) => text.replace(/\s+/g, ' ').trim())).toEqual([
      '4 What breaks',
      '2 What may break',
      '3 Additions',
      '2 Documentation',
      '1 Acknowledged',
    ]);
    expect(await page.locator('.breaks mark').allTextContents()).toEqual(['?', 'listAll', 'list']);
    expect((await subjects(page)).length).toBe(9);
  });

  it('filters, with and without a mouse', async () => {
    const page = await open(FULL_REPORT);
    const steps: readonly (readonly [string, () => Promise<unknown>, readonly string[]])[] = [
      [
        'by wire',
        () => choose(page, 'wire', 'may break'),
        ['AlertDto.severity', 'geolocation.listTrips: pageSize'],
      ],
      [
        'by both axes',
        async () => {
          await choose(page, 'wire', 'safe');
          await choose(page, 'source', 'breaks');
        },
        ['alerts.listAll'],
      ],
      [
        'by tag',
        () => page.getByLabel('Tag').selectOption('Alerts'),
        ['alerts.listAll', 'AlertDto.severity'],
      ],
      ['by words', () => search(page).fill('VEHICLES.create new'), ['VehicleDto.energy']],
      ['by fingerprint', () => search(page).fill('71d09e8b42f6c35a'), ['reports.export']],
      ['expanding what it finds', () => search(page).fill('sold ones'), ['vehicles.list']],
      ['without a match', () => search(page).fill('no such thing'), []],
      [
        'by keys alone',
        async () => {
          await page.locator('main').focus();
          await page.keyboard.press('/');
          await page.keyboard.type('nothing');
          await page.keyboard.press('Escape');
          await page.keyboard.press('Tab');
          await page.keyboard.press('ArrowRight');
        },
        ['VehicleDto.soldAt', 'VehicleDto.vin', 'reports.export', 'TripDto.endAddress'],
      ],
    ];
    for (const [how, filter, want] of steps) {
      await filter();
      expect({
        how,
        shown: await subjects(page),
        said: await page.getByRole('status').textContent(),
        empty: await page.getByText('No change matches').isVisible(),
      }).toEqual({ how, shown: want, said: `${want.length} of 12`, empty: want.length === 0 });
      await page.getByRole('button', { name: 'Clear' }).click();
      await page.getByText('12 of 12').waitFor();
      expect((await subjects(page)).length).toBe(9);
    }
  });

  it('opens at a fingerprint, also in a collapsed section', async () => {
    const { fingerprint } = FULL_REPORT.changes.find(({ documentation }) => documentation)!;
    const page = await open(FULL_REPORT, {}, `#c-${fingerprint}`);
    expect(await page.locator(`#c-${fingerprint}`).isVisible()).toBe(true);
    expect(await page.locator(`#c-${fingerprint}`).getByText('Before at').isVisible()).toBe(true);
  });

  it('shows everything without JavaScript', async () => {
    const page = await open(FULL_REPORT, { javaScriptEnabled: false });
    expect(await page.locator('.filters').isVisible()).toBe(false);
    expect((await subjects(page)).length).toBe(9);
  });

  it('prints everything but the filters', async () => {
    const page = await open(FULL_REPORT);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.filters').isVisible()).toBe(false);
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect((await subjects(page)).length).toBe(12);
  });

  it('has a page for a report without changes', async () => {
    const quiet = { wire: 'non-breaking', source: 'non-breaking', bump: 'none' } as const;
    const page = await open(report({ verdict: quiet }));
    expect(await page.getByText('Nothing changed.', { exact: true }).isVisible()).toBe(true);
    expect(await page.locator('.filters').isVisible()).toBe(false);
  });

  it.each(['light', 'dark'] as const)('is accessible in %s', async (scheme) => {
    const page = await open(FULL_REPORT, { colorScheme: scheme, bypassCSP: true });
    mkdirSync(SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: join(SCREENSHOTS, `report-${scheme}.png`), fullPage: true });
    await page.addScriptTag({ path: require.resolve('axe-core') });
    const { violations, passes } = await page.evaluate<AxeResults>('axe.run()');
    expect(passes.map(({ id }) => id)).toContain('color-contrast');
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    ).toEqual([]);
  });

  it('fits on a telephone', async () => {
    const page = await open(FULL_REPORT, { viewport: { width: 390, height: 800 } });
    const { scrollWidth, clientWidth } = await page.evaluate<{
      readonly scrollWidth: number;
      readonly clientWidth: number;
    }>(
      '(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }))(document.documentElement)',
    );
    expect(scrollWidth).toBe(clientWidth);
    await page.screenshot({ path: join(SCREENSHOTS, 'report-narrow.png'), fullPage: true });
  });

  const HARMLESS = { canary: null, elements: [], handlers: [] };

  it('notices a canary that runs', async () => {
    const page = await browser.newPage();
    await page.setContent(HOSTILE.filter((text) => text.includes('canary')).join('\n'));
    expect(await page.evaluate(EFFECTS)).toMatchObject({ canary: 'run' });
    await page.close();
  });

  it('shows hostile texts and runs nothing of them', async () => {
    const page = await open(hostileReport());
    expect(await page.evaluate(EFFECTS)).toEqual(HARMLESS);
    const shown = await page.locator('.breaks h3 code:first-child').allTextContents();
    expect(shown).toEqual(HOSTILE.map(visibleLine));
    expect(await page.locator('article').count()).toBe(HOSTILE.length * 5);
  });

  it('runs nothing of the Markdown report in HTML either', async () => {
    const renderer = startRenderer();
    const page = await browser.newPage();
    const { changes } = hostileReport();
    // As many as fit into one page.
    for (let at = 0; at < changes.length; at += 40) {
      const some = report({ changes: changes.slice(at, at + 40) });
      await page.setContent(await renderer.html(markdownReport(some)));
      expect(await page.evaluate(EFFECTS)).toEqual(HARMLESS);
    }
    renderer.close();
    await page.close();
  });
});

/** What texts of a document added to a page beyond text, after events on every element. */
const EFFECTS = `(async () => {
  const all = [...document.querySelectorAll('*')];
  for (const element of all)
    for (const type of ['mouseover', 'click', 'focus', 'toggle', 'error']) element.dispatchEvent(new Event(type));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const print = (elements) => elements.map((each) => each.outerHTML.slice(0, 100));
  return {
    canary: window.canary ?? null,
    elements: print(all.filter((each) => each.matches('img, svg, iframe, object, a:not([href^="#"]), script ~ script'))),
    handlers: print(all.filter((each) => [...each.attributes].some(({ name }) => name.startsWith('on')))),
  };
})()`;
