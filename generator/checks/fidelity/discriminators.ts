import type { OpenApiDocument, SchemaObject } from '../../document/openapi.js';
import { METHODS } from '../../document/openapi.js';
import { defined } from '../../util/defined.js';
import { getSchema, getTypes } from './normal-form.js';

/** The values by which a discriminator selects a schema, and the property that has them. */
export interface DiscriminatorValues {
  readonly propertyName: string;
  /** With null where the property may be null. */
  readonly values: ReadonlySet<string | null>;
}

/** The discriminators of a document, by schema of the normal form. */
export interface Discriminators {
  readonly values: ReadonlyMap<object, DiscriminatorValues>;
  /** By base, what inherits from it. A value of the base is one of these, or of the base with another value. */
  readonly variants: ReadonlyMap<object, Variants>;
}

export interface Variants {
  readonly propertyName: string;
  readonly members: ReadonlySet<SchemaObject>;
  /** The values that select the base itself. */
  readonly own: ReadonlySet<string>;
}

/**
 * Reads the values that discriminators give to the schemas that they map to: "the expected value of the property"
 * (OpenAPI 3.1, section 4.8.25), which no keyword of JSON Schema repeats. Left out are a base, since what inherits from it has
 * another value, a schema whose property cannot have the value, and one with discriminators on two different properties.
 */
export function readDiscriminators(document: OpenApiDocument): Discriminators {
  const schemas = listSchemas(document);
  const bases = new Set(
    [...schemas].flatMap((schema) =>
      (schema.allOf ?? []).map((part) =>
        typeof part === 'object' ? resolveSchema(document, part) : part,
      ),
    ),
  );
  const values = new Map<object, { propertyName: string; values: Set<string | null> }>();
  const unfit = new Set<object>();
  const variants = new Map<object, Variants>();
  const all = [...schemas].flatMap((schema) => listDiscriminated(document, schema));
  const parts = new Set(all.map(({ part }) => part));
  const whole = all.filter(({ schema }) => !parts.has(schema));
  for (const { schema, propertyName, members } of whole) {
    const above = whole.filter((base) => base.propertyName === propertyName);
    const toBase = above.flatMap((base) => base.members.filter(([, member]) => member === schema));
    const inherited = findVariants(document, schema, propertyName, [...members, ...toBase]);
    if (inherited !== undefined) variants.set(schema, inherited);
    for (const [value, member] of members) {
      const property = bases.has(member) ? undefined : findProperty(document, member, propertyName);
      if (property === undefined || !admits(property, value)) {
        unfit.add(member);
        continue;
      }
      const none = getTypes(property).includes('null') ? [null] : [];
      const own = values.get(member) ?? { propertyName, values: new Set<string | null>(none) };
      if (own.propertyName !== propertyName) unfit.add(member);
      own.values.add(value);
      values.set(member, own);
    }
  }
  unfit.forEach((member) => values.delete(member));
  return { values, variants };
}

interface Discriminated {
  readonly schema: SchemaObject;
  readonly propertyName: string;
  readonly members: readonly (readonly [value: string, member: SchemaObject])[];
  /** The part of its `allOf` with the discriminator, where a base in the middle of an inheritance has it there. */
  readonly part?: SchemaObject;
}

function listDiscriminated(
  document: OpenApiDocument,
  schema: SchemaObject,
): readonly Discriminated[] {
  const part = [schema, ...(schema.allOf ?? [])].find(
    (one): one is SchemaObject => typeof one === 'object' && one.discriminator !== undefined,
  );
  if (part?.discriminator === undefined) return [];
  const { propertyName } = part.discriminator;
  const members = readMapping(document, schema, part.discriminator.mapping ?? {});
  return [
    { schema, propertyName, members, ...defined({ part: part === schema ? undefined : part }) },
  ];
}

/** Only a base has variants: a union lists its members itself. A base whose property cannot have their values has none. */
function findVariants(
  document: OpenApiDocument,
  base: SchemaObject,
  propertyName: string,
  mappings: readonly (readonly [string, SchemaObject])[],
): Variants | undefined {
  const property = findProperty(document, base, propertyName);
  if (base.oneOf || base.anyOf || property === undefined) return undefined;
  const possible = mappings.filter(([, member]) => findProperty(document, member, propertyName));
  const members = new Set(possible.map(([, member]) => member).filter((member) => member !== base));
  if (members.size === 0 || !possible.every(([value]) => admits(property, value))) return undefined;
  const own = possible.filter(([, member]) => member === base).map(([value]) => value);
  return { propertyName, members, own: new Set(own) };
}

/** A mapping's value is a reference or a schema's name. A member or subtype without a mapping is selected by its own name. */
function readMapping(
  document: OpenApiDocument,
  schema: SchemaObject,
  mapping: Readonly<Record<string, string>>,
): readonly (readonly [string, SchemaObject])[] {
  const entries: [string, SchemaObject][] = [];
  const { schemas } = document.components;
  for (const [value, to] of Object.entries(mapping)) {
    const member = Object.hasOwn(schemas, to) ? schemas[to] : getSchema(document, to);
    if (typeof member === 'object') entries.push([value, member]);
  }
  const named = new Set(entries.map(([, member]) => member));
  const members = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  for (const part of members) {
    if (typeof part === 'boolean' || part.$ref === undefined) continue;
    const member = resolveSchema(document, part);
    if (typeof member === 'object' && !named.has(member))
      entries.push([part.$ref.slice(part.$ref.lastIndexOf('/') + 1), member]);
  }
  if (members.length > 0) return entries;
  for (const [name, subtype] of Object.entries(schemas))
    if (
      typeof subtype === 'object' &&
      subtype !== schema &&
      !named.has(subtype) &&
      inherits(document, subtype, schema)
    )
      entries.push([name, subtype]);
  return entries;
}

function inherits(
  document: OpenApiDocument,
  schema: SchemaObject,
  base: SchemaObject,
  seen = new Set<object>(),
): boolean {
  if (seen.has(schema)) return false;
  seen.add(schema);
  return (schema.allOf ?? []).some((part) => {
    const next = typeof part === 'object' ? resolveSchema(document, part) : undefined;
    return typeof next === 'object' && (next === base || inherits(document, next, base, seen));
  });
}

/** A property that is declared here or in a schema that this one inherits from. */
function findProperty(
  document: OpenApiDocument,
  schema: SchemaObject,
  name: string,
): SchemaObject | undefined {
  const own = schema.properties?.[name];
  const node = typeof own === 'object' ? resolveSchema(document, own) : own;
  if (typeof node === 'object') return node;
  for (const part of schema.allOf ?? []) {
    const base = typeof part === 'object' ? resolveSchema(document, part) : undefined;
    const found =
      typeof base === 'object' && base !== schema ? findProperty(document, base, name) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A value is a string; where a mapping and an enum disagree, the enum decides. */
function admits(property: SchemaObject, value: string): boolean {
  const types = getTypes(property).filter((type) => type !== 'null');
  if (types.length !== 1 || types[0] !== 'string') return false;
  return property.enum?.includes(value) ?? true;
}

function resolveSchema(
  document: OpenApiDocument,
  schema: SchemaObject,
): SchemaObject | boolean | undefined {
  return schema.$ref === undefined ? schema : getSchema(document, schema.$ref);
}

/** Every schema of the components and of the bodies, with all schemas inside. */
function listSchemas(document: OpenApiDocument): ReadonlySet<SchemaObject> {
  const found = new Set<SchemaObject>();
  const add = (schema: SchemaObject | boolean | undefined): void => {
    if (typeof schema !== 'object' || found.has(schema)) return;
    found.add(schema);
    const { properties, additionalProperties, items, prefixItems, allOf, oneOf, anyOf } = schema;
    [...Object.values(properties ?? {}), additionalProperties, items].forEach(add);
    [...(prefixItems ?? []), ...(allOf ?? []), ...(oneOf ?? []), ...(anyOf ?? [])].forEach(add);
  };
  Object.values(document.components.schemas).forEach(add);
  for (const item of Object.values(document.paths))
    for (const method of METHODS) {
      const { requestBody, responses } = item[method] ?? {};
      for (const body of [requestBody, ...Object.values(responses ?? {})])
        if (body !== undefined && 'content' in body)
          Object.values(body.content ?? {}).forEach(({ schema }) => add(schema));
    }
  return found;
}
