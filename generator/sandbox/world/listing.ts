import type { TypeRef } from '../../model/model.js';
import { isAboutPaging, listName, onPage, pagingOf, pagingValue } from '../paging.js';
import type { Given } from '../question.js';
import type { Json } from '../reply.js';
import { presentMembers, propertiesOf, resolved, type Declarations } from '../shapes.js';
import { atMost } from '../slots.js';

/** What a list, or a page of one, holds; undefined for an answer that is neither. */
export function itemTypeOf(declarations: Declarations, type: TypeRef): TypeRef | undefined {
  const known = resolved(declarations, type);
  if (known.kind === 'array') return known.items;
  const properties =
    known.kind === 'reference'
      ? [...propertiesOf(declarations, known.id).values()]
      : known.kind === 'object'
        ? known.properties
        : [];
  const name = listName(properties.map(({ wireName }) => wireName));
  const list = properties.find(({ wireName }) => wireName === name);
  const arrays = list ? presentMembers(resolved(declarations, list.type)) : [];
  return arrays.flatMap((array) => (array.kind === 'array' ? array.items : []))[0];
}

/** The items of an answer that is a list or a page of one. */
export function itemsIn(answer: Json): readonly Json[] {
  if (isList(answer)) return answer;
  const list = isObject(answer) ? answer[listName(Object.keys(answer)) ?? ''] : undefined;
  return list !== undefined && isList(list) ? list : [];
}

/** Asks for everything at once. */
export function unpaged(given: Given): Given {
  const conditions = [...given].filter(([name]) => !isAboutPaging(name) && name !== 'limit');
  return new Map([...conditions, ['pagesize', [String(Number.MAX_SAFE_INTEGER)]]]);
}

/** The page that was asked for, of these items: with counts that are right, where the answer has any. */
export function pageOf(answer: Json, given: Given, items: readonly Json[]): Json {
  if (isList(answer)) return atMost(items, given);
  if (!isObject(answer)) return answer;
  const paging = pagingOf(Object.keys(answer), given, items.length);
  if (paging === undefined) return answer;
  const told = Object.entries(answer).map(([name, value]) => {
    if (name === paging.list) return [name, onPage(paging, items)];
    return [name, pagingValue(paging, name) ?? value];
  });
  return Object.fromEntries(told) as Json;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
