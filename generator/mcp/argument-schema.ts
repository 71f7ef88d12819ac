import type { CalledApi } from '../caller/index.js';
import type { Declaration, DeclarationId, Docs, Property, TypeRef } from '../model/model.js';
import { unreachable } from '../model/type-refs.js';
import type { CatalogEntry } from './catalog.js';

/** A JSON Schema 2020-12. */
export type Schema = boolean | Readonly<Record<string, unknown>>;

/** The schema of the arguments of an operation: an object with a property for each, and no others. */
export function createArgumentSchema({ model }: CalledApi, { args }: CatalogEntry): Schema {
  const schemas = new ArgumentSchemas(model.declarations);
  const properties = args.map(
    ({ name, type, docs }) => [name, schemas.convert(type, docs)] as const,
  );
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: args.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
    $defs: schemas.definitions,
  };
}

/**
 * Converts types to schemas of what is sent. Patterns are left to the API: they are the document's, and one may take
 * forever on some text.
 */
class ArgumentSchemas {
  readonly #declarations: ReadonlyMap<DeclarationId, Declaration>;
  readonly #names = new Map<DeclarationId, string>();
  readonly definitions: Record<string, Schema> = {};

  constructor(declarations: ReadonlyMap<DeclarationId, Declaration>) {
    this.#declarations = declarations;
  }

  convert(type: TypeRef, docs: Docs = {}): Schema {
    const schema = this.#convertType(type);
    const { pattern: _, ...limits } = docs.constraints ?? {};
    if (typeof schema === 'boolean' || Object.keys(limits).length === 0) return schema;
    return { allOf: [schema], ...limits };
  }

  #convertType(type: TypeRef): Schema {
    switch (type.kind) {
      case 'unknown':
      case 'binary':
        return true;
      case 'never':
        return false;
      case 'null':
        return { type: 'null' };
      case 'scalar': {
        const types = type.acceptsText ? [type.scalar, 'string'] : type.scalar;
        const { format } = type;
        return { type: types, ...(type.scalar === 'string' && format !== undefined && { format }) };
      }
      case 'literal':
        return { const: type.value };
      case 'array':
        return { type: 'array', items: this.convert(type.items) };
      case 'tuple': {
        const { items, rest, required = items.length } = type;
        return {
          type: 'array',
          prefixItems: items.map((item) => this.convert(item)),
          items: rest === undefined ? false : this.convert(rest),
          minItems: required,
        };
      }
      case 'record':
        return { type: 'object', additionalProperties: this.convert(type.values) };
      case 'union':
        return { anyOf: type.members.map((member) => this.convert(member)) };
      case 'intersection':
        return { allOf: type.members.map((member) => this.convert(member)) };
      case 'object':
        return this.#convertObject(type.properties, type.additional);
      case 'reference':
        return { $ref: `#/$defs/${this.#define(type.id)}` };
      default:
        return unreachable(type);
    }
  }

  /** The name is registered first, because a type may refer to itself. */
  #define(id: DeclarationId): string {
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    const name = `d${this.#names.size}`;
    this.#names.set(id, name);
    const declaration = this.#declarations.get(id);
    this.definitions[name] = declaration === undefined || this.#convertDeclaration(declaration);
    return name;
  }

  #convertDeclaration(declaration: Declaration): Schema {
    switch (declaration.kind) {
      case 'alias':
        return this.convert(declaration.type, declaration.docs);
      case 'enum':
        return {
          enum: [
            ...declaration.members.map(({ value }) => value),
            ...(declaration.nullable ? [null] : []),
          ],
        };
      case 'interface':
        return {
          allOf: [
            ...declaration.extends.map((id) => ({ $ref: `#/$defs/${this.#define(id)}` })),
            this.#convertObject(declaration.properties, declaration.additional),
          ],
        };
      default:
        return unreachable(declaration);
    }
  }

  #convertObject(properties: readonly Property[], additional: TypeRef | undefined): Schema {
    const sent = properties.filter(({ access }) => access !== 'read');
    return {
      type: 'object',
      properties: Object.fromEntries(
        sent.map(({ wireName, type, docs }) => [wireName, this.convert(type, docs)]),
      ),
      required: sent.filter(({ required }) => required).map(({ wireName }) => wireName),
      ...(additional && { additionalProperties: this.convert(additional) }),
    };
  }
}
