import type { JSONPathQuery, JSONValue } from 'json-p3';
import type { Diagnostics } from '../../diagnostics.js';
import type { OverlayFile } from './read.js';

/** One change; `update` is undefined when the target is removed. */
export interface OverlayAction {
  readonly file: string;
  /** The action's JSON pointer in its overlay, e.g. `/actions/0`. */
  readonly pointer: string;
  readonly target: string;
  readonly query: JSONPathQuery;
  readonly update: JSONValue | undefined;
}

/** No document nests deeper: those are refused before. */
const MAX_DEPTH = 1000;

/**
 * The actions of an overlay (Overlay 1.0, section 4.4.3), in JSON or YAML. Complains with
 * `overlay-malformed` of everything that cannot be applied as it is written, and leaves it out.
 */
export async function parseOverlay(
  { file, text }: OverlayFile,
  diagnostics: Diagnostics,
): Promise<readonly OverlayAction[]> {
  const complain = (pointer: string, message: string): undefined => {
    diagnostics.report('overlay-malformed', pointer, message, file);
  };
  const overlay = await parsed(text, complain);
  if (overlay === undefined) return [];
  const { overlay: version, actions } = overlay;
  if (typeof version !== 'string' || !/^1\.0\.\d+$/.test(version)) {
    complain('/overlay', "`overlay` must say the version of the specification, such as '1.0.0'.");
    return [];
  }
  if (!Array.isArray(actions) || actions.length === 0) {
    complain('/actions', '`actions` must be a list with at least one action.');
    return [];
  }
  const compile = await compiler();
  return actions.flatMap((action: JSONValue, index) => {
    const pointer = `/actions/${index}`;
    const read = readAction(action, compile);
    if ('wrong' in read) {
      complain(`${pointer}${read.at}`, read.wrong);
      return [];
    }
    return [{ file, pointer, ...read }];
  });
}

type Complain = (pointer: string, message: string) => undefined;
type JsonObject = Readonly<Record<string, JSONValue>>;

async function parsed(text: string, complain: Complain): Promise<JsonObject | undefined> {
  const { LineCounter, parseDocument } = await import('yaml');
  const lineCounter = new LineCounter();
  // JSON is YAML (YAML 1.2, section 1.3), and places are told alike for both.
  const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    const words = error.code.toLowerCase().replaceAll('_', ' ');
    return complain('', `Line ${line}, column ${col}: neither JSON nor YAML (${words}).`);
  }
  try {
    const value = document.toJS() as JSONValue;
    if (isObject(value)) return value;
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return complain('', 'Its aliases point at nothing, or stand for too much.');
  }
  return complain('', 'An overlay must be an object.');
}

type Compile = (path: string) => JSONPathQuery | string;

/** Compiles JSONPath (RFC 9535), or says what is wrong with it. */
async function compiler(): Promise<Compile> {
  const { JSONPathEnvironment, JSONPathError } = await import('json-p3');
  const environment = new JSONPathEnvironment({ maxRecursionDepth: MAX_DEPTH });
  return (path) => {
    try {
      return environment.compile(path);
    } catch (error) {
      if (!(error instanceof JSONPathError)) throw error;
      return error.message;
    }
  };
}

type ReadAction =
  | Pick<OverlayAction, 'target' | 'query' | 'update'>
  | { readonly at: string; readonly wrong: string };

const ACTION_KEYS = new Set(['target', 'description', 'update', 'remove']);

function readAction(action: JSONValue, compile: Compile): ReadAction {
  if (!isObject(action)) return { at: '', wrong: 'An action must be an object.' };
  const stranger = Object.keys(action).find((key) => !ACTION_KEYS.has(key) && !/^x-/.test(key));
  if (stranger !== undefined)
    return { at: '', wrong: `Overlay 1.0 knows no '${stranger}' in an action.` };
  const { target, remove, update } = action;
  if (typeof target !== 'string')
    return { at: '', wrong: 'An action must have a `target`, a JSONPath.' };
  const query = compile(target);
  if (typeof query === 'string')
    return { at: '/target', wrong: `'${target}' is no JSONPath: ${query}.` };
  if (remove !== undefined && typeof remove !== 'boolean')
    return { at: '/remove', wrong: '`remove` must be true or false.' };
  if (remove !== true && update === undefined)
    return { at: '', wrong: 'An action must have an `update`, or `remove: true`.' };
  return { target, query, update: remove === true ? undefined : update };
}

export function isObject(value: JSONValue): value is Record<string, JSONValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
