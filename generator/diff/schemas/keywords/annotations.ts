import { getWrittenTypes, type Annotation, type Annotations } from '../resolve.js';
import { toCanonicalJson } from '../digest.js';
import { findLifecycleChanges } from '../../lifecycle.js';
import type { SchemaObject } from '../../raw-openapi.js';
import type { AddDifference, RequiredOnSides } from '../difference.js';

const TEXTS = [
  'description',
  'title',
  'example',
  'examples',
  'externalDocs',
] as const satisfies readonly Annotation[];

/**
 * Compares the annotations of two schemas.
 *
 * @param required set if the schemas are those of a property: `readOnly` and `writeOnly` have a meaning only there.
 */
export function compareAnnotations(
  before: Annotations,
  after: Annotations,
  required: RequiredOnSides | undefined,
  add: AddDifference,
): void {
  if (required !== undefined) compareAccess(before, after, required, add);
  for (const { what, ...sides } of findLifecycleChanges(before, after)) add(what, sides);
  if (!isSame(before.default, after.default))
    add('default-changed', { before: before.default, after: after.default });
  const key = TEXTS.find((text) => !isSame(before[text], after[text]));
  if (key !== undefined) add('documentation-changed', { before: before[key], after: after[key] });
}

function isSame(was: unknown, is: unknown): boolean {
  return toCanonicalJson(was) === toCanonicalJson(is);
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
  const print = (accepts: boolean) =>
    [...getWrittenTypes(number), ...(accepts ? ['string'] : [])].join(' | ');
  add(is ? 'type-generalized' : 'type-specialized', {
    before: print(was),
    after: print(is),
    only: 'request',
    onlySent: true,
  });
}

function compareAccess(
  before: Annotations,
  after: Annotations,
  required: RequiredOnSides,
  add: AddDifference,
): void {
  if (Boolean(before.readOnly) !== Boolean(after.readOnly))
    add(
      after.readOnly
        ? 'became-read-only'
        : required.after
          ? 'required-became-not-read-only'
          : 'became-not-read-only',
    );
  if (Boolean(before.writeOnly) !== Boolean(after.writeOnly))
    add(
      after.writeOnly
        ? `${required.before ? 'required' : 'optional'}-became-write-only`
        : 'became-not-write-only',
    );
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
          !isSame(outer[0][key as Annotation], outer[1][key as Annotation]),
      ),
    );
  return [pick(all[0]), pick(all[1])];
}
