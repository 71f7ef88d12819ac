import type { ApiModel, Operation, TypeRef } from '../../model/model.js';
import { unreachable } from '../../model/types.js';
import { answerOf } from '../answers.js';
import { echoOf } from '../echo.js';
import { isAsked, periodOf } from '../place.js';
import { fleetOf, questionOf, type Given, type Question } from '../question.js';
import type { Json } from '../reply.js';
import { answerTypeOf, fieldsOf, type Collection } from './collections.js';
import { filterOf } from './conditions.js';
import { itemsIn, itemTypeOf, pageOf, unpaged } from './listing.js';
import { rolesOf, type Role } from './roles.js';
import { Shelf } from './shelf.js';
import { knownOf, Teller, type Known } from './told.js';

/** An operation whose inputs are in order. */
export interface Request {
  readonly operation: Operation;
  readonly given: Given;
  /** As it was sent: JSON, or the fields of a form. */
  readonly body: unknown;
  /** Of the answer's JSON or text; undefined where it has neither. */
  readonly type: TypeRef | undefined;
}

/** What comes of it; `missing` when the thing, or what it belongs to, is gone. */
export type Outcome =
  | { readonly kind: 'missing' }
  | { readonly kind: 'done'; readonly value: Json; /** Of what was made. */ readonly key?: string };

/** What there is behind the API: invented from a seed, then as it is posted, changed and removed. */
export class World {
  readonly #model: ApiModel;
  readonly #seed: string;
  readonly #roles: ReadonlyMap<string, Role>;
  readonly #shelves = new Map<string, Shelf>();
  readonly #teller: Teller;

  /** @param seed another seed, another fleet; the empty one is that of the documentation's examples. */
  constructor(model: ApiModel, seed: string) {
    this.#model = model;
    this.#seed = seed;
    this.#roles = rolesOf(model);
    this.#teller = new Teller(model.declarations, (name, key) => this.#pointedTo(name, key));
  }

  handle(request: Request): Outcome {
    const { given } = request;
    const { through, act } = this.#roles.get(request.operation.id) ?? { through: [] };
    const isGone = (one: Collection) => this.#shelf(one, given).isGone(keyIn(one, given));
    if (through.some(isGone)) return { kind: 'missing' };
    if (act === undefined) return done(this.#invented(request));
    const shelf = this.#shelf(act.collection, given);
    switch (act.action) {
      case 'list':
        return done(this.#list(request, shelf));
      case 'create':
        return this.#create(request, shelf);
      case 'read':
        return done(this.#told(request, shelf, keyIn(act.collection, given)));
      case 'change':
        return done(this.#change(request, shelf));
      case 'remove':
        shelf.remove(keyIn(act.collection, given));
        return done(this.#invented(request));
      default:
        return unreachable(act.action);
    }
  }

  /** What a file is made from. */
  questionOf({ operation, given }: Pick<Request, 'operation' | 'given'>): Question {
    return questionOf(operation, given, this.#seed);
  }

  #invented(request: Request): Json {
    return this.#answer(request.type, this.questionOf(request));
  }

  #list(request: Request, shelf: Shelf): Json {
    const { operation, given, type } = request;
    const { declarations } = this.#model;
    const itemType = type && itemTypeOf(declarations, type);
    if (itemType === undefined || !shelf.holds(fieldsOf(declarations, itemType))) {
      return this.#invented(request);
    }
    const told = new Map<string, Json>();
    for (const [name, item] of this.#listed(operation, given, shelf)) {
      if (!shelf.isGone(name)) told.set(name, item);
    }
    const scope = scopeOf(shelf.collection, given);
    for (const name of shelf.kept.keys()) {
      told.set(name, this.#told({ type: itemType, given: scope }, shelf, name));
    }
    const isWanted = filterOf(declarations, itemType, without(given, scope));
    return pageOf(this.#invented(request), given, [...told.values()].filter(isWanted));
  }

  /** By key. A period has things of its own, which are there from then on. */
  #listed(operation: Operation, given: Given, shelf: Shelf): ReadonlyMap<string, Json> {
    if (!isAsked(periodOf(given))) return shelf.invented;
    const items = shelf.byKey(this.#everything(operation, given));
    shelf.see(items);
    return items;
  }

  #everything(operation: Operation, given: Given): readonly Json[] {
    const type = answerTypeOf(operation);
    const question = questionOf(operation, unpaged(given), this.#seed);
    return itemsIn(this.#answer(type, question));
  }

  #create({ operation, given, body, type }: Request, shelf: Shelf): Outcome {
    const sent = knownOf(body);
    const key = sentKey(shelf, sent) ?? this.#newKey(given, shelf);
    if (key === undefined) return done(this.#invented({ operation, given, body, type }));
    this.#keep(shelf, key, sent);
    const { declarations } = this.#model;
    // Some answer with nothing but the key.
    const echo = type && echoOf(declarations, type, key);
    return { kind: 'done', value: echo ?? this.#told({ type, given }, shelf, key), key };
  }

  #newKey(given: Given, shelf: Shelf): string | undefined {
    const { collection } = shelf;
    const path = pathOf(collection, given);
    const keyOfNew = (number: number) => {
      const question = this.#question(`${path} new ${number}`, scopeOf(collection, given));
      return shelf.keyIn(this.#answer(collection.type, question));
    };
    const first = shelf.kept.size;
    for (let number = first; number < first + MOST_TRIES; number += 1) {
      const key = keyOfNew(number);
      if (key === undefined || (shelf.find(key) === undefined && !shelf.isGone(key))) return key;
    }
    return keyOfNew(first);
  }

  #change({ given, body, type }: Request, shelf: Shelf): Json {
    const key = keyIn(shelf.collection, given);
    this.#keep(shelf, key, new Map([...(shelf.find(key) ?? []), ...knownOf(body)]));
    return this.#told({ type, given }, shelf, key);
  }

  #keep(shelf: Shelf, key: string, known: Known): void {
    const { key: name } = shelf.collection;
    shelf.keep(key, name === undefined ? known : new Map([...known, [name, key]]));
  }

  /** What is known of the thing, and for all else what is invented from its key. */
  #told({ type, given }: Pick<Request, 'type' | 'given'>, shelf: Shelf, key: string): Json {
    if (type === undefined) return null;
    const { collection } = shelf;
    const asked = new Map([...given, [collection.parameter.toLowerCase(), [key]]]);
    const question = this.#question(`${pathOf(collection, given)}/${key.toLowerCase()}`, asked);
    return this.#teller.thing(type, shelf.find(key) ?? new Map(), (chosen) =>
      this.#answer(chosen, question),
    );
  }

  /** Of a collection that needs no other to be chosen, whether anybody has asked for it yet or not. */
  #pointedTo(name: string, key: string): Known | undefined {
    const collection = [...this.#roles.values()]
      .flatMap(({ through, act }) => [...through, ...(act ? [act.collection] : [])])
      .find(
        (one) =>
          one.key === name && one.parameter.toLowerCase() === name && !one.path.includes('{'),
      );
    return collection && this.#shelf(collection, new Map()).find(key);
  }

  #shelf(collection: Collection, given: Given): Shelf {
    const path = pathOf(collection, given);
    const known = this.#shelves.get(path);
    if (known) return known;
    const { list } = collection;
    const scope = scopeOf(collection, given);
    const made = new Shelf(collection, () => (list ? this.#everything(list, scope) : []));
    this.#shelves.set(path, made);
    return made;
  }

  #question(about: string, given: Given): Question {
    return {
      seed: this.#seed === '' ? about : `${this.#seed} ${about}`,
      given,
      fleet: fleetOf(this.#seed),
    };
  }

  #answer(type: TypeRef | undefined, question: Question): Json {
    return type === undefined ? null : answerOf(this.#model.declarations, type, question);
  }
}

const MOST_TRIES = 100;

function done(value: Json): Outcome {
  return { kind: 'done', value };
}

function keyIn({ parameter }: Collection, given: Given): string {
  return given.get(parameter.toLowerCase())?.[0] ?? '';
}

/** What stands for a number that the server gives, an `id` of 0, is no key. */
function sentKey({ collection: { key } }: Shelf, sent: Known): string | undefined {
  const value = key === undefined ? undefined : sent.get(key);
  const isKey =
    (typeof value === 'string' && value !== '') || (typeof value === 'number' && value > 0);
  return isKey ? String(value) : undefined;
}

/** The path parameters that choose the collection: of `/Stores/{storeId}/Books`, the store. */
function scopeOf({ path }: Collection, given: Given): Given {
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name.toLowerCase());
  return new Map(names.map((name) => [name, given.get(name) ?? []]));
}

/** `/Stores/5/Books` */
function pathOf({ path }: Collection, given: Given): string {
  const keyFor = (name: string) => encodeURIComponent(given.get(name.toLowerCase())?.[0] ?? '');
  return path.replace(/\{([^{}]+)\}/g, (_, name: string) => keyFor(name));
}

function without(given: Given, names: Given): Given {
  return new Map([...given].filter(([name]) => !names.has(name)));
}
