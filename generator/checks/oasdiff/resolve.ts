import { resolvePointer } from '../../document/index.js';
import type { OpenApiDocument, SchemaObject } from '../../document/openapi.js';

export type Schema = SchemaObject | boolean;

/** Keywords that limit no values (JSON Schema 2020-12, section 7.7), `default` and the lifecycle included. */
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
] as const satisfies readonly (keyof SchemaObject)[];

type Annotations = Pick<SchemaObject, (typeof ANNOTATIONS)[number]>;

export function isAnnotation(key: string): boolean {
  return (ANNOTATIONS as readonly string[]).includes(key);
}

/** A schema without references and wrappers around one schema. */
export interface ResolvedSchema {
  /** The schema that limits values; without keywords for `true` and `false`. */
  readonly core: SchemaObject;
  /** Those on the way to it; where several have one, the outer one. */
  readonly annotations: Annotations;
}

/** Follows references, `allOf` and unions of one member beside null. */
export function resolveSchema(schema: Schema, document: OpenApiDocument): ResolvedSchema {
  let annotations: Annotations = {};
  let current: Schema = schema;
  for (const seen = new Set<Schema>(); typeof current === 'object' && !seen.has(current);) {
    seen.add(current);
    const own: SchemaObject = current;
    annotations = {
      ...Object.fromEntries(Object.entries(own).filter(([key]) => isAnnotation(key))),
      ...annotations,
    };
    current = unwrap(own, document) ?? own;
  }
  return { core: typeof current === 'object' ? current : {}, annotations };
}

/** Undefined: the schema is neither a reference nor a wrapper. */
function unwrap(schema: SchemaObject, document: OpenApiDocument): Schema | undefined {
  const [keyword, ...others] = Object.keys(schema).filter((key) => !isAnnotation(key));
  if (keyword === undefined || others.length > 0) return undefined;
  const { $ref, allOf, oneOf, anyOf } = schema;
  if ($ref !== undefined) return resolvePointer(document, $ref) as Schema | undefined;
  const members = allOf ?? (oneOf ?? anyOf)?.filter((member) => !isNull(member)) ?? [];
  return members.length === 1 ? members[0] : undefined;
}

/** `{ type: 'null' }`, whatever its annotations are. */
export function isNull(schema: Schema): boolean {
  return typeof schema === 'object' && getWrittenTypes(schema).join() === 'null';
}

/** The types as written, those that JSON Schema does not have included. */
export function getWrittenTypes({
  type = [],
  'x-unknown-types': unknown = [],
}: SchemaObject): readonly string[] {
  return [...[type].flat(), ...unknown];
}

/** The types without `null`, sorted. */
export function getTypes(schema: SchemaObject): readonly string[] {
  return getWrittenTypes(schema)
    .filter((type) => type !== 'null')
    .sort();
}
