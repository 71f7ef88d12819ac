import type { ApiModel, Operation, TypeRef } from '../../model/model.js';
import { unreachable } from '../../model/type-refs.js';
import { coerceText } from '../data/coerce.js';
import { generateValue } from '../data/generate-value.js';
import { getPeriod, isRequestedPeriod } from '../data/period.js';
import {
  createGenerationInput,
  getFleetStart,
  type GenerationInput,
  type RequestValues,
} from '../data/request-values.js';
import { getFields } from '../../model/resolve-types.js';
import type { Json } from '../outgoing-response.js';
import { CollectionStore } from './collection-store.js';
import {
  getItemType,
  getOperationRoles,
  getResponseType,
  type Collection,
  type OperationRole,
} from '../../model/collections.js';
import { createFilter, getItems, replaceItems, withoutPaging } from './list-response.js';
import { getDeclaredPages, takePage, withoutNext, withoutPages } from './declared-pages.js';
import { getFieldValues, Serializer, type FieldValues } from './serialize.js';

/** A validated request. */
export interface OperationRequest {
  readonly operation: Operation;
  readonly requestValues: RequestValues;
  /** As sent: JSON, or the fields of a form. */
  readonly body: unknown;
  /** The type of the response's JSON or text; undefined if it has neither. */
  readonly type: TypeRef | undefined;
}

/** `missing` if the requested item, or one that it belongs to, does not exist. */
export type OperationResult =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'done';
      readonly value: Json;
      /** The key of a created item. */
      readonly key?: string;
    };

export interface DataOptions {
  /** Another seed gives other data; the empty text gives that of the documentation's examples. */
  readonly seed: string;
  /** An item exists only if a list has it or a request has created it; otherwise every key is that of an item. */
  readonly strict: boolean;
}

/** The data of the API: generated from a seed, then created, changed and removed by requests. */
export class DataStore {
  readonly #model: ApiModel;
  readonly #seed: string;
  readonly #strict: boolean;
  readonly #roles: ReadonlyMap<string, OperationRole>;
  readonly #stores = new Map<string, CollectionStore>();
  readonly #serializer: Serializer;

  constructor(model: ApiModel, { seed, strict }: DataOptions) {
    this.#model = model;
    this.#seed = seed;
    this.#strict = strict;
    this.#roles = getOperationRoles(model);
    this.#serializer = new Serializer(model.declarations, (name, key) =>
      this.#findReferenced(name, key),
    );
  }

  handle(request: OperationRequest): OperationResult {
    const { requestValues } = request;
    const pages = getDeclaredPages(request.operation);
    if (pages === undefined) {
      const result = this.#handle(request);
      if (result.kind === 'missing') return result;
      const { declarations } = this.#model;
      return { ...result, value: withoutNext(result.value, request.operation, declarations) };
    }
    const whole = this.#handle({ ...request, requestValues: withoutPages(pages, requestValues) });
    if (whole.kind === 'missing') return whole;
    return { ...whole, value: takePage(whole.value, pages, requestValues) };
  }

  #handle(request: OperationRequest): OperationResult {
    const { operation, requestValues } = request;
    const { parents, target } = this.#roles.get(operation.id) ?? { parents: [] };
    const created = canCreate(operation) ? target?.collection : undefined;
    const isMissing = (parent: Collection) =>
      this.#isMissing(this.#getStore(parent, requestValues), requestValues, parent === created);
    if (parents.some(isMissing)) return { kind: 'missing' };
    if (target === undefined) return done(this.#generateResponse(request));
    const { action, collection } = target;
    const store = this.#getStore(collection, requestValues);
    switch (action) {
      case 'list':
        return done(this.#list(request, store));
      case 'create':
        return this.#create(request, store);
      case 'read':
        return done(this.#read(request, store, getKey(collection, requestValues)));
      case 'change':
        return done(this.#change(request, store));
      case 'remove':
        store.remove(getKey(collection, requestValues));
        return done(this.#generateResponse(request));
      default:
        return unreachable(action);
    }
  }

  /** @param isCreated whether the request creates an item that does not exist. */
  #isMissing(store: CollectionStore, requestValues: RequestValues, isCreated: boolean): boolean {
    const key = getKey(store.collection, requestValues);
    if (store.isRemoved(key)) return true;
    if (!this.#strict || isCreated || !this.#hasAllItems(store)) return false;
    return store.find(key) === undefined;
  }

  /** Does a list have the keys of all items, or are there only those that requests create? */
  #hasAllItems(store: CollectionStore): boolean {
    const { declarations } = this.#model;
    const { list, key } = store.collection;
    const type = list && getResponseType(list);
    const itemType = type && getItemType(declarations, type);
    if (itemType) return store.hasKey(getFields(declarations, itemType));
    const isCreatable = [...this.#roles.values()].some(
      ({ target }) => target?.action === 'create' && target.collection === store.collection,
    );
    return key !== undefined && isCreatable;
  }

  /** The key of the first item that exists from the start, of the only collection in the operation's path. */
  findKey(operation: Operation): string | undefined {
    const [collection, ...others] = this.#roles.get(operation.id)?.parents ?? [];
    const keys = operation.path.filter(({ kind }) => kind === 'parameter').length;
    if (collection === undefined || others.length > 0 || keys !== 1) return undefined;
    const store = this.#getStore(collection, new Map());
    const [first] = store.generated.values();
    return first === undefined ? undefined : store.getKey(first);
  }

  /** The input for a response that is not stored, such as a file. */
  getGenerationInput({
    operation,
    requestValues,
  }: Pick<OperationRequest, 'operation' | 'requestValues'>): GenerationInput {
    return createGenerationInput(operation, requestValues, this.#seed);
  }

  /** An item of an endless stream: the same for the same request and number. */
  generateItem(request: OperationRequest, number: number): Json {
    const input = this.getGenerationInput(request);
    return this.#generate(request.type, { ...input, seed: `${input.seed} ${number}` });
  }

  #generateResponse(request: OperationRequest): Json {
    return this.#generate(request.type, this.getGenerationInput(request));
  }

  #list(request: OperationRequest, store: CollectionStore): Json {
    const { operation, requestValues, type } = request;
    const { declarations } = this.#model;
    const itemType = type && getItemType(declarations, type);
    if (itemType === undefined || !store.hasKey(getFields(declarations, itemType))) {
      return this.#generateResponse(request);
    }
    const items = new Map<string, Json>();
    for (const [key, item] of this.#getGeneratedItems(operation, requestValues, store)) {
      if (!store.isRemoved(key)) items.set(key, item);
    }
    const parentKeys = getParentKeys(store.collection, requestValues);
    for (const key of store.written.keys()) {
      items.set(key, this.#read({ type: itemType, requestValues: parentKeys }, store, key));
    }
    const conditions = new Map([...requestValues].filter(([name]) => !parentKeys.has(name)));
    const matches = createFilter(declarations, itemType, conditions);
    const selected = [...items.values()].filter(matches);
    return replaceItems(this.#generateResponse(request), requestValues, selected);
  }

  /** By key. A requested period has items of its own, which can be read by their keys from then on. */
  #getGeneratedItems(
    operation: Operation,
    requestValues: RequestValues,
    store: CollectionStore,
  ): ReadonlyMap<string, Json> {
    if (!isRequestedPeriod(getPeriod(requestValues))) return store.generated;
    const items = store.byKey(this.#generateItems(operation, requestValues));
    store.addListed(items);
    return items;
  }

  #generateItems(operation: Operation, requestValues: RequestValues): readonly Json[] {
    const type = getResponseType(operation);
    const input = createGenerationInput(operation, withoutPaging(requestValues), this.#seed);
    return getItems(this.#generate(type, input));
  }

  #create(request: OperationRequest, store: CollectionStore): OperationResult {
    const { requestValues, body, type } = request;
    const values = getFieldValues(body);
    const key = getSentKey(store, values) ?? this.#createKey(requestValues, store);
    if (key === undefined) return done(this.#generateResponse(request));
    this.#write(store, key, values);
    // Some operations respond with the key alone.
    const keyOnly = type && coerceText(this.#model.declarations, type, key);
    return { kind: 'done', value: keyOnly ?? this.#read(request, store, key), key };
  }

  #createKey(requestValues: RequestValues, store: CollectionStore): string | undefined {
    const { collection } = store;
    const path = getPath(collection, requestValues);
    const parentKeys = getParentKeys(collection, requestValues);
    const generateKey = (number: number) =>
      store.getKey(
        this.#generate(collection.type, this.#createInput(`${path} new ${number}`, parentKeys)),
      );
    const first = store.written.size;
    for (let number = first; number < first + MAX_ATTEMPTS; number += 1) {
      const key = generateKey(number);
      if (key === undefined || (store.find(key) === undefined && !store.isRemoved(key))) return key;
    }
    return generateKey(first);
  }

  #change({ requestValues, body, type }: OperationRequest, store: CollectionStore): Json {
    const key = getKey(store.collection, requestValues);
    this.#write(store, key, new Map([...(store.find(key) ?? []), ...getFieldValues(body)]));
    return this.#read({ type, requestValues }, store, key);
  }

  #write(store: CollectionStore, key: string, values: FieldValues): void {
    const { key: name } = store.collection;
    store.write(key, name === undefined ? values : new Map([...values, [name, key]]));
  }

  /** The stored values of an item; what is not stored is generated from the item's key. */
  #read(
    { type, requestValues }: Pick<OperationRequest, 'type' | 'requestValues'>,
    store: CollectionStore,
    key: string,
  ): Json {
    if (type === undefined) return null;
    const { collection } = store;
    const input = this.#createInput(
      `${getPath(collection, requestValues)}/${key.toLowerCase()}`,
      new Map([...requestValues, [collection.parameter.toLowerCase(), [key]]]),
    );
    return this.#serializer.serialize(type, store.find(key) ?? new Map(), (chosen) =>
      this.#generate(chosen, input),
    );
  }

  /** Finds an item of a collection that belongs to no other, even if nothing has requested it before. */
  #findReferenced(name: string, key: string): FieldValues | undefined {
    const collection = [...this.#roles.values()]
      .flatMap(({ parents, target }) => [...parents, ...(target ? [target.collection] : [])])
      .find(
        (candidate) =>
          candidate.key === name &&
          candidate.parameter.toLowerCase() === name &&
          !candidate.path.includes('{'),
      );
    return collection && this.#getStore(collection, new Map()).find(key);
  }

  #getStore(collection: Collection, requestValues: RequestValues): CollectionStore {
    const path = getPath(collection, requestValues);
    const existing = this.#stores.get(path);
    if (existing) return existing;
    const { list } = collection;
    const parentKeys = getParentKeys(collection, requestValues);
    const store = new CollectionStore(collection, () =>
      list ? this.#generateItems(list, parentKeys) : [],
    );
    this.#stores.set(path, store);
    return store;
  }

  #createInput(subject: string, requestValues: RequestValues): GenerationInput {
    return {
      seed: this.#seed === '' ? subject : `${this.#seed} ${subject}`,
      requestValues,
      fleetStart: getFleetStart(this.#seed),
    };
  }

  #generate(type: TypeRef | undefined, input: GenerationInput): Json {
    return type === undefined ? null : generateValue(this.#model.declarations, type, input);
  }
}

/** `PUT` that also creates, as its responses say (RFC 9110, section 9.3.4). */
function canCreate({ method, responses }: Operation): boolean {
  return method === 'PUT' && responses.some(({ status }) => status === '201');
}

/** Generated keys that may exist already before a key is used twice. */
const MAX_ATTEMPTS = 100;

function done(value: Json): OperationResult {
  return { kind: 'done', value };
}

function getKey({ parameter }: Collection, requestValues: RequestValues): string {
  return requestValues.get(parameter.toLowerCase())?.[0] ?? '';
}

/** The key in a request body. An `id` of 0 is not a key: the client leaves the number to the server. */
function getSentKey(
  { collection: { key } }: CollectionStore,
  values: FieldValues,
): string | undefined {
  const value = key === undefined ? undefined : values.get(key);
  const isKey =
    (typeof value === 'string' && value !== '') || (typeof value === 'number' && value > 0);
  return isKey ? String(value) : undefined;
}

/** The path parameters of the collection: for `/Stores/{storeId}/Books`, the key of the store. */
function getParentKeys({ path }: Collection, requestValues: RequestValues): RequestValues {
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name.toLowerCase());
  return new Map(names.map((name) => [name, requestValues.get(name) ?? []]));
}

/** `/Stores/5/Books` */
function getPath({ path }: Collection, requestValues: RequestValues): string {
  const getKeyOf = (name: string) =>
    encodeURIComponent(requestValues.get(name.toLowerCase())?.[0] ?? '');
  return path.replace(/\{([^{}]+)\}/g, (_, name: string) => getKeyOf(name));
}
