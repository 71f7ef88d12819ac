import type { OpenApiDocument, SchemaObject } from '../document.js';

/** A JSON Schema 2020-12 that judges requests. */
export type RequestSchema = boolean | Readonly<Record<string, unknown>>;

/** Keywords that say the same in a request as they do in the document. */
const AS_WRITTEN = [
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
 * The document's schemas as a server reads requests by them. Where a document says more than its server
 * holds to, the server is followed:
 * - what is read-only need not be sent;
 * - .NET takes any number for an enumeration of numbers;
 * - `oneOf` is any of its members: Swashbuckle lists a base beside what inherits from it;
 * - a file is never text to be judged.
 */
export class RequestSchemas {
  readonly #document: OpenApiDocument;
  readonly #names = new Map<string, string>();
  readonly #definitions: Record<string, RequestSchema> = {};

  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  /** What the schemas asked for so far refer to: `#/$defs` of a root that holds them. */
  get definitions(): Readonly<Record<string, RequestSchema>> {
    return this.#definitions;
  }

  /** @param isPart true: other schemas say more of the same object, so it may have more properties. */
  of(schema: SchemaObject | boolean | undefined, isPart = false): RequestSchema {
    if (schema === undefined || typeof schema === 'boolean') return schema ?? true;
    if (schema.format === 'binary') return true;
    const { $ref, required, pattern } = schema;
    const result: Record<string, unknown> = {};
    for (const keyword of AS_WRITTEN)
      if (isSound(keyword, schema[keyword])) result[keyword] = schema[keyword];
    if (typeof $ref === 'string') result['$ref'] = this.#reference($ref, isPart);
    const types = [schema.type ?? []].flat().filter((type) => TYPES.has(type));
    if (types.length > 0) result['type'] = types;
    if (Array.isArray(schema.enum) && !schema.enum.some((value) => typeof value === 'number'))
      result['enum'] = schema.enum;
    if (typeof pattern === 'string' && isPattern(pattern)) result['pattern'] = pattern;
    if (Array.isArray(required))
      result['required'] = required.filter((name) => !this.#isReadOnly(schema.properties?.[name]));
    // What is required is known, though not declared: Swashbuckle may spell it in another case there.
    const undeclared = Array.isArray(required) ? required.map((name) => [name, true] as const) : [];
    if (schema.properties)
      result['properties'] = {
        ...Object.fromEntries(undeclared),
        ...this.#each(schema.properties),
      };
    Object.assign(result, this.#further(schema, isPart));
    if (schema.items !== undefined) result['items'] = this.of(schema.items);
    if (schema.prefixItems) result['prefixItems'] = schema.prefixItems.map((item) => this.of(item));
    if (schema.not !== undefined) result['not'] = this.of(schema.not, true);
    if (schema.allOf) result['allOf'] = schema.allOf.map((member) => this.of(member, true));
    const choices = [schema.anyOf, schema.oneOf].filter((members) => members !== undefined);
    const [first, second] = choices.map((members) =>
      members.map((member) => this.of(member, isPart)),
    );
    if (first) result['anyOf'] = first;
    if (second) result['allOf'] = [...((result['allOf'] as []) ?? []), { anyOf: second }];
    return result;
  }

  /** Of an object that inherits, all that is named anywhere is expected; of a base that has variants, anything. */
  #further(schema: SchemaObject, isPart: boolean): Record<string, unknown> {
    const { additionalProperties: further, allOf, discriminator } = schema;
    if (further === undefined) return {};
    if (further !== false) return { additionalProperties: this.of(further) };
    if (isPart || discriminator) return {};
    return { [allOf || schema.$ref ? 'unevaluatedProperties' : 'additionalProperties']: false };
  }

  #each(schemas: Readonly<Record<string, SchemaObject | boolean>>): Record<string, RequestSchema> {
    return Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [name, this.of(schema)]),
    );
  }

  #reference(pointer: string, isPart: boolean): string {
    const key = `${isPart ? 'part' : 'whole'} ${pointer}`;
    const known = this.#names.get(key);
    if (known !== undefined) return `#/$defs/${known}`;
    const name = `s${this.#names.size}`;
    // Named before it is made: it may refer to itself.
    this.#names.set(key, name);
    this.#definitions[name] = this.of(this.#at(pointer), isPart);
    return `#/$defs/${name}`;
  }

  #at(pointer: string): SchemaObject | boolean | undefined {
    return resolvePointer(this.#document, pointer) as SchemaObject | boolean | undefined;
  }

  #isReadOnly(property: SchemaObject | boolean | undefined): boolean {
    return typeof property === 'object' && property.readOnly === true;
  }
}

/** RFC 6901 in a fragment; names that are not percent-encoded are taken as they are, as Swashbuckle prints them. */
export function resolvePointer(document: unknown, pointer: string): unknown {
  let node = document;
  for (const step of pointer.replace(/^#\/?/, '').split('/')) {
    if (typeof node !== 'object' || node === null) return undefined;
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const decoded = /%[0-9a-f]{2}/i.test(name) && !(name in node) ? decodeURIComponent(name) : name;
    node = (node as Readonly<Record<string, unknown>>)[decoded];
  }
  return node;
}

/** A document comes from outside: a bound may be anything. */
function isSound(keyword: (typeof AS_WRITTEN)[number], value: unknown): boolean {
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

/** A pattern that JavaScript reads; .NET knows some that it does not. */
function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') !== undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
