import { resolvePointer } from '../document.js';
import type { LoadedDocument, OpenApiDocument, SchemaObject } from '../document.js';

export type Schema = SchemaObject | boolean;

/** Stand for the schemas `true` and `false`, which are no objects. */
export const ANYTHING: SchemaObject = Object.freeze({});
export const NOTHING: SchemaObject = Object.freeze({ not: Object.freeze({}) });

const NOTES = [
  'title',
  'description',
  'deprecated',
  'readOnly',
  'writeOnly',
  'default',
  'example',
  'examples',
  'x-sunset',
  'x-stability-level',
] as const satisfies readonly (keyof SchemaObject)[];

export type Note = (typeof NOTES)[number];
export type Notes = Pick<SchemaObject, Note>;

const NOTE_KEYS: ReadonlySet<string> = new Set(NOTES);

/** A schema without the ways of writing it that make no difference: references, wrappers, `null` beside it. */
export interface Resolved {
  /** The key under `components/schemas` that the core stands under; undefined when it is inline. */
  readonly name?: string;
  /** What constrains values: neither a reference, nor a wrapper around one other schema. */
  readonly core: SchemaObject;
  /** Undefined: the schema says nothing at all, so that null is allowed as anything is. */
  readonly nullable: boolean | undefined;
  /** Whether it is nullable by a union with null around the core. */
  readonly isUnion: boolean;
  /** Said where the schema is used. */
  readonly outer: Notes;
  /** Said by the named schema. */
  readonly inner: Notes;
  /** Both: what is said where it is used counts for more. */
  readonly notes: Notes;
  /** The schema that was asked for, where it is an object. */
  readonly written: SchemaObject | undefined;
}

export const SCHEMA_REFERENCE = '#/components/schemas/';

/** The key that a reference of the normal form leads to. */
export function nameOf(reference: string): string {
  return reference.slice(SCHEMA_REFERENCE.length).replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The key of the named schema that a reference leads to, or into: it may lead to one of its properties. */
export function holderOf(reference: string): string {
  const [name = ''] = reference.slice(SCHEMA_REFERENCE.length).split('/');
  return nameOf(SCHEMA_REFERENCE + name);
}

/** Follows references, `allOf` and unions of one member, and takes `null` out of unions. */
export function resolve(schema: Schema, { document }: LoadedDocument): Resolved {
  let name: string | undefined;
  let outer: Notes = {};
  let inner: Notes = {};
  let nullable = false;
  let current: Schema = schema;
  const seen = new Set<SchemaObject>();
  while (typeof current === 'object' && !seen.has(current)) {
    seen.add(current);
    const own = notesOf(current);
    if (name === undefined) outer = { ...own, ...outer };
    else inner = { ...own, ...inner };
    const next = stepInside(current, document);
    if (next === undefined) break;
    nullable ||= next.nullable;
    name = next.name ?? name;
    current = next.schema;
  }
  const core = typeof current === 'object' ? current : current ? ANYTHING : NOTHING;
  const written = typeof schema === 'object' ? schema : undefined;
  return {
    ...(name !== undefined && { name }),
    core,
    nullable: nullable || coreAllowsNull(core),
    isUnion: nullable,
    outer,
    inner,
    notes: { ...inner, ...outer },
    written,
  };
}

interface Step {
  readonly schema: Schema;
  readonly nullable: boolean;
  readonly name?: string;
}

function stepInside(schema: SchemaObject, document: OpenApiDocument): Step | undefined {
  const keys = Object.keys(schema).filter((key) => !NOTE_KEYS.has(key));
  if (keys.length !== 1) return undefined;
  if (schema.$ref !== undefined) return stepTo(schema.$ref, document);
  const list = schema.allOf ?? schema.oneOf ?? schema.anyOf;
  if (list === undefined) return undefined;
  const others = schema.allOf === undefined ? list.filter((member) => !isNull(member)) : list;
  const [only] = others;
  if (only === undefined || others.length !== 1) return undefined;
  return { schema: only, nullable: others.length < list.length };
}

/** To a named schema, or (Microsoft.AspNetCore.OpenApi) to one that stands in a property or an operation. */
function stepTo(reference: string, document: OpenApiDocument): Step | undefined {
  const name = nameOf(reference);
  const { schemas } = document.components;
  const isNamed = reference.startsWith(SCHEMA_REFERENCE) && Object.hasOwn(schemas, name);
  const target = isNamed
    ? schemas[name]
    : (resolvePointer(document, reference) as Schema | undefined);
  return target === undefined
    ? undefined
    : { schema: target, nullable: false, ...(isNamed && { name }) };
}

export function notesOf(schema: SchemaObject): Notes {
  const notes: Record<string, unknown> = {};
  for (const key of NOTES) if (schema[key] !== undefined) notes[key] = schema[key];
  return notes;
}

/** The keywords that are more than notes. */
export function substanceOf(schema: SchemaObject): SchemaObject {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !NOTE_KEYS.has(key)));
}

export function isNote(key: string): key is Note {
  return NOTE_KEYS.has(key);
}

/** `{ type: 'null' }`, whatever is said about it. */
export function isNull(schema: Schema): boolean {
  if (typeof schema === 'boolean') return false;
  const types = writtenTypes(schema);
  return types.length === 1 && types[0] === 'null';
}

/** The types that are written, in their order, then the words that are no types: they say what they say. */
export function writtenTypes({
  type = [],
  'x-unknown-types': unknown = [],
}: SchemaObject): readonly string[] {
  return [...(typeof type === 'string' ? [type] : type), ...unknown];
}

/** Types without `null`, sorted: what nullability is apart from. */
export function typesOf(schema: SchemaObject): readonly string[] {
  return writtenTypes(schema)
    .filter((type) => type !== 'null')
    .sort();
}

/** Undefined: the schema says nothing at all. */
export function coreAllowsNull(core: SchemaObject): boolean | undefined {
  if (core === NOTHING) return false;
  const types = writtenTypes(core);
  if (types.length > 0) return types.includes('null');
  if (core.const !== undefined) return core.const === null;
  if (core.enum !== undefined) return core.enum.includes(null);
  const variants = core.oneOf ?? core.anyOf;
  if (variants !== undefined) return variants.some((one) => isNull(one) || mayBeNull(one));
  return Object.keys(core).every(isNote) ? undefined : false;
}

function mayBeNull(schema: Schema): boolean {
  return typeof schema === 'object' && writtenTypes(schema).includes('null');
}
