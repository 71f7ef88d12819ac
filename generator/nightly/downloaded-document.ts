import { Diagnostics } from '../diagnostics.js';
import { parseText } from '../document/index.js';
import type { Obtained } from '../pipeline/obtain-target.js';
import { canonicalJson, countDeclared, type Counts } from '../source/index.js';
import { DocumentRefusedError } from '../errors.js';

/** A downloaded document, as far as it is needed to compare it with the recorded one. */
export interface DownloadedDocument {
  /** In canonical form, as it would be recorded. */
  readonly text: string;
  readonly counts: Counts;
}

type Published = Readonly<Record<string, unknown>>;

/** @returns undefined for a text that cannot be parsed; generating the package reports what is wrong, and where. */
export async function readDownloaded({
  text,
  recorded,
}: Obtained): Promise<DownloadedDocument | undefined> {
  if (text === recorded?.text) return { text, counts: recorded.lock };
  const published = parseJson(text) ?? (await parseText(text, new Diagnostics()));
  return published && { text: canonicalJson(published), counts: countDeclared(published) };
}

function parseJson(text: string): Published | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

const MAX_LOST_PERCENT = 30;

/**
 * Refuses a document that shrank a lot. It is more often incomplete than a smaller API: a gateway may hide what needs a
 * login, or a deployment may be in progress.
 *
 * @throws DocumentRefusedError when operations or schemas shrank by more than 30 per cent.
 */
export function refuseShrunk(before: Counts, after: Counts, location: string): void {
  const losses = (['operations', 'schemas'] as const)
    .filter((what) => (before[what] - after[what]) * 100 > before[what] * MAX_LOST_PERCENT)
    .map((what) => `${before[what]} ${what} became ${after[what]}`);
  if (losses.length === 0) return;
  throw new DocumentRefusedError(
    `The document shrank by over ${MAX_LOST_PERCENT} %: ${losses.join(', ')}.`,
    {
      hint: 'Check that it is complete. If the API did become that small, run again with --accept-shrink.',
      location,
    },
  );
}
