import type { PageTurn, Pagination } from '../model/model.js';
import { unreachable } from '../model/types.js';
import type { Imports } from './imports.js';
import { literal, propertyKey, quoted } from './literals.js';

const RUNTIME = '../runtime/index.js';

/** How the runtime is to page: its `Paging`, with nothing imported but the one way to turn that is used. */
export function pagingText({ items, item: _, ...turn }: Pagination, imports: Imports): string {
  return `{ items: ${valueText(items)}, next: ${turnText(turn, imports)} }`;
}

function turnText(turn: PageTurn, imports: Imports): string {
  const { kind, ...plan } = turn;
  const call = (helper: string, ...given: readonly string[]) =>
    `${imports.value(helper, RUNTIME)}(${given.join(', ')})`;
  switch (kind) {
    case 'page':
      return call('pageNumbers', planText(plan));
    case 'offset':
      return call('offsets', planText(plan));
    case 'cursor':
      return call('cursors', planText(plan));
    case 'link':
      return call('links', ...('next' in plan && plan.next ? [valueText(plan.next)] : []));
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
