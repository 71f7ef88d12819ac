import type { Discriminator, Property, TypeRef } from '../model/model.js';
import { unreachable } from '../model/types.js';
import { isAlwaysKnown, numberAt, textAt } from './believable.js';
import { echoOf } from './echo.js';
import { memberKnownAs } from './fleet.js';
import { onPage, pagingOf, pagingValue } from './paging.js';
import { isAsked, periodOf, type Period, type Place } from './place.js';
import type { Question } from './question.js';
import type { Json } from './reply.js';
import { at, between, hash, pick } from './seed.js';
import { propertiesOf, resolved, type Declarations } from './shapes.js';
import { slotsFrom, slotsOf, type Slot } from './slots.js';

/** Below this depth optional properties are left out, lists are empty and what may be null is null. */
const DEEP = 6;
/** A wide schema is cut like a deep one: an answer holds about this many values at most. */
const MANY = 20_000;

/** A believable value of the type: plates, names, dates and places that fit the properties' names, enumerations' values. */
export function answerOf(declarations: Declarations, type: TypeRef, question: Question): Json {
  return new Answer(declarations, question).of(type);
}

class Answer {
  readonly #declarations: Declarations;
  readonly #question: Question;
  readonly #period: Period;
  /** Of the answer as a whole: another period, other totals. */
  readonly #seed: string;
  #values = 0;

  constructor(declarations: Declarations, question: Question) {
    this.#declarations = declarations;
    this.#question = question;
    this.#period = periodOf(question.given);
    const { start, end } = this.#period;
    this.#seed = isAsked(this.#period) ? `${question.seed} ${start}-${end}` : question.seed;
  }

  of(type: TypeRef): Json {
    const { given, fleet } = this.#question;
    const seed = this.#seed;
    const place: Place = {
      root: seed,
      seed,
      name: '',
      holder: seed,
      holderName: '',
      ordinal: memberKnownAs(given, fleet),
      fleet,
      item: seed,
      period: this.#period,
      depth: 0,
    };
    const known = resolved(this.#declarations, type);
    if (known.kind === 'array') {
      return this.#items(known.items, place, slotsOf(this.#question, this.#period));
    }
    return this.#value(known, place);
  }

  #value(type: TypeRef, place: Place): Json {
    this.#values += 1;
    switch (type.kind) {
      case 'unknown':
      case 'never':
      case 'null':
        return null;
      case 'literal':
        return type.value;
      case 'scalar':
        if (type.scalar === 'string') return textAt(place, type.format);
        if (type.scalar === 'boolean') return hash(place.seed) % 2 === 0;
        return numberAt(place, type.scalar === 'integer');
      case 'binary':
        return textAt(place, 'byte');
      case 'array':
        return this.#list(type.items, place);
      case 'tuple':
        return type.items.map((item, index) => this.#value(item, inside(place, String(index))));
      case 'record':
        return this.#isCut(place) ? {} : this.#record(type.values, place);
      case 'union':
        return this.#choice(type.members, type.discriminator, place);
      case 'intersection':
        return this.#all(type.members, place);
      case 'object':
        return this.#object(type.properties, place);
      case 'reference':
        return this.#reference(type, place);
      default:
        return unreachable(type);
    }
  }

  #reference(type: Extract<TypeRef, { kind: 'reference' }>, place: Place): Json {
    const known = resolved(this.#declarations, type);
    if (known.kind !== 'reference') return this.#value(known, place);
    // What has no end though every step is required: no JSON text is of such a type.
    if (place.depth > 3 * DEEP) return null;
    const variants = this.#variantsOf(known.id);
    if (variants !== undefined)
      return this.#choice(variants.members, variants.discriminator, place);
    return this.#object([...propertiesOf(this.#declarations, known.id).values()], place);
  }

  /** A base is never answered with itself where the document lists what inherits from it. */
  #variantsOf(
    id: string,
  ): { members: readonly TypeRef[]; discriminator: Discriminator } | undefined {
    const declaration = this.#declarations.get(id);
    const discriminator = declaration?.kind === 'interface' ? declaration.variants : undefined;
    const ids =
      discriminator?.mapping.map((entry) => entry.id).filter((variant) => variant !== id) ?? [];
    if (discriminator === undefined || ids.length === 0) return undefined;
    return { members: ids.map((variant) => ({ kind: 'reference', id: variant })), discriminator };
  }

  #object(properties: readonly Property[], place: Place): Json {
    const names = properties.map(({ wireName }) => wireName);
    const isWhole = place.seed === this.#seed;
    const slots = isWhole ? this.#pagedSlots() : [];
    const paging = isWhole ? pagingOf(names, this.#question.given, slots.length) : undefined;
    const told = properties
      .filter(({ access }) => access !== 'write')
      .filter(({ required }) => required || !this.#isCut(place))
      .map((property): readonly [string, Json] => {
        const { wireName } = property;
        const counted = paging && pagingValue(paging, wireName);
        if (counted !== undefined) return [wireName, counted];
        const inner = inside(place, wireName);
        if (paging?.list === wireName) {
          return [wireName, this.#page(property.type, inner, onPage(paging, slots))];
        }
        return [wireName, this.#property(property, inner, place)];
      });
    return Object.fromEntries(told);
  }

  #property({ wireName, type }: Property, inner: Place, holder: Place): Json {
    const isListed = holder.seed !== this.#seed;
    // The `id` of a list's path is that of what the list belongs to, not of each item.
    const mayEcho = holder.seed === holder.item && !(isListed && inner.name === 'id');
    const echo = mayEcho ? this.#echo(wireName, type, holder.ordinal ?? 0) : undefined;
    return echo ?? this.#value(type, inner);
  }

  #echo(wireName: string, type: TypeRef, ordinal: number): Json | undefined {
    const name = wireName.toLowerCase();
    const texts = this.#question.given.get(name) ?? this.#question.given.get(`${name}s`);
    if (texts === undefined || texts.length === 0) return undefined;
    return echoOf(this.#declarations, type, at(texts, ordinal));
  }

  #page(type: TypeRef, place: Place, slots: readonly Slot[]): Json {
    const known = resolved(this.#declarations, type);
    const members = known.kind === 'union' ? known.members : [known];
    const list = members.find((member) => member.kind === 'array');
    return list?.kind === 'array'
      ? this.#items(list.items, place, slots)
      : this.#value(type, place);
  }

  #items(type: TypeRef, place: Place, slots: readonly Slot[]): Json {
    return slots.map(({ ordinal, root, seed, period }) =>
      this.#value(type, {
        ...place,
        root,
        seed,
        item: seed,
        holder: seed,
        ordinal,
        period,
        depth: 1,
      }),
    );
  }

  /** A list that comes in pages is a long one. */
  #pagedSlots(): readonly Slot[] {
    if (isAsked(this.#period)) return slotsOf(this.#question, this.#period);
    return slotsFrom(this.#seed, this.#period, between(this.#seed, 30, 60));
  }

  #list(type: TypeRef, place: Place): Json {
    if (this.#isCut(place)) return [];
    const length = place.depth > 3 ? 1 : between(place.seed, 1, 3);
    const items = Array.from({ length }, (_, index) =>
      this.#value(type, { ...inside(place, String(index)), name: place.name }),
    );
    return [...new Set(items)];
  }

  #record(type: TypeRef, place: Place): Json {
    const keys = ['first', 'second'];
    return Object.fromEntries(keys.map((key) => [key, this.#value(type, inside(place, key))]));
  }

  /** One in four of what may be null is null, but for names; of the rest, members take turns. An answer as a whole is never null. */
  #choice(
    members: readonly TypeRef[],
    discriminator: Discriminator | undefined,
    place: Place,
  ): Json {
    const present = withoutSpelledNumbers(members.filter((member) => member.kind !== 'null'));
    const mayBeNull =
      members.some(({ kind }) => kind === 'null') && place.depth > 0 && !isAlwaysKnown(place.name);
    if (present.length === 0 || (mayBeNull && (this.#isCut(place) || hash(place.seed) % 4 === 0))) {
      return null;
    }
    const isItem = place.ordinal !== undefined && place.seed === place.item;
    const member = isItem ? at(present, place.ordinal ?? 0) : pick(place.seed, present);
    const value = this.#value(member, place);
    const tag = discriminator?.mapping.find(
      ({ id }) => member.kind === 'reference' && member.id === id,
    );
    return discriminator && tag && isObject(value)
      ? { ...value, [discriminator.propertyName]: tag.value }
      : value;
  }

  #all(members: readonly TypeRef[], place: Place): Json {
    const values = members.map((member) => this.#value(member, place));
    return values.every(isObject) ? Object.assign({}, ...values) : (values[0] ?? null);
  }

  #isCut(place: Place): boolean {
    return place.depth > DEEP || this.#values > MANY;
  }
}

function inside(place: Place, name: string): Place {
  return {
    ...place,
    seed: `${place.seed}/${name}`,
    name: name.toLowerCase(),
    holder: place.seed,
    holderName: place.name,
    depth: place.depth + 1,
  };
}

/** .NET 9 says of a number that it may come as text as well; it is sent as a number. */
function withoutSpelledNumbers(members: readonly TypeRef[]): readonly TypeRef[] {
  const isScalar = (member: TypeRef, ...scalars: readonly string[]) =>
    member.kind === 'scalar' && scalars.includes(member.scalar);
  return members.some((member) => isScalar(member, 'integer', 'number'))
    ? members.filter((member) => !isScalar(member, 'string'))
    : members;
}

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
