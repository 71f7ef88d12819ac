import type { OpenApiDocument, SchemaObject } from '../raw-openapi.js';

/** A JSON Schema 2020-12 for request values. */
export type RequestSchema = boolean | Readonly<Record<string, unknown>>;

/** Keywords that a request schema has unchanged. */
const COPIED_KEYWORDS = [
  'format',
  'const',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'dependentRequired',
] as const satisfies readonly (keyof SchemaObject)[];

const TYPES = new Set(['null', 'boolean', 'object', 'array', 'number', 'string', 'integer']);

/**
 * Converts the document's schemas to schemas for requests. They are as lenient as an ASP.NET server:
 * - read-only properties need not be sent;
 * - an enumeration of numbers accepts any number;
 * - `oneOf` accepts a value that matches several members: Swashbuckle lists a base type beside its subtypes;
 * - a file is not validated.
 */
export class RequestSchemas {
  readonly #document: OpenApiDocument;
  readonly #names = new Map<string, string>();
  readonly #definitions: Record<string, RequestSchema> = {};

  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  /** The schemas that the converted ones refer to, for the `$defs` of the root schema. */
  get definitions(): Readonly<Record<string, RequestSchema>> {
    return this.#definitions;
  }

  /** @param isPart whether other schemas describe the same object, which then may have further properties. */
  convert(schema: SchemaObject | boolean | undefined, isPart = false): RequestSchema {
    if (schema === undefined || typeof schema === 'boolean') return schema ?? true;
    if (schema.format === 'binary') return true;
    const { $ref, required, pattern } = schema;
    const result: Record<string, unknown> = {};
    for (const keyword of COPIED_KEYWORDS)
      if (isValidKeyword(keyword, schema[keyword])) result[keyword] = schema[keyword];
    if (typeof $ref === 'string') result['$ref'] = this.#convertReference($ref, isPart);
    const types = [schema.type ?? []].flat().filter((type) => TYPES.has(type));
    if (types.length > 0) result['type'] = types;
    if (Array.isArray(schema.enum) && !schema.enum.some((value) => typeof value === 'number'))
      result['enum'] = schema.enum;
    if (typeof pattern === 'string' && isValidPattern(pattern)) result['pattern'] = pattern;
    if (isList(required))
      result['required'] = required.filter((name) => !isReadOnly(schema.properties?.[name]));
    // A required property is allowed even if it is not declared: Swashbuckle may spell it differently in `required`.
    const undeclared = isList(required) ? required.map((name) => [name, true] as const) : [];
    if (schema.properties)
      result['properties'] = {
        ...Object.fromEntries(undeclared),
        ...this.#convertEach(schema.properties),
      };
    if (schema.patternProperties)
      result['patternProperties'] = this.#convertEach(
        Object.fromEntries(
          Object.entries(schema.patternProperties).filter(([name]) => isValidPattern(name)),
        ),
      );
    Object.assign(result, this.#convertAdditional(schema, isPart));
    if (schema.items !== undefined) result['items'] = this.convert(schema.items);
    if (schema.prefixItems)
      result['prefixItems'] = schema.prefixItems.map((item) => this.convert(item));
    if (schema.not !== undefined) result['not'] = this.convert(schema.not, true);
    const parts = schema.allOf?.map((member) => this.convert(member, true)) ?? [];
    const choices = [schema.anyOf, schema.oneOf].filter((members) => members !== undefined);
    // A variant has the discriminator, whether it declares it or not.
    const isVariant = schema.discriminator !== undefined;
    const [first, second] = choices.map((members) =>
      members.map((member) => this.convert(member, isPart || isVariant)),
    );
    if (first) result['anyOf'] = first;
    if (second) parts.push({ anyOf: second });
    if (parts.length > 0) result['allOf'] = parts;
    return result;
  }

  /** A subtype may have the properties of all its schemas; a base type with variants may have any. */
  #convertAdditional(schema: SchemaObject, isPart: boolean): Record<string, unknown> {
    const { additionalProperties: additional, allOf, discriminator } = schema;
    if (additional === undefined) return {};
    if (additional !== false) return { additionalProperties: this.convert(additional) };
    if (isPart || discriminator) return {};
    return { [allOf || schema.$ref ? 'unevaluatedProperties' : 'additionalProperties']: false };
  }

  #convertEach(
    schemas: Readonly<Record<string, SchemaObject | boolean>>,
  ): Record<string, RequestSchema> {
    return Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [name, this.convert(schema)]),
    );
  }

  #convertReference(pointer: string, isPart: boolean): string {
    const key = `${isPart ? 'part' : 'whole'} ${pointer}`;
    const existing = this.#names.get(key);
    if (existing !== undefined) return `#/$defs/${existing}`;
    const name = `s${this.#names.size}`;
    // The name is registered first, because a schema may refer to itself.
    this.#names.set(key, name);
    const schema = resolvePointer(this.#document, pointer) as SchemaObject | boolean | undefined;
    this.#definitions[name] = this.convert(schema, isPart);
    return `#/$defs/${name}`;
  }
}

/** The document is not trusted: `required` may be anything. */
function isList(value: readonly string[] | undefined): value is readonly string[] {
  return Array.isArray(value);
}

function isReadOnly(property: SchemaObject | boolean | undefined): boolean {
  return typeof property === 'object' && property.readOnly === true;
}

/** RFC 6901, section 6. Swashbuckle does not percent-encode names, so a name that exists as it is written is used. */
export function resolvePointer(document: unknown, pointer: string): unknown {
  let node = document;
  for (const step of pointer.replace(/^#\/?/, '').split('/')) {
    if (typeof node !== 'object' || node === null) return undefined;
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const isEncoded = /%[0-9a-f]{2}/i.test(name) && !(name in node);
    const key = isEncoded ? decodeURIComponent(name) : name;
    node = (node as Readonly<Record<string, unknown>>)[key];
  }
  return node;
}

/** A document is not trusted: a keyword may have any value. */
function isValidKeyword(keyword: (typeof COPIED_KEYWORDS)[number], value: unknown): boolean {
  switch (keyword) {
    case 'const':
      return value !== undefined;
    case 'format':
      return typeof value === 'string';
    case 'uniqueItems':
      return typeof value === 'boolean';
    case 'dependentRequired':
      return typeof value === 'object' && value !== null;
    case 'multipleOf':
      return typeof value === 'number' && value > 0;
    default:
      return typeof value === 'number';
  }
}

/** .NET has patterns that are not valid in JavaScript. */
function isValidPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
