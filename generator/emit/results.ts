import type { Operation, Response, TypeRef } from '../model/model.js';
import { union, UNKNOWN } from '../model/types.js';
import { isEmptyStatus, isSuccess } from '../model/walk.js';

/** How the runtime is to read an answer; its own names for the values of `ApiRequest.expect`. */
export type Expectation =
  'readJson' | 'readJsonOrText' | 'readText' | 'readBlob' | 'readVoid' | 'readByContentType';

export interface Result {
  /** Undefined when every success is without a body. */
  readonly type: TypeRef | undefined;
  /** True when some successes have a body and others none. */
  readonly maybeEmpty: boolean;
  readonly expect: Expectation;
}

/**
 * What a call gives. Two fifths of ASP.NET's operations declare a 200 with a description alone:
 * that is an answer nobody described, not an empty one.
 */
export function resultOf(operation: Operation): Result {
  const successes = successesOf(operation);
  const bodies = successes.flatMap((response) => response.body ?? []);
  const empty = successes.filter((response) => isEmptyStatus(response.status));
  if (bodies.length === 0) {
    const none = successes.length > 0 && empty.length === successes.length;
    return none
      ? { type: undefined, maybeEmpty: false, expect: 'readVoid' }
      : { type: UNKNOWN, maybeEmpty: false, expect: 'readByContentType' };
  }
  return {
    type: union(bodies.map((body) => body.type)),
    maybeEmpty: successes.some((response) => response.body === undefined),
    expect: expectationOf(bodies),
  };
}

/** The 2xx answers; where there are none, `default` stands for them (OpenAPI 3.1, section 4.8.16). */
function successesOf(operation: Operation): readonly Response[] {
  const successes = operation.responses.filter(isSuccess);
  return successes.length > 0
    ? successes
    : operation.responses.filter((response) => response.status === 'default');
}

function expectationOf(bodies: readonly NonNullable<Response['body']>[]): Expectation {
  const encodings = new Set(bodies.map((body) => body.encoding));
  if (encodings.size > 1) return 'readByContentType';
  const [encoding] = encodings;
  if (encoding === 'binary') return 'readBlob';
  if (encoding === 'text') return 'readText';
  // ASP.NET lists text/plain for everything; a server that really sends text only makes sense where text is a value.
  const textDeclared = bodies.some((body) =>
    body.mediaTypes.some((name) => name.startsWith('text/plain')),
  );
  return textDeclared && bodies.some((body) => admitsText(body.type))
    ? 'readJsonOrText'
    : 'readJson';
}

function admitsText(type: TypeRef): boolean {
  if (type.kind === 'scalar') return type.scalar === 'string';
  if (type.kind === 'literal') return typeof type.value === 'string';
  return type.kind === 'unknown' || (type.kind === 'union' && type.members.some(admitsText));
}
