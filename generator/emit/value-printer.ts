import type { TypeRef } from '../model/model.js';
import { hasDifferences } from './codec-plan.js';
import type { EmitContext } from './context.js';
import { createCodecOptions, printCodec } from './print-codec.js';
import { BODY_ARGUMENT } from './request-bodies.js';
import { CODECS, RUNTIME, RUNTIME_CODECS, toStringLiteral, type Imports } from './structures.js';

/** Prints arguments of a call as they are sent. What is received is printed by {@link printDecoder}. */
export interface ValuePrinter {
  /** For JSON. */
  readonly json: (type: TypeRef, value: string) => string;
  /**
   * For queries, paths, headers and forms, which are text. `Date` and `bigint` have `toString`, so only names change; what
   * Temporal's values have may name a calendar.
   */
  readonly text: (type: TypeRef, value: string) => string;
  /** For forms of which a part is JSON. */
  readonly textWithJson: (type: TypeRef, value: string) => string;
  /** True if the JSON has integers beyond `Number.MAX_SAFE_INTEGER`. */
  readonly isExact: (type: TypeRef) => boolean;
}

/** Prints what decodes a received value, or the body of an error; undefined where it is the value as it was sent. */
export function printDecoder(
  context: EmitContext,
  type: TypeRef,
  imports: Imports,
  helper: keyof typeof EXACT_DECODERS,
): string | undefined {
  const codec = printCodec(type, createCodecOptions(context, imports, CODECS));
  const { longs } = context.codecs.getDifferences(type);
  return (
    codec && `${imports.value(longs ? EXACT_DECODERS[helper] : helper, RUNTIME_CODECS)}(${codec})`
  );
}

const EXACT_DECODERS = { decoder: 'exactDecoder', errorDecoder: 'exactErrorDecoder' } as const;

export function createValuePrinter(context: EmitContext, imports: Imports): ValuePrinter {
  const { getDifferences } = context.codecs;
  const encode = (type: TypeRef, value: string) => {
    const codec = printCodec(type, createCodecOptions(context, imports, CODECS));
    if (codec === undefined) return value;
    // The name is for the message when the value cannot be sent.
    const name = value === BODY_ARGUMENT ? [] : [toStringLiteral(value)];
    return `${imports.value('encode', RUNTIME_CODECS)}(${[codec, value, ...name].join(', ')})`;
  };
  const orderDiscriminators = (type: TypeRef, value: string) => {
    const names = context.getDiscriminatorNames(type).map(toStringLiteral);
    return names.length === 0
      ? value
      : `${imports.value('discriminatorsFirst', RUNTIME)}(${[value, ...names].join(', ')})`;
  };
  const toText = (type: TypeRef, value: string) => {
    const { names, temporal } = getDifferences(type);
    return names || temporal ? encode(type, value) : value;
  };
  return {
    json: (type, value) =>
      orderDiscriminators(type, hasDifferences(getDifferences(type)) ? encode(type, value) : value),
    text: toText,
    textWithJson: (type, value) => orderDiscriminators(type, toText(type, value)),
    isExact: (type) => getDifferences(type).longs,
  };
}
