import { UsageError } from '../errors.js';
import { isRecord } from '../util/is-record.js';
import type { Observations } from './observations.js';

/** What a run leaves, so that another one can go on with it: counts and names, no values. */
export interface RunState {
  /** The hash of what answers were checked against. */
  readonly document: string;
  readonly seed: string;
  /** Requests by operation id. */
  readonly sent: Readonly<Record<string, number>>;
  readonly observations: Observations;
}

const FORMAT = 1;

export function printState(state: RunState): string {
  return `${JSON.stringify({ format: FORMAT, ...state }, undefined, 2)}\n`;
}

/**
 * @param expected what the run to go on with was of.
 * @throws UsageError for a text that is not a state, or one of another document or seed.
 */
export function parseState(
  text: string,
  path: string,
  expected: Pick<RunState, 'document' | 'seed'>,
): RunState {
  const fail = (what: string): UsageError =>
    new UsageError(`${path} ${what}.`, {
      hint: 'Give another file with --state, or delete this one to begin anew.',
    });
  const state = parseJson(text);
  if (!isState(state)) throw fail('is not the state of a run');
  if (state.document !== expected.document)
    throw fail('is the state of a run with another document');
  if (state.seed !== expected.seed) throw fail(`is the state of a run with --seed '${state.seed}'`);
  return state;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The program wrote it: what it says of its format is believed. */
function isState(value: unknown): value is RunState {
  return (
    isRecord(value) &&
    value['format'] === FORMAT &&
    typeof value['document'] === 'string' &&
    typeof value['seed'] === 'string' &&
    isRecord(value['sent']) &&
    isRecord(value['observations'])
  );
}
