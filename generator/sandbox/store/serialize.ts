import { isRecord } from '../../util/is-record.js';
import type { Discriminator, Property, TypeRef } from '../../model/model.js';
import { allowsNull, unreachable } from '../../model/type-refs.js';
import { coerceText, isJsonObject, toScalarText } from '../data/coerce.js';
import { getNonNullMembers, getProperties, resolveType } from '../../model/resolve-types.js';
import type { Declarations } from '../../model/model.js';
import type { Json } from '../outgoing-response.js';

/** The values of an item, by lower-case property name, as they were sent or generated. */
export type FieldValues = ReadonlyMap<string, unknown>;

/** Finds the item that a property refers to: for `identificationNumber`, the person. */
export type FindReferenced = (name: string, value: string) => FieldValues | undefined;

/** Empty for a value without properties. */
export function getFieldValues(value: unknown): FieldValues {
  if (!isRecord(value) || value instanceof Blob) return new Map();
  return new Map(Object.entries(value).map(([name, field]) => [name.toLowerCase(), field]));
}

type Fields = Readonly<Record<string, Json>>;

/** Turns stored values into a value of a response type; what is not stored is generated. */
export class Serializer {
  readonly #declarations: Declarations;
  readonly #findReferenced: FindReferenced;

  constructor(declarations: Declarations, findReferenced: FindReferenced) {
    this.#declarations = declarations;
    this.#findReferenced = findReferenced;
  }

  /** @param generate a value of the type, or of one of its variants. */
  serialize(type: TypeRef, values: FieldValues, generate: (type: TypeRef) => Json): Json {
    const variant = this.#findVariant(type, values);
    const chosen = variant?.type ?? type;
    const generated = generate(chosen);
    const [properties] = getNonNullMembers(resolveType(this.#declarations, chosen)).flatMap(
      (member) => [this.#getProperties(member) ?? []],
    );
    if (properties === undefined || !isJsonObject(generated)) return generated;
    return { ...this.#serializeObject(properties, values, generated), ...variant?.discriminator };
  }

  /** The variant that the discriminator's value names (OpenAPI 3.1, section 4.8.25). */
  #findVariant(
    type: TypeRef,
    values: FieldValues,
  ): { readonly type: TypeRef; readonly discriminator: Fields } | undefined {
    const discriminator = this.#getDiscriminator(resolveType(this.#declarations, type));
    if (discriminator === undefined) return undefined;
    const { propertyName, mapping } = discriminator;
    const stored = values.get(propertyName.toLowerCase());
    if (typeof stored !== 'string' && typeof stored !== 'number') return undefined;
    const entry = mapping.find(({ value }) => value === String(stored));
    return (
      entry && {
        type: { kind: 'reference', id: entry.id },
        discriminator: { [propertyName]: stored },
      }
    );
  }

  #getDiscriminator(type: TypeRef): Discriminator | undefined {
    if (type.kind === 'union') return type.discriminator;
    const declaration = type.kind === 'reference' ? this.#declarations.get(type.id) : undefined;
    return declaration?.kind === 'interface' ? declaration.variants : undefined;
  }

  #getProperties(type: TypeRef): readonly Property[] | undefined {
    const resolved = resolveType(this.#declarations, type);
    if (resolved.kind === 'object') return resolved.properties;
    if (resolved.kind !== 'reference') return undefined;
    return [...getProperties(this.#declarations, resolved.id).values()];
  }

  #serializeObject(
    properties: readonly Property[],
    values: FieldValues,
    generated: Fields,
  ): Fields {
    const result = new Map(Object.entries(generated));
    for (const { wireName, type, access } of properties) {
      if (access === 'write') continue;
      const stored = values.get(wireName.toLowerCase());
      const fallback = result.get(wireName);
      const value =
        stored === undefined
          ? this.#serializeReferenced(properties, type, values, fallback)
          : this.#serializeValue(type, stored, fallback);
      if (value !== undefined) result.set(wireName, value);
    }
    return Object.fromEntries(result);
  }

  /**
   * The item that another property refers to. A request that sends `identificationNumber` gets a response
   * with a `person` of that number.
   */
  #serializeReferenced(
    siblings: readonly Property[],
    type: TypeRef,
    values: FieldValues,
    fallback: Json | undefined,
  ): Json | undefined {
    const properties = getNonNullMembers(type).flatMap(
      (member) => this.#getProperties(member) ?? [],
    );
    for (const { wireName } of properties) {
      const name = wireName.toLowerCase();
      const value = values.get(name);
      const isOfParent = siblings.some((sibling) => sibling.wireName.toLowerCase() === name);
      if (isOfParent || typeof value !== 'string') continue;
      const referenced = new Map([...(this.#findReferenced(name, value) ?? []), [name, value]]);
      return this.#serializeObject(properties, referenced, isJsonObject(fallback) ? fallback : {});
    }
    return undefined;
  }

  /** Undefined if the stored value is not of the type. */
  #serializeValue(type: TypeRef, stored: unknown, fallback: Json | undefined): Json | undefined {
    const resolved = resolveType(this.#declarations, type);
    if (stored === null) return allowsNull(resolved) ? null : undefined;
    switch (resolved.kind) {
      case 'scalar':
      case 'literal': {
        const text = toScalarText(stored);
        return text === undefined ? undefined : coerceText(this.#declarations, resolved, text);
      }
      case 'union':
        return this.#serializeMember(type, stored, fallback);
      case 'array':
        if (!Array.isArray(stored)) return undefined;
        return stored.flatMap(
          (item) => this.#serializeValue(resolved.items, item, undefined) ?? [],
        );
      case 'object':
      case 'reference': {
        const properties = this.#getProperties(resolved) ?? [];
        if (!isRecord(stored)) return undefined;
        const generated = isJsonObject(fallback) ? fallback : {};
        return this.#serializeObject(properties, getFieldValues(stored), generated);
      }
      case 'unknown':
      case 'record':
      case 'intersection':
      case 'tuple':
        return stored as Json;
      case 'binary':
      case 'never':
      case 'null':
        return undefined;
      default:
        return unreachable(resolved);
    }
  }

  #serializeMember(type: TypeRef, stored: unknown, fallback: Json | undefined): Json | undefined {
    const members = getNonNullMembers(resolveType(this.#declarations, type));
    if (members.length > 1 && isRecord(stored)) return stored as Json;
    for (const member of members) {
      const value = this.#serializeValue(member, stored, fallback);
      if (value !== undefined) return value;
    }
    return undefined;
  }
}
