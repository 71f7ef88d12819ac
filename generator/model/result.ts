import type { Operation, Response, ResponseBody, ResponseEncoding, TypeRef } from './model.js';
import { allowsNull, union, UNKNOWN } from './type-refs.js';
import { isEmptyStatus, isSuccess } from './walk.js';

/** What a successful call gives, and how it is read. */
export interface OperationResult {
  /** Undefined if no success has a body. In a stream, the type of one item. */
  readonly type: TypeRef | undefined;
  /** True if some successes have a body and others do not. */
  readonly maybeEmpty: boolean;
  /** How the body is read; several when the status decides, sorted by status. */
  readonly readings: readonly [Reading, ...Reading[]];
  /** What `Accept` lists, best first; empty when nothing is declared. */
  readonly accept: readonly string[];
  /** Set when the call gives a stream: one of its bodies. */
  readonly stream?: ResponseBody;
}

/** How the body of a status is read; `void`: it has none. */
export interface Reading {
  readonly status: string;
  readonly encoding: ResponseEncoding | 'void';
}

/**
 * Determines the result of a call from its successes. Two fifths of the operations in ASP.NET documents declare a 200 with
 * a description only: their body is unknown, not empty.
 */
export function getResult(operation: Operation): OperationResult {
  const successes = getSuccesses(operation);
  const read = getReadBodies(successes);
  const [first] = read;
  if (first === undefined) {
    const isEmpty = successes.length > 0 && successes.every(({ status }) => isEmptyStatus(status));
    return {
      type: isEmpty ? undefined : UNKNOWN,
      maybeEmpty: false,
      readings: [{ status: 'default', encoding: isEmpty ? 'void' : 'byContentType' }],
      accept: [],
    };
  }
  const encodings = new Set(read.map(({ body }) => body.encoding));
  const [reading, ...others] = read.map(({ status, body }) => ({
    status,
    encoding: body.encoding,
  }));
  return {
    type: union(read.map(({ body }) => body.type)),
    maybeEmpty:
      successes.some((response) => response.body === undefined) || read.some(isNullableText),
    readings: [
      reading ?? { status: 'default', encoding: first.body.encoding },
      ...(encodings.size > 1 ? others : []),
    ],
    accept: [...new Set(read.flatMap(({ body }) => body.accept))],
    ...(isStream(first.body.encoding) && { stream: first.body }),
  };
}

export function isStream(encoding: ResponseEncoding): boolean {
  return encoding === 'events' || encoding === 'jsonLines' || encoding === 'jsonSequence';
}

interface ReadBody {
  readonly status: string;
  readonly body: ResponseBody;
}

/** The bodies that a call gives. A call gives a stream or a value, as its first success does, never either. */
function getReadBodies(successes: readonly Response[]): readonly ReadBody[] {
  const all = successes.flatMap(({ status, body }) => (body ? [{ status, body }] : []));
  const [first] = all;
  if (first === undefined) return [];
  return isStream(first.body.encoding)
    ? all.filter(({ body }) => body.encoding === first.body.encoding)
    : all.filter(({ body }) => !isStream(body.encoding));
}

/** Null has no text: the body is empty, and an empty body is `undefined`. */
function isNullableText({ body: { encoding, type } }: ReadBody): boolean {
  return (encoding === 'text' || encoding === 'scalarText') && allowsNull(type);
}

/** The 2xx responses, or `default` if there are none (OpenAPI 3.1, section 4.8.16). */
function getSuccesses(operation: Operation): readonly Response[] {
  const successes = operation.responses.filter(isSuccess);
  return successes.length > 0
    ? successes
    : operation.responses.filter((response) => response.status === 'default');
}
