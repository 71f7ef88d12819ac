import type {
  ResponsePath,
  ApiModel,
  Operation,
  PaginationStrategy,
  Pagination,
  TypeRef,
} from '../model/model.js';
import { unreachable } from '../model/types.js';
import { pageTexts, propertiesOf } from './codecs/index.js';
import type { Imports } from './imports.js';
import { literal, propertyKey, quoted } from './literals.js';
import { resultOf } from './results.js';
import type { EmitContext } from './scope.js';
import { calledName } from './type-text.js';

const RUNTIME = '../runtime/index.js';

/** How the runtime is to page: its `Paging`, with nothing imported but the one way to turn that is used. */
export function pagingText(
  context: EmitContext,
  operation: Operation,
  pagination: Pagination,
  imports: Imports,
): string {
  const { items, item: _, ...turn } = withCalledNames(pagination, operation, context.model);
  const fields = [
    `items: ${valueText(items)}`,
    `next: ${turnText(turn, imports)}`,
    ...pageTexts(context, operation, imports),
  ];
  return `{ ${fields.join(', ')} }`;
}

/** The runtime looks into what a program gets, where properties are called as TypeScript calls them. */
function withCalledNames(
  pagination: Pagination,
  operation: Operation,
  model: ApiModel,
): Pagination {
  const { type } = resultOf(operation);
  const renamed = Object.entries(pagination).map(([key, value]: readonly [string, unknown]) => [
    key,
    Array.isArray(value) && type ? calledPath(value as ResponsePath, type, model) : value,
  ]);
  return { ...pagination, ...(Object.fromEntries(renamed) as object) };
}

function calledPath(path: ResponsePath, type: TypeRef, model: ApiModel): ResponsePath {
  const [wireName, ...rest] = path;
  if (wireName === undefined) return [];
  const property = propertiesOf(type, model).find((each) => each.wireName === wireName);
  if (property === undefined) return path;
  return [calledName(property), ...calledPath(rest, property.type, model)];
}

function turnText(turn: PaginationStrategy, imports: Imports): string {
  const { kind, ...plan } = turn;
  const call = (helper: string, ...given: readonly string[]) =>
    `${imports.value(helper, RUNTIME)}(${given.join(', ')})`;
  switch (kind) {
    case 'page':
      return call('byPageNumber', planText(plan));
    case 'offset':
      return call('byOffset', planText(plan));
    case 'cursor':
      return call('byCursor', planText(plan));
    case 'link':
      return call('byLink', ...('next' in plan && plan.next ? [valueText(plan.next)] : []));
    default:
      return unreachable(kind);
  }
}

function planText(plan: object): string {
  const entries = Object.entries(plan) as [string, string | number | readonly string[]][];
  return `{ ${entries.map(([key, value]) => `${propertyKey(key)}: ${valueText(value)}`).join(', ')} }`;
}

function valueText(value: string | number | readonly string[]): string {
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'number' ? literal(value) : `[${value.map(quoted).join(', ')}]`;
}
