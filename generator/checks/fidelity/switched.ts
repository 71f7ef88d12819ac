import type { OpenApiDocument, SchemaObject } from '../../document/openapi.js';
import type { OutputSwitches } from '../../model/switches.js';
import { impliedType, schemaOf, typesOf, type Schema } from './normal-form.js';
import type { Side } from './sides.js';

/** What the switches make of a document's schemas, where a type then says something else than its schema. */
export class Switched {
  readonly #document: OpenApiDocument;
  readonly #switches: OutputSwitches;

  constructor(document: OpenApiDocument, switches: OutputSwitches) {
    this.#document = document;
    this.#switches = switches;
  }

  /** The properties that are there though nothing requires them: in answers those that may not be null. */
  alwaysThere(
    properties: readonly (readonly [name: string, schema: Schema])[],
    side: Side,
  ): readonly string[] {
    if (this.#switches.requiredness !== 'nonNullableIsRequired' || side !== 'response') return [];
    return properties.flatMap(([name, schema]) => (this.#admitsNull(schema) ? [] : [name]));
  }

  /** JSON's types for what a type can tell: digits that are held as text are text to the compiler, whatever it says. */
  typesTold({ format = '', enum: values }: SchemaObject, type: unknown): unknown {
    if (this.#switches.int64 !== 'string' || values !== undefined || !LONG.has(format)) return type;
    return [...new Set([type, 'string'].flat())];
  }

  #admitsNull(schema: Schema, seen: ReadonlySet<Schema> = new Set()): boolean {
    if (typeof schema === 'boolean') return schema;
    if (seen.has(schema)) return false;
    const admits = (part: Schema) => this.#admitsNull(part, new Set([...seen, schema]));
    const target = schema.$ref === undefined ? true : schemaOf(this.#document, schema.$ref);
    const types = [...typesOf(schema), ...[impliedType(schema) ?? []].flat()];
    return (
      (types.length === 0 || types.includes('null')) &&
      (schema.enum?.includes(null) ?? true) &&
      (schema.const === undefined || schema.const === null) &&
      admits(target ?? true) &&
      (schema.allOf ?? []).every(admits) &&
      (schema.oneOf?.some(admits) ?? true) &&
      (schema.anyOf?.some(admits) ?? true)
    );
  }
}

const LONG: ReadonlySet<string> = new Set(['int64', 'uint64']);
