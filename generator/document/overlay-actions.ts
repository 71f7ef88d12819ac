import type { JSONPathQuery, JSONValue } from 'json-p3';
import { Diagnostics } from '../diagnostics.js';
import { type CompilePath, createPathCompiler } from '../util/json-path.js';
import { measureDocument } from './limits.js';
import { readText } from './parse.js';
import { isJsonMap } from './working-copy.js';

/** The feature sets of the Overlay Specification; patch versions make no difference (section 4.1). */
export type OverlayVersion = '1.0' | '1.1';

/** What an action does to its targets. */
export type Modifier =
  | { readonly kind: 'update'; readonly value: JSONValue }
  /** Overlay 1.1: an update with a node of the document. */
  | { readonly kind: 'copy'; readonly path: string; readonly query: JSONPathQuery }
  | { readonly kind: 'remove' };

/** One action of an overlay. */
export interface OverlayAction {
  /** By whose rules it is applied. */
  readonly version: OverlayVersion;
  /** The action's JSON pointer in its overlay, e.g. `/actions/0`. */
  readonly pointer: string;
  readonly target: string;
  readonly query: JSONPathQuery;
  readonly modifier: Modifier;
}

export type ReportMalformed = (pointer: string, message: string) => void;
export type OverlayObject = Readonly<Record<string, JSONValue>>;

/**
 * Reads the actions of an overlay (Overlay 1.0 and 1.1, "Action Object"), in JSON or YAML. Reports actions that cannot be
 * applied as written, and leaves them out.
 */
export async function parseOverlay(
  text: string,
  report: ReportMalformed,
): Promise<readonly OverlayAction[]> {
  const overlay = parseOverlayText(text, report);
  if (overlay === undefined) return [];
  const version = readOverlayVersion(overlay['overlay']);
  if (version === undefined) {
    const message =
      "`overlay` must be the version of the specification, such as '1.0.0' or '1.1.0'.";
    report('/overlay', message);
    return [];
  }
  const { actions } = overlay;
  if (!Array.isArray(actions) || actions.length === 0) {
    report('/actions', '`actions` must be an array with at least one action.');
    return [];
  }
  const compile = await createPathCompiler();
  return actions.flatMap((action: JSONValue, index) => {
    const pointer = `/actions/${index}`;
    const read = readAction(action, version, compile);
    if ('problem' in read) {
      report(`${pointer}${read.at}`, read.problem);
      return [];
    }
    return [{ version, pointer, ...read }];
  });
}

function readOverlayVersion(value: JSONValue | undefined): OverlayVersion | undefined {
  if (typeof value !== 'string') return undefined;
  return (['1.0', '1.1'] as const).find(
    (version) => value.startsWith(`${version}.`) && /^\d+$/.test(value.slice(version.length + 1)),
  );
}

/** The parsed text of an overlay; undefined for one that is refused as a whole. */
export function parseOverlayText(text: string, report: ReportMalformed): OverlayObject | undefined {
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

interface Problem {
  /** A JSON pointer within the action. */
  readonly at: string;
  readonly problem: string;
}

const ACTION_KEYS: Readonly<Record<OverlayVersion, ReadonlySet<string>>> = {
  '1.0': new Set(['target', 'description', 'update', 'remove']),
  '1.1': new Set(['target', 'description', 'update', 'copy', 'remove']),
};

function readAction(
  action: JSONValue,
  version: OverlayVersion,
  compile: CompilePath,
): Pick<OverlayAction, 'target' | 'query' | 'modifier'> | Problem {
  if (!isJsonMap(action)) return { at: '', problem: 'An action must be an object.' };
  const known = ACTION_KEYS[version];
  const unknown = Object.keys(action).find((key) => !known.has(key) && !/^x-/.test(key));
  if (unknown !== undefined) {
    const since = ACTION_KEYS['1.1'].has(unknown) ? ' Overlay 1.1 has.' : '';
    return { at: '', problem: `An action of Overlay ${version} has no '${unknown}'.${since}` };
  }
  const { target } = action;
  if (typeof target !== 'string')
    return { at: '', problem: 'An action must have a `target`, a JSONPath.' };
  const query = compile(target);
  if (typeof query === 'string') return invalidPath('/target', target, query);
  const modifier = readModifier(action, version, compile);
  return 'problem' in modifier ? modifier : { target, query, modifier };
}

function readModifier(
  { remove, update, copy }: OverlayObject,
  version: OverlayVersion,
  compile: CompilePath,
): Modifier | Problem {
  if (remove !== undefined && typeof remove !== 'boolean')
    return { at: '/remove', problem: '`remove` must be true or false.' };
  // Beside it, `update` and `copy` have no impact.
  if (remove === true) return { kind: 'remove' };
  // The text of Overlay 1.1 says of each that the other makes it have no impact; its JSON Schema allows one of them.
  if (update !== undefined && copy !== undefined)
    return { at: '', problem: 'An action must have an `update` or a `copy`, not both.' };
  if (update !== undefined) return { kind: 'update', value: update };
  if (copy === undefined) {
    const modifiers = version === '1.0' ? 'an `update`' : 'an `update`, a `copy`';
    return { at: '', problem: `An action must have ${modifiers}, or \`remove: true\`.` };
  }
  if (typeof copy !== 'string') return { at: '/copy', problem: '`copy` must be a JSONPath.' };
  const query = compile(copy);
  if (typeof query === 'string') return invalidPath('/copy', copy, query);
  return { kind: 'copy', path: copy, query };
}

function invalidPath(at: string, path: string, why: string): Problem {
  return { at, problem: `'${path}' is not a valid JSONPath: ${why}.` };
}
