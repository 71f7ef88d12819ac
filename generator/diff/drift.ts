import { isRecord } from '../util/is-record.js';
import type { Change, Drift } from './change.js';

/**
 * Sorts changes by what the next promotion does: what only one document has is coming or leaving, the rest differs.
 *
 * @param changes From the document of `to` (before) to that of `from` (after).
 */
export function createDrift(
  changes: readonly Change[],
  { from, to }: { readonly from: string; readonly to: string },
): Drift {
  const isComing = ({ pointers }: Change) => pointers.before === undefined;
  const isLeaving = ({ pointers }: Change) => pointers.after === undefined;
  const fingerprints = (wanted: (change: Change) => boolean) =>
    changes.filter(wanted).map(({ fingerprint }) => fingerprint);
  return {
    from,
    to,
    coming: fingerprints((change) => isComing(change) && !isLeaving(change)),
    leaving: fingerprints((change) => isLeaving(change) && !isComing(change)),
    differing: fingerprints((change) => isComing(change) === isLeaving(change)),
  };
}

type Json = Readonly<Record<string, unknown>>;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];
/** Maps of further operations, by method. */
const ADDITIONAL = ['additionalOperations', 'x-oai-additionalOperations'];
/** OpenAPI 3.1.1, sections 4.8.27 and 4.8.29; Swagger 2.0 has the first two in the scheme itself. */
const URL_KEYS = [
  'authorizationUrl',
  'deviceAuthorizationUrl',
  'tokenUrl',
  'refreshUrl',
  'openIdConnectUrl',
  'oauth2MetadataUrl',
];
const NEUTRAL_ORIGIN = 'https://host.invalid';

/**
 * Removes what differs between any two environments of one API: hosts, servers, title and version. Everything else
 * keeps its location, so that JSON pointers stay valid.
 *
 * @param published A Swagger 2.0 or OpenAPI 3.x document.
 * @returns a new document.
 */
export function withoutEnvironment(published: Json): Json {
  const { servers: _servers, host: _host, basePath: _path, schemes: _schemes, ...rest } = published;
  return {
    ...rest,
    ...changeKey(rest, 'info', (info) => ({ ...info, title: 'API', version: '0' })),
    ...changeKey(rest, 'paths', (paths) => mapObjects(paths, withoutServers)),
    ...changeKey(rest, 'securityDefinitions', (schemes) => mapObjects(schemes, withoutHosts)),
    ...changeKey(rest, 'components', (components) => ({
      ...components,
      ...changeKey(components, 'securitySchemes', (schemes) => mapObjects(schemes, withoutHosts)),
    })),
  };
}

function withoutServers(item: Json): Json {
  const { servers: _servers, ...rest } = item;
  const operations = METHODS.map((method) => changeKey(rest, method, withoutOperationServers));
  const additional = ADDITIONAL.map((key) =>
    changeKey(rest, key, (map) => mapObjects(map, withoutOperationServers)),
  );
  return Object.assign({}, rest, ...operations, ...additional) as Json;
}

function withoutOperationServers({ servers: _servers, schemes: _schemes, ...rest }: Json): Json {
  return rest;
}

function withoutHosts(node: Json): Json {
  return {
    ...withNeutralOrigins(node),
    ...changeKey(node, 'flows', (flows) => mapObjects(flows, withNeutralOrigins)),
  };
}

/** A URL's path and query belong to the API; its origin belongs to the environment. */
function withNeutralOrigins(node: Json): Json {
  const urls = URL_KEYS.flatMap((key) => {
    const url = node[key];
    if (typeof url !== 'string' || !URL.canParse(url)) return [];
    const { pathname, search } = new URL(url);
    return [[key, NEUTRAL_ORIGIN + pathname + search] as const];
  });
  return { ...node, ...Object.fromEntries(urls) };
}

/** `{ key: change(value) }` where the key has an object, otherwise `{}`. */
function changeKey(parent: Json, key: string, change: (value: Json) => Json): Json {
  const value = Object.hasOwn(parent, key) ? parent[key] : undefined;
  return isRecord(value) ? { [key]: change(value) } : {};
}

function mapObjects(parent: Json, change: (value: Json) => Json): Json {
  const entries = Object.entries(parent);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, isRecord(value) ? change(value) : value]),
  );
}
