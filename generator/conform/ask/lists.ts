import { getItemType, getResponseType } from '../../model/collections.js';
import type { ApiModel, Declarations, Operation, Property, TypeRef } from '../../model/model.js';
import { getFields, getNonNullMembers, resolveType } from '../../model/resolve-types.js';

/** What an operation answers, as far as others can use it. */
export interface Answered {
  readonly operation: Operation;
  /** Whether it answers a list, bare or in an envelope. */
  readonly isList: boolean;
  /** The names of the scalars of an item, or of the answer, in lower case. */
  readonly names: ReadonlySet<string>;
}

export function describeAnswered({ declarations }: ApiModel, operation: Operation): Answered {
  const type = getResponseType(operation);
  const item = type && getListedItem(declarations, type);
  const described = item ?? type;
  const fields = described === undefined ? [] : getFields(declarations, described);
  const names = fields.filter((field) => isScalar(declarations, field)).map(toName);
  return { operation, isList: item !== undefined, names: new Set(names) };
}

/** The type of the items of a list, of a page, or of the only list in an envelope such as `{ version, projects }`. */
function getListedItem(declarations: Declarations, type: TypeRef): TypeRef | undefined {
  const items = getItemType(declarations, type);
  if (items !== undefined) return items;
  const fields = getFields(declarations, type);
  if (fields.some(({ wireName }) => isIdentity(wireName))) return undefined;
  const lists = fields.flatMap(
    (field) => getItemType(declarations, toPlain(declarations, field)) ?? [],
  );
  const [item, ...others] = lists.filter((each) => getFields(declarations, each).length > 0);
  return others.length === 0 ? item : undefined;
}

/** What has one of these is an item, and no envelope of a list. */
export function isIdentity(name: string): boolean {
  return /^(?:id|name|key)$/i.test(name);
}

function toPlain(declarations: Declarations, { type }: Property): TypeRef {
  return getNonNullMembers(resolveType(declarations, type))[0] ?? type;
}

function isScalar(declarations: Declarations, { type }: Property): boolean {
  return getNonNullMembers(resolveType(declarations, type)).every(
    ({ kind }) => kind === 'scalar' || kind === 'literal',
  );
}

function toName({ wireName }: Property): string {
  return wireName.toLowerCase();
}

/** The list whose items a parameter names, and the property that is their key, in lower case. */
export interface KeyedList {
  readonly list: Operation;
  readonly key: string;
}

/** The list at the path before a parameter: `/Trips` for `/Trips/{id}/points`. */
export function findListBefore(
  lists: readonly Answered[],
  pathTemplate: string,
  wireName: string,
): KeyedList | undefined {
  const [path = ''] = pathTemplate.split(`/{${wireName}}`);
  const list = lists.find(
    ({ operation }) => operation.method === 'GET' && lower(operation.pathTemplate) === lower(path),
  );
  return list && toKeyedList(list, wireName);
}

/** `vehicleId` is the key of `/Vehicles`, where no other list has such a name. */
export function findListByName(
  lists: readonly Answered[],
  wireName: string,
): KeyedList | undefined {
  const [, noun] = /^(.+?)_?(?:id|name|key|code)$/i.exec(wireName) ?? [];
  if (noun === undefined) return undefined;
  const plurals = new Set([noun, `${noun}s`, `${noun}es`, noun.replace(/y$/i, 'ies')].map(lower));
  const named = lists.filter(({ operation: { method, pathTemplate } }) => {
    const last = pathTemplate.replace(/\/$/, '').split('/').at(-1) ?? '';
    return method === 'GET' && !pathTemplate.includes('{') && plurals.has(lower(last));
  });
  const [list, ...others] = named;
  return list === undefined || others.length > 0 ? undefined : toKeyedList(list, wireName);
}

/** The property named like the parameter, or like its end (`featureName`), or one that items are usually known by. */
function toKeyedList({ operation, names }: Answered, wireName: string): KeyedList | undefined {
  const [end = ''] = /[A-Z][a-z]+$|[a-z]+$/.exec(wireName) ?? [];
  const key = [wireName, end, 'id', 'name', 'key', 'code']
    .map(lower)
    .find((name) => names.has(name));
  return key === undefined ? undefined : { list: operation, key };
}

function lower(text: string): string {
  return text.toLowerCase();
}
