import type { ApiModel, HttpMethod, Operation } from '../model/model.js';
import { operationsOf } from '../model/walk.js';
import { byCodeUnit } from '../util/order.js';

export type Match =
  | {
      readonly kind: 'found';
      readonly operation: Operation;
      /** By wire name, percent-decoded. */
      readonly pathParameters: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly HttpMethod[] }
  | { readonly kind: 'unknown' };

/** @param path as on the wire: percent-encoded, without the query. */
export type Router = (method: string, path: string) => Match;

interface Route {
  readonly operation: Operation;
  readonly exact: RegExp;
  readonly anyCase: RegExp;
  readonly parameters: readonly string[];
  readonly rank: string;
}

/**
 * Matches the way ASP.NET Core's routing does: letter case is ignored unless two templates differ by
 * it alone, a trailing slash too; literal segments win over parameters, segment by segment.
 */
export function createRouter(model: ApiModel): Router {
  const routes = operationsOf(model)
    .map(routeOf)
    .sort((a, b) => byCodeUnit(a.rank, b.rank) || byCodeUnit(a.operation.id, b.operation.id));
  return (method, path) => {
    const exact = routes.filter((route) => route.exact.test(path));
    const candidates = [...exact, ...routes.filter((route) => route.anyCase.test(path))];
    const route = candidates.find(({ operation }) => operation.method === method);
    if (route) {
      return {
        kind: 'found',
        operation: route.operation,
        pathParameters: captured(route, path),
      };
    }
    if (candidates.length === 0) return { kind: 'unknown' };
    const allowed = new Set(candidates.map(({ operation }) => operation.method));
    return { kind: 'wrong-method', allowed: [...allowed].sort(byCodeUnit) };
  };
}

function routeOf(operation: Operation): Route {
  const source = operation.path
    .map((part) => (part.kind === 'parameter' ? '([^/]+)' : escaped(encodeURI(part.text))))
    .join('');
  const pattern = `^${source.replace(/\/$/, '')}/?$`;
  return {
    operation,
    exact: new RegExp(pattern),
    anyCase: new RegExp(pattern, 'i'),
    parameters: operation.path.flatMap((part) => (part.kind === 'parameter' ? part.wireName : [])),
    rank: rankOf(operation),
  };
}

/** One digit a segment: 0 literal, 1 literal and parameter, 2 parameter. Sorts from strict to lax. */
function rankOf({ path }: Operation): string {
  const shape = path.map((part) => (part.kind === 'parameter' ? '\0' : part.text)).join('');
  return shape
    .split('/')
    .map((segment) => (segment === '\0' ? '2' : segment.includes('\0') ? '1' : '0'))
    .join('');
}

function captured(route: Route, path: string): ReadonlyMap<string, string> {
  const values = (route.exact.exec(path) ?? route.anyCase.exec(path) ?? []).slice(1);
  return new Map(route.parameters.map((name, index) => [name, decoded(values[index] ?? '')]));
}

/** Percent-decoded; as it is where that is impossible, like ASP.NET. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
