import type { TypeRef } from '../../model/model.js';
import { getArrayItems } from '../../model/collections.js';
import { getListProperty, isPagingParameter } from '../../model/paging-names.js';
import { coerceText, isJsonObject } from '../data/coerce.js';
import { applyLimit, getPageItems, getPaging, getPagingValue } from '../data/list-items.js';
import { isPeriodParameter } from '../data/period.js';
import type { RequestValues } from '../data/request-values.js';
import { getFields } from '../../model/resolve-types.js';
import type { Declarations } from '../../model/model.js';
import type { Json } from '../outgoing-response.js';

/** The items of a response that is a list or a page; none for any other response. */
export function getItems(response: Json): readonly Json[] {
  if (isJsonArray(response)) return response;
  if (!isJsonObject(response)) return [];
  const list = response[getListProperty(Object.keys(response)) ?? ''];
  return list !== undefined && isJsonArray(list) ? list : [];
}

/** The request values of a request for all items. */
export function withoutPaging(requestValues: RequestValues): RequestValues {
  const others = [...requestValues].filter(
    ([name]) => !isPagingParameter(name) && name !== 'limit',
  );
  return new Map([...others, ['pagesize', [String(Number.MAX_SAFE_INTEGER)]]]);
}

/** Replaces the items of a generated list or page by the requested ones of these, and corrects its counts. */
export function replaceItems(
  response: Json,
  requestValues: RequestValues,
  items: readonly Json[],
): Json {
  if (isJsonArray(response)) return applyLimit(items, requestValues);
  if (!isJsonObject(response)) return response;
  const paging = getPaging(Object.keys(response), requestValues, items.length);
  if (paging === undefined) return response;
  const entries = Object.entries(response).map(([name, value]): [string, Json] => {
    if (name === paging.list) return [name, getPageItems(paging, items)];
    return [name, getPagingValue(paging, name) ?? value];
  });
  return Object.fromEntries(entries);
}

function isJsonArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Selects the items of a list by the request values that are named like a property of the items. */
export function createFilter(
  declarations: Declarations,
  type: TypeRef,
  requestValues: RequestValues,
): (item: Json) => boolean {
  const conditions = getFields(declarations, type).flatMap((property) => {
    const name = property.wireName.toLowerCase();
    const texts = requestValues.get(name) ?? requestValues.get(`${name}s`);
    if (texts === undefined || texts.length === 0 || isPeriodParameter(name, texts)) return [];
    const valueType = getArrayItems(declarations, property.type) ?? property.type;
    const wanted = texts.map((text) => coerceText(declarations, valueType, text));
    return { name: property.wireName, wanted };
  });
  return (item) =>
    isJsonObject(item) &&
    conditions.every(({ name, wanted }) =>
      [item[name]].flat().some((value) => wanted.some((one) => isEqual(one, value))),
    );
}

function isEqual(one: Json | undefined, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string'
    ? one.toLowerCase() === other.toLowerCase()
    : one !== undefined && one === other;
}
