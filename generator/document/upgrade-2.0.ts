import { isList, isObject, own, picked, type JsonObject } from './json.js';
import { LIFECYCLE } from './nodes.js';
import { METHODS } from './openapi.js';
import type { Origins } from './origins.js';
import type { Shapes } from './shapes.js';
import { upgradeHeader, upgradeParameter, type Place } from './upgrade-2.0-parameters.js';
import { formBody, jsonBody } from './upgrade-2.0-bodies.js';
import { upgradeSecurity, upgradeServers } from './upgrade-2.0-surroundings.js';

export interface Upgrade2 {
  readonly origins: Origins;
  readonly shapes: Shapes;
  /** What a node's `$ref` leads to in the end, as published; the node itself when it has none. */
  readonly follow: (node: JsonObject) => JsonObject | undefined;
}

/**
 * Gives a Swagger 2.0 document the structure of OpenAPI 3: bodies and forms become request bodies,
 * media types hold the schemas, definitions are components. Schemas are shared as they are, `$ref`s
 * included: `Schemas` and `Destinations` see to them. Shared parameters and responses are written out
 * where they are used, since their media types depend on the operation. What is malformed is handed on
 * as it is, to be complained of where it is read.
 */
export function upgrade2(upgrade: Upgrade2, root: JsonObject): JsonObject {
  const { origins } = upgrade;
  const paths = own(root, 'paths');
  const definitions = own(root, 'definitions');
  const securitySchemes = upgradeSecurity(origins, own(root, 'securityDefinitions'));
  const components = {
    ...(definitions !== undefined && { schemas: definitions }),
    ...(securitySchemes !== undefined && { securitySchemes }),
  };
  return origins.derive(
    {
      ...picked(root, ['info', 'tags', 'security', 'externalDocs']),
      ...upgradeServers(origins, root),
      paths: isObject(paths) ? upgradePaths(upgrade, root, paths) : paths,
      components: origins.derive(components, root),
    },
    root,
  );
}

function upgradePaths(upgrade: Upgrade2, root: JsonObject, paths: JsonObject): JsonObject {
  const entries = Object.entries(paths).map(([path, item]): [string, unknown] => [
    path,
    isObject(item) ? upgradePathItem(upgrade, root, upgrade.follow(item) ?? item) : item,
  ]);
  return upgrade.origins.derive(Object.fromEntries(entries), paths);
}

function upgradePathItem(upgrade: Upgrade2, root: JsonObject, item: JsonObject): JsonObject {
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
  /** `in: body`; one is allowed, the first stands. */
  readonly bodies: readonly JsonObject[];
  /** `in: formData`. */
  readonly fields: readonly JsonObject[];
  /** The rest, in the form of 3.x; what was no list is handed on. */
  readonly others: unknown;
}

function splitParameters(upgrade: Upgrade2, list: unknown): SplitParameters {
  if (!isList(list)) return { bodies: [], fields: [], others: list };
  const bodies: JsonObject[] = [];
  const fields: JsonObject[] = [];
  const others: unknown[] = [];
  for (const item of list) {
    const parameter = isObject(item) ? upgrade.follow(item) : item;
    if (parameter === undefined) continue; // Leads nowhere, which was complained of.
    const place = isObject(parameter) ? own(parameter, 'in') : undefined;
    if (!isObject(parameter)) others.push(parameter);
    else if (place === 'body') bodies.push(parameter);
    else if (place === 'formData') fields.push(parameter);
    else others.push(upgradeParameter(upgrade, parameter, place as Place));
  }
  return { bodies, fields, others: upgrade.origins.derive(others, list) };
}

function upgradeOperation(
  upgrade: Upgrade2,
  root: JsonObject,
  operation: JsonObject,
  ofPath: SplitParameters,
): JsonObject {
  const { bodies, fields, others } = splitParameters(upgrade, own(operation, 'parameters'));
  const [body = ofPath.bodies[0]] = bodies;
  const allFields = byName([...ofPath.fields, ...fields]);
  const consumes = mediaTypes(operation, root, 'consumes');
  const requestBody =
    body !== undefined
      ? jsonBody(upgrade, body, consumes)
      : allFields.length > 0
        ? formBody(upgrade, operation, allFields, consumes)
        : undefined;
  const responses = own(operation, 'responses');
  const produces = mediaTypes(operation, root, 'produces');
  return upgrade.origins.derive(
    {
      ...picked(operation, [
        'tags',
        'operationId',
        'summary',
        'description',
        'deprecated',
        'security',
        'externalDocs',
        ...LIFECYCLE,
      ]),
      ...(others !== undefined && { parameters: others }),
      ...(requestBody !== undefined && { requestBody }),
      ...(responses !== undefined && {
        responses: isObject(responses) ? upgradeResponses(upgrade, responses, produces) : responses,
      }),
    },
    operation,
  );
}

/** An operation's field replaces its path's of the same name. */
function byName(fields: readonly JsonObject[]): readonly JsonObject[] {
  return [...new Map(fields.map((field) => [own(field, 'name'), field])).values()];
}

/** The operation's own list, even an empty one, replaces the document's (Swagger 2.0, "Operation Object"). */
function mediaTypes(
  operation: JsonObject,
  root: JsonObject,
  key: 'consumes' | 'produces',
): readonly string[] {
  const list = own(operation, key) ?? own(root, key);
  return isList(list) ? list.filter((type): type is string => typeof type === 'string') : [];
}

function upgradeResponses(
  upgrade: Upgrade2,
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
  upgrade: Upgrade2,
  response: JsonObject,
  produces: readonly string[],
): JsonObject {
  const { origins } = upgrade;
  const schema = own(response, 'schema');
  const upgraded = { ...picked(response, ['description']), ...upgradeHeaders(upgrade, response) };
  if (schema === undefined) return origins.derive(upgraded, response);
  const isFile = isObject(schema) && own(schema, 'type') === 'file';
  const fallback = isFile ? 'application/octet-stream' : 'application/json';
  const types = produces.length > 0 ? produces : [fallback];
  const examples = own(response, 'examples');
  const content = types.map((type): [string, JsonObject] => {
    const example = isObject(examples) ? own(examples, type) : undefined;
    const media = { schema, ...(example !== undefined && { example }) };
    return [type, origins.derive(media, response)];
  });
  return origins.derive(
    { ...upgraded, content: origins.derive(Object.fromEntries(content), response) },
    response,
  );
}

function upgradeHeaders(upgrade: Upgrade2, response: JsonObject): { readonly headers?: unknown } {
  const headers = own(response, 'headers');
  if (!isObject(headers)) return picked(response, ['headers']);
  const entries = Object.entries(headers).map(([name, header]): [string, unknown] => [
    name,
    isObject(header) ? upgradeHeader(upgrade, header) : header,
  ]);
  return { headers: upgrade.origins.derive(Object.fromEntries(entries), headers) };
}
