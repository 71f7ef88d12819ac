import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { compareRecipes } from '../../pipeline/compare.js';
import { htmlReport, markdownReport } from '../../diff/report/index.js';
import { startBrowser } from '../../diff/report/testing/browser.js';
import { startRenderer, type MarkdownRenderer } from '../../diff/report/testing/gfm.js';
import { createCombinedDocument } from './testing/documents.js';
import { generatePackage, createRecipe } from './testing/generate.js';
import { CANARY, createMixtures } from './testing/strings.js';

/** The pages of a hostile document in Chromium. `make browser` requires it. */
const describeInBrowser = process.env['REQUIRE_BROWSER'] === '1' ? describe : describe.skip;

const texts = createMixtures(3);
const hostile = createCombinedDocument(texts);
const harmless = createCombinedDocument(texts.map((_, index) => `Harmless text ${index}`));

describeInBrowser('a hostile document in Chromium', () => {
  let folder: string;
  let renderer: MarkdownRenderer;
  let browser: Browser | undefined;
  // In a hook, so that nothing is started if the tests are skipped.
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sdkgen-hostile-'));
    renderer = startRenderer();
    browser = await startBrowser();
  });
  afterAll(async () => {
    renderer.close();
    rmSync(folder, { recursive: true });
    await browser?.close();
  });

  /** What the page does after an event on each of its elements: requests, logs, errors, dialogs, and the canary. */
  async function getEffects(html: string): Promise<readonly string[]> {
    const file = join(folder, 'page.html');
    writeFileSync(file, html);
    const url = pathToFileURL(file).href;
    const page = await browser!.newPage();
    const effects: string[] = [];
    page.on('request', (request) => {
      if (request.url() !== url) effects.push(`requests ${request.url()}`);
    });
    page.on('console', (message) => effects.push(`logs ${message.text()}`));
    page.on('pageerror', (error) => effects.push(`throws ${error.message}`));
    page.on('dialog', (dialog) => effects.push(`opens ${dialog.message()}`));
    await page.goto(url);
    if (await page.evaluate(TRIGGER_EVENTS)) effects.push('sets the canary');
    await page.close();
    return effects;
  }

  it('detects the canary', async () => {
    expect(await getEffects(`<script>${CANARY}</script>`)).toEqual(['sets the canary']);
    expect(await getEffects(`<img src=x onerror="${CANARY}">`)).toContain('sets the canary');
  });

  it.each([
    ['harmless', harmless, hostile],
    ['hostile', hostile, harmless],
  ])(
    'runs nothing in the report of a comparison with the %s document as the old one',
    async (_, from, to) => {
      const report = await compareRecipes(createRecipe(from), createRecipe(to));
      expect(await getEffects(await htmlReport(report))).toEqual([]);
      const markdown = markdownReport(report);
      expect(await getEffects(await renderer.html(markdown))).toEqual([]);
    },
  );

  it.each(['AGENTS.md', 'README.md', 'api.md', 'llms.txt'])(
    'runs nothing in %s of its package',
    async (path) => {
      const { files } = await generatePackage(hostile, { isFormatted: true });
      expect(await getEffects(await renderer.html(files.get(path) ?? ''))).toEqual([]);
    },
  );
});

const TRIGGER_EVENTS = `(async () => {
  for (const element of document.querySelectorAll('*'))
    for (const type of ['mouseover', 'focus', 'toggle', 'error', 'load']) element.dispatchEvent(new Event(type));
  await new Promise((resolve) => setTimeout(resolve, 200));
  return globalThis.canary !== undefined;
})()`;
