import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

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
