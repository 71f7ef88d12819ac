import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { escapeUnseen } from '../../util/printable.js';
import type { DiffReport } from '../change.js';
import { markdownReport } from './markdown.js';
import { follow, openFile, startBrowser } from './testing/browser.js';
import { startRenderer } from './testing/gfm.js';
import { HOSTILE, hostileReport } from './testing/hostile.js';
import { FULL_REPORT, report } from './testing/reports.js';
import { historyHtml } from './history-html.js';
import { htmlReport } from './html.js';

/** The page opened from disk in Chromium. Takes a minute, so only `make browser` runs it. */
const described = process.env['REQUIRE_BROWSER'] === '1' ? describe : describe.skip;

/** The changes of the full report, and those among them that are shown by themselves and not collapsed. */
const TOTAL = FULL_REPORT.changes.length;
const SINGLE = 10;

/** How it is filtered, the changes by themselves that are shown then, and how many are shown in all. */
type Step = readonly [
  how: string,
  filter: () => Promise<unknown>,
  want: readonly string[],
  shown?: number,
];

/** Whether what the address leads to is within the window. */
const IS_IN_VIEW = `(() => {
  const { top } = document.querySelector(':target').getBoundingClientRect();
  return top >= 0 && top < innerHeight;
})()`;

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

  /** Opens a report, or another page, from disk; requests, console messages, errors and dialogs fail the test. */
  async function open(
    given: DiffReport | string,
    options: BrowserContextOptions = {},
    hash = '',
  ): Promise<Page> {
    const file = join(folder, 'report.html');
    writeFileSync(file, typeof given === 'string' ? given : htmlReport(given));
    const { page, trouble } = await openFile(browser, file, options, hash);
    opened.push({ page, trouble });
    return page;
  }

  const subjects = (page: Page): Promise<readonly string[]> =>
    page.locator('article.change:visible h3 .subject').allTextContents();
  const search = (page: Page) => page.getByRole('searchbox');
  const choose = (page: Page, axis: string, label: string): Promise<void> =>
    page
      .getByRole('group', { name: axis })
      .getByText(new RegExp(`^${label} \\d+$`))
      .click();

  it('shows the verdict and what breaks', async () => {
    const page = await open(FULL_REPORT);
    expect(await page.title()).toBe('Breaking: Optimum Automotive API 1.4.0 → 1.5.0');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Breaking');
    expect(await page.locator('header .badge').allInnerTexts()).toEqual([
      'wire breaks',
      'source breaks',
      'bump major',
    ]);
    expect(await page.locator('.version-change').allInnerTexts()).toEqual([
      'package 0.1.0 → 0.2.0',
      'document 1.4.0 → 1.5.0',
    ]);
    const counters = await page.locator('.counter').allInnerTexts();
    expect(counters.map((text) => text.replace(/\s+/g, ' ').trim())).toEqual([
      '10 What breaks',
      '5 What may break',
      '5 Additions',
      '2 Documentation',
      '1 Acknowledged',
    ]);
    expect(await page.locator('.breaks mark').allTextContents()).toEqual([
      ...['optional', 'required', '-time', 'listAll', 'list'],
    ]);
    expect((await subjects(page)).length).toBe(SINGLE);
  });

  it('has a line for each break, the most severe first, that leads to its details', async () => {
    const page = await open(FULL_REPORT);
    const rows = await page.locator('.row').allInnerTexts();
    expect(rows.map((text) => text.replace(/\s+/g, ' ').trim())).toEqual([
      'wire source VehicleDto.soldAt is no longer in responses (was string | null) vehicles.list GET /Vehicles and 1 more Details',
      'wire source VehicleDto.vin is now required vehicles.list GET /Vehicles and 2 more Details',
      'wire source reports.export was removed GET /Reports/Export Details',
      'wire source 2 changes of what only webhooks reach: webhook tripEnded: POST body.distance TripEventDto.driver Details',
      'wire vehicles.list: since has another type in requests: date → date-time GET /Vehicles Details',
      'source alerts.listAll was renamed to alerts.list GET /Alerts Details',
      'source 3 types were removed with reports.export (GET /Reports/Export): ExportFilterDto ExportFormat ExportRequestDto Details',
    ]);
    await follow(page.getByRole('link', { name: 'Details: alerts.listAll' }));
    expect(await page.locator('.change:target .subject').first().textContent()).toBe(
      'alerts.listAll',
    );
    expect(await page.evaluate(IS_IN_VIEW)).toBe(true);
    await follow(page.getByRole('link', { name: /^Details: .*webhooks reach/ }));
    expect(await page.locator('li.change:target').isVisible()).toBe(true);
  });

  it('has a table of contents, and shows what a link leads to though a filter hides it', async () => {
    const page = await open(FULL_REPORT);
    const contents = page.getByRole('navigation', { name: 'Contents' });
    expect(await contents.getByRole('link').count()).toBe(21);
    await choose(page, 'wire', 'safe');
    await follow(contents.getByRole('link', { name: /^geolocation 1/ }).first());
    expect(await page.evaluate(IS_IN_VIEW)).toBe(true);
    expect(await page.getByRole('status').textContent()).toBe(`${TOTAL} of ${TOTAL}`);
  });

  it('has on each button how many changes it would show', async () => {
    const page = await open(FULL_REPORT);
    const buttons = async () =>
      (await page.locator('.pills label').allInnerTexts()).map((text) => text.trim());
    expect(await buttons()).toEqual([
      ...['all 23', 'breaks 7', 'may break 2', 'safe 14'],
      ...['all 23', 'breaks 10', 'may break 4', 'safe 9'],
    ]);
    await choose(page, 'wire', 'breaks');
    expect(await buttons()).toEqual([
      ...['all 23', 'breaks 7', 'may break 2', 'safe 14'],
      ...['all 7', 'breaks 6', 'may break 0', 'safe 1'],
    ]);
  });

  it('filters, with and without a mouse', async () => {
    const page = await open(FULL_REPORT);
    const steps: readonly Step[] = [
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
        4,
      ],
      [
        'by tag',
        () => page.getByLabel('Tag').selectOption({ label: 'Alerts (2)' }),
        ['alerts.listAll', 'AlertDto.severity'],
      ],
      ['by words', () => search(page).fill('VEHICLES.create new'), ['VehicleDto.energy']],
      ['by fingerprint', () => search(page).fill('71d09e8b42f6c35a'), ['reports.export']],
      ['expanding what it finds', () => search(page).fill('sold ones'), ['vehicles.list']],
      ['by a type of a group', () => search(page).fill('ExportFormat'), [], 3],
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
        [
          ...['VehicleDto.soldAt', 'VehicleDto.vin', 'reports.export', 'vehicles.list: since'],
          'TripDto.endAddress',
        ],
        7,
      ],
    ];
    for (const [how, filter, want, shown] of steps) {
      await filter();
      expect({
        how,
        shown: await subjects(page),
        said: await page.getByRole('status').textContent(),
        empty: await page.getByText('No change matches').isVisible(),
      }).toEqual({
        how,
        shown: want,
        said: `${shown ?? want.length} of ${TOTAL}`,
        empty: (shown ?? want.length) === 0,
      });
      await page.getByRole('button', { name: 'Clear' }).click();
      await page.getByText(`${TOTAL} of ${TOTAL}`).waitFor();
      expect((await subjects(page)).length).toBe(SINGLE);
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
    expect((await subjects(page)).length).toBe(SINGLE);
  });

  it('prints everything but the filters', async () => {
    const page = await open(FULL_REPORT);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.filters').isVisible()).toBe(false);
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect((await subjects(page)).length).toBe(SINGLE + 3);
    expect(await page.locator('.change:visible').count()).toBe(TOTAL);
  });

  it('has a page for a report without changes', async () => {
    const quiet = { wire: 'non-breaking', source: 'non-breaking', bump: 'none' } as const;
    const page = await open(report({ verdict: quiet }));
    expect(await page.getByText('Nothing changed.', { exact: true }).isVisible()).toBe(true);
    expect(await page.locator('.filters').isVisible()).toBe(false);
  });

  it.each([
    ['light', 1400],
    ['dark', 1200],
    ['dark', 390],
  ] as const)('is accessible in %s, %d pixels wide', async (colorScheme, width) => {
    const viewport = { width, height: 900 };
    const page = await open(FULL_REPORT, { colorScheme, viewport, bypassCSP: true });
    mkdirSync(SCREENSHOTS, { recursive: true });
    const path = join(SCREENSHOTS, `report-${colorScheme}-${width}.png`);
    await page.screenshot({ path, fullPage: true });
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

  const HISTORY = historyHtml({ title: 'What changed', lead: ['Since `v1`.'] }, [
    { date: '2026-11-24', commit: 'c3', version: '0.2.0', report: FULL_REPORT, lead: [] },
    { date: '2026-11-23', commit: 'c2', status: 'deleted', lead: ['The document was deleted.'] },
  ]);

  it('is a history of commits whose changes are collapsed', async () => {
    const page = await open(HISTORY);
    expect(await page.getByRole('row').count()).toBe(3);
    expect(await page.locator('.change:visible').count()).toBe(0);
    const titles = page.getByRole('main').getByRole('heading', { level: 2 });
    const texts = (await titles.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
    expect(texts).toEqual([`2026-11-24 · 0.2.0 ${TOTAL}`, '2026-11-23 0']);
    await follow(page.getByRole('table').getByRole('link', { name: '2026-11-23' }));
    expect(await page.getByText('The document was deleted.').isVisible()).toBe(true);
    expect(await page.evaluate(IS_IN_VIEW)).toBe(true);
    await search(page).fill('71d09e8b42f6c35a');
    expect(await subjects(page)).toEqual(['reports.export']);
    expect(await titles.count()).toBe(1);
  });

  it('is a history without JavaScript, too', async () => {
    const page = await open(HISTORY, { javaScriptEnabled: false });
    await page.locator('main > .section > details > summary').nth(1).click();
    expect(await page.getByText('The document was deleted.').isVisible()).toBe(true);
  });

  it('is a history that runs nothing of hostile texts', async () => {
    const dated = { date: '2026-11-24', commit: 'c1', report: hostileReport(), lead: HOSTILE };
    const page = await open(historyHtml({ title: HOSTILE.join(' '), lead: HOSTILE }, [dated]));
    expect(await page.evaluate(EFFECTS)).toEqual(HARMLESS);
  });

  it.each([
    ['light', 1200],
    ['dark', 390],
  ] as const)('is an accessible history in %s, %d pixels wide', async (colorScheme, width) => {
    const viewport = { width, height: 900 };
    const page = await open(HISTORY, { colorScheme, viewport, bypassCSP: true });
    const path = join(SCREENSHOTS, `history-${colorScheme}-${width}.png`);
    await page.screenshot({ path });
    await page.addScriptTag({ path: require.resolve('axe-core') });
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
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
    expect(shown).toEqual(HOSTILE.map((text) => escapeUnseen(text.replace(/[\r\n\t]/g, ' '))));
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
