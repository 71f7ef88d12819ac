import { own, type JsonObject } from './json.js';
import type { SchemaObject } from './openapi.js';

/** A schema in the making. */
export type SchemaDraft = { -readonly [K in keyof SchemaObject]: SchemaObject[K] };

/** What describes a schema without constraining values. */
export const ANNOTATIONS = [
  'title',
  'description',
  'deprecated',
  'readOnly',
  'writeOnly',
  'default',
  'example',
  'examples',
  'x-extensible-enum',
  'x-sunset',
  'x-stability-level',
] as const satisfies readonly (keyof SchemaObject)[];

const NULL: SchemaObject = Object.freeze({ type: 'null' });

/** `nullable: true` (OpenAPI 3.0, section 4.7.24.1), or NSwag's and AutoRest's `x-nullable` for Swagger 2.0. */
export function isNullable(published: JsonObject): boolean {
  return own(published, 'nullable') === true || own(published, 'x-nullable') === true;
}

/** 3.0 has booleans beside the bound (JSON Schema draft 4, section 5.1.2); 3.1 has the bound itself. */
export function exclusiveBounds(draft: SchemaDraft, published: JsonObject): SchemaDraft {
  const { minimum, maximum } = draft;
  if (minimum === undefined && maximum === undefined) return draft;
  const { minimum: _minimum, maximum: _maximum, ...rest } = draft;
  const above = own(published, 'exclusiveMinimum') === true;
  const below = own(published, 'exclusiveMaximum') === true;
  return {
    ...rest,
    ...(minimum !== undefined && (above ? { exclusiveMinimum: minimum } : { minimum })),
    ...(maximum !== undefined && (below ? { exclusiveMaximum: maximum } : { maximum })),
  };
}

/**
 * Up to 3.0 what stands beside `$ref` is to be ignored (OpenAPI 3.0, section 4.7.23). Annotations are kept
 * all the same: Swashbuckle and NSwag write `readOnly`, `description` and the like for the property that
 * refers, and mean it; so with `nullable`, see {@link isNullable}. Constraints are dropped: they repeat the
 * target, or contradict it.
 */
export function withoutIgnoredSiblings(draft: SchemaDraft): SchemaDraft {
  if (draft.$ref === undefined) return draft;
  return { $ref: draft.$ref, ...annotationsOf(draft) };
}

/** The same schema, allowing null as well, in the way that the normal form says it. */
export function withNull(draft: SchemaDraft): SchemaDraft {
  if (draft.$ref !== undefined || draft.allOf !== undefined) {
    // Null beside them would have to satisfy them: it needs a branch of its own.
    const { annotations, rest } = split(draft);
    return { ...annotations, anyOf: [rest, { ...NULL }] };
  }
  const schema = { ...draft };
  if (schema.const !== undefined && schema.const !== null) {
    schema.enum = [schema.const, null];
    delete schema.const;
  }
  if (schema.enum !== undefined && !schema.enum.includes(null))
    schema.enum = [...schema.enum, null];
  if (schema.oneOf !== undefined) schema.oneOf = unionWithNull(schema.oneOf);
  if (schema.anyOf !== undefined) schema.anyOf = unionWithNull(schema.anyOf);
  const types = typesOf(schema).length > 0 ? typesOf(schema) : impliedTypes(schema);
  if (types.length > 0 && !types.includes('null')) schema.type = [...types, 'null'];
  return schema;
}

/** What people mean by `properties` or `items` without a type; a schema that says neither allows null already. */
function impliedTypes(schema: SchemaObject): readonly string[] {
  if (schema.oneOf !== undefined || schema.anyOf !== undefined) return [];
  if (schema.properties !== undefined || schema.additionalProperties !== undefined)
    return ['object'];
  return schema.items !== undefined || schema.prefixItems !== undefined ? ['array'] : [];
}

export function typesOf(schema: SchemaObject): readonly string[] {
  if (schema.type === undefined) return [];
  return typeof schema.type === 'string' ? [schema.type] : schema.type;
}

export function annotationsOf(schema: SchemaObject): SchemaDraft {
  return split(schema).annotations;
}

/** A schema's annotations, and what constrains. */
export function split(schema: SchemaObject): {
  readonly annotations: SchemaDraft;
  readonly rest: SchemaDraft;
} {
  const entries = Object.entries(schema);
  const annotates = ([key]: [string, unknown]): boolean => ANNOTATION_KEYS.has(key);
  return {
    annotations: Object.fromEntries(entries.filter(annotates)),
    rest: Object.fromEntries(entries.filter((entry) => !annotates(entry))),
  };
}

const ANNOTATION_KEYS: ReadonlySet<string> = new Set(ANNOTATIONS);

function unionWithNull(
  members: readonly (SchemaObject | boolean)[],
): readonly (SchemaObject | boolean)[] {
  const allowsNull = (member: SchemaObject | boolean): boolean =>
    member === true || (member !== false && typesOf(member).includes('null'));
  return members.some(allowsNull) ? members : [...members, { ...NULL }];
}
