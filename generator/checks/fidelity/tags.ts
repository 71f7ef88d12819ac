import type { OpenApiDocument, SchemaObject } from '../../document/openapi.js';
import { METHODS } from '../../document/openapi.js';
import { schemaOf, typesOf } from './normal-form.js';

/** The values that a discriminator gives to a schema, and the property that holds them. */
export interface Tag {
  readonly propertyName: string;
  /** With null where the property may be null. */
  readonly values: ReadonlySet<string | null>;
}

/** What the discriminators of a document say, by schema of the normal form. */
export interface Tags {
  readonly of: ReadonlyMap<object, Tag>;
  /** By base: what inherits from it. A value of the base is one of these, or of the base with another tag. */
  readonly variants: ReadonlyMap<object, Variants>;
}

export interface Variants {
  readonly propertyName: string;
  readonly members: ReadonlySet<SchemaObject>;
  /** The tags of the base itself. */
  readonly own: ReadonlySet<string>;
}

/**
 * What the discriminators of a document say of the schemas that they map to: "the expected value of the
 * property" (OpenAPI 3.1, section 4.8.25), which no keyword of JSON Schema repeats. A base is left out:
 * what inherits from it has another tag. So is a schema whose property cannot hold the tag, and one that
 * two discriminators tag by different properties.
 */
export function tagsIn(document: OpenApiDocument): Tags {
  const schemas = allSchemas(document);
  const bases = new Set(
    [...schemas].flatMap((schema) =>
      (schema.allOf ?? []).map((part) =>
        typeof part === 'object' ? target(document, part) : part,
      ),
    ),
  );
  const tags = new Map<object, { propertyName: string; values: Set<string | null> }>();
  const unfit = new Set<object>();
  const variants = new Map<object, Variants>();
  const said = [...schemas].flatMap((schema) => discriminated(document, schema));
  const parts = new Set(said.map(({ part }) => part));
  const whole = said.filter(({ schema }) => !parts.has(schema));
  for (const { schema, propertyName, members } of whole) {
    const above = whole.filter((base) => base.propertyName === propertyName);
    const own = above.flatMap((base) => base.members.filter(([, member]) => member === schema));
    const inherited = variantsOf(document, schema, propertyName, [...members, ...own]);
    if (inherited !== undefined) variants.set(schema, inherited);
    for (const [value, member] of members) {
      const property = bases.has(member) ? undefined : propertyOf(document, member, propertyName);
      if (property === undefined || !admits(property, value)) {
        unfit.add(member);
        continue;
      }
      const none = typesOf(property).includes('null') ? [null] : [];
      const tag = tags.get(member) ?? { propertyName, values: new Set<string | null>(none) };
      if (tag.propertyName !== propertyName) unfit.add(member);
      tag.values.add(value);
      tags.set(member, tag);
    }
  }
  unfit.forEach((member) => tags.delete(member));
  return { of: tags, variants };
}

interface Discriminated {
  readonly schema: SchemaObject;
  readonly propertyName: string;
  readonly members: readonly (readonly [tag: string, member: SchemaObject])[];
  /** The part of its `allOf` that says so, where a base in the middle of an inheritance has it there. */
  readonly part?: SchemaObject;
}

function discriminated(document: OpenApiDocument, schema: SchemaObject): readonly Discriminated[] {
  const part = [schema, ...(schema.allOf ?? [])].find(
    (one): one is SchemaObject => typeof one === 'object' && one.discriminator !== undefined,
  );
  if (part?.discriminator === undefined) return [];
  const { propertyName } = part.discriminator;
  const members = mapped(document, schema, part.discriminator.mapping ?? {});
  return [{ schema, propertyName, members, ...(part !== schema && { part }) }];
}

/** Of a base alone: a choice lists its members itself. A base that could not hold their tags has none. */
function variantsOf(
  document: OpenApiDocument,
  base: SchemaObject,
  propertyName: string,
  mappings: readonly (readonly [string, SchemaObject])[],
): Variants | undefined {
  const property = propertyOf(document, base, propertyName);
  if (base.oneOf || base.anyOf || property === undefined) return undefined;
  const held = mappings.filter(([, member]) => propertyOf(document, member, propertyName));
  const members = new Set(held.map(([, member]) => member).filter((member) => member !== base));
  if (members.size === 0 || !held.every(([value]) => admits(property, value))) return undefined;
  const own = held.filter(([, member]) => member === base).map(([value]) => value);
  return { propertyName, members, own: new Set(own) };
}

/** A mapping's value is a reference or a schema's name; a member or heir that no mapping names is tagged with its own. */
function mapped(
  document: OpenApiDocument,
  schema: SchemaObject,
  mapping: Readonly<Record<string, string>>,
): readonly (readonly [string, SchemaObject])[] {
  const entries: [string, SchemaObject][] = [];
  const { schemas } = document.components;
  for (const [value, to] of Object.entries(mapping)) {
    const member = Object.hasOwn(schemas, to) ? schemas[to] : schemaOf(document, to);
    if (typeof member === 'object') entries.push([value, member]);
  }
  const named = new Set(entries.map(([, member]) => member));
  const members = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  for (const part of members) {
    if (typeof part === 'boolean' || part.$ref === undefined) continue;
    const member = target(document, part);
    if (typeof member === 'object' && !named.has(member))
      entries.push([part.$ref.slice(part.$ref.lastIndexOf('/') + 1), member]);
  }
  if (members.length > 0) return entries;
  for (const [name, heir] of Object.entries(schemas))
    if (
      typeof heir === 'object' &&
      heir !== schema &&
      !named.has(heir) &&
      inherits(document, heir, schema)
    )
      entries.push([name, heir]);
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
    const next = typeof part === 'object' ? target(document, part) : undefined;
    return typeof next === 'object' && (next === base || inherits(document, next, base, seen));
  });
}

/** A property that is declared here or in what this one inherits from. */
function propertyOf(
  document: OpenApiDocument,
  schema: SchemaObject,
  name: string,
): SchemaObject | undefined {
  const own = schema.properties?.[name];
  const node = typeof own === 'object' ? target(document, own) : own;
  if (typeof node === 'object') return node;
  for (const part of schema.allOf ?? []) {
    const base = typeof part === 'object' ? target(document, part) : undefined;
    const found =
      typeof base === 'object' && base !== schema ? propertyOf(document, base, name) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Only text is a tag; where a mapping and an enumeration disagree, the enumeration is believed. */
function admits(property: SchemaObject, value: string): boolean {
  const types = typesOf(property).filter((type) => type !== 'null');
  if (types.length !== 1 || types[0] !== 'string') return false;
  return property.enum?.includes(value) ?? true;
}

function target(
  document: OpenApiDocument,
  schema: SchemaObject,
): SchemaObject | boolean | undefined {
  return schema.$ref === undefined ? schema : schemaOf(document, schema.$ref);
}

/** Every schema of the components and of the bodies, with all that they hold. */
function allSchemas(document: OpenApiDocument): ReadonlySet<SchemaObject> {
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
