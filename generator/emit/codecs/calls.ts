import type { Operation, TypeRef } from '../../model/model.js';
import { getErrorType } from '../../model/walk.js';
import type { Imports } from '../imports.js';
import { resultOf } from '../results.js';
import type { EmitContext } from '../scope.js';
import { codecScope, codecText } from './codec-text.js';
import { differs } from './plan.js';

export const CODECS = '../runtime/codecs/index.js';
const FOLDER = '../codecs/';

/** How the values that a call is given go on the wire. */
export interface ValueTexts {
  /** For JSON: everything that differs. */
  readonly json: (type: TypeRef, value: string) => string;
  /** For queries, paths, headers and forms, whose values are texts: a `Date` and a `bigint` write themselves there. */
  readonly named: (type: TypeRef, value: string) => string;
  /** Whether JSON must be written with whole numbers that a number cannot hold. */
  readonly isExact: (type: TypeRef) => boolean;
}

export function valueTexts(context: EmitContext, imports: Imports): ValueTexts {
  const { differencesOf } = context.codecs;
  const encoded = (type: TypeRef, value: string) => {
    const codec = codecText(type, codecScope(context, imports, FOLDER));
    return codec === undefined ? value : `${imports.value('encode', CODECS)}(${codec}, ${value})`;
  };
  return {
    json: (type, value) => (differs(differencesOf(type)) ? encoded(type, value) : value),
    named: (type, value) => (differencesOf(type).names ? encoded(type, value) : value),
    isExact: (type) => differencesOf(type).longs,
  };
}

/** `decode` and `decodeError` of an `ApiRequest`, where answers differ from what is on the wire. */
export function readerTexts(
  context: EmitContext,
  operation: Operation,
  imports: Imports,
): readonly string[] {
  const { differencesOf } = context.codecs;
  const text = (field: string, type: TypeRef | undefined, plain: string, exact: string) => {
    const codec = type && codecText(type, codecScope(context, imports, FOLDER));
    if (type === undefined || codec === undefined) return [];
    const helper = differencesOf(type).longs ? exact : plain;
    return [`${field}: ${imports.value(helper, CODECS)}(${codec})`];
  };
  return [
    ...text('decode', resultOf(operation).type, 'decoder', 'exactDecoder'),
    ...text('decodeError', getErrorType(operation), 'errorDecoder', 'exactErrorDecoder'),
  ];
}

/** The runtime compares pages as text, which `JSON.stringify` cannot make of a `bigint`. */
export function pageTexts(
  context: EmitContext,
  operation: Operation,
  imports: Imports,
): readonly string[] {
  const { pagination } = operation;
  if (pagination === undefined || !context.codecs.differencesOf(pagination.item).longs) return [];
  return [`toText: ${imports.value('exactJsonText', CODECS)}`];
}
