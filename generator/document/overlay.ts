import type { JSONPathNode, JSONPathQuery, JSONValue } from 'json-p3';
import { readFile } from 'node:fs/promises';
import { Diagnostics } from '../diagnostics.js';
import { UsageError } from '../errors.js';
import { isRecord } from '../util/is-record.js';
import { type CompilePath, createPathCompiler } from '../util/json-path.js';
import { measureDocument } from './limits.js';
import type { CorrectedDocument } from './load.js';
import { readText } from './parse.js';

/**
 * Applies OpenAPI Overlays (version 1.0) to a copy of a document, each action to the result of the one before. Reports
 * `overlay-unmatched` for an action without a target, and `overlay-malformed` for one that cannot be applied.
 *
 * @param published A parsed document, at most 1000 levels deep.
 */
export async function applyOverlays(
  published: Readonly<Record<string, unknown>>,
  overlays: readonly OverlayFile[],
  diagnostics: Diagnostics,
): Promise<CorrectedDocument> {
  const copy = new WorkingCopy(published as JSONValue);
  for (const overlay of overlays) {
    for (const action of await parseOverlay(overlay, diagnostics))
      applyAction(action, copy, diagnostics);
  }
  return {
    document: copy.root as Readonly<Record<string, unknown>>,
    publishedKey: (parent, key) => copy.publishedKey(parent, key),
  };
}

function applyAction(action: OverlayAction, copy: WorkingCopy, diagnostics: Diagnostics): void {
  const { file, pointer, target, query, update } = action;
  const { nodes } = query.query(copy.root);
  if (nodes.length === 0) {
    const message = `'${target}' matches nothing in the document.`;
    diagnostics.report('overlay-unmatched', pointer, message, file);
  } else if (update === undefined) {
    if (nodes.some(({ location }) => location.length === 0))
      diagnostics.report(
        'overlay-malformed',
        pointer,
        'The whole document cannot be removed.',
        file,
      );
    copy.remove(nodes.flatMap((node) => findParent(node, copy.root)));
  } else {
    const wrong = new Set(nodes.flatMap(({ value }) => mergeUpdate(copy, value, update)));
    for (const message of wrong) diagnostics.report('overlay-malformed', pointer, message, file);
  }
}

/** Applies an update to a target, and returns messages when it does not fit. */
function mergeUpdate(copy: WorkingCopy, target: JSONValue, update: JSONValue): readonly string[] {
  if (Array.isArray(target)) {
    copy.append(target, Array.isArray(update) ? update : [update]);
    return [];
  }
  if (!isJsonMap(target))
    return ['The target is a plain value; target the object that contains it.'];
  if (!isJsonMap(update)) return ['The target is an object, so `update` must be one too.'];
  copy.merge(target, update);
  return [];
}

/** The object or array that contains a node, and its key there; empty for the document itself. */
function findParent(
  { location }: JSONPathNode,
  root: JSONValue,
): readonly { readonly parent: Container; readonly key: string | number }[] {
  const key = location.at(-1);
  if (key === undefined) return [];
  let parent = root as Container;
  for (const step of location.slice(0, -1))
    parent = (parent as Readonly<Record<string | number, JSONValue>>)[step] as Container;
  return [{ parent, key }];
}

/** An overlay file. */
export interface OverlayFile {
  /** The path as the user wrote it, for messages. */
  readonly file: string;
  readonly text: string;
}

/**
 * Reads overlay files in the order given, in which they are applied.
 *
 * @throws UsageError naming the file that cannot be read.
 */
export async function readOverlays(paths: readonly string[]): Promise<readonly OverlayFile[]> {
  return Promise.all(
    paths.map(async (file) => {
      try {
        return { file, text: await readFile(file, 'utf8') };
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        throw new UsageError(`The overlay ${file} cannot be read (${code ?? 'unknown reason'}).`, {
          hint: 'Correct the path. In sdk.config.json it is relative to that file, on the command line to the current folder.',
          cause: error,
        });
      }
    }),
  );
}

/** One action of an overlay; `update` is undefined when the target is removed. */
interface OverlayAction {
  readonly file: string;
  /** The action's JSON pointer in its overlay, e.g. `/actions/0`. */
  readonly pointer: string;
  readonly target: string;
  readonly query: JSONPathQuery;
  readonly update: JSONValue | undefined;
}

/**
 * Reads the actions of an overlay (Overlay 1.0, section 4.4.3), in JSON or YAML. Reports actions that cannot be applied
 * as written with `overlay-malformed`, and leaves them out.
 */
async function parseOverlay(
  { file, text }: OverlayFile,
  diagnostics: Diagnostics,
): Promise<readonly OverlayAction[]> {
  const report = (pointer: string, message: string): void => {
    diagnostics.report('overlay-malformed', pointer, message, file);
  };
  const overlay = parseOverlayText(text, report);
  if (overlay === undefined) return [];
  const { overlay: version, actions } = overlay;
  if (typeof version !== 'string' || !/^1\.0\.\d+$/.test(version)) {
    report('/overlay', "`overlay` must be the version of the specification, such as '1.0.0'.");
    return [];
  }
  if (!Array.isArray(actions) || actions.length === 0) {
    report('/actions', '`actions` must be an array with at least one action.');
    return [];
  }
  const compile = await createPathCompiler();
  return actions.flatMap((action: JSONValue, index) => {
    const pointer = `/actions/${index}`;
    const read = readAction(action, compile);
    if ('problem' in read) {
      report(`${pointer}${read.at}`, read.problem);
      return [];
    }
    return [{ file, pointer, ...read }];
  });
}

type ReportMalformed = (pointer: string, message: string) => void;
type OverlayObject = Readonly<Record<string, JSONValue>>;

/** The parsed text of an overlay; undefined for one that {@link applyOverlays} refuses as a whole. */
export function parseOverlayFile({ text }: OverlayFile): OverlayObject | undefined {
  return parseOverlayText(text, () => undefined);
}

function parseOverlayText(text: string, report: ReportMalformed): OverlayObject | undefined {
  const read = readText(text);
  if (!('value' in read)) {
    report('', read.message);
    return undefined;
  }
  const value = read.value as JSONValue;
  if (!isJsonMap(value)) {
    report('', 'An overlay must be an object.');
    return undefined;
  }
  const found = new Diagnostics();
  measureDocument(value, found);
  for (const { message } of found.all) report('', message);
  return found.hasErrors ? undefined : value;
}

type ReadAction =
  | Pick<OverlayAction, 'target' | 'query' | 'update'>
  | { readonly at: string; readonly problem: string };

const ACTION_KEYS = new Set(['target', 'description', 'update', 'remove']);

function readAction(action: JSONValue, compile: CompilePath): ReadAction {
  if (!isJsonMap(action)) return { at: '', problem: 'An action must be an object.' };
  const unknown = Object.keys(action).find((key) => !ACTION_KEYS.has(key) && !/^x-/.test(key));
  if (unknown !== undefined)
    return { at: '', problem: `An action of Overlay 1.0 has no '${unknown}'.` };
  const { target, remove, update } = action;
  if (typeof target !== 'string')
    return { at: '', problem: 'An action must have a `target`, a JSONPath.' };
  const query = compile(target);
  if (typeof query === 'string')
    return { at: '/target', problem: `'${target}' is not a valid JSONPath: ${query}.` };
  if (remove !== undefined && typeof remove !== 'boolean')
    return { at: '/remove', problem: '`remove` must be true or false.' };
  if (remove !== true && update === undefined)
    return { at: '', problem: 'An action must have an `update`, or `remove: true`.' };
  return { target, query, update: remove === true ? undefined : update };
}

function isJsonMap(value: JSONValue): value is Record<string, JSONValue> {
  return isRecord(value);
}

type JsonMap = Record<string, JSONValue>;
type Container = JsonMap | JSONValue[];

/** The published indexes of an array's items; appended items count on from the published length. */
interface Indexes {
  readonly published: number[];
  next: number;
}

/**
 * A copy of a document that is changed in place, since a copy for each action would be slow. It shares no objects with the
 * published document or an overlay.
 */
class WorkingCopy {
  readonly root: JSONValue;
  readonly #indexes = new WeakMap<object, Indexes>();

  constructor(published: JSONValue) {
    this.root = copyValue(published);
  }

  /** Merges recursively: objects by key, arrays by appending; any other value replaces the old one. */
  merge(target: JsonMap, update: Readonly<JsonMap>): void {
    for (const [key, value] of Object.entries(update)) {
      const old = Object.hasOwn(target, key) ? target[key] : undefined;
      if (isJsonMap(old) && isJsonMap(value)) this.merge(old, value);
      else if (Array.isArray(old) && Array.isArray(value)) this.append(old, value);
      else setOwn(target, key, copyValue(value));
    }
  }

  append(target: JSONValue[], items: readonly JSONValue[]): void {
    const indexes = this.#indexesOf(target);
    for (const item of items) {
      target.push(copyValue(item));
      indexes.published.push(indexes.next++);
    }
  }

  /** Removes several nodes; their keys are those before the first removal. */
  remove(nodes: readonly { readonly parent: Container; readonly key: string | number }[]): void {
    const fromArrays = new Map<JSONValue[], Set<string | number>>();
    for (const { parent, key } of nodes) {
      if (!Array.isArray(parent)) {
        Reflect.deleteProperty(parent, key);
        continue;
      }
      const keys = fromArrays.get(parent) ?? new Set();
      fromArrays.set(parent, keys.add(key));
    }
    for (const [list, keys] of fromArrays) {
      removeItems(this.#indexesOf(list).published, keys);
      removeItems(list, keys);
    }
  }

  /** The published key or index of what is now under `key` of `parent`. */
  publishedKey(parent: object, key: string): string {
    return String(this.#indexes.get(parent)?.published[Number(key)] ?? key);
  }

  /** An array gets its indexes when it is first changed; most are never changed. */
  #indexesOf(list: JSONValue[]): Indexes {
    const known = this.#indexes.get(list);
    if (known !== undefined) return known;
    const indexes = { published: list.map((_, index) => index), next: list.length };
    this.#indexes.set(list, indexes);
    return indexes;
  }
}

function removeItems(list: unknown[], keys: ReadonlySet<string | number>): void {
  let kept = 0;
  list.forEach((item, index) => {
    if (!keys.has(index)) list[kept++] = item;
  });
  list.length = kept;
}

function copyValue(value: JSONValue): JSONValue {
  if (Array.isArray(value)) return value.map(copyValue);
  if (!isJsonMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copyValue(part)]));
}

/** Sets an own property; assigning to `__proto__` would set the prototype instead. */
function setOwn(target: JsonMap, key: string, value: JSONValue): void {
  Object.defineProperty(target, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}
