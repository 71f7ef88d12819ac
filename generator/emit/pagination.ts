import type {
  ApiModel,
  Operation,
  Pagination,
  PaginationStrategy,
  ResponsePath,
  TypeRef,
} from '../model/model.js';
import { unreachable } from '../model/types.js';
import { getProperties } from './print-codec.js';
import { getPropertyName } from './print-type.js';
import { getResult, printPageText } from './requests.js';
import type { Imports } from './structures.js';
import { toLiteral, toPropertyKey, toStringLiteral } from './structures.js';
import type { EmitContext } from './type-options.js';

const RUNTIME = '../runtime/index.js';

/** How the runtime is to page: its `Paging`, with nothing imported but the one way to turn that is used. */
export function printPagination(
  context: EmitContext,
  operation: Operation,
  pagination: Pagination,
  imports: Imports,
): string {
  const { items, item: _, ...turn } = toPropertyNames(pagination, operation, context.model);
  const fields = [
    `items: ${printValue(items)}`,
    `next: ${printStrategy(turn, imports)}`,
    ...printPageText(context, operation, imports),
  ];
  return `{ ${fields.join(', ')} }`;
}

/** The runtime looks into what a program gets, where properties are called as TypeScript calls them. */
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

function printStrategy(turn: PaginationStrategy, imports: Imports): string {
  const { kind, ...plan } = turn;
  const call = (helper: string, ...given: readonly string[]) =>
    `${imports.value(helper, RUNTIME)}(${given.join(', ')})`;
  switch (kind) {
    case 'page':
      return call('byPageNumber', printFields(plan));
    case 'offset':
      return call('byOffset', printFields(plan));
    case 'cursor':
      return call('byCursor', printFields(plan));
    case 'link':
      return call('byLink', ...('next' in plan && plan.next ? [printValue(plan.next)] : []));
    default:
      return unreachable(kind);
  }
}

function printFields(plan: object): string {
  const entries = Object.entries(plan) as [string, string | number | readonly string[]][];
  return `{ ${entries.map(([key, value]) => `${toPropertyKey(key)}: ${printValue(value)}`).join(', ')} }`;
}

function printValue(value: string | number | readonly string[]): string {
  if (typeof value === 'string') return toStringLiteral(value);
  return typeof value === 'number'
    ? toLiteral(value)
    : `[${value.map(toStringLiteral).join(', ')}]`;
}
