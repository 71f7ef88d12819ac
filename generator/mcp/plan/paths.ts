import type { JSONValue } from 'json-p3';
import { UsageError } from '../../errors.js';
import { createPathCompiler } from '../../util/json-path.js';
import { quoteLine } from '../text.js';

/** A path to a value in a result. */
export interface Path {
  readonly text: string;
  /** The name that it starts with; undefined where it starts with no name. */
  readonly first: string | undefined;
  /** The value, undefined where there is none; with `[*]` in it, the list of all values. */
  readonly read: (value: unknown) => unknown;
}

/** Compiles a path. @throws UsageError for a text that is none. */
export type ReadPath = (text: string) => Path;

/** Names, indexes and `*`: no filters, no `..` and no functions, which may take forever. */
const NAME = String.raw`'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"`;
const SUBSET = new RegExp(
  String.raw`^\$(?:\.(?:[\p{L}_][\p{L}\p{N}_]*|\*)|\[(?:\*|-?\d{1,9}|${NAME})\])*$`,
  'u',
);
const MAX_LENGTH = 200;

/** Loads the library for JSONPath (RFC 9535), of which paths are a part; `$.` at the start may be left out. */
export async function createPathReader(): Promise<ReadPath> {
  const compile = await createPathCompiler();
  const known = new Map<string, Path>();
  return (text) => {
    const path = known.get(text) ?? create(text);
    known.set(text, path);
    return path;
  };

  function create(text: string): Path {
    const whole = text.startsWith('$') ? text : `$${text.startsWith('[') ? '' : '.'}${text}`;
    const query =
      whole.length <= MAX_LENGTH && SUBSET.test(whole) ? compile(whole) : 'it is no such path';
    if (typeof query === 'string')
      throw new UsageError(`${quoteLine(JSON.stringify(text), 80)} is not a path: ${query}.`, {
        hint: 'Paths are names, indexes and [*]: trips[*].result.distance, or ["odd name"].',
      });
    const isSingular = query.singularQuery();
    const [, plain, quoted] =
      /^\$(?:\.([\p{L}\p{N}_]+)|\[(?:'([^']*)'|"([^"]*)")\])/u.exec(whole) ?? [];
    return {
      text,
      first: plain ?? quoted,
      read: (value) => {
        const found = query.query(value as JSONValue).values();
        return isSingular ? found[0] : found;
      },
    };
  }
}
