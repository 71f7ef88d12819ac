import type { Discriminator, Property, TypeRef } from '../../model/model.js';
import { unreachable } from '../../model/type-refs.js';
import { getLineage } from '../../model/walk.js';
import type { Json } from '../outgoing-response.js';
import { coerceText, isJsonObject } from './coerce.js';
import { between, findFleetMember, getRepeated, hash, pick } from './fleet.js';
import {
  createListItems,
  createPagedItems,
  getPageItems,
  getPaging,
  getPagingValue,
  type ListItem,
} from './list-items.js';
import { getPeriod, isRequestedPeriod, type Period } from './period.js';
import { getLength } from './constraints.js';
import { createBoolean, createNumber } from './realistic-numbers.js';
import { createText, isNeverNull, isOfFailure } from './realistic-values.js';
import { toResourceWords, toWords, type ValueLocation } from './value-location.js';
import type { GenerationInput } from './request-values.js';
import { getProperties, resolveType } from '../../model/resolve-types.js';
import type { Declarations } from '../../model/model.js';

/** Below this depth optional properties are left out, lists are empty and nullable values are null. */
const MAX_DEPTH = 6;
/** The same applies after so many values, because a wide type grows as fast as a deep one. */
const MAX_VALUES = 20_000;

/** Generates a realistic value of the type: its texts and numbers fit the names of the properties. */
export function generateValue(
  declarations: Declarations,
  type: TypeRef,
  input: GenerationInput,
): Json {
  return new ValueGenerator(declarations, input).generate(type);
}

class ValueGenerator {
  readonly #declarations: Declarations;
  readonly #input: GenerationInput;
  readonly #period: Period;
  /** The seed of the whole response, which differs by period. */
  readonly #seed: string;
  #count = 0;

  constructor(declarations: Declarations, input: GenerationInput) {
    this.#declarations = declarations;
    this.#input = input;
    this.#period = getPeriod(input.requestValues);
    const { start, end } = this.#period;
    this.#seed = isRequestedPeriod(this.#period) ? `${input.seed} ${start}-${end}` : input.seed;
  }

  generate(type: TypeRef): Json {
    const { requestValues, fleetStart } = this.#input;
    const seed = this.#seed;
    const location: ValueLocation = {
      rootSeed: seed,
      seed,
      name: '',
      words: '',
      resource: '',
      parentSeed: seed,
      parentWords: '',
      ordinal: findFleetMember(requestValues, fleetStart),
      fleetStart,
      itemSeed: seed,
      period: this.#period,
      depth: 0,
      docs: {},
    };
    const resolved = resolveType(this.#declarations, type);
    if (resolved.kind === 'array') {
      const items = createListItems(this.#input, this.#period);
      return this.#generateItems(resolved.items, location, items);
    }
    return this.#generateValue(resolved, location);
  }

  #generateValue(type: TypeRef, location: ValueLocation): Json {
    this.#count += 1;
    switch (type.kind) {
      case 'unknown':
      case 'never':
      case 'null':
        return null;
      case 'literal':
        return type.value;
      case 'scalar':
        if (type.scalar === 'string') return createText(location, type.format);
        if (type.scalar === 'boolean') return createBoolean(location);
        return createNumber(location, type.scalar === 'integer');
      case 'binary':
        return createText(location, 'byte');
      case 'array':
        return this.#generateList(type.items, location);
      case 'tuple':
        return type.items.map((item, index) =>
          this.#generateValue(item, getChildLocation(location, String(index))),
        );
      case 'record':
        return this.#generateRecord(type.values, location);
      case 'union':
        return this.#generateMember(type.members, type.discriminator, location);
      case 'intersection':
        return this.#generateIntersection(type.members, location);
      case 'object':
        return this.#generateObject(type.properties, location);
      case 'reference':
        return this.#generateReference(type, location);
      default:
        return unreachable(type);
    }
  }

  #generateReference(type: Extract<TypeRef, { kind: 'reference' }>, at: ValueLocation): Json {
    const resolved = resolveType(this.#declarations, type);
    const declaration = this.#declarations.get(type.id);
    if (resolved.kind !== 'reference') {
      const docs = { ...declaration?.docs, ...at.docs };
      return this.#generateValue(resolved, { ...at, docs });
    }
    const location = { ...at, resource: toResourceWords(declaration?.wireName ?? '') };
    // Only a type that requires itself gets so deep, and no finite value is of such a type.
    if (location.depth > 3 * MAX_DEPTH) return null;
    const variants = this.#getVariants(resolved.id);
    if (variants) return this.#generateMember(variants.members, variants.discriminator, location);
    const properties = getProperties(this.#declarations, resolved.id).values();
    const value = this.#generateObject([...properties], location);
    return this.#getDiscriminators(resolved.id).reduce(
      (tagged, discriminator) => withTag(tagged, discriminator, resolved.id),
      value,
    );
  }

  /** Those of the types that a type inherits from, by which readers tell it from their other variants. */
  #getDiscriminators(id: string): readonly Discriminator[] {
    return [...getLineage(this.#declarations, id)].flatMap((base) => {
      const declaration = this.#declarations.get(base);
      return declaration?.kind === 'interface' ? (declaration.variants ?? []) : [];
    });
  }

  /** The variants of a base type. A value is one of them, and never the base itself. */
  #getVariants(
    id: string,
  ): { members: readonly TypeRef[]; discriminator: Discriminator } | undefined {
    const declaration = this.#declarations.get(id);
    const discriminator = declaration?.kind === 'interface' ? declaration.variants : undefined;
    const ids =
      discriminator?.mapping.map((entry) => entry.id).filter((variant) => variant !== id) ?? [];
    if (discriminator === undefined || ids.length === 0) return undefined;
    return { members: ids.map((variant) => ({ kind: 'reference', id: variant })), discriminator };
  }

  #generateObject(properties: readonly Property[], location: ValueLocation): Json {
    const names = properties.map(({ wireName }) => wireName);
    const isWholeResponse = location.seed === this.#seed;
    const items = isWholeResponse ? createPagedItems(this.#input, this.#seed, this.#period) : [];
    const paging = isWholeResponse
      ? getPaging(names, this.#input.requestValues, items.length)
      : undefined;
    const entries = properties
      .filter(({ access, type }) => access !== 'write' && type.kind !== 'never')
      .filter(({ required }) => required || !this.#isTruncated(location))
      .map((property): readonly [string, Json] => {
        const { wireName } = property;
        const pagingValue = paging && getPagingValue(paging, wireName);
        if (pagingValue !== undefined) return [wireName, pagingValue];
        const child = { ...getChildLocation(location, wireName), docs: property.docs };
        if (paging?.list === wireName) {
          return [wireName, this.#generatePage(property.type, child, getPageItems(paging, items))];
        }
        return [wireName, this.#generateProperty(property, child, location)];
      });
    return Object.fromEntries(entries);
  }

  #generateProperty(
    { wireName, type }: Property,
    location: ValueLocation,
    parent: ValueLocation,
  ): Json {
    const isInList = parent.seed !== this.#seed;
    // A requested id is that of the resource that the list belongs to, not that of each item.
    const mayRepeat = parent.seed === parent.itemSeed && !(isInList && location.name === 'id');
    const repeated = mayRepeat
      ? this.#getRequestedValue(wireName, type, parent.ordinal ?? 0)
      : undefined;
    return repeated ?? this.#generateValue(type, location);
  }

  /** The value that the request has for a property of this name. */
  #getRequestedValue(wireName: string, type: TypeRef, ordinal: number): Json | undefined {
    const name = wireName.toLowerCase();
    const { requestValues } = this.#input;
    const texts = requestValues.get(name) ?? requestValues.get(`${name}s`);
    if (texts === undefined || texts.length === 0) return undefined;
    return coerceText(this.#declarations, type, getRepeated(texts, ordinal));
  }

  #generatePage(type: TypeRef, location: ValueLocation, items: readonly ListItem[]): Json {
    const resolved = resolveType(this.#declarations, type);
    const members = resolved.kind === 'union' ? resolved.members : [resolved];
    const list = members.find((member) => member.kind === 'array');
    return list
      ? this.#generateItems(list.items, location, items)
      : this.#generateValue(type, location);
  }

  #generateItems(type: TypeRef, location: ValueLocation, items: readonly ListItem[]): Json {
    return items.map(({ ordinal, rootSeed, seed, period }) =>
      this.#generateValue(type, {
        ...location,
        rootSeed,
        seed,
        itemSeed: seed,
        parentSeed: seed,
        ordinal,
        period,
        depth: 1,
      }),
    );
  }

  #generateList(type: TypeRef, location: ValueLocation): Json {
    if (this.#isTruncated(location)) return [];
    const { constraints = {} } = location.docs;
    const usual = isOfFailure(location.words) ? 0 : between(location.seed, 1, 3);
    const length = getLength(constraints, location.depth > 3 ? Math.min(usual, 1) : usual);
    const items = Array.from({ length }, (_, index) =>
      this.#generateValue(type, {
        ...getChildLocation(location, String(index)),
        name: location.name,
        words: location.words,
        parentWords: location.parentWords,
      }),
    );
    const distinct = [...new Set(items)];
    return distinct.length < (constraints.minItems ?? 0) && !constraints.uniqueItems
      ? items
      : distinct;
  }

  #generateRecord(type: TypeRef, location: ValueLocation): Json {
    if (this.#isTruncated(location)) return {};
    const keys = ['first', 'second'];
    return Object.fromEntries(
      keys.map((key) => {
        const { words, parentWords } = location;
        const child = { ...getChildLocation(location, key), words, parentWords };
        return [key, this.#generateValue(type, child)];
      }),
    );
  }

  /**
   * One in four nullable values is null, but never a name or the whole response. The items of a list have
   * each member of a union in turn.
   */
  #generateMember(
    members: readonly TypeRef[],
    discriminator: Discriminator | undefined,
    location: ValueLocation,
  ): Json {
    const present = members.filter((member) => member.kind !== 'null');
    const mayBeNull =
      members.some(({ kind }) => kind === 'null') && location.depth > 0 && !isNeverNull(location);
    if (
      present.length === 0 ||
      (mayBeNull &&
        (this.#isTruncated(location) ||
          isOfFailure(location.words) ||
          hash(location.seed) % 4 === 0))
    ) {
      return null;
    }
    const isItem = location.ordinal !== undefined && location.seed === location.itemSeed;
    const member = isItem ? getRepeated(present, location.ordinal) : pick(location.seed, present);
    const value = this.#generateValue(member, location);
    return discriminator === undefined || member.kind !== 'reference'
      ? value
      : withTag(value, discriminator, member.id);
  }

  #generateIntersection(members: readonly TypeRef[], location: ValueLocation): Json {
    const values = members.map((member) => this.#generateValue(member, location));
    return values.every(isJsonObject)
      ? Object.fromEntries(values.flatMap((value) => Object.entries(value)))
      : (values[0] ?? null);
  }

  #isTruncated(location: ValueLocation): boolean {
    return location.depth > MAX_DEPTH || this.#count > MAX_VALUES;
  }
}

/** The value with a discriminator that names its type, where the mapping has a name for that. */
function withTag(value: Json, { mapping, propertyName }: Discriminator, id: string): Json {
  const entries = mapping.filter((entry) => entry.id === id);
  const [first] = entries;
  if (first === undefined || !isJsonObject(value)) return value;
  // The mapping has numbers as text.
  const own = value[propertyName];
  return typeof own === 'number' || entries.some((entry) => entry.value === own)
    ? value
    : { ...value, [propertyName]: first.value };
}

function getChildLocation(location: ValueLocation, name: string): ValueLocation {
  return {
    ...location,
    seed: `${location.seed}/${name}`,
    name: name.toLowerCase(),
    words: toWords(name),
    parentSeed: location.seed,
    parentWords: location.words,
    docs: {},
    depth: location.depth + 1,
  };
}
