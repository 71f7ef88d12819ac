import { defined } from '../../util/defined.js';
import {
  resolvePointer,
  type LoadedDocument,
  type OpenApiDocument,
  type SchemaObject,
} from '../raw-openapi.js';

export type Schema = SchemaObject | boolean;

/** The objects that represent the schemas `true` and `false`. */
export const ANYTHING: SchemaObject = Object.freeze({});
export const NOTHING: SchemaObject = Object.freeze({ not: Object.freeze({}) });

/**
 * Keywords that limit no values (JSON Schema 2020-12, section 7.7), `default` and the lifecycle included; and whether a
 * number is also accepted as text, which changes no number.
 */
const ANNOTATIONS = [
  'title',
  'description',
  'deprecated',
  'readOnly',
  'writeOnly',
  'default',
  'example',
  'examples',
  'externalDocs',
  'x-sunset',
  'x-stability-level',
  'x-accepts-text',
] as const satisfies readonly (keyof SchemaObject)[];

export type Annotation = (typeof ANNOTATIONS)[number];
export type Annotations = Pick<SchemaObject, Annotation>;

const ANNOTATION_KEYS: ReadonlySet<string> = new Set(ANNOTATIONS);

/** A schema without what makes no difference: references, wrappers around one schema, `null` in a union. */
export interface Resolved {
  /** The key of the core under `components/schemas`; undefined if it is inline. */
  readonly name?: string;
  /** The schema that limits values: neither a reference nor a wrapper around one other schema. */
  readonly core: SchemaObject;
  /** Undefined: the schema has annotations only, so that null is allowed as everything is. */
  readonly nullable: boolean | undefined;
  /** As `nullable`, of the named schema, wherever it is used. */
  readonly innerNullable: boolean | undefined;
  /** The annotations where the schema is used. */
  readonly outer: Annotations;
  /** The annotations of the named schema. */
  readonly inner: Annotations;
  /** Both; those of the use replace those of the named schema. */
  readonly annotations: Annotations;
  /** The schema that was resolved, if it is an object. */
  readonly written: SchemaObject | undefined;
}

export const SCHEMA_REFERENCE = '#/components/schemas/';

/** Returns the key to which a reference under {@link SCHEMA_REFERENCE} leads. */
export function getReferencedName(reference: string): string {
  return reference.slice(SCHEMA_REFERENCE.length).replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Returns the key of the named schema to which a reference leads, or in which its target is, such as a property. */
export function getContainingName(reference: string): string {
  const [name = ''] = reference.slice(SCHEMA_REFERENCE.length).split('/');
  return getReferencedName(SCHEMA_REFERENCE + name);
}

/** Follows references, `allOf` and unions of one member, and removes `null` from unions. */
export function resolve(schema: Schema, { document }: LoadedDocument): Resolved {
  let name: string | undefined;
  let outer: Annotations = {};
  let inner: Annotations = {};
  let nullable = false;
  let innerNullable = false;
  let current: Schema = schema;
  const seen = new Set<SchemaObject>();
  while (typeof current === 'object' && !seen.has(current)) {
    seen.add(current);
    const own = getAnnotations(current);
    if (name === undefined) outer = { ...own, ...outer };
    else inner = { ...own, ...inner };
    const next = unwrap(current, document);
    if (next === undefined) break;
    nullable ||= next.nullable;
    innerNullable = next.name === undefined && (innerNullable || next.nullable);
    name = next.name ?? name;
    current = next.schema;
  }
  const core = typeof current === 'object' ? current : current ? ANYTHING : NOTHING;
  const coreNullable = allowsNull(core, document);
  const written = typeof schema === 'object' ? schema : undefined;
  return {
    ...defined({ name }),
    core,
    nullable: nullable || coreNullable,
    innerNullable: innerNullable || coreNullable,
    outer,
    inner,
    annotations: { ...inner, ...outer },
    written,
  };
}

interface Unwrapped {
  readonly schema: Schema;
  readonly nullable: boolean;
  readonly name?: string;
}

/** Undefined: the schema is neither a reference nor a wrapper. */
function unwrap(schema: SchemaObject, document: OpenApiDocument): Unwrapped | undefined {
  const keys = Object.keys(schema).filter((key) => !isAnnotation(key));
  if (keys.length !== 1) return undefined;
  if (schema.$ref !== undefined) return followReference(schema.$ref, document);
  const list = schema.allOf ?? schema.oneOf ?? schema.anyOf;
  if (list === undefined) return undefined;
  const others = schema.allOf === undefined ? list.filter((member) => !isNull(member)) : list;
  const [only] = others;
  if (only === undefined || others.length !== 1) return undefined;
  return { schema: only, nullable: others.length < list.length };
}

/** Leads to a named schema or, as Microsoft.AspNetCore.OpenApi writes it, to one in a property or an operation. */
function followReference(reference: string, document: OpenApiDocument): Unwrapped | undefined {
  const name = getReferencedName(reference);
  const { schemas } = document.components;
  const isNamed = reference.startsWith(SCHEMA_REFERENCE) && Object.hasOwn(schemas, name);
  const target = isNamed
    ? schemas[name]
    : (resolvePointer(document, reference) as Schema | undefined);
  return target === undefined
    ? undefined
    : { schema: target, nullable: false, ...defined({ name: isNamed ? name : undefined }) };
}

function getAnnotations(schema: SchemaObject): Annotations {
  return Object.fromEntries(
    ANNOTATIONS.filter((key) => schema[key] !== undefined).map((key) => [key, schema[key]]),
  );
}

export function isAnnotation(key: string): key is Annotation {
  return ANNOTATION_KEYS.has(key);
}

/** `{ type: 'null' }`, whatever its annotations are. */
export function isNull(schema: Schema): boolean {
  if (typeof schema === 'boolean') return false;
  const types = getWrittenTypes(schema);
  return types.length === 1 && types[0] === 'null';
}

/** The types as written, then the names that are not types of JSON Schema: they are compared as text. */
export function getWrittenTypes({
  type = [],
  'x-unknown-types': unknown = [],
}: SchemaObject): readonly string[] {
  return [...(typeof type === 'string' ? [type] : type), ...unknown];
}

/** The types without `null`, unless there is no other; sorted. */
export function getTypes(schema: SchemaObject): readonly string[] {
  const types = getWrittenTypes(schema);
  const others = types.filter((type) => type !== 'null');
  return (others.length > 0 ? others : types).toSorted();
}

/** Whether a schema allows null. Undefined: it limits no types, so that null is allowed as everything is. */
export function allowsNull(
  schema: Schema,
  document: OpenApiDocument,
  depth = 0,
): boolean | undefined {
  if (typeof schema === 'boolean') return schema ? undefined : false;
  if (schema === NOTHING || depth > MAX_PARTS) return false;
  const {
    $ref,
    allOf = [],
    const: only,
    enum: values = only === undefined ? undefined : [only],
  } = schema;
  const types = getWrittenTypes(schema);
  const variants = schema.oneOf ?? schema.anyOf;
  const parts =
    $ref === undefined ? allOf : [...allOf, followReference($ref, document)?.schema ?? true];
  const answers = [
    types.length > 0 ? types.includes('null') : undefined,
    values?.includes(null),
    // What a variant refers to is compared there.
    variants?.some((one) =>
      hasReference(one) ? false : allowsNull(one, document, depth + 1) !== false,
    ),
    types.length === 0 && impliesType(schema) ? false : undefined,
    ...parts.map((part) => allowsNull(part, document, depth + 1)),
  ].filter((answer) => answer !== undefined);
  return answers.length === 0 ? undefined : answers.every(Boolean);
}

const MAX_PARTS = 20;

function hasReference(schema: Schema): boolean {
  return typeof schema === 'object' && schema.$ref !== undefined;
}

/** Authors mean objects by `properties` and lists by `items`, with or without a type. */
function impliesType({ properties, required, items, prefixItems }: SchemaObject): boolean {
  return (properties ?? required ?? items ?? prefixItems) !== undefined;
}
