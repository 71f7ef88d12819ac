// A page in Chromium, whose script prints to the console.
import { chromium } from 'playwright-core';

/** Chromium's, or that of `CHROMIUM`. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Opens a page, and waits until its script has printed. @throws Error with what the page reports, if it fails instead. */
export async function openPage(url) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    const messages = [];
    const failed = new Promise((_, reject) => {
      page.once('pageerror', (error) =>
        reject(new Error(`${url}: ${error}\n${messages.join('\n')}`)),
      );
    });
    page.on('console', (message) => messages.push(message.text()));
    const printed = page.waitForEvent('console', (message) => message.type() === 'log');
    await page.goto(url);
    await Promise.race([printed, failed]);
  } finally {
    await browser.close();
  }
}
