import { defined } from '../../../util/defined.js';
import type { DifferenceDetails, What } from '../difference.js';
import type { SchemaObject } from '../../raw-openapi.js';
import type { Annotation, Annotations } from '../resolve.js';
import { toCanonicalJson } from '../digest.js';
import { getTypeFacts } from './types.js';

type AddDifference = (what: What, details: DifferenceDetails) => void;

/** From least to most stable, which is the default. */
const STABILITY = ['draft', 'alpha', 'beta', 'stable'];

const TEXTS = [
  'title',
  'description',
  'example',
  'examples',
  'externalDocs',
] as const satisfies readonly Annotation[];

/**
 * Compares the annotations of two schemas.
 *
 * @param property set if the schemas are those of a property: `readOnly` and `writeOnly` have a meaning only there.
 */
export function compareAnnotations(
  before: Annotations,
  after: Annotations,
  property: { readonly required: boolean } | undefined,
  add: AddDifference,
): void {
  if (property !== undefined) compareAccess(before, after, property.required, add);
  compareLifecycle(before, after, add);
  compareDefaults(before.default, after.default, add);
  const changed = TEXTS.filter(
    (key) => toCanonicalJson(before[key]) !== toCanonicalJson(after[key]),
  );
  const [first] = changed;
  if (first === undefined) return;
  const key = changed.includes('description') ? 'description' : first;
  add('documentation-changed', { before: before[key], after: after[key] });
}

/** Compares whether a number may be sent as text. Responses have a number in any case. */
export function compareNumberTexts(
  before: Annotations,
  after: Annotations,
  number: SchemaObject,
  add: AddDifference,
): void {
  const [was, is] = [before['x-accepts-text'] === true, after['x-accepts-text'] === true];
  if (was === is) return;
  const { types, format } = getTypeFacts(number);
  const facts = (accepts: boolean) => ({ types: accepts ? [...types, 'string'] : types, format });
  const [older, newer] = [facts(was), facts(is)];
  add(is ? 'type-generalized' : 'type-specialized', {
    before: older.types.join(' | '),
    after: newer.types.join(' | '),
    only: 'request',
    facts: { types: [older, newer], onlySent: true },
  });
}

function compareAccess(
  before: Annotations,
  after: Annotations,
  required: boolean,
  add: AddDifference,
): void {
  const facts = { required };
  if (Boolean(before.readOnly) !== Boolean(after.readOnly))
    add(after.readOnly ? 'became-read-only' : 'became-not-read-only', { facts });
  if (Boolean(before.writeOnly) !== Boolean(after.writeOnly))
    add(after.writeOnly ? 'became-write-only' : 'became-not-write-only', { facts });
}

function compareLifecycle(before: Annotations, after: Annotations, add: AddDifference): void {
  const [was, is] = [before['x-sunset'], after['x-sunset']];
  const sides = { before: was, after: is };
  if (Boolean(before.deprecated) !== Boolean(after.deprecated)) {
    const sunset = typeof is === 'string' ? is : is === undefined ? 'none' : 'invalid';
    if (after.deprecated) add('deprecated', { ...sides, facts: { sunset } });
    else add('reactivated', sides);
  } else if (toCanonicalJson(was) !== toCanonicalJson(is)) add('sunset-changed', sides);
  const levels = [getLevel(before), getLevel(after)] as const;
  if (levels[0] === levels[1]) return;
  add(levels[1] > levels[0] ? 'stability-increased' : 'stability-decreased', {
    before: STABILITY[levels[0]],
    after: STABILITY[levels[1]],
    // By default oasdiff ignores what was less stable than beta.
    ...defined({
      facts: levels[0] < STABILITY.indexOf('beta') ? { oasdiffSuffixes: [] } : undefined,
    }),
  });
}

function getLevel(annotations: Annotations): number {
  const stability = annotations['x-stability-level'] ?? 'stable';
  const level = STABILITY.findIndex((name) => name === stability);
  return level === -1 ? STABILITY.length - 1 : level;
}

function compareDefaults(was: unknown, is: unknown, add: AddDifference): void {
  if (toCanonicalJson(was) === toCanonicalJson(is)) return;
  const sides = { before: was, after: is };
  if (was === undefined) add('default-added', sides);
  else add(is === undefined ? 'default-removed' : 'default-changed', sides);
}

/** Returns the annotations to compare where a named schema is used: without those that it only inherits. */
export function getOwnAnnotations(
  outer: readonly [Annotations, Annotations],
  all: readonly [Annotations, Annotations],
): readonly [Annotations, Annotations] {
  const pick = (annotations: Annotations): Annotations =>
    Object.fromEntries(
      Object.entries(annotations).filter(
        ([key]) =>
          key === 'readOnly' ||
          key === 'writeOnly' ||
          toCanonicalJson(outer[0][key as Annotation]) !==
            toCanonicalJson(outer[1][key as Annotation]),
      ),
    );
  return [pick(all[0]), pick(all[1])];
}
