/** Pairs of documents that differ in one place outside of schemas, with the wire verdict of all that is reported. */
import type { Parts } from '../documents.js';

/** `back` is wanted of the documents in the opposite order; without it only one order is compared. */
export type Probe = readonly [
  name: string,
  before: Parts,
  after: Parts,
  want: readonly string[],
  back?: readonly string[],
];

/** A pair that has the same verdicts in both orders. */
export const both = (
  name: string,
  before: Parts,
  after: Parts,
  ...want: readonly string[]
): Probe => [name, before, after, want, want];

/** A pair without a difference that matters. */
export const silent = (name: string, before: Parts, after: Parts): Probe =>
  both(name, before, after);

export const TEXT: Parts = { type: 'string' };
export const WHOLE: Parts = { type: 'integer' };
export const LIST: Parts = { type: 'array', items: TEXT };
export const RECORD: Parts = { type: 'object', properties: { p: TEXT } };
