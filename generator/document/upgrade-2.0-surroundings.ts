import { isList, isObject, own, type JsonObject } from './json.js';
import type { Origins } from './origins.js';

/** Swagger 2.0's names of the OAuth flows (RFC 6749, section 1.3) and those of OpenAPI 3. */
const FLOWS: ReadonlyMap<unknown, string> = new Map([
  ['implicit', 'implicit'],
  ['password', 'password'],
  ['application', 'clientCredentials'],
  ['accessCode', 'authorizationCode'],
]);

/** A host name or address with an optional port; not a placeholder such as `***HOST***` or `{host}`. */
const HOST = /^([\w-]+(\.[\w-]+)*\.?|\[[\da-f:.]+\])(:\d{1,5})?$/i;

/** `schemes`, `host` and `basePath` as servers. Without a usable host only a base path is worth telling. */
export function upgradeServers(
  origins: Origins,
  root: JsonObject,
): { readonly servers?: readonly JsonObject[] } {
  const given = own(root, 'basePath');
  const basePath = typeof given === 'string' ? given.replace(/\/+$/, '') : '';
  const host = own(root, 'host');
  const urls =
    typeof host === 'string' && HOST.test(host)
      ? schemesOf(root).map((scheme) => `${scheme}://${host}${basePath}`)
      : host === undefined && basePath !== ''
        ? [basePath]
        : [];
  if (urls.length === 0) return {};
  return {
    servers: origins.adopt(
      urls.map((url) => ({ url })),
      root,
    ),
  };
}

/** Of those that `fetch` speaks; https when none is said. */
function schemesOf(root: JsonObject): readonly string[] {
  const schemes = own(root, 'schemes');
  const spoken = (isList(schemes) ? schemes : []).filter(
    (scheme): scheme is string => scheme === 'https' || scheme === 'http',
  );
  return spoken.length > 0 ? spoken : ['https'];
}

/** `securityDefinitions` as `securitySchemes`; what is no object is handed on. */
export function upgradeSecurity(origins: Origins, definitions: unknown): unknown {
  if (!isObject(definitions)) return definitions;
  const entries = Object.entries(definitions).map(([name, scheme]): [string, unknown] => [
    name,
    isObject(scheme) ? origins.derive(upgradeScheme(origins, scheme), scheme) : scheme,
  ]);
  return origins.derive(Object.fromEntries(entries), definitions);
}

function upgradeScheme(origins: Origins, scheme: JsonObject): JsonObject {
  switch (own(scheme, 'type')) {
    case 'basic':
      return { ...scheme, type: 'http', scheme: 'basic' };
    case 'oauth2': {
      const { flow, tokenUrl, authorizationUrl, scopes, ...rest } = scheme;
      const details = {
        ...(tokenUrl !== undefined && { tokenUrl }),
        ...(authorizationUrl !== undefined && { authorizationUrl }),
        ...(scopes !== undefined && { scopes }),
      };
      const name = FLOWS.get(flow);
      return {
        ...rest,
        flows: origins.adopt(name === undefined ? {} : { [name]: details }, scheme),
      };
    }
    default:
      return { ...scheme };
  }
}
