import type { SchemaObject } from '../document/openapi.js';
import type { DeclarationId, InterfaceDeclaration, Property, TypeRef } from '../model/model.js';
import { typeKey, union, UNKNOWN } from '../model/type-refs.js';
import { defined } from '../util/defined.js';
import { sortedBy } from '../util/order.js';
import { getOrigin, referenceTo, type Context, type InheritedShape } from './context.js';
import { getDeclaration } from './declarations.js';
import { isSameProperty, narrowProperty } from './narrowing.js';
import { getAdditionalType, getTypeKeywords, hasObjectShape, readProperties } from './types.js';

type InterfaceShape = Pick<InterfaceDeclaration, 'extends' | 'properties' | 'additional'>;

interface Parts {
  readonly bases: readonly DeclarationId[];
  readonly own: readonly SchemaObject[];
}

/** Levels of inheritance; the recursion below needs a limit, and no published document comes near it. */
const MAX_INHERITANCE = 200;

/**
 * The schema as an interface: an object, alone or with `allOf` over interfaces (C# inheritance, as Swashbuckle's
 * `UseAllOfForInheritance` prints it).
 *
 * @returns undefined when no interface can express it: a nullable object, a union, a base that is no interface, or a
 *   property that contradicts its base.
 */
export function toInterface(context: Context, schema: SchemaObject): InterfaceShape | undefined {
  const parts = collectParts(context, schema);
  if (parts === undefined || parts.own.length + parts.bases.length === 0) return undefined;
  const inherited = mergeBases(context, parts.bases);
  if (inherited === undefined) return undefined;
  const own = mergeOwnProperties(context, parts.own, inherited.properties);
  if (own === undefined) return undefined;
  if (parts.bases.length === 0) reportUndeclared(context, parts.own);
  const additional = getIndexType(context, parts, inherited, own);
  if (additional === 'contradiction') return undefined;
  return { extends: parts.bases, properties: own, ...defined({ additional }) };
}

function collectParts(context: Context, schema: SchemaObject): Parts | undefined {
  if (
    schema.$ref !== undefined ||
    schema.oneOf ||
    schema.anyOf ||
    schema.enum ||
    schema.const !== undefined
  )
    return undefined;
  const types = getTypeKeywords(schema);
  if (types.length > 1 || (types.length === 1 && types[0] !== 'object')) return undefined;
  const bases = new Set<DeclarationId>();
  const own: SchemaObject[] =
    hasObjectShape(schema) || (types.length === 1 && !schema.allOf) ? [schema] : [];
  for (const part of schema.allOf ?? []) {
    if (typeof part === 'boolean') return undefined;
    const inner = part.$ref === undefined ? collectParts(context, part) : readBase(context, part);
    if (inner === undefined) return undefined;
    inner.bases.forEach((base) => bases.add(base));
    own.push(...inner.own);
  }
  return { bases: [...bases].sort(), own };
}

function readBase(context: Context, part: SchemaObject): Parts | undefined {
  const type = referenceTo(context, part.$ref ?? '');
  if (type.kind !== 'reference') return undefined;
  if (context.inProgress.has(type.id)) {
    context.diagnostics.report(
      'reference-cycle',
      getOrigin(context, part).pointer,
      'The schema inherits from itself.',
    );
    return undefined;
  }
  if (context.inProgress.size > MAX_INHERITANCE) {
    context.diagnostics.report(
      'nesting-too-deep',
      getOrigin(context, part).pointer,
      `The inheritance has more than ${MAX_INHERITANCE} levels.`,
    );
    return undefined;
  }
  if (getDeclaration(context, type.id)?.kind !== 'interface') return undefined;
  const { $ref: _, ...rest } = part;
  return { bases: [type.id], own: hasObjectShape(rest) ? [rest] : [] };
}

/** What the bases have together; undefined when two of them disagree, which `extends` does not allow. */
function mergeBases(context: Context, bases: readonly DeclarationId[]): InheritedShape | undefined {
  const properties = new Map<string, Property>();
  let index: TypeRef | undefined;
  for (const base of bases) {
    const shape = getInheritedShape(context, base);
    for (const property of shape.properties.values()) {
      const other = properties.get(property.wireName);
      if (other !== undefined && !isSameProperty(other, property)) return undefined;
      properties.set(property.wireName, property);
    }
    if (index !== undefined && shape.index !== undefined && typeKey(index) !== typeKey(shape.index))
      return undefined;
    index ??= shape.index;
  }
  return { properties, index };
}

/** An interface's own and inherited properties; cached, so that bases with many common bases are walked once. */
export function getInheritedShape(context: Context, id: DeclarationId): InheritedShape {
  const known = context.shapes.get(id);
  if (known !== undefined) return known;
  const declaration = getDeclaration(context, id);
  const properties = new Map<string, Property>();
  let index: TypeRef | undefined;
  if (declaration?.kind === 'interface') {
    for (const base of declaration.extends) {
      const shape = getInheritedShape(context, base);
      shape.properties.forEach((property, name) => properties.set(name, property));
      index ??= shape.index;
    }
    for (const property of declaration.properties) properties.set(property.wireName, property);
    index = declaration.additional ?? index;
  }
  const shape = { properties, index };
  context.shapes.set(id, shape);
  return shape;
}

/** The declared properties, merged with the inherited ones of the same name; undefined when they contradict. */
function mergeOwnProperties(
  context: Context,
  schemas: readonly SchemaObject[],
  inherited: ReadonlyMap<string, Property>,
): readonly Property[] | undefined {
  const own = new Map<string, Property>();
  for (const property of schemas.flatMap((schema) => readProperties(context, schema))) {
    const earlier = own.get(property.wireName) ?? inherited.get(property.wireName);
    const merged = earlier === undefined ? property : narrowProperty(earlier, property);
    const base = inherited.get(property.wireName);
    if (merged === undefined || (base && namesFreeForm(base.type, merged.type))) return undefined;
    own.set(property.wireName, merged);
  }
  const changed = [...own.values()].filter((property) => {
    const base = inherited.get(property.wireName);
    return base === undefined || !isSameProperty(base, property);
  });
  return sortedBy(changed, (property) => property.wireName);
}

/** Whether an interface stands where the base has `Record<string, unknown>`, which TypeScript does not let it extend. */
function namesFreeForm(base: TypeRef, own: TypeRef): boolean {
  if (base.kind === 'array' && own.kind === 'array') return namesFreeForm(base.items, own.items);
  return base.kind === 'record' && own.kind === 'reference';
}

/**
 * The type of the index signature. TypeScript demands that it covers the declared properties, so it is widened to a union
 * with their types. A base's signature cannot be widened any more, so a typed one is a contradiction.
 */
function getIndexType(
  context: Context,
  parts: Parts,
  inherited: InheritedShape,
  own: readonly Property[],
): TypeRef | undefined | 'contradiction' {
  const declared = parts.own
    .map((schema) => getAdditionalType(context, schema))
    .filter((type) => type !== undefined);
  if (inherited.index !== undefined) {
    return inherited.index.kind === 'unknown' && declared.every((type) => type.kind === 'unknown')
      ? undefined
      : 'contradiction';
  }
  if (declared.length === 0) return isFreeForm(parts, own) ? UNKNOWN : undefined;
  return union([
    ...declared,
    ...[...inherited.properties.values(), ...own].map((property) => property.type),
  ]);
}

/** An object that declares nothing, not even `additionalProperties: false`, may hold any property. */
function isFreeForm(parts: Parts, own: readonly Property[]): boolean {
  return (
    parts.bases.length === 0 &&
    own.length === 0 &&
    parts.own.every((schema) => schema.additionalProperties === undefined)
  );
}

/** Reports properties that only `required` names. Called for schemas without a base, which might declare them. */
function reportUndeclared(context: Context, schemas: readonly SchemaObject[]): void {
  const declared = new Set(schemas.flatMap((schema) => Object.keys(schema.properties ?? {})));
  for (const schema of schemas) {
    for (const wireName of schema.required ?? []) {
      if (declared.has(wireName)) continue;
      const { pointer } = getOrigin(context, schema);
      context.diagnostics.report(
        'required-undeclared',
        pointer,
        `The property '${wireName}' is required but not declared.`,
      );
    }
  }
}
