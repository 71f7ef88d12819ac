import type { JSONPathNode, JSONValue } from 'json-p3';
import type { GeneratorConfig } from '../config/index.js';
import { UsageError } from '../errors.js';
import { canonicalJson, countDeclared } from '../source/index.js';
import { keepRecorded, keepValidators, type Obtained } from '../pipeline/obtain-target.js';
import { defined } from '../util/defined.js';
import { createPathCompiler } from '../util/json-path.js';
import { type DownloadedDocument, readDownloaded } from './downloaded-document.js';

/** The document that a run goes on with. */
export interface ChosenDocument {
  readonly obtained: Obtained;
  /** Undefined for a text that cannot be parsed. */
  readonly downloaded: DownloadedDocument | undefined;
  /** Of a document that changed, where places are ignored. */
  readonly remaining?: Remaining;
}

/**
 * Chooses between the downloaded document and the recorded one: where they differ only at ignored places, the run goes on
 * as if the server had reported "unchanged". The lock then keeps the ETag of the recorded document. With that of the other
 * one, the server would report "unchanged" also after the places are no longer ignored.
 *
 * @param onUnmatched called with each expression of `nightly.ignore` that matches nothing.
 */
export async function chooseDocument(
  obtained: Obtained,
  { nightly: { ignore }, ...config }: GeneratorConfig,
  onUnmatched: (path: string) => void,
): Promise<ChosenDocument> {
  const { recorded } = obtained;
  const downloaded = await readDownloaded(obtained, config);
  if (recorded === undefined || downloaded === undefined) return { obtained, downloaded };
  if (recorded.text === downloaded.text)
    return { obtained: keepValidators(obtained, recorded), downloaded };
  if (ignore.length === 0) return { obtained, downloaded };
  const remaining = await leaveOutIgnored(recorded.text, downloaded.text, ignore);
  remaining?.unmatched.forEach(onUnmatched);
  if (remaining === undefined || remaining.before.text !== remaining.after.text)
    return { obtained, downloaded, ...defined({ remaining }) };
  const same = { text: recorded.text, counts: recorded.lock };
  return { obtained: keepRecorded(obtained, recorded), downloaded: same };
}

/** What two documents have beside the places that change by themselves. */
export interface Remaining {
  readonly before: DownloadedDocument;
  readonly after: DownloadedDocument;
  /** The expressions that match nothing in either document. */
  readonly unmatched: readonly string[];
}

/**
 * Leaves out of two documents what `nightly.ignore` matches. A place may be in one of them only. Expressions are applied
 * to the published documents in canonical form, so an index counts in a list as it is recorded.
 *
 * @param before, after in canonical form.
 * @returns undefined for a document that nests too deep to look for places in it; it is compared as a whole.
 * @throws UsageError for an expression that is no JSONPath.
 */
export async function leaveOutIgnored(
  before: string,
  after: string,
  ignore: readonly string[],
): Promise<Remaining | undefined> {
  const { JSONPathRecursionLimitError } = await import('json-p3');
  const compile = await createPathCompiler();
  const queries = ignore.map((path) => {
    const query = compile(path);
    if (typeof query !== 'string') return query;
    throw new UsageError(`'${path}' is not a valid JSONPath: ${query}.`);
  });
  const matched = new Set<string>();
  const leaveOut = (text: string): DownloadedDocument => {
    const document = JSON.parse(text) as Record<string, JSONValue>;
    // All are found before any is removed, so that their order does not matter.
    const found = queries.map((query) => query.query(document).nodes);
    found.forEach((nodes, index) => nodes.length > 0 && matched.add(ignore[index] ?? ''));
    removeNodes(document, found.flat());
    return { text: canonicalJson(document), counts: countDeclared(document) };
  };
  try {
    const remaining = { before: leaveOut(before), after: leaveOut(after) };
    return { ...remaining, unmatched: ignore.filter((path) => !matched.has(path)) };
  } catch (error) {
    if (error instanceof JSONPathRecursionLimitError) return undefined;
    throw error;
  }
}

type Container = JSONValue[] | Record<string, JSONValue>;

/** Removes values from the objects and lists that contain them, whatever their order. */
function removeNodes(root: JSONValue, nodes: readonly JSONPathNode[]): void {
  const keys = new Map<Container, Set<string | number>>();
  for (const { location } of nodes) {
    const key = location.at(-1);
    if (key === undefined) continue;
    const parent = findValue(root, location.slice(0, -1));
    keys.set(parent, (keys.get(parent) ?? new Set()).add(key));
  }
  for (const [parent, removed] of keys) {
    if (Array.isArray(parent)) removeItems(parent, removed);
    else for (const key of removed) Reflect.deleteProperty(parent, key);
  }
}

function removeItems(list: JSONValue[], removed: ReadonlySet<string | number>): void {
  let kept = 0;
  list.forEach((item, index) => {
    if (!removed.has(index)) list[kept++] = item;
  });
  list.length = kept;
}

function findValue(root: JSONValue, location: readonly (string | number)[]): Container {
  return location.reduce<JSONValue>(
    (value, step) => (value as Record<string | number, JSONValue>)[step] ?? null,
    root,
  ) as Container;
}
