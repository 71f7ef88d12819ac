import type { Discriminator, Property, TypeRef } from '../../model/model.js';
import { allowsNull, unreachable } from '../../model/types.js';
import { echoOf } from '../echo.js';
import { isRecord } from '../inputs.js';
import type { Json } from '../reply.js';
import { presentMembers, propertiesOf, resolved, type Declarations } from '../shapes.js';

/** What is known of a thing, by lower-case name, as it was sent or invented. */
export type Known = ReadonlyMap<string, unknown>;

/** What is known of the thing that a name and its value point to: of `identificationNumber`, the person. */
export type Look = (name: string, value: string) => Known | undefined;

/** The fields of what was sent; nothing of what has none. */
export function knownOf(value: unknown): Known {
  if (!isRecord(value) || value instanceof Blob) return new Map();
  return new Map(Object.entries(value).map(([name, field]) => [name.toLowerCase(), field]));
}

type Fields = Readonly<Record<string, Json>>;

/** Tells what is known in the terms of a type, and for all else what was invented. */
export class Teller {
  readonly #declarations: Declarations;
  readonly #look: Look;

  constructor(declarations: Declarations, look: Look) {
    this.#declarations = declarations;
    this.#look = look;
  }

  /** @param invent a value of the type, or of one of its variants. */
  thing(type: TypeRef, known: Known, invent: (type: TypeRef) => Json): Json {
    const variant = this.#variantOf(type, known);
    const chosen = variant?.type ?? type;
    const invented = invent(chosen);
    const [properties] = presentMembers(resolved(this.#declarations, chosen)).flatMap((member) => [
      this.#propertiesOf(member) ?? [],
    ]);
    if (properties === undefined || !isRecord(invented)) return invented;
    return { ...this.#object(properties, known, invented as Fields), ...variant?.tag };
  }

  /** The one that the discriminator names (OpenAPI 3.1, section 4.8.25). */
  #variantOf(
    type: TypeRef,
    known: Known,
  ): { readonly type: TypeRef; readonly tag: Fields } | undefined {
    const resolvedType = resolved(this.#declarations, type);
    const discriminator = this.#discriminatorOf(resolvedType);
    const tag = discriminator && known.get(discriminator.propertyName.toLowerCase());
    const entry = discriminator?.mapping.find(({ value }) => value === tag);
    if (discriminator === undefined || entry === undefined) return undefined;
    return {
      type: { kind: 'reference', id: entry.id },
      tag: { [discriminator.propertyName]: entry.value },
    };
  }

  #discriminatorOf(type: TypeRef): Discriminator | undefined {
    if (type.kind === 'union') return type.discriminator;
    const declaration = type.kind === 'reference' ? this.#declarations.get(type.id) : undefined;
    return declaration?.kind === 'interface' ? declaration.variants : undefined;
  }

  #propertiesOf(type: TypeRef): readonly Property[] | undefined {
    const known = resolved(this.#declarations, type);
    if (known.kind === 'object') return known.properties;
    if (known.kind !== 'reference') return undefined;
    return [...propertiesOf(this.#declarations, known.id).values()];
  }

  #object(properties: readonly Property[], known: Known, invented: Fields): Fields {
    const told = new Map(Object.entries(invented));
    for (const { wireName, type, access } of properties) {
      if (access === 'write') continue;
      const own = known.get(wireName.toLowerCase());
      const base = told.get(wireName);
      const value =
        own === undefined
          ? this.#pointedTo(properties, type, known, base)
          : this.#value(type, own, base);
      if (value !== undefined) told.set(wireName, value);
    }
    return Object.fromEntries(told);
  }

  /** Who was sent as a number is told as a person. */
  #pointedTo(
    holders: readonly Property[],
    type: TypeRef,
    known: Known,
    base: Json | undefined,
  ): Json | undefined {
    const inner = presentMembers(type).flatMap((member) => this.#propertiesOf(member) ?? []);
    for (const { wireName } of inner) {
      const name = wireName.toLowerCase();
      const value = known.get(name);
      const isHolders = holders.some((holder) => holder.wireName.toLowerCase() === name);
      if (isHolders || typeof value !== 'string') continue;
      const found = new Map([...(this.#look(name, value) ?? []), [name, value]]);
      return this.#object(inner, found, isRecord(base) ? (base as Fields) : {});
    }
    return undefined;
  }

  /** Undefined where what was sent is no value of the type. */
  #value(type: TypeRef, sent: unknown, base: Json | undefined): Json | undefined {
    const known = resolved(this.#declarations, type);
    if (sent === null) return allowsNull(known) ? null : undefined;
    switch (known.kind) {
      case 'scalar':
      case 'literal':
        return typeof sent === 'object'
          ? undefined
          : echoOf(this.#declarations, known, String(sent));
      case 'union':
        return this.#choice(type, sent, base);
      case 'array':
        if (!Array.isArray(sent)) return undefined;
        return sent.flatMap((item) => this.#value(known.items, item, undefined) ?? []);
      case 'object':
      case 'reference': {
        const properties = this.#propertiesOf(known) ?? [];
        if (!isRecord(sent)) return undefined;
        const invented = isRecord(base) ? (base as Fields) : {};
        return this.#object(properties, knownOf(sent), invented);
      }
      case 'unknown':
      case 'record':
      case 'intersection':
      case 'tuple':
        return sent as Json;
      case 'binary':
      case 'never':
      case 'null':
        return undefined;
      default:
        return unreachable(known);
    }
  }

  #choice(type: TypeRef, sent: unknown, base: Json | undefined): Json | undefined {
    const members = presentMembers(resolved(this.#declarations, type));
    if (members.length > 1 && isRecord(sent)) return sent as Json;
    for (const member of members) {
      const value = this.#value(member, sent, base);
      if (value !== undefined) return value;
    }
    return undefined;
  }
}
