import type { OpenApiDocument, SchemaObject } from '../../document/openapi.js';
import { METHODS } from '../../document/openapi.js';
import { defined } from '../../util/defined.js';
import { getSchema, getTypes } from './normal-form.js';

/** The values by which a discriminator selects a schema, and the property that has them. */
export interface DiscriminatorValues {
  readonly propertyName: string;
  /** With null where the property may be null. */
  readonly values: ReadonlySet<unknown>;
  readonly required: boolean;
}

/** The discriminators of a document, by schema of the normal form. */
export interface Discriminators {
  readonly values: ReadonlyMap<object, DiscriminatorValues>;
  /** By base, what inherits from it. A value of the base is one of these, or of the base with another value. */
  readonly variants: ReadonlyMap<object, Variants>;
  readonly unions: ReadonlyMap<object, UnionMembers>;
  /** By base that does not declare the property of its discriminator: the property. */
  readonly implied: ReadonlyMap<object, string>;
}

/** What the discriminator of a union says of its members. */
export interface UnionMembers {
  readonly byMember: ReadonlyMap<object, MemberValues>;
  /** The schema for all other values, where the union does not list it. */
  readonly fallback?: SchemaObject;
}

export interface MemberValues extends DiscriminatorValues {
  /** True for a base, and for the schema of all other values: a response has values that the document does not name. */
  readonly isOpen: boolean;
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
  const values = new Map<
    object,
    { propertyName: string; values: Set<unknown>; required: boolean }
  >();
  const unfit = new Set<object>();
  const variants = new Map<object, Variants>();
  const unions = new Map<object, UnionMembers>();
  const implied = new Map<object, string>();
  const all = [...schemas].flatMap((schema) => listDiscriminated(document, schema));
  const alone = collectUsedAlone(document, schemas, new Set(all.map(({ schema }) => schema)));
  const parts = new Set(all.map(({ part }) => part));
  const whole = all.filter(({ schema }) => !parts.has(schema));
  for (const { schema, propertyName, members, required = false, fallback } of whole) {
    const isUnion = (schema.oneOf ?? schema.anyOf) !== undefined;
    if (isUnion) unions.set(schema, readUnion(document, schema, bases));
    if (fallback !== undefined) unfit.add(fallback);
    const above = whole.filter((base) => base.propertyName === propertyName);
    const toBase = above.flatMap((base) => base.members.filter(([, member]) => member === schema));
    const inherited = findVariants(document, schema, propertyName, [...members, ...toBase]);
    if (inherited !== undefined) variants.set(schema, inherited);
    const isImplied = findProperty(document, schema, propertyName) === undefined;
    if (inherited !== undefined && isImplied) implied.set(schema, propertyName);
    for (const [text, member] of members) {
      const property = findProperty(document, member, propertyName);
      const value = toValue(property, text);
      const isMissing = property === undefined && isUnion;
      if (bases.has(member) || value === undefined || (isMissing && alone.has(member))) {
        unfit.add(member);
        continue;
      }
      const none = property && getTypes(property).includes('null') ? [null] : [];
      const always = property === undefined || (required && !alone.has(member));
      const own = values.get(member) ?? {
        propertyName,
        values: new Set<unknown>(none),
        required: always,
      };
      if (own.propertyName !== propertyName) unfit.add(member);
      own.values.add(value);
      own.required &&= always;
      values.set(member, own);
    }
  }
  unfit.forEach((member) => values.delete(member));
  return { values, variants, unions, implied };
}

function readUnion(
  document: OpenApiDocument,
  schema: SchemaObject,
  bases: ReadonlySet<unknown>,
): UnionMembers {
  const byMember = new Map<object, MemberValues>();
  const [found] = listDiscriminated(document, schema);
  if (found === undefined) return { byMember };
  const { propertyName, members, fallback } = found;
  const listed = listRefs(document, schema);
  for (const member of new Set([
    ...members.map(([, one]) => one),
    ...(fallback ? [fallback] : []),
  ])) {
    const property = findProperty(document, member, propertyName);
    const texts = members.filter(([, one]) => one === member).map(([text]) => text);
    const values = texts.flatMap((text) => toValue(property, text) ?? []);
    const none = property && getTypes(property).includes('null') ? [null] : [];
    // Where mapping and schema disagree, the schema decides.
    if (values.length < texts.length || hasOwnUnion(member, propertyName)) continue;
    const isFallback = member === fallback;
    byMember.set(member, {
      propertyName,
      values: new Set([...values, ...none]),
      required: !isFallback && (property === undefined || found.required === true),
      isOpen: isFallback || (property !== undefined && bases.has(member)),
    });
  }
  return {
    byMember,
    ...defined({ fallback: fallback && listed.has(fallback) ? undefined : fallback }),
  };
}

function hasOwnUnion({ oneOf, anyOf, discriminator }: SchemaObject, propertyName: string): boolean {
  return (oneOf ?? anyOf) !== undefined && discriminator?.propertyName === propertyName;
}

function listRefs(document: OpenApiDocument, { oneOf = [], anyOf = [] }: SchemaObject) {
  return new Set([...oneOf, ...anyOf].map((part) => resolvePart(document, part)));
}

function resolvePart(document: OpenApiDocument, part: SchemaObject | boolean) {
  return typeof part === 'object' ? resolveSchema(document, part) : part;
}

interface Discriminated {
  readonly schema: SchemaObject;
  readonly propertyName: string;
  readonly members: readonly (readonly [value: string, member: SchemaObject])[];
  /** Whether the union itself requires the property. */
  readonly required?: true;
  /** The schema for all other values. */
  readonly fallback?: SchemaObject;
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
  if (part?.discriminator === undefined) return inferDiscriminated(document, schema);
  const { propertyName, defaultMapping } = part.discriminator;
  const target = defaultMapping === undefined ? undefined : findTarget(document, defaultMapping);
  const fallback = typeof target === 'object' ? target : undefined;
  const members = readMapping(document, schema, part.discriminator.mapping ?? {}, fallback);
  return [
    {
      schema,
      propertyName,
      members,
      ...(part.required?.includes(propertyName) && { required: true }),
      ...defined({ part: part === schema ? undefined : part, fallback }),
    },
  ];
}

/** Without a discriminator: each member has a value of its own in one property, but one, which is for all others. */
function inferDiscriminated(
  document: OpenApiDocument,
  schema: SchemaObject,
): readonly Discriminated[] {
  const parts = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  const members = parts.flatMap((part) => {
    const isReference = typeof part === 'object' && part.$ref !== undefined;
    const member = isReference ? resolvePart(document, part) : undefined;
    return typeof member === 'object' ? [member] : [];
  });
  const nulls = parts.filter((part) => typeof part === 'object' && part.type === 'null');
  if (members.length < 2 || members.length + nulls.length < parts.length) return [];
  const names = new Set(members.flatMap(({ properties = {} }) => Object.keys(properties)));
  for (const propertyName of [...names].sort()) {
    const tags = members.map((member) => findProperty(document, member, propertyName));
    const [fallback, other] = members.filter((_, index) => tags[index] === undefined);
    const values = tags.flatMap((tag) => (tag ? [tag.const ?? getOnlyValue(tag)] : []));
    const isTagged = values.every((one) => typeof one === 'string' || typeof one === 'number');
    if (fallback === undefined || other !== undefined || !isTagged) continue;
    if (new Set(values.map(String)).size < values.length) continue;
    const tagged = members.filter((member) => member !== fallback);
    const mapping = tagged.map((member, index) => [String(values[index]), member] as const);
    return [{ schema, propertyName, members: mapping, required: true, fallback }];
  }
  return [];
}

function getOnlyValue({ enum: values = [] }: SchemaObject): unknown {
  return values.length === 1 ? values[0] : undefined;
}

/** Only a base has variants: a union lists its members itself. A base whose property cannot have their values has none. */
function findVariants(
  document: OpenApiDocument,
  base: SchemaObject,
  propertyName: string,
  mappings: readonly (readonly [string, SchemaObject])[],
): Variants | undefined {
  const property = findProperty(document, base, propertyName);
  if (base.oneOf || base.anyOf) return undefined;
  const possible = mappings.filter(
    ([, member]) =>
      member === base ||
      inherits(document, member, base) ||
      findProperty(document, member, propertyName),
  );
  const members = new Set(possible.map(([, member]) => member).filter((member) => member !== base));
  const fits = possible.every(([value]) => toValue(property, value) !== undefined);
  if (members.size === 0 || !fits) return undefined;
  const own = possible.filter(([, member]) => member === base).map(([value]) => value);
  return { propertyName, members, own: new Set(own) };
}

/** A mapping's value is a reference or a schema's name. A member or subtype without a mapping is selected by its own name. */
function readMapping(
  document: OpenApiDocument,
  schema: SchemaObject,
  mapping: Readonly<Record<string, string>>,
  fallback?: SchemaObject,
): readonly (readonly [string, SchemaObject])[] {
  const entries: [string, SchemaObject][] = [];
  const { schemas } = document.components;
  for (const [value, to] of Object.entries(mapping)) {
    const member = findTarget(document, to);
    if (typeof member === 'object') entries.push([value, member]);
  }
  const named = new Set(entries.map(([, member]) => member));
  const members = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  for (const part of members) {
    if (typeof part === 'boolean' || part.$ref === undefined) continue;
    const member = resolveSchema(document, part);
    if (typeof member === 'object' && !named.has(member) && member !== fallback)
      entries.push([getValue(member, part.$ref.slice(part.$ref.lastIndexOf('/') + 1)), member]);
  }
  if (members.length > 0) return entries;
  const own = schema['x-ms-discriminator-value'];
  if (own !== undefined && !named.has(schema)) entries.push([own, schema]);
  for (const [name, subtype] of Object.entries(schemas))
    if (
      typeof subtype === 'object' &&
      subtype !== schema &&
      !named.has(subtype) &&
      inherits(document, subtype, schema)
    )
      entries.push([getValue(subtype, name), subtype]);
  return entries;
}

/** What AutoRest's extension says in place of the schema's name. */
function getValue(schema: SchemaObject, name: string): string {
  return schema['x-ms-discriminator-value'] ?? name;
}

function findTarget(document: OpenApiDocument, target: string): SchemaObject | boolean | undefined {
  const { schemas } = document.components;
  return Object.hasOwn(schemas, target) ? schemas[target] : getSchema(document, target);
}

/** The schemas that a reference outside of discriminated unions and inheritance points to. */
function collectUsedAlone(
  document: OpenApiDocument,
  schemas: ReadonlySet<SchemaObject>,
  discriminated: ReadonlySet<SchemaObject>,
): ReadonlySet<unknown> {
  const alone = new Set<unknown>();
  const inherited = new Set<SchemaObject | boolean>(
    Object.values(document.components.schemas).flatMap((schema) =>
      typeof schema === 'object' ? (schema.allOf ?? []) : [],
    ),
  );
  const inUnions = new Set<SchemaObject | boolean>(
    [...discriminated].flatMap(({ oneOf = [], anyOf = [] }) => [...oneOf, ...anyOf]),
  );
  for (const schema of schemas)
    if (schema.$ref !== undefined && !inherited.has(schema) && !inUnions.has(schema))
      alone.add(resolveSchema(document, schema));
  return alone;
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

/** A mapping's value as the property has it; undefined where it cannot. */
function toValue(property: SchemaObject | undefined, text: string): unknown {
  if (property === undefined) return text;
  const values = property.const === undefined ? property.enum : [property.const];
  if (values !== undefined) return values.find((one) => String(one) === text);
  const types = getTypes(property).filter((type) => type !== 'null');
  if (types.includes('integer') || types.includes('number')) return Number(text);
  return types.length === 0 || types.includes('string') ? text : undefined;
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
