import type {
  Declarations,
  DeclarationId,
  Discriminator,
  Property,
  TypeRef,
} from '../model/model.js';
import type { Rewrite } from '../model/rewrite.js';
import { intersection, union, type TypeOfKind } from '../model/type-refs.js';
import { findProperty, getOwnProperties } from '../model/walk.js';
import { sortedBy } from '../util/order.js';
import { isSameProperty, mergeProperties, narrowProperty } from './narrowing.js';

/**
 * Creates the rewriting that completes compositions with what only the declarations that they refer to can say. It is
 * for after all schemas are read, so that it does not matter which refers to which.
 *
 * @param addDiscriminator Called with the discriminator of a union that declares none.
 */
export function createCompositionRewrite(
  declarations: Declarations,
  addDiscriminator: (discriminator: Discriminator) => void,
): Rewrite {
  return {
    intersection: (type) => mergeObjects(type.members, declarations),
    union: (type) => {
      if (type.discriminator !== undefined) return type;
      const discriminator = inferDiscriminator(type, declarations);
      if (discriminator === undefined) return type;
      addDiscriminator(discriminator);
      return { ...type, discriminator };
    },
  };
}

/**
 * Merges the objects of an `allOf` into one, as an interface does for a named schema. `required` applies to the
 * properties of all members: a property that it names has the type that another member declares.
 */
function mergeObjects(members: readonly TypeRef[], declarations: Declarations): TypeRef {
  const isMergeable = (type: TypeRef) => type.kind === 'object' && type.additional === undefined;
  const merged = mergeProperties(
    members.flatMap((member) =>
      member.kind === 'object' && isMergeable(member) ? member.properties : [],
    ),
  );
  // Properties that contradict each other are left to the compiler, in objects of their own.
  if (merged === undefined) return intersection(members);
  const others = intersection(members.filter((member) => !isMergeable(member)));
  const properties = merged.flatMap((property) => {
    const declared = findMemberProperty(others, property.wireName, declarations);
    const both = declared === undefined ? property : narrowProperty(declared, property);
    return declared && both && isSameProperty(declared, both) ? [] : [both ?? property];
  });
  const object: TypeRef = { kind: 'object', properties };
  return properties.length === 0 && others.kind !== 'unknown'
    ? others
    : intersection([others, object]);
}

/** A property that every value of the type declares; in a union, with the types of all its members. */
function findMemberProperty(
  type: TypeRef,
  wireName: string,
  declarations: Declarations,
  visited: ReadonlySet<DeclarationId> = new Set(),
): Property | undefined {
  const find = (member: TypeRef) => findMemberProperty(member, wireName, declarations, visited);
  switch (type.kind) {
    case 'object':
      return type.properties.find((property) => property.wireName === wireName);
    case 'intersection': {
      const [first] = type.members.flatMap((member) => find(member) ?? []);
      return first;
    }
    case 'union': {
      const members = type.members.filter(({ kind }) => kind !== 'null');
      const found = members.flatMap((member) => find(member) ?? []);
      const [first] = found;
      if (first === undefined || found.length < members.length) return undefined;
      return {
        ...first,
        type: union(found.map((property) => property.type)),
        required: found.every(({ required }) => required),
        docs: {},
      };
    }
    case 'reference': {
      const declaration = declarations.get(type.id);
      if (declaration?.kind !== 'alias') return findProperty(declarations, type.id, wireName);
      if (visited.has(type.id)) return undefined;
      const seen = new Set([...visited, type.id]);
      return findMemberProperty(declaration.type, wireName, declarations, seen);
    }
    default:
      return undefined;
  }
}

/**
 * ASP.NET prints no discriminator where a base can be created itself: the derived schemas have their tag, the base has
 * none. The base is then what all other values select.
 */
function inferDiscriminator(
  type: TypeOfKind<'union'>,
  declarations: Declarations,
): Discriminator | undefined {
  const members = type.members.filter(({ kind }) => kind !== 'null');
  const ids = members.flatMap((member) => (member.kind === 'reference' ? [member.id] : []));
  if (ids.length < members.length) return undefined;
  const names = ids.flatMap((id) =>
    getOwnProperties(declarations.get(id)).flatMap((property) =>
      property.type.kind === 'literal' ? [property.wireName] : [],
    ),
  );
  const [discriminator] = [...new Set(names)]
    .sort()
    .flatMap((name) => readTags(ids, name, declarations) ?? []);
  return discriminator;
}

/**
 * A discriminator by this property, if one member does not have it and the others each have a value of their own. They are
 * declared optional, but a value without it would be read as one of the base.
 */
function readTags(
  ids: readonly DeclarationId[],
  propertyName: string,
  declarations: Declarations,
): Discriminator | undefined {
  const tags = ids.map((id) => ({ id, tag: findProperty(declarations, id, propertyName)?.type }));
  const [fallback, other] = tags.filter(({ tag }) => tag === undefined);
  if (fallback === undefined || other !== undefined) return undefined;
  const mapping = tags.flatMap(({ id, tag }) =>
    tag?.kind === 'literal' && typeof tag.value !== 'boolean'
      ? [{ value: String(tag.value), id }]
      : [],
  );
  const values = new Set(mapping.map(({ value }) => value));
  if (values.size < ids.length - 1) return undefined;
  return {
    propertyName,
    mapping: sortedBy(mapping, ({ value }) => value),
    required: true,
    fallback: fallback.id,
  };
}
