import { isSafe } from '../model/methods.js';
import type { Operation, Parameter } from '../model/model.js';
import { getResult } from '../model/result.js';
import { getArgumentName, getOperationNames, type EmitContext } from './context.js';
import { createExampleCall, findSimplest } from './example-call.js';

/** A call for a range of time, as `overWindows` makes it for each window. */
export interface RangeExample {
  /** With the variables `start`, `end` and `signal`. */
  readonly call: string;
  readonly from: string;
  readonly to: string;
  /** Names to import from the package. */
  readonly imports: readonly string[];
}

/** The parameters that are the ends of a range. */
interface Ends {
  readonly start: Parameter;
  readonly end: Parameter;
}

/** Finds a read that lists what is between two points in time; undefined when the API has none. */
export function findRangeExample(context: EmitContext): RangeExample | undefined {
  const getEnds = (each: Operation) =>
    isSafe(each.method) && isList(each) ? findEnds(each) : undefined;
  const isStrict = (each: Operation) => {
    const ends = getEnds(each);
    return ends?.start.required === true && ends.end.required;
  };
  // What needs both ends is likely to limit how far they may be apart.
  const operation =
    findSimplest(context.model, isStrict) ??
    findSimplest(context.model, (each) => getEnds(each) !== undefined);
  const ends = operation && getEnds(operation);
  if (operation === undefined || ends === undefined) return undefined;
  const names = getOperationNames(context, operation);
  const { call, imports } = createExampleCall(context, operation, {
    given: new Map([
      [getArgumentName(ends.start, names), 'start'],
      [getArgumentName(ends.end, names), 'end'],
    ]),
    options: '{ signal }',
  });
  const time = getFormat(ends.start) === 'date' ? '' : 'T00:00:00Z';
  return { call, imports, from: `2026-01-01${time}`, to: `2026-02-01${time}` };
}

function isList(operation: Operation): boolean {
  const { type, stream } = getResult(operation);
  return stream === undefined && (type?.kind === 'array' || operation.pagination !== undefined);
}

/** The words for the start of a range, with those for its end. */
const WORDS: readonly (readonly [start: RegExp, end: string])[] = [
  [/start/i, 'end'],
  [/begin/i, 'end'],
  [/from/i, 'to'],
  [/from/i, 'until'],
  [/since/i, 'until'],
  [/after/i, 'before'],
];

/** Two dates or two times in the query whose names are the same but for such words. */
function findEnds({ parameters }: Operation): Ends | undefined {
  const dated = parameters.filter(
    (parameter) => parameter.in === 'query' && getFormat(parameter) !== undefined,
  );
  for (const start of dated)
    for (const [word, other] of WORDS) {
      if (!word.test(start.wireName)) continue;
      const name = start.wireName.replace(word, other).toLowerCase();
      const end = dated.find(({ wireName }) => wireName.toLowerCase() === name);
      if (end !== undefined && getFormat(end) === getFormat(start)) return { start, end };
    }
  return undefined;
}

function getFormat({ type }: Parameter): 'date' | 'date-time' | undefined {
  if (type.kind !== 'scalar') return undefined;
  const { format } = type;
  return format === 'date' || format === 'date-time' ? format : undefined;
}
