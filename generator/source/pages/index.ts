import type { Announcement, Page, PageReader } from './page.js';
import { readNswag } from './nswag.js';
import { readRedoc } from './redoc.js';
import { readScalar } from './scalar.js';
import { readSwaggerUi } from './springdoc.js';
import { readSwashbuckle } from './swashbuckle.js';
import { readSwashbuckleV1 } from './swashbuckle-v1.js';

export { pageOf, absolute, nameFrom } from './page.js';
export type { AnnouncedDocument, Announcement, Page } from './page.js';
export { readSwaggerConfig } from './springdoc.js';
export { readDocumentUrls } from './swashbuckle.js';

/** Asked in this order; the first that finds something is believed. */
const READERS: readonly PageReader[] = [
  readSwaggerUi,
  readSwashbuckle,
  readSwashbuckleV1,
  readNswag,
  readScalar,
  readRedoc,
];

/**
 * The documents that a page announces, each once. Swagger UI's sample, the public petstore, is never
 * meant where another host's page names it.
 */
export function readPage(page: Page): Announcement {
  for (const reader of READERS) {
    const announcement = reader(page);
    if (announcement === undefined) continue;
    const sound = withoutSample(announcement, page.url);
    if (sound.documents.length > 0 || sound.configUrl !== undefined) return sound;
  }
  return { documents: [] };
}

export function withoutSample(announcement: Announcement, pageUrl: string): Announcement {
  const seen = new Set<string>();
  const documents = announcement.documents.filter(({ url }) => {
    if (seen.has(url) || (isPetstore(url) && !isPetstore(pageUrl))) return false;
    seen.add(url);
    return true;
  });
  return { ...announcement, documents };
}

function isPetstore(url: string): boolean {
  return /^petstore\d*\.swagger\.io$/.test(new URL(url).hostname);
}
