import type {
  EventFormat,
  Operation,
  Response,
  ResponseBody,
  ResponseEncoding,
  StreamEncoding,
  TypeRef,
  ValueEncoding,
} from './model.js';
import { allowsNull, union, UNKNOWN } from './type-refs.js';
import { isEmptyStatus, isSuccess } from './walk.js';

/** What a successful call gives, and how it is read. */
export interface OperationResult {
  /** Undefined if no success has a body. In a stream, the type of one item. */
  readonly type: TypeRef | undefined;
  /** True if some successes have a body and others do not. A stream is empty then. */
  readonly maybeEmpty: boolean;
  /** How a value is read: once, or by status and sorted by it where the statuses differ. Empty for a stream. */
  readonly readings: readonly Reading[];
  /** Set when the call gives a stream. */
  readonly stream?: StreamReading;
  /** What `Accept` lists, best first; empty when nothing is declared. */
  readonly accept: readonly string[];
}

/** How the body of a status is read; `void`: it has none. */
export interface Reading {
  readonly status: string;
  readonly encoding: ValueEncoding | 'void';
}

export interface StreamReading {
  readonly encoding: StreamEncoding;
  /** For the encoding `events`. */
  readonly events?: EventFormat;
}

/**
 * Determines the result of a call from its successes. Two fifths of the operations in ASP.NET documents declare a 200 with
 * a description only: their body is unknown, not empty.
 *
 * A call gives a stream or a value, as its first success does, never either.
 */
export function getResult(operation: Operation): OperationResult {
  const successes = getSuccesses(operation);
  const bodies = successes.flatMap(({ status, body }) => (body ? [{ status, body }] : []));
  const encoding = bodies[0]?.body.encoding;
  if (encoding === undefined) return getUndeclaredResult(successes);
  const hasNone = successes.some(({ body }) => body === undefined);
  if (isStream(encoding)) {
    const streams = bodies.map(({ body }) => body).filter((body) => body.encoding === encoding);
    const events = streams[0]?.events;
    return {
      ...summarize(streams, hasNone),
      readings: [],
      stream: { encoding, ...(events && { events }) },
    };
  }
  const values = bodies.flatMap(({ status, body }) =>
    isStream(body.encoding) ? [] : [{ status, body, encoding: body.encoding }],
  );
  const readings = values.map((value) => ({ status: value.status, encoding: value.encoding }));
  const isUniform = readings.every((reading) => reading.encoding === encoding);
  return {
    ...summarize(
      values.map(({ body }) => body),
      hasNone,
    ),
    readings: isUniform ? readings.slice(0, 1) : readings,
  };
}

function summarize(
  bodies: readonly ResponseBody[],
  hasNone: boolean,
): Pick<OperationResult, 'type' | 'maybeEmpty' | 'accept'> {
  return {
    type: union(bodies.map(({ type }) => type)),
    maybeEmpty: hasNone || bodies.some(isNullableText),
    accept: [...new Set(bodies.flatMap(({ accept }) => accept))],
  };
}

function getUndeclaredResult(successes: readonly Response[]): OperationResult {
  const isEmpty = successes.length > 0 && successes.every(({ status }) => isEmptyStatus(status));
  return {
    type: isEmpty ? undefined : UNKNOWN,
    maybeEmpty: false,
    readings: [{ status: 'default', encoding: isEmpty ? 'void' : 'byContentType' }],
    accept: [],
  };
}

/** True for a body that is read item by item. */
export function isStream(encoding: ResponseEncoding): encoding is StreamEncoding {
  return encoding === 'events' || encoding === 'jsonLines' || encoding === 'jsonSequence';
}

/** Null has no text: the body is empty, and an empty body is `undefined`. */
function isNullableText({ encoding, type }: ResponseBody): boolean {
  return (encoding === 'text' || encoding === 'scalarText') && allowsNull(type);
}

/** The 2xx responses, or `default` if there are none (OpenAPI 3.1, section 4.8.16). */
function getSuccesses(operation: Operation): readonly Response[] {
  const successes = operation.responses.filter(isSuccess);
  return successes.length > 0
    ? successes
    : operation.responses.filter((response) => response.status === 'default');
}
