import { resolvePointer } from '../../document/index.js';
import type { OpenApiDocument, SchemaObject } from '../../document/openapi.js';

export type Schema = SchemaObject | boolean;

/** The schema with this id, or behind this reference. */
export function schemaOf(document: OpenApiDocument, ref: string): Schema | undefined {
  const name = ref.startsWith(COMPONENT) ? ref.slice(COMPONENT.length) : '';
  const { schemas } = document.components;
  const found = Object.hasOwn(schemas, name) ? schemas[name] : resolvePointer(document, ref);
  const isSchema = typeof found === 'boolean' || (typeof found === 'object' && found !== null);
  return isSchema ? (found as Schema) : undefined;
}

const COMPONENT = '#/components/schemas/';

/** Without `type`, JSON Schema lets `properties` pass any text or number; whoever writes them means an object. */
export function impliedType(schema: SchemaObject): string | undefined {
  if (schema.type !== undefined || schema.enum || schema.const !== undefined) return undefined;
  if (schema.oneOf || schema.anyOf || schema.$ref !== undefined) return undefined;
  if (schema.properties || schema.required || schema.additionalProperties !== undefined)
    return 'object';
  return schema.items !== undefined || schema.prefixItems ? 'array' : undefined;
}

/** Raw bytes: `format: binary` up to 3.0, `contentMediaType` without an encoding from 3.1 on (section 4.8.14.4). */
export function isBinary(schema: SchemaObject): boolean {
  const types = typesOf(schema);
  if (types.length > 0 && !types.includes('string')) return false;
  if (schema.format === 'binary') return true;
  return (
    schema.contentMediaType === 'application/octet-stream' && schema.contentEncoding === undefined
  );
}

export function typesOf(schema: SchemaObject): readonly string[] {
  if (schema.type === undefined) return [];
  return typeof schema.type === 'string' ? [schema.type] : schema.type;
}

/** Whether anything but annotations stands beside a reference. */
export function hasOwnWords(schema: SchemaObject): boolean {
  const { type, properties, required, additionalProperties, items } = schema;
  const words = [
    type,
    properties,
    required,
    additionalProperties,
    items,
    schema.const,
    schema.enum,
  ];
  return words.some((word) => word !== undefined);
}

function isComposed(schema: SchemaObject): boolean {
  return (
    schema.$ref !== undefined ||
    schema.allOf !== undefined ||
    schema.anyOf !== undefined ||
    schema.oneOf !== undefined
  );
}

/** An object, or anything, of which nothing is said that would tell one property from another. */
export function isFreeForm(schema: SchemaObject): boolean {
  const types = typesOf(schema);
  return (
    !isComposed(schema) &&
    (types.length === 0 || types.includes('object')) &&
    schema.properties === undefined &&
    schema.required === undefined &&
    schema.additionalProperties === undefined
  );
}

/** Whether an object of this schema can be told to hold nothing undeclared: it says what there is, and asks for no more. */
export function isClosable(schema: SchemaObject): boolean {
  const asksForMore =
    schema.additionalProperties !== undefined && schema.additionalProperties !== false;
  if (asksForMore || isFreeForm(schema)) return false;
  return (
    typesOf(schema).includes('object') || schema.properties !== undefined || isComposed(schema)
  );
}

/** A pattern that JavaScript can read: .NET's regular expressions are not all JavaScript's. */
export function isReadablePattern(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false; // The only thing that the constructor throws for.
  }
}
