import { isDeepStrictEqual } from 'node:util';
import type { Finding } from '../../diff/index.js';
import type { SchemaObject } from '../../document/openapi.js';

/** A keyword that limits values: how oasdiff names it, and the types of the values (JSON Schema 2020-12, validation, section 6). */
interface Constraint {
  readonly name: string;
  /** Undefined: it limits values of all types. */
  readonly types?: readonly string[];
}

const number = (name: string): Constraint => ({ name, types: ['number', 'integer'] });
const string = (name: string): Constraint => ({ name, types: ['string'] });
const array = (name: string): Constraint => ({ name, types: ['array'] });
const object = (name: string): Constraint => ({ name, types: ['object'] });

type Keyword = keyof SchemaObject;

export const CONSTRAINTS: Readonly<Partial<Record<Keyword, Constraint>>> = {
  minimum: number('min'),
  exclusiveMinimum: number('exclusive-min'),
  maximum: number('max'),
  exclusiveMaximum: number('exclusive-max'),
  minLength: string('min-length'),
  maxLength: string('max-length'),
  pattern: string('pattern'),
  contentSchema: string('content-schema'),
  minItems: array('min-items'),
  maxItems: array('max-items'),
  minContains: array('min-contains'),
  maxContains: array('max-contains'),
  contains: array('contains'),
  unevaluatedItems: array('unevaluated-items'),
  propertyNames: object('property-names'),
  patternProperties: object('pattern-property'),
  dependentSchemas: object('dependent-schema'),
  dependentRequired: object('dependent-required'),
  unevaluatedProperties: object('unevaluated-properties'),
  if: { name: 'if' },
  then: { name: 'then' },
  else: { name: 'else' },
};

/** The keyword of a finding: `maxLength` of `maxLength: 20`, `if`, `dependentSchemas` of `dependentSchemas name`. */
export function getKeyword({ before, after }: Finding): string {
  const text = String(after?.value ?? before?.value);
  return / requires /.test(text) ? 'dependentRequired' : (/^\w*/.exec(text)?.[0] ?? '');
}

/** `max-length-increased` and the like for the keyword of a finding. */
export function getConstraintSuffixes(
  keyword: string,
  before: SchemaObject,
  after: SchemaObject,
): readonly string[] {
  return Object.entries(CONSTRAINTS).flatMap(([key, { name }]) => {
    // An exclusive bound is one of two notations of the bound.
    if (key !== keyword && key.replace('exclusive', '').toLowerCase() !== keyword) return [];
    const [was, is] = [before[key as Keyword], after[key as Keyword]];
    return describe(name, was === '' ? undefined : was, is === '' ? undefined : is);
  });
}

function describe(name: string, was: unknown, is: unknown): readonly string[] {
  if (isDeepStrictEqual(was, is)) return [];
  const one = was ?? is;
  if (typeof one === 'number')
    return describeLimit(name, was as number | undefined, is as number | undefined);
  // oasdiff has no id for a boolean under `unevaluated...`.
  if (typeof one === 'boolean') return [];
  if (/^(pattern-property|dependent-.*)$/.test(name)) return describeEach(name, was, is);
  if (was === undefined) return [`${name}-added`];
  if (is === undefined) return [`${name}-removed`];
  // Schemas on both sides are compared on their own.
  return typeof one === 'object' ? [] : [`${name}-changed`];
}

function describeLimit(
  name: string,
  was: number | undefined,
  is: number | undefined,
): readonly string[] {
  // oasdiff reads 0 where the keyword is missing.
  const countsFromZero = name === 'min-length' || name === 'min-items';
  if (was === undefined) return [`${name}-set`, ...(countsFromZero ? [`${name}-increased`] : [])];
  if (is === undefined) return [`${name}-unset`, ...(countsFromZero ? [`${name}-decreased`] : [])];
  return [`${name}-${is > was ? 'increased' : 'decreased'}`];
}

/** For a keyword that maps names to schemas, or to lists of names. */
function describeEach(name: string, was: unknown, is: unknown): readonly string[] {
  const [older, newer] = [was ?? {}, is ?? {}] as Readonly<Record<string, unknown>>[];
  const keys = new Set([...Object.keys(older ?? {}), ...Object.keys(newer ?? {})]);
  return [...keys].flatMap((key) => {
    const [left, right] = [older?.[key], newer?.[key]];
    if (left === undefined) return [`${name}-added`];
    if (right === undefined) return [`${name}-removed`];
    return Array.isArray(left) && !isDeepStrictEqual(left, right) ? [`${name}-changed`] : [];
  });
}
