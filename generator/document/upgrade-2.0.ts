import { defined } from '../util/defined.js';
import { isArray, isObject, own, pickOwn, type JsonObject } from './json.js';
import { LIFECYCLE } from './nodes.js';
import { METHODS } from './openapi.js';
import type { Origins } from './origins.js';
import type { ShapeReader } from './value-types.js';
import {
  upgradeBody,
  upgradeForm,
  upgradeHeader,
  upgradeParameter,
  type ParameterLocation,
} from './upgrade-2.0-parameters.js';

export interface UpgradeContext {
  readonly origins: Origins;
  readonly shapes: ShapeReader;
  /** Resolves a node's `$ref` to the published target; returns the node itself when it has none. */
  readonly follow: (node: JsonObject) => JsonObject | undefined;
}

/**
 * Gives a Swagger 2.0 document the structure of OpenAPI 3: bodies and forms become request bodies, schemas move into media
 * types, definitions become components. Schemas are shared unchanged, `$ref`s included; `Schemas` and `NormalReferences`
 * normalize them. Shared parameters and responses are copied to where they are used, since their media types depend on the
 * operation. Malformed parts are passed on, to be reported where they are read.
 */
export function upgradeSwagger2(upgrade: UpgradeContext, root: JsonObject): JsonObject {
  const { origins } = upgrade;
  const paths = own(root, 'paths');
  const definitions = own(root, 'definitions');
  const securitySchemes = upgradeSecurity(origins, own(root, 'securityDefinitions'));
  const components = {
    ...defined({ schemas: definitions, securitySchemes }),
  };
  return origins.derive(
    {
      ...pickOwn(root, ['info', 'tags', 'security', 'externalDocs']),
      ...upgradeServers(origins, root),
      paths: isObject(paths) ? upgradePaths(upgrade, root, paths) : paths,
      components: origins.derive(components, root),
    },
    root,
  );
}

function upgradePaths(upgrade: UpgradeContext, root: JsonObject, paths: JsonObject): JsonObject {
  const entries = Object.entries(paths).map(([path, item]): [string, unknown] => [
    path,
    isObject(item) ? upgradePathItem(upgrade, root, upgrade.follow(item) ?? item) : item,
  ]);
  return upgrade.origins.derive(Object.fromEntries(entries), paths);
}

function upgradePathItem(upgrade: UpgradeContext, root: JsonObject, item: JsonObject): JsonObject {
  const ofPath = splitParameters(upgrade, own(item, 'parameters'));
  const entries = Object.entries(item).flatMap(([key, value]): [string, unknown][] => {
    if (key === 'parameters') return [[key, ofPath.others]];
    const isMethod = METHODS.some((method) => method === key.toLowerCase());
    if (!isMethod || !isObject(value)) return [[key, value]];
    return [[key, upgradeOperation(upgrade, root, value, ofPath)]];
  });
  return upgrade.origins.derive(Object.fromEntries(entries), item);
}

interface SplitParameters {
  /** `in: body`; one is allowed, and the first is used. */
  readonly bodies: readonly JsonObject[];
  /** `in: formData`. */
  readonly fields: readonly JsonObject[];
  /** The others, in the form of 3.x; a value that is no array is passed on. */
  readonly others: unknown;
}

function splitParameters(upgrade: UpgradeContext, list: unknown): SplitParameters {
  if (!isArray(list)) return { bodies: [], fields: [], others: list };
  const bodies: JsonObject[] = [];
  const fields: JsonObject[] = [];
  const others: unknown[] = [];
  for (const item of list) {
    const parameter = isObject(item) ? upgrade.follow(item) : item;
    if (parameter === undefined) continue; // A broken reference, which has been reported.
    const location = isObject(parameter) ? own(parameter, 'in') : undefined;
    if (!isObject(parameter)) others.push(parameter);
    else if (location === 'body') bodies.push(parameter);
    else if (location === 'formData') fields.push(parameter);
    else others.push(upgradeParameter(upgrade, parameter, location as ParameterLocation));
  }
  return { bodies, fields, others: upgrade.origins.derive(others, list) };
}

function upgradeOperation(
  upgrade: UpgradeContext,
  root: JsonObject,
  operation: JsonObject,
  ofPath: SplitParameters,
): JsonObject {
  const { bodies, fields, others } = splitParameters(upgrade, own(operation, 'parameters'));
  const [body = ofPath.bodies[0]] = bodies;
  const allFields = uniqueByName([...ofPath.fields, ...fields]);
  const consumes = getMediaTypes(operation, root, 'consumes');
  const requestBody =
    body !== undefined
      ? upgradeBody(upgrade, body, consumes)
      : allFields.length > 0
        ? upgradeForm(upgrade, operation, allFields, consumes)
        : undefined;
  const responses = own(operation, 'responses');
  const produces = getMediaTypes(operation, root, 'produces');
  return upgrade.origins.derive(
    {
      ...pickOwn(operation, [
        'tags',
        'operationId',
        'summary',
        'description',
        'deprecated',
        'security',
        'externalDocs',
        ...LIFECYCLE,
      ]),
      ...defined({ parameters: others, requestBody }),
      ...(responses !== undefined && {
        responses: isObject(responses) ? upgradeResponses(upgrade, responses, produces) : responses,
      }),
    },
    operation,
  );
}

/** A field of the operation replaces the path's of the same name. */
function uniqueByName(fields: readonly JsonObject[]): readonly JsonObject[] {
  return [...new Map(fields.map((field) => [own(field, 'name'), field])).values()];
}

/** The operation's array, even an empty one, replaces the document's (Swagger 2.0, "Operation Object"). */
function getMediaTypes(
  operation: JsonObject,
  root: JsonObject,
  key: 'consumes' | 'produces',
): readonly string[] {
  const list = own(operation, key) ?? own(root, key);
  return isArray(list) ? list.filter((type): type is string => typeof type === 'string') : [];
}

function upgradeResponses(
  upgrade: UpgradeContext,
  responses: JsonObject,
  produces: readonly string[],
): JsonObject {
  const entries = Object.entries(responses).map(([status, value]): [string, unknown] => {
    const response = isObject(value) ? (upgrade.follow(value) ?? {}) : value;
    return [status, isObject(response) ? upgradeResponse(upgrade, response, produces) : response];
  });
  return upgrade.origins.derive(Object.fromEntries(entries), responses);
}

function upgradeResponse(
  upgrade: UpgradeContext,
  response: JsonObject,
  produces: readonly string[],
): JsonObject {
  const { origins } = upgrade;
  const schema = own(response, 'schema');
  const upgraded = { ...pickOwn(response, ['description']), ...upgradeHeaders(upgrade, response) };
  if (schema === undefined) return origins.derive(upgraded, response);
  const isFile = isObject(schema) && own(schema, 'type') === 'file';
  const fallback = isFile ? 'application/octet-stream' : 'application/json';
  const types = produces.length > 0 ? produces : [fallback];
  const examples = own(response, 'examples');
  const content = types.map((type): [string, JsonObject] => {
    const example = isObject(examples) ? own(examples, type) : undefined;
    const media = { schema, ...defined({ example }) };
    return [type, origins.derive(media, response)];
  });
  return origins.derive(
    { ...upgraded, content: origins.derive(Object.fromEntries(content), response) },
    response,
  );
}

function upgradeHeaders(
  upgrade: UpgradeContext,
  response: JsonObject,
): { readonly headers?: unknown } {
  const headers = own(response, 'headers');
  if (!isObject(headers)) return pickOwn(response, ['headers']);
  const entries = Object.entries(headers).map(([name, header]): [string, unknown] => [
    name,
    isObject(header) ? upgradeHeader(upgrade, header) : header,
  ]);
  return { headers: upgrade.origins.derive(Object.fromEntries(entries), headers) };
}

/** Swagger 2.0's names of the OAuth flows (RFC 6749, section 1.3) and those of OpenAPI 3. */
const OAUTH_FLOWS: ReadonlyMap<unknown, string> = new Map([
  ['implicit', 'implicit'],
  ['password', 'password'],
  ['application', 'clientCredentials'],
  ['accessCode', 'authorizationCode'],
]);

/** A host name or address with an optional port; not a placeholder such as `***HOST***` or `{host}`. */
const HOST = /^([\w-]+(\.[\w-]+)*\.?|\[[\da-f:.]+\])(:\d{1,5})?$/i;

/** Converts `schemes`, `host` and `basePath` to servers. Without a valid host, a base path alone makes a relative server. */
function upgradeServers(
  origins: Origins,
  root: JsonObject,
): { readonly servers?: readonly JsonObject[] } {
  const given = own(root, 'basePath');
  const basePath = typeof given === 'string' ? given.replace(/\/+$/, '') : '';
  const host = own(root, 'host');
  const urls =
    typeof host === 'string' && HOST.test(host)
      ? getSchemes(root).map((scheme) => `${scheme}://${host}${basePath}`)
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

/** The schemes that `fetch` supports; https when none is declared. */
function getSchemes(root: JsonObject): readonly string[] {
  const schemes = own(root, 'schemes');
  const supported = (isArray(schemes) ? schemes : []).filter(
    (scheme): scheme is string => scheme === 'https' || scheme === 'http',
  );
  return supported.length > 0 ? supported : ['https'];
}

/** Converts `securityDefinitions` to `securitySchemes`; a value that is no object is passed on. */
function upgradeSecurity(origins: Origins, definitions: unknown): unknown {
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
        ...defined({ tokenUrl, authorizationUrl, scopes }),
      };
      const name = OAUTH_FLOWS.get(flow);
      return {
        ...rest,
        flows: origins.adopt(name === undefined ? {} : { [name]: details }, scheme),
      };
    }
    default:
      return { ...scheme };
  }
}
