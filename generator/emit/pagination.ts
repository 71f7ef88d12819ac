import type {
  ApiModel,
  Operation,
  Pagination,
  PaginationStrategy,
  ResponsePath,
  TypeRef,
} from '../model/model.js';
import { getResult } from '../model/result.js';
import { unreachable } from '../model/type-refs.js';
import type { EmitContext } from './context.js';
import { getProperties } from './properties.js';
import { getPropertyName } from './print-type.js';
import { printPageText } from './requests.js';
import { RUNTIME, toLiteral, toPropertyKey, toStringLiteral, type Imports } from './structures.js';

/** Prints the `Paging` that tells the runtime how to get the next page. Only the strategy in use is imported. */
export function printPagination(
  context: EmitContext,
  operation: Operation,
  pagination: Pagination,
  imports: Imports,
): string {
  const { items, item: _, ...strategy } = toPropertyNames(pagination, operation, context.model);
  const fields = [
    `items: ${printValue(items)}`,
    `next: ${printStrategy(strategy, imports)}`,
    ...printPageText(context, operation, imports),
  ];
  return `{ ${fields.join(', ')} }`;
}

/** The runtime reads converted responses, so paths in them use the names in TypeScript. */
function toPropertyNames(
  pagination: Pagination,
  operation: Operation,
  model: ApiModel,
): Pagination {
  const { type } = getResult(operation);
  const renamed = Object.entries(pagination).map(([key, value]: readonly [string, unknown]) => [
    key,
    Array.isArray(value) && type ? toPropertyPath(value as ResponsePath, type, model) : value,
  ]);
  return { ...pagination, ...(Object.fromEntries(renamed) as object) };
}

function toPropertyPath(path: ResponsePath, type: TypeRef, model: ApiModel): ResponsePath {
  const [wireName, ...rest] = path;
  if (wireName === undefined) return [];
  const property = getProperties(type, model).find((each) => each.wireName === wireName);
  if (property === undefined) return path;
  return [getPropertyName(property), ...toPropertyPath(rest, property.type, model)];
}

function printStrategy(strategy: PaginationStrategy, imports: Imports): string {
  const { kind: _, ...fields } = strategy;
  const call = (helper: string, ...args: readonly string[]) =>
    `${imports.value(helper, RUNTIME)}(${args.join(', ')})`;
  switch (strategy.kind) {
    case 'page':
      return call('byPageNumber', printFields(fields));
    case 'offset':
      return call('byOffset', printFields(fields));
    case 'cursor':
      return call('byCursor', printFields(fields));
    case 'link':
      return call('byLink', ...(strategy.next ? [printValue(strategy.next)] : []));
    default:
      return unreachable(strategy);
  }
}

function printFields(fields: object): string {
  const entries = Object.entries(fields) as [string, string | number | readonly string[]][];
  return `{ ${entries.map(([key, value]) => `${toPropertyKey(key)}: ${printValue(value)}`).join(', ')} }`;
}

function printValue(value: string | number | readonly string[]): string {
  if (typeof value === 'string') return toStringLiteral(value);
  return typeof value === 'number'
    ? toLiteral(value)
    : `[${value.map(toStringLiteral).join(', ')}]`;
}
