/**
 * What two environments of one API differ in by being two: hosts, servers, titles, versions. Everything
 * else stays where it is, so that pointers still lead to it.
 */

type Node = Readonly<Record<string, unknown>>;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
/** OpenAPI 3.1.1, sections 4.8.5 and 4.8.27; in Swagger 2.0 the first stand in the scheme itself. */
const ADDRESSES = ['authorizationUrl', 'tokenUrl', 'refreshUrl', 'openIdConnectUrl'];
const NOWHERE = 'https://host.invalid';

/** A published document (2.0 or 3.x) without what says which environment it is of. Pure. */
export function withoutPlace(published: Node): Node {
  const { servers: _servers, host: _host, basePath: _path, schemes: _schemes, ...rest } = published;
  return {
    ...rest,
    ...each(rest, 'info', (info) => ({ ...info, title: 'API', version: '0' })),
    ...each(rest, 'paths', (paths) => mapped(paths, pathItem)),
    ...each(rest, 'securityDefinitions', (schemes) => mapped(schemes, scheme)),
    ...each(rest, 'components', (components) => ({
      ...components,
      ...each(components, 'securitySchemes', (schemes) => mapped(schemes, scheme)),
    })),
  };
}

function pathItem(item: Node): Node {
  const { servers: _servers, ...rest } = item;
  const operations = METHODS.map((method) => each(rest, method, operation));
  return Object.assign({}, rest, ...operations) as Node;
}

function operation({ servers: _servers, schemes: _schemes, ...rest }: Node): Node {
  return rest;
}

function scheme(node: Node): Node {
  return { ...moved(node), ...each(node, 'flows', (flows) => mapped(flows, moved)) };
}

/** The path of an address says something of the API; its host does not. */
function moved(node: Node): Node {
  const addresses = ADDRESSES.flatMap((key) => {
    const url = node[key];
    if (typeof url !== 'string' || !URL.canParse(url)) return [];
    const { pathname, search } = new URL(url);
    return [[key, NOWHERE + pathname + search] as const];
  });
  return { ...node, ...Object.fromEntries(addresses) };
}

/** `{ key: change(value) }` where there is an object under the key, otherwise nothing. */
function each(parent: Node, key: string, change: (value: Node) => Node): Node {
  const value = Object.hasOwn(parent, key) ? parent[key] : undefined;
  return isNode(value) ? { [key]: change(value) } : {};
}

function mapped(parent: Node, change: (value: Node) => Node): Node {
  const entries = Object.entries(parent);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, isNode(value) ? change(value) : value]),
  );
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
