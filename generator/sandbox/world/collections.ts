import type { Operation, TypeRef } from '../../model/model.js';
import { isSuccess } from '../../model/walk.js';
import { presentMembers, propertiesOf, resolved, type Declarations } from '../shapes.js';
import { itemTypeOf } from './listing.js';

/** Things of one kind, each with a key: `/Vehicles` and `/Vehicles/{registrationNumber}`. */
export interface Collection {
  /** As the path of all of them is written: `/Vehicles`. */
  readonly path: string;
  /** The path parameter that takes a key: `registrationNumber`. */
  readonly parameter: string;
  /** What one of them is answered as. */
  readonly type: TypeRef;
  /** The property that holds its key, lower case; undefined where none does. */
  readonly key: string | undefined;
  /** Tells all of them; undefined where nothing does. */
  readonly list: Operation | undefined;
}

/** By the shape of the path of one of them. */
export type Collections = ReadonlyMap<string, Collection>;

/** A path that ends in a parameter is that of one thing, where something other than POST is done to it. */
export function collectionsOf(
  declarations: Declarations,
  operations: readonly Operation[],
): Collections {
  const byShape = new Map<string, Operation[]>();
  for (const operation of operations) {
    const shape = shapeOf(operation.pathTemplate);
    byShape.set(shape, [...(byShape.get(shape) ?? []), operation]);
  }
  const found = new Map<string, Collection>();
  for (const [shape, ofOne] of byShape) {
    const [, path, parameter] = OF_ONE.exec(ofOne[0]?.pathTemplate ?? '') ?? [];
    if (path === undefined || parameter === undefined) continue;
    const ofAll = byShape.get(shapeOf(path)) ?? [];
    const list = ofAll.find(({ method }) => method === 'GET');
    const type = thingOf(declarations, ofOne, ofAll);
    if (type === undefined) continue;
    const isList = list && listedBy(declarations, list) !== undefined;
    const key = keyOf(declarations, type, parameter);
    found.set(shape, { path, parameter, type, key, list: isList ? list : undefined });
  }
  return found;
}

const OF_ONE = /^(.*\/[^{}/]+)\/\{([^{}]+)\}\/?$/;

/** Letter case and the names of parameters make no other path. */
export function shapeOf(pathTemplate: string): string {
  return pathTemplate
    .replace(/\/$/, '')
    .replace(/\{[^{}]*\}/g, '{}')
    .toLowerCase();
}

/** What the list's items are; undefined when it answers with no list. */
export function listedBy(declarations: Declarations, operation: Operation): TypeRef | undefined {
  const answer = answerTypeOf(operation);
  return answer && itemTypeOf(declarations, answer);
}

/** Of the first success, as JSON. */
export function answerTypeOf({ responses }: Operation): TypeRef | undefined {
  const body = responses.find(isSuccess)?.body;
  return body?.encoding === 'json' ? body.type : undefined;
}

/** As one is read, as one is made, or as they are listed. */
function thingOf(
  declarations: Declarations,
  ofOne: readonly Operation[],
  ofAll: readonly Operation[],
): TypeRef | undefined {
  if (ofOne.every(({ method }) => method === 'POST')) return undefined;
  const read = ofOne.find(({ method }) => method === 'GET');
  const made = ofAll.find(({ method }) => method === 'POST');
  const list = ofAll.find(({ method }) => method === 'GET');
  const types = [
    read && answerTypeOf(read),
    made && answerTypeOf(made),
    list && listedBy(declarations, list),
  ];
  return types.find((type) => type !== undefined && isThing(declarations, type));
}

/** Something with properties, and no list of such. */
function isThing(declarations: Declarations, type: TypeRef): boolean {
  if (itemTypeOf(declarations, type) !== undefined) return false;
  return presentMembers(resolved(declarations, type)).some(({ kind }) =>
    ['reference', 'object', 'intersection'].includes(kind),
  );
}

/** The property named as the parameter; `id` for `{id}`, `{ruleId}` and what has no other. */
function keyOf(declarations: Declarations, type: TypeRef, parameter: string): string | undefined {
  const names = fieldsOf(declarations, type).map(({ wireName }) => wireName.toLowerCase());
  return [parameter.toLowerCase(), 'id'].find((name) => names.includes(name));
}

/** An object's own properties and those that it inherits; of a choice, those of its first that has some. */
export function fieldsOf(declarations: Declarations, type: TypeRef) {
  for (const member of presentMembers(resolved(declarations, type))) {
    const known = resolved(declarations, member);
    if (known.kind === 'object') return known.properties;
    if (known.kind === 'reference') return [...propertiesOf(declarations, known.id).values()];
  }
  return [];
}
