import { Diagnostics } from '../diagnostics.js';
import type { GeneratorConfig } from '../config/index.js';
import { loadDocument, parseText } from '../document/index.js';
import type { Obtained } from '../pipeline/obtain-target.js';
import {
  canonicalJson,
  countDeclared,
  listDeclared,
  type Counts,
  type Declared,
} from '../source/index.js';
import { DocumentRefusedError } from '../errors.js';

/** A downloaded document, as far as it is needed to compare it with the recorded one. */
export interface DownloadedDocument {
  /** In canonical form, as it would be recorded. */
  readonly text: string;
  readonly counts: Counts;
}

type Published = Readonly<Record<string, unknown>>;

/** Where a document may include others from. */
type Allowed = Pick<GeneratorConfig, 'allowedOrigins' | 'allowedFolders'>;

/**
 * Reads a downloaded document, with what it includes, since that is part of what is recorded.
 *
 * @returns undefined for a text that cannot be read; generating the package reports what is wrong, and where.
 */
export async function readDownloaded(
  obtained: Obtained,
  allowed: Allowed,
): Promise<DownloadedDocument | undefined> {
  const { text, recorded } = obtained;
  if (text === recorded?.text) return { text, counts: recorded.lock };
  const mayInclude = allowed.allowedOrigins.length + allowed.allowedFolders.length > 0;
  const published =
    mayInclude && OTHER_DOCUMENT.test(text)
      ? await readWithIncluded(obtained, allowed)
      : (parseJson(text) ?? (await parseText(text, new Diagnostics())));
  return published && { text: canonicalJson(published), counts: countDeclared(published) };
}

/** A reference that does not begin with `#`, in JSON or YAML. */
const OTHER_DOCUMENT = /\$ref["']?\s*:\s*["']?[^"'#\s]/;

async function readWithIncluded(
  { text, location, fetchText }: Obtained,
  { allowedOrigins, allowedFolders }: Allowed,
): Promise<Published | undefined> {
  const options = { allowedOrigins, allowedFolders, fetchText, withoutOperations: true };
  try {
    const { published } = await loadDocument({ text, location }, options, new Diagnostics());
    return published;
  } catch (error) {
    if (error instanceof DocumentRefusedError) return undefined;
    throw error;
  }
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

/** More are counted in a message; the error has all of them. */
const MAX_LISTED = 20;

/** A document that lost a lot of the recorded one. */
export class ShrunkDocumentError extends DocumentRefusedError {
  /** What the recorded document has and the new one has not. */
  readonly removed: Declared;

  constructor(losses: readonly string[], removed: Declared, location: string) {
    const lists = (['operations', 'schemas'] as const)
      .filter((what) => removed[what].length > 0)
      .map((what) => `It no longer has these ${what}: ${listSome(removed[what])}.`);
    const summary = `The document shrank by over ${MAX_LOST_PERCENT} %: ${losses.join(', ')}.`;
    super([summary, ...lists].join('\n'), {
      hint: 'Check that it is complete. If the API did become that small, run again with --accept-shrink.',
      location,
    });
    this.removed = removed;
  }
}

function listSome(names: readonly string[]): string {
  const more = names.length - MAX_LISTED;
  const shown = names.slice(0, MAX_LISTED).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/**
 * Refuses a document that shrank a lot. It is more often incomplete than a smaller API: a gateway may hide what needs a
 * login, or a deployment may be in progress.
 *
 * @throws ShrunkDocumentError when operations or schemas shrank by more than 30 per cent.
 */
export function refuseShrunk(
  before: DownloadedDocument,
  after: DownloadedDocument,
  location: string,
): void {
  const losses = (['operations', 'schemas'] as const)
    .map((what) => ({ what, was: before.counts[what], is: after.counts[what] }))
    .filter(({ was, is }) => (was - is) * 100 > was * MAX_LOST_PERCENT)
    .map(({ what, was, is }) => `${was} ${what} became ${is}`);
  if (losses.length === 0) return;
  const [old, now] = [before, after].map(({ text }) => listDeclared(parseJson(text) ?? {}));
  const getRemoved = (what: keyof Declared): readonly string[] => {
    const left = new Set(now?.[what]);
    return (old?.[what] ?? []).filter((name) => !left.has(name));
  };
  const removed = { operations: getRemoved('operations'), schemas: getRemoved('schemas') };
  throw new ShrunkDocumentError(losses, removed, location);
}
