import { resolvePointer } from '../validation/request-schemas.js';
import type { OpenApiDocument, SchemaObject } from '../raw-openapi.js';

export type Schema = SchemaObject | boolean;

/** How schemas describe one value and its parts. */
export interface Description {
  /** The schemas that also describe the same value: of `$ref`, of `allOf`, and the only one that is not null of a choice. */
  readonly same: readonly Schema[];
  /** True when properties may be declared elsewhere than in the node's own `properties`. */
  readonly isShared: boolean;
  readonly properties: readonly (readonly [name: string, schema: Schema])[];
  /** Of properties that are not declared by name. */
  readonly values?: Schema;
  readonly items?: Schema;
}

/** Reads the schemas of a document in normal form. */
export class Schemas {
  readonly #document: OpenApiDocument;
  readonly #descriptions = new Map<SchemaObject, Description>();

  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  /**
   * What is known of a value whatever it is. Choices between several schemas are left out, since a value that differs from
   * one of them may be one of another.
   */
  describe(schema: SchemaObject): Description {
    const known = this.#descriptions.get(schema);
    if (known) return known;
    const { $ref, allOf = [], properties, additionalProperties, items, discriminator } = schema;
    const choices = [schema.anyOf, schema.oneOf].flatMap((members) => members ?? []);
    const only = choices.filter((member) => !isNull(member));
    const target = $ref === undefined ? undefined : this.#follow($ref);
    const same = [
      ...(target === undefined ? [] : [target]),
      ...allOf,
      ...(only.length === 1 ? only : []),
    ];
    const isObject = properties !== undefined || additionalProperties !== undefined;
    const described: Description = {
      same,
      isShared:
        discriminator !== undefined ||
        schema.patternProperties !== undefined ||
        only.length > 1 ||
        same.length > (isObject ? 0 : 1),
      properties: Object.entries(properties ?? {}),
      ...(additionalProperties !== undefined && { values: additionalProperties }),
      ...(items !== undefined && schema.prefixItems === undefined && { items }),
    };
    this.#descriptions.set(schema, described);
    return described;
  }

  /** The node that says what a value is: behind `$ref`, an `allOf` of one, and a choice between one and null. */
  settle(schema: Schema | undefined): SchemaObject | undefined {
    const visited = new Set<Schema>();
    let node = schema;
    while (typeof node === 'object' && !visited.has(node)) {
      visited.add(node);
      const [only, other] = this.describe(node).same;
      if (node.type !== undefined || node.properties !== undefined) return node;
      if (only === undefined || other !== undefined) return node;
      node = only;
    }
    return undefined;
  }

  /** Whether no value of the JSON type is valid. False when in doubt. */
  rejects(schema: Schema, type: JsonType, visited: ReadonlySet<Schema> = new Set()): boolean {
    if (typeof schema === 'boolean') return !schema;
    if (visited.has(schema)) return false;
    const path = new Set([...visited, schema]);
    const reject = (part: Schema) => this.rejects(part, type, path);
    const { $ref, allOf = [], anyOf, oneOf } = schema;
    const types = schema.type === undefined ? undefined : [schema.type].flat();
    if (types && !types.includes(type) && !(type === 'integer' && types.includes('number')))
      return true;
    if (type === 'string' && schema['x-accepts-text']) return false;
    if (schema.enum && !schema.enum.some((value) => isOfType(value, type))) return true;
    if (schema.const !== undefined && !isOfType(schema.const, type)) return true;
    const target = $ref === undefined ? undefined : this.#follow($ref);
    return (
      (target !== undefined && reject(target)) ||
      allOf.some(reject) ||
      [anyOf, oneOf].some((members) => members !== undefined && members.every(reject))
    );
  }

  /** Every schema that can describe the value or a part of it, the schema itself included. */
  getReachable(schema: Schema): ReadonlySet<SchemaObject> {
    const reached = new Set([schema].filter(isNode));
    // A Set's iteration also visits what is added to it meanwhile.
    for (const each of reached) {
      const { same, properties, values, items } = this.describe(each);
      const choices = [each.anyOf, each.oneOf].flatMap((members) => members ?? []);
      const inner = [values ?? true, items ?? true, ...properties.map(([, part]) => part)];
      for (const part of [...same, ...choices, ...inner].filter(isNode)) reached.add(part);
    }
    return reached;
  }

  #follow(pointer: string): Schema | undefined {
    return resolvePointer(this.#document, pointer) as Schema | undefined;
  }
}

function isNode(schema: Schema): schema is SchemaObject {
  return typeof schema === 'object';
}

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

function isOfType(value: unknown, type: JsonType): boolean {
  if (value === null) return type === 'null';
  if (Array.isArray(value)) return type === 'array';
  if (typeof value === 'number')
    return type === 'number' || (type === 'integer' && Number.isInteger(value));
  return typeof value === type;
}

/** The type of a schema that says no more than `null`. */
export function isNull(schema: Schema): boolean {
  if (typeof schema === 'boolean') return false;
  return schema.type === 'null' || (schema.enum?.length === 1 && schema.enum[0] === null);
}

/** The only type that a node declares beside null. */
export function getOnlyType({ type }: SchemaObject): JsonType | undefined {
  const [only, other] = [type ?? []].flat().filter((one) => one !== 'null');
  return other === undefined ? (only as JsonType | undefined) : undefined;
}
