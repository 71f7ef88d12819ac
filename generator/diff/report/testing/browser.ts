import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import {
  chromium,
  type Browser,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from 'playwright-core';

/** The path of an installed Chromium; undefined where there is none. */
export const CHROMIUM = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && path !== '' && existsSync(path));

/** Starts headless Chromium with a temporary profile and without background requests. */
export function startBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined) {
    throw new Error(
      'No Chromium: install it (Debian: apt-get install chromium), or set CHROMIUM=<path>.',
    );
  }
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page, and what it did that a report never does: requests, console messages, errors and dialogs. */
export interface OpenedPage {
  readonly page: Page;
  readonly trouble: readonly string[];
}

/** Opens a file from disk in a context of its own. */
export async function openFile(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
  hash = '',
): Promise<OpenedPage> {
  const url = pathToFileURL(file).href;
  const context = await browser.newContext({
    viewport: { width: 1200, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('request', (request) => {
    if (request.url() !== url) trouble.push(`requests ${request.url()}`);
  });
  page.on('console', (message) => trouble.push(`logs ${message.text()}`));
  page.on('pageerror', (error) => trouble.push(`throws ${error.message}`));
  page.on('dialog', (dialog) => trouble.push(`opens ${dialog.message()}`));
  await page.goto(`${url}${hash}`);
  return { page, trouble };
}

const NEXT_ADDRESS = `new Promise((resolve) =>
  addEventListener('hashchange', () => resolve(), { once: true }),
)`;

/** Clicks a link into the page, and waits for the event that tells the page of its new address. */
export async function follow(link: Locator): Promise<void> {
  await Promise.all([link.page().evaluate(NEXT_ADDRESS), link.click()]);
}
