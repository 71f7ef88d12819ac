import type { OpenApiDocument, SchemaObject } from '../../document/openapi.js';
import type { TypeDirection } from '../../emit/index.js';
import type { OutputSwitches } from '../../model/switches.js';
import { getSchema, getTypes, impliedType, type Schema } from './normal-form.js';

/** What the output switches change, where a type then means something else than its schema. */
export class SwitchEffects {
  readonly #document: OpenApiDocument;
  readonly #switches: OutputSwitches;

  constructor(document: OpenApiDocument, switches: OutputSwitches) {
    this.#document = document;
    this.#switches = switches;
  }

  /** The properties that are present although nothing requires them: in responses those that cannot be null. */
  listAlwaysPresent(
    properties: readonly (readonly [name: string, schema: Schema])[],
    direction: TypeDirection,
  ): readonly string[] {
    if (this.#switches.requiredness !== 'nonNullableIsRequired' || direction !== 'response')
      return [];
    return properties.flatMap(([name, schema]) => (this.#admitsNull(schema) ? [] : [name]));
  }

  /** The JSON types that a type can distinguish: to the compiler, a 64-bit integer held as a string is any string. */
  getTypes({ format = '', enum: values }: SchemaObject, type: unknown): unknown {
    if (this.#switches.int64 !== 'string' || values !== undefined || !LONG_FORMATS.has(format))
      return type;
    return [...new Set([type, 'string'].flat())];
  }

  /** Whether a value may be sent as text: a number of which the document says so. */
  takesText(schema: SchemaObject, direction: TypeDirection): boolean {
    return (
      this.#switches.numericStrings === 'accept' &&
      direction === 'request' &&
      schema['x-accepts-text'] === true &&
      schema.enum === undefined
    );
  }

  #admitsNull(schema: Schema, seen: ReadonlySet<Schema> = new Set()): boolean {
    if (typeof schema === 'boolean') return schema;
    if (seen.has(schema)) return false;
    const admits = (part: Schema) => this.#admitsNull(part, new Set([...seen, schema]));
    const target = schema.$ref === undefined ? true : getSchema(this.#document, schema.$ref);
    const types = [...getTypes(schema), ...[impliedType(schema) ?? []].flat()];
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

const LONG_FORMATS: ReadonlySet<string> = new Set(['int64', 'uint64']);
