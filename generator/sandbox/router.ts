import type { ApiModel, HttpMethod, Operation, PathPart, Server } from '../model/model.js';
import { getDefaultUrl } from '../model/servers.js';
import { getOperations } from '../model/walk.js';
import { byCodeUnit } from '../util/order.js';
import { TOKEN_PATH } from './access/identity.js';
import { percentDecode } from './incoming-request.js';

export type Match =
  | {
      readonly kind: 'found';
      readonly operation: Operation;
      /** By wire name, percent-decoded. */
      readonly pathParameters: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly HttpMethod[] }
  | { readonly kind: 'unknown' };

/** @param path as sent: percent-encoded, without the query, which only templates with a query of their own depend on. */
export type Router = (method: string, path: string, query?: string) => Match;

interface Route {
  readonly operation: Operation;
  readonly exact: RegExp;
  readonly anyCase: RegExp;
  readonly parameters: readonly string[];
  /** The query that some documents have in their paths: `/x?action=stop`. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** The parameters in that query: `/x?vehicle={id}`. */
  readonly queryParameters: readonly (readonly [name: string, wireName: string])[];
  readonly rank: string;
}

/**
 * Matches as ASP.NET Core's routing does. It ignores a trailing slash, and letter case unless two templates
 * differ in nothing else. Literal segments win over parameters, segment by segment.
 */
export function createRouter(model: ApiModel): Router {
  const basePath = getBasePath(model);
  const routes = getOperations(model)
    .map((operation) => createRoute(operation, basePath))
    .sort((a, b) => byCodeUnit(a.rank, b.rank) || byCodeUnit(a.operation.id, b.operation.id));
  return (method, path, query = '') => {
    const given = new URLSearchParams(query);
    const matching = routes.filter((route) =>
      route.query.every(([name, value]) => given.getAll(name).includes(value)),
    );
    const exact = matching.filter((route) => route.exact.test(path));
    const candidates = [...exact, ...matching.filter((route) => route.anyCase.test(path))];
    const route = candidates.find(({ operation }) => operation.method === method);
    if (route) {
      const { operation } = route;
      return { kind: 'found', operation, pathParameters: getPathParameters(route, path, given) };
    }
    if (candidates.length === 0) return { kind: 'unknown' };
    const allowed = new Set(candidates.map(({ operation }) => operation.method));
    return { kind: 'wrong-method', allowed: [...allowed].sort(byCodeUnit) };
  };
}

/** An operation with a server of its own is found under that server's path too. */
function createRoute(operation: Operation, basePath: string): Route {
  const own = (operation.servers ?? []).map(getServerPath);
  const paths = own.flatMap((path) => [path, removeBasePath(basePath, `${path}/`).slice(0, -1)]);
  const prefix = paths.map((path) => escapeRegExp(path)).join('|');
  const { path, query } = splitQuery(operation);
  const pairs = [...new URLSearchParams(query)];
  const constants = pairs.filter(([, value]) => !value.includes('\0'));
  const source = path
    .map((part) => (part.kind === 'parameter' ? '([^/]+)' : escapeRegExp(encodeURI(part.text))))
    .join('');
  const pattern = `^(?:${prefix})?${source.replace(/\/$/, '')}/?$`;
  return {
    operation,
    exact: new RegExp(pattern),
    anyCase: new RegExp(pattern, 'i'),
    parameters: path.flatMap((part) => (part.kind === 'parameter' ? part.wireName : [])),
    query: constants,
    queryParameters: pairs.flatMap(([name, value]) =>
      value.startsWith('\0') ? [[name, value.slice(1)] as const] : [],
    ),
    rank: `${getRank(path)}${constants.length === 0 ? '1' : '0'}`,
  };
}

/** Splits a path at its question mark. A parameter behind it is its name after a null character. */
function splitQuery({ path }: Operation): {
  readonly path: readonly PathPart[];
  readonly query: string;
} {
  const index = path.findIndex((part) => part.kind === 'text' && part.text.includes('?'));
  const part = path[index];
  if (part?.kind !== 'text') return { path, query: '' };
  const [before = '', ...rest] = part.text.split('?');
  const texts = path
    .slice(index + 1)
    .map((each) => (each.kind === 'text' ? each.text : `\0${encodeURIComponent(each.wireName)}`));
  return {
    path: [...path.slice(0, index), { kind: 'text', text: before }],
    query: [rest.join('?'), ...texts].join(''),
  };
}

/** Sorts from specific to general. One digit a segment: 0 literal, 1 literal and parameter, 2 parameter. */
function getRank(path: readonly PathPart[]): string {
  const shape = path.map((part) => (part.kind === 'parameter' ? '\0' : part.text)).join('');
  return shape
    .split('/')
    .map((segment) => (segment === '\0' ? '2' : segment.includes('\0') ? '1' : '0'))
    .join('');
}

function getPathParameters(
  route: Route,
  path: string,
  query: URLSearchParams,
): ReadonlyMap<string, string> {
  const values = (route.exact.exec(path) ?? route.anyCase.exec(path) ?? []).slice(1);
  return new Map([
    ...route.parameters.map((name, index) => [name, percentDecode(values[index] ?? '')] as const),
    ...route.queryParameters.map(([name, wireName]) => [wireName, query.get(name) ?? ''] as const),
  ]);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** The paths of the vendor's token endpoint and of those that the document names. */
export function getTokenPaths({ securitySchemes }: ApiModel): ReadonlySet<string> {
  const declared = securitySchemes.flatMap((scheme) =>
    scheme.kind === 'oauth2' && scheme.tokenUrl !== undefined ? getUrlPath(scheme.tokenUrl) : [],
  );
  return new Set([TOKEN_PATH, ...declared.filter((path) => path !== '/')]);
}

/** Is `GET /` an operation of the API? */
export function hasRootOperation(model: ApiModel): boolean {
  return (
    getBasePath(model) === '' &&
    getOperations(model).some(
      ({ method, pathTemplate }) => method === 'GET' && pathTemplate === '/',
    )
  );
}

/** The path of the document's first server, such as `/api/v3`; empty if it is the root. */
export function getBasePath({ servers: [server] }: ApiModel): string {
  return server ? getServerPath(server) : '';
}

function getServerPath(server: Server): string {
  return getUrlPath(getDefaultUrl(server)).replace(/\/+$/, '');
}

/** Operations are found with and without the base path, which a caller may have left out. */
export function removeBasePath(basePath: string, path: string): string {
  return basePath !== '' && path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path;
}

/** `/` if the text is not a URL. */
function getUrlPath(url: string): string {
  return URL.canParse(url, 'http://127.0.0.1') ? new URL(url, 'http://127.0.0.1').pathname : '/';
}
