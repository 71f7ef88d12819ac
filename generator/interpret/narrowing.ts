import type { Property, TypeRef } from '../model/model.js';
import { NEVER, typeKey, union, type TypeOfKind } from '../model/type-refs.js';
import { sortedBy } from '../util/order.js';

/**
 * A property that satisfies both, as `allOf` demands: required if either is, with the type that both allow.
 *
 * @returns undefined when they contradict each other, or when only the compiler could tell.
 */
export function narrowProperty(base: Property, own: Property): Property | undefined {
  const type = getCommonType(base.type, own.type);
  if (type === undefined || type.kind === 'never') return undefined;
  const access = own.access === 'both' ? base.access : own.access;
  return {
    ...base,
    ...own,
    type,
    access,
    required: base.required || own.required,
    docs: { ...base.docs, ...own.docs },
  };
}

export function isSameProperty(a: Property, b: Property): boolean {
  return a.required === b.required && a.access === b.access && typeKey(a.type) === typeKey(b.type);
}

/** The type of the values of both; `never` if there are none, undefined if it takes a reference's target to tell. */
function getCommonType(base: TypeRef, own: TypeRef): TypeRef | undefined {
  if (own.kind === 'unknown' || typeKey(base) === typeKey(own)) return base;
  if (base.kind === 'unknown' || isFreeForm(base, own)) return own;
  if (isFreeForm(own, base)) return base;
  if (base.kind === 'union') return distribute(base, (member) => getCommonType(member, own));
  if (own.kind === 'union') return distribute(own, (member) => getCommonType(base, member));
  if (base.kind === 'reference' || own.kind === 'reference') return undefined;
  if (base.kind === 'array' && own.kind === 'array') {
    const items = getCommonType(base.items, own.items);
    return items && { kind: 'array', items };
  }
  if (base.kind === 'object' && own.kind === 'object') return mergeObjects(base, own);
  if (base.kind === 'scalar') return getCommonScalar(base, own);
  return own.kind === 'scalar' ? getCommonScalar(own, base) : getDisjoint(base, own);
}

function distribute(
  { members, discriminator }: TypeOfKind<'union'>,
  narrow: (member: TypeRef) => TypeRef | undefined,
): TypeRef | undefined {
  if (discriminator !== undefined) return undefined;
  const narrowed = members.map(narrow);
  const known = narrowed.filter((type) => type !== undefined);
  return known.length < narrowed.length ? undefined : union(known);
}

/** `type: object` alone says nothing of an object's properties. */
function isFreeForm(type: TypeRef, other: TypeRef): boolean {
  return (
    type.kind === 'record' &&
    type.values.kind === 'unknown' &&
    (other.kind === 'object' || other.kind === 'record' || other.kind === 'reference')
  );
}

function mergeObjects(base: TypeOfKind<'object'>, own: TypeOfKind<'object'>): TypeRef | undefined {
  if (base.additional !== undefined || own.additional !== undefined) return undefined;
  const merged = mergeProperties([...base.properties, ...own.properties]);
  return merged && { kind: 'object', properties: merged };
}

/** Merges properties of the same name; undefined when two of them contradict each other. */
export function mergeProperties(properties: readonly Property[]): readonly Property[] | undefined {
  const merged = new Map<string, Property>();
  for (const property of properties) {
    const earlier = merged.get(property.wireName);
    const both = earlier === undefined ? property : narrowProperty(earlier, property);
    if (both === undefined) return undefined;
    merged.set(property.wireName, both);
  }
  return sortedBy([...merged.values()], ({ wireName }) => wireName);
}

function getCommonScalar(scalar: TypeOfKind<'scalar'>, other: TypeRef): TypeRef | undefined {
  const isNumber = scalar.scalar === 'integer' || scalar.scalar === 'number';
  if (other.kind === 'literal')
    return typeof other.value === (isNumber ? 'number' : scalar.scalar) ? other : NEVER;
  if (other.kind !== 'scalar') return getDisjoint(scalar, other);
  if (scalar.scalar === other.scalar) return scalar.format === undefined ? other : scalar;
  const integer = [scalar, other].find((type) => type.scalar === 'integer');
  return isNumber && (other.scalar === 'integer' || other.scalar === 'number') ? integer : NEVER;
}

/** `never` for types of different kinds. An object and a list can be one value to the compiler, which knows no kinds. */
function getDisjoint(a: TypeRef, b: TypeRef): TypeRef | undefined {
  const isPlain = ({ kind }: TypeRef) => kind === 'scalar' || kind === 'literal' || kind === 'null';
  return isPlain(a) && isPlain(b) ? NEVER : undefined;
}
