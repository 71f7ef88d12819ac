import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { compareRecipes } from '../../pipeline/compare.js';
import { render } from '../../diff/report/index.js';
import { startBrowser } from '../../diff/report/testing/browser.js';
import { startRenderer, type MarkdownRenderer } from '../../diff/report/testing/gfm.js';
import { crowdOf } from './testing/documents.js';
import { made, recipeOf } from './testing/made.js';
import { mixtures } from './testing/mixtures.js';
import { CANARY } from './testing/strings.js';

/** What a browser makes of the pages that come of a hostile document. It is `make browser` that asks for it. */
const described = process.env['REQUIRE_BROWSER'] === '1' ? describe : describe.skip;

const texts = mixtures(3);
const hostile = crowdOf(texts);
const honest = crowdOf(texts.map((_, at) => `Honest text ${at}`));

described('a hostile document in Chromium', () => {
  let folder: string;
  let renderer: MarkdownRenderer;
  let browser: Browser;
  // Nothing is begun where all of it is skipped.
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

  /** What the page does once everything on it was touched: requests, words, errors, dialogues, and the canary. */
  async function doneBy(html: string): Promise<readonly string[]> {
    const file = join(folder, 'page.html');
    writeFileSync(file, html);
    const url = pathToFileURL(file).href;
    const page = await browser.newPage();
    const done: string[] = [];
    page.on('request', (request) => {
      if (request.url() !== url) done.push(`asks for ${request.url()}`);
    });
    page.on('console', (message) => done.push(`says ${message.text()}`));
    page.on('pageerror', (error) => done.push(`throws ${error.message}`));
    page.on('dialog', (dialog) => done.push(`opens ${dialog.message()}`));
    await page.goto(url);
    if (await page.evaluate(TOUCHED)) done.push('sets the canary');
    await page.close();
    return done;
  }

  it('has a canary that would be noticed', async () => {
    expect(await doneBy(`<script>${CANARY}</script>`)).toEqual(['sets the canary']);
    expect(await doneBy(`<img src=x onerror="${CANARY}">`)).toContain('sets the canary');
  });

  it.each([
    ['honest', honest, hostile],
    ['hostile', hostile, honest],
  ])('runs nothing in the reports of its differences, from the %s one', async (_, from, to) => {
    const report = await compareRecipes(recipeOf(from), recipeOf(to));
    expect(await doneBy(render(report, 'html'))).toEqual([]);
    const markdown = render(report, 'markdown');
    expect(await doneBy(await renderer.html(markdown))).toEqual([]);
  });

  it.each(['README.md', 'api.md'])('runs nothing in %s of its package', async (path) => {
    const { files } = await made(hostile, { laidOut: true });
    expect(await doneBy(await renderer.html(files.get(path) ?? ''))).toEqual([]);
  });
});

const TOUCHED = `(async () => {
  for (const element of document.querySelectorAll('*'))
    for (const type of ['mouseover', 'focus', 'toggle', 'error', 'load']) element.dispatchEvent(new Event(type));
  await new Promise((resolve) => setTimeout(resolve, 200));
  return globalThis.canary !== undefined;
})()`;
