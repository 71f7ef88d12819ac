import { resolvePointer } from '../../document/index.js';
import type { OpenApiDocument, SchemaObject } from '../../document/openapi.js';
import type { TypeDirection } from '../../emit/index.js';
import type { Declaration } from '../../model/model.js';

export type Schema = SchemaObject | boolean;

/** The schema with this id, or behind this reference. */
export function getSchema(document: OpenApiDocument, ref: string): Schema | undefined {
  const name = ref.startsWith(COMPONENT) ? ref.slice(COMPONENT.length) : '';
  const { schemas } = document.components;
  const found = Object.hasOwn(schemas, name) ? schemas[name] : resolvePointer(document, ref);
  const isSchema = typeof found === 'boolean' || (typeof found === 'object' && found !== null);
  return isSchema ? found : undefined;
}

const COMPONENT = '#/components/schemas/';

/** In JSON Schema, `properties` without `type` accepts any string or number; their author means an object. */
export function impliedType(schema: SchemaObject): string | undefined {
  if (schema.type !== undefined || schema.enum || schema.const !== undefined) return undefined;
  if (schema.oneOf || schema.anyOf || schema.$ref !== undefined) return undefined;
  if (schema.properties || schema.required || schema.additionalProperties !== undefined)
    return 'object';
  return schema.items !== undefined || schema.prefixItems ? 'array' : undefined;
}

export function getTypes(schema: SchemaObject): readonly string[] {
  if (schema.type === undefined) return [];
  return typeof schema.type === 'string' ? [schema.type] : schema.type;
}

/** Whether a schema has keywords other than annotations and combinations beside a reference. */
export function hasOwnKeywords(schema: SchemaObject): boolean {
  const { type, properties, required, additionalProperties, items } = schema;
  const keywords = [
    type,
    properties,
    required,
    additionalProperties,
    items,
    schema.const,
    schema.enum,
  ];
  return keywords.some((keyword) => keyword !== undefined);
}

function isComposed(schema: SchemaObject): boolean {
  return (
    schema.$ref !== undefined ||
    schema.allOf !== undefined ||
    schema.anyOf !== undefined ||
    schema.oneOf !== undefined
  );
}

/** An object, or any value, without a statement about its properties. */
export function isFreeForm(schema: SchemaObject): boolean {
  const types = getTypes(schema);
  return (
    !isComposed(schema) &&
    (types.length === 0 || types.includes('object')) &&
    schema.properties === undefined &&
    schema.required === undefined &&
    getOthers(schema) === undefined
  );
}

/**
 * The schema of undeclared properties. Beside patterns `unevaluatedProperties` says it as well: the schema that has both is
 * the whole.
 */
export function getOthers(schema: SchemaObject): Schema | undefined {
  const { additionalProperties, patternProperties, unevaluatedProperties } = schema;
  return additionalProperties ?? (patternProperties && unevaluatedProperties);
}

/** Whether undeclared properties can be forbidden: the schema declares its properties and allows no others. */
export function isClosable(schema: SchemaObject): boolean {
  const others = getOthers(schema);
  const allowsOthers = others !== undefined && others !== false;
  if (allowsOthers || isFreeForm(schema)) return false;
  return (
    getTypes(schema).includes('object') || schema.properties !== undefined || isComposed(schema)
  );
}

/** Whether JavaScript can read the pattern: not every regular expression of .NET is valid there. */
export function isJavaScriptPattern(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false; // The constructor throws for nothing else.
  }
}

/** The directions for which a declaration is printed: both where they differ, otherwise the one that is used for both. */
export function getPrintedDirections(declaration: Declaration): readonly TypeDirection[] {
  if (declaration.splits) return ['response', 'request'];
  const { request, response } = declaration.use;
  if (!request && !response) return ['either'];
  return [response ? 'response' : 'request'];
}

/** The direction for which the declaration that a type of the given direction refers to is printed. */
export function resolveDirection(
  declaration: Declaration,
  direction: TypeDirection,
): TypeDirection {
  if (declaration.splits) return direction === 'request' ? 'request' : 'response';
  return getPrintedDirections(declaration)[0] ?? direction;
}

/** The properties of the whole schema to which a part belongs. */
export interface WholeProperties {
  /** Those that do not occur in this direction. */
  readonly hidden: ReadonlySet<string>;
  readonly declared: ReadonlySet<string>;
}

/** Collects the properties of a schema and of everything that it is composed of. */
export function collectProperties(
  document: OpenApiDocument,
  schema: SchemaObject,
  direction: TypeDirection,
  outer: WholeProperties | undefined,
): WholeProperties {
  const hidden = new Set(outer?.hidden);
  const declared = new Set(outer?.declared);
  // A `readOnly` property is not sent and a `writeOnly` one is not received, required or not (OpenAPI 3.0, section 4.7.24.2).
  const flag = { request: 'readOnly', response: 'writeOnly', either: undefined } as const;
  const hiding = flag[direction];
  const seen = new Set<Schema>([schema]);
  // Iterating over a Set also visits what is added meanwhile.
  for (const part of seen) {
    if (typeof part === 'boolean') continue;
    for (const [name, node] of Object.entries(part.properties ?? {})) {
      declared.add(name);
      if (typeof node === 'object' && hiding && node[hiding] === true) hidden.add(name);
    }
    [...(part.allOf ?? []), ...(part.anyOf ?? []), ...(part.oneOf ?? [])].forEach((one) =>
      seen.add(one),
    );
    const target = part.$ref === undefined ? undefined : getSchema(document, part.$ref);
    if (target !== undefined) seen.add(target);
  }
  return { hidden, declared };
}
