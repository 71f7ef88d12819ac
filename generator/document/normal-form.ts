import type { Diagnostics } from '../diagnostics.js';
import { defined } from '../util/defined.js';
import { escapeSegment } from '../util/json-pointer.js';
import { isObject, own, pickOwn, type JsonObject } from './json.js';
import { LIFECYCLE, NodeReader, type NodeTools } from './nodes.js';
import {
  METHODS,
  type OpenApiDocument,
  type OperationObject,
  type PathItemObject,
  type SecurityRequirementObject,
  type SecuritySchemeObject,
  type ServerObject,
  type ServerVariableObject,
  type TagObject,
} from './openapi.js';
import type { Origins } from './origins.js';
import type { NormalReferences, Section } from './references.js';
import type { Schemas } from './schemas.js';
import {
  BOOLEAN,
  OBJECT,
  STRING,
  type Expected,
  type ShapeReader,
  readExternalDocs,
} from './value-types.js';

/** Normalizes a document that has the structure of OpenAPI 3.x. */
export class NormalForm {
  readonly #origins: Origins;
  readonly #shapes: ShapeReader;
  readonly #schemas: Schemas;
  readonly #references: NormalReferences;
  readonly #nodes: NodeReader;
  readonly #follow: (node: JsonObject) => JsonObject | undefined;
  readonly #diagnostics: Diagnostics;

  constructor(tools: NodeTools, diagnostics: Diagnostics) {
    this.#diagnostics = diagnostics;
    this.#origins = tools.origins;
    this.#shapes = tools.shapes;
    this.#schemas = tools.schemas;
    this.#references = tools.references;
    this.#follow = tools.follow;
    this.#nodes = new NodeReader(tools);
  }

  read(root: JsonObject): OpenApiDocument {
    const shapes = this.#shapes;
    const servers = readServers(shapes, root);
    const tags = readTags(shapes, root);
    const security = readSecurity(shapes, root);
    const externalDocs = readExternalDocs(shapes, root);
    const webhooks = this.#pathItems(root, 'webhooks');
    // Where references are resolved, a malformed one counts as none.
    shapes.read(root, '$self', STRING);
    const document: OpenApiDocument = {
      openapi: '3.2.0',
      info: this.#origins.adopt(readInfo(shapes, root), this.#sourceUnder(root, 'info')),
      ...defined({ servers, tags, security, externalDocs }),
      paths: this.#pathItems(root, 'paths') ?? {},
      ...defined({ webhooks }),
      components: this.#components(root),
    };
    this.#references.resolveRemaining(document, this.#origins, (section, published) =>
      this.#nodes.read(section, published),
    );
    return this.#origins.adopt(document, root);
  }

  #sourceUnder(node: JsonObject, key: string): object {
    const value = own(node, key);
    return isObject(value) ? value : node;
  }

  #components(root: JsonObject): OpenApiDocument['components'] {
    const shapes = this.#shapes;
    const node = shapes.read(root, 'components', OBJECT) ?? {};
    const section = <S extends Exclude<Section, 'schemas'>>(name: S) =>
      shapes.map(node, name, (value, key, map) => this.#nodes.readPart(name, value, key, map)) ??
      {};
    const components = {
      schemas:
        shapes.map(node, 'schemas', (value, name, map) =>
          this.#schemas.readComponent(value, name, map),
        ) ?? {},
      parameters: section('parameters'),
      requestBodies: section('requestBodies'),
      responses: section('responses'),
      headers: section('headers'),
      securitySchemes:
        shapes.map(node, 'securitySchemes', (value, name, map) => {
          const scheme = shapes.check(map, name, value, OBJECT);
          const published = scheme && this.#follow(scheme);
          if (published === undefined) return undefined;
          const made = readSecurityScheme(shapes, published);
          return made && this.#origins.adopt(made, published);
        }) ?? {},
    };
    return this.#origins.derive(components, this.#sourceUnder(root, 'components'));
  }

  #pathItems(owner: JsonObject, key: string): OpenApiDocument['webhooks'] {
    return this.#shapes.map(owner, key, (value, path, map) => {
      if (path.startsWith('x-')) return undefined;
      const published = this.#shapes.check(map, path, value, OBJECT);
      return published && this.#pathItem(published);
    });
  }

  /** Keywords beside a path item's `$ref` add to the target (OpenAPI 3.1, section 4.8.9, leaves that open). */
  #pathItem(published: JsonObject): PathItemObject {
    return this.#nodes.readOnce(published, () => {
      const target = this.#follow(published);
      const referenced = target && target !== published ? this.#pathItem(target) : {};
      return {
        ...referenced,
        ...this.#partsOf(published, (operation) => this.#operation(operation)),
      };
    });
  }

  #partsOf(
    published: JsonObject,
    make: (operation: JsonObject) => OperationObject,
  ): PathItemObject {
    const shapes = this.#shapes;
    const parameters = this.#nodes.parameters(published);
    const servers = readServers(shapes, published);
    const operations: [string, OperationObject][] = [];
    for (const method of METHODS) {
      const operation = shapes.read(published, findMethodKey(published, method), OBJECT);
      if (operation) operations.push([method, make(operation)]);
    }
    const fields = new Map(operations);
    const additional = this.#additionalOperations(published, fields, make);
    return {
      ...shapes.pick(published, ['summary', 'description'], STRING),
      ...defined({ parameters, servers }),
      ...(Object.fromEntries(fields) as PathItemObject),
      ...(additional.size > 0 && {
        additionalOperations: this.#origins.adopt(Object.fromEntries(additional), published),
      }),
    };
  }

  /**
   * The operations whose method has no field (OpenAPI 3.2, section 4.9); before 3.2 ASP.NET writes them into an extension,
   * QUERY too.
   *
   * @param fields Receives those whose method has a field of its own after all.
   */
  #additionalOperations(
    published: JsonObject,
    fields: Map<string, OperationObject>,
    make: (operation: JsonObject) => OperationObject,
  ): ReadonlyMap<string, OperationObject> {
    const shapes = this.#shapes;
    const additional = new Map<string, OperationObject>();
    for (const key of ['additionalOperations', 'x-oai-additionalOperations']) {
      const map = shapes.read(published, key, OBJECT) ?? {};
      for (const method of Object.keys(map)) {
        const operation = shapes.check(map, method, map[method], OBJECT);
        if (operation === undefined) continue;
        const field = METHODS.find((name) => name === method.toLowerCase());
        if (field !== undefined && !(field === 'query' && key.startsWith('x-')))
          this.#diagnostics.report(
            'method-malformed',
            `${this.#origins.getPointer(map)}/${escapeSegment(method)}`,
            `'${method}' has the field '${field}' in a path item.`,
          );
        if (field === undefined) additional.set(method, make(operation));
        else if (!fields.has(field)) fields.set(field, make(operation));
      }
    }
    return additional;
  }

  #operation(published: JsonObject): OperationObject {
    return this.#nodes.readOnce(published, () => {
      const callbacks = this.#callbacks(published);
      return { ...this.#withoutCallbacks(published), ...defined({ callbacks }) };
    });
  }

  /** A callback may refer back to its own operation, so callbacks of callbacks are not read. */
  #callbacks(operation: JsonObject): OperationObject['callbacks'] {
    const shapes = this.#shapes;
    return shapes.map(operation, 'callbacks', (value, name, map) => {
      const callback = shapes.check(map, name, value, OBJECT);
      const target = callback && this.#follow(callback);
      if (target === undefined) return undefined;
      return shapes.map({ target }, 'target', (item, expression, items) => {
        if (expression.startsWith('x-')) return undefined;
        const published = shapes.check(items, expression, item, OBJECT);
        const pathItem = published && this.#follow(published);
        return pathItem && this.#partsOf(pathItem, (inner) => this.#callbackOperation(inner));
      });
    });
  }

  #callbackOperation(published: JsonObject): OperationObject {
    return this.#origins.derive(this.#withoutCallbacks(published), published);
  }

  #withoutCallbacks(published: JsonObject): OperationObject {
    const shapes = this.#shapes;
    const tags = shapes.strings(published, 'tags');
    const externalDocs = readExternalDocs(shapes, published);
    const parameters = this.#nodes.parameters(published);
    const security = readSecurity(shapes, published);
    const servers = readServers(shapes, published);
    const requestBody = this.#nodes.readUnder('requestBodies', published, 'requestBody');
    const responses = shapes.map(published, 'responses', (value, status, map) =>
      status.startsWith('x-') ? undefined : this.#nodes.readPart('responses', value, status, map),
    );
    return {
      ...shapes.pick(published, ['operationId', 'summary', 'description'], STRING),
      ...shapes.pick(published, ['deprecated'], BOOLEAN),
      ...pickOwn(published, LIFECYCLE),
      ...defined({ externalDocs, tags, parameters, requestBody, responses, security, servers }),
    };
  }
}

const FLOW_URLS = ['tokenUrl', 'authorizationUrl', 'deviceAuthorizationUrl', 'refreshUrl'] as const;

/** Methods are lower-case keys, but some documents write them in upper case. */
function findMethodKey(pathItem: JsonObject, method: string): string {
  if (Object.hasOwn(pathItem, method)) return method;
  const upperCase = method.toUpperCase();
  return Object.hasOwn(pathItem, upperCase) ? upperCase : method;
}

/** YAML reads `version: 1.0` as a number. */
const SCALAR: Expected<string | number> = {
  name: 'a string',
  test: (value) => typeof value === 'string' || typeof value === 'number',
};

/** Title and version have defaults, for documents without them. */
function readInfo(shapes: ShapeReader, root: JsonObject): OpenApiDocument['info'] {
  const info = shapes.read(root, 'info', OBJECT) ?? {};
  const title = shapes.read(info, 'title', SCALAR);
  const version = shapes.read(info, 'version', SCALAR);
  return {
    title: String(title ?? 'API'),
    version: String(version ?? '0.0.0'),
    ...shapes.pick(info, ['description'], STRING),
  };
}

function readServers(shapes: ShapeReader, root: JsonObject): readonly ServerObject[] | undefined {
  return shapes.list(root, 'servers', (value, index, list) => {
    const node = shapes.check(list, index, value, OBJECT);
    const url = node && shapes.check(node, 'url', own(node, 'url'), STRING);
    if (node === undefined || url === undefined) return undefined;
    const variables = shapes.map(node, 'variables', (variable, name, map) => {
      const published = shapes.check(map, name, variable, OBJECT);
      return published && readVariable(shapes, published);
    });
    return {
      url,
      ...shapes.pick(node, ['name', 'description'], STRING),
      ...defined({ variables }),
    };
  });
}

function readVariable(shapes: ShapeReader, node: JsonObject): ServerVariableObject {
  const value = shapes.read(node, 'default', SCALAR);
  const choices = shapes.list(node, 'enum', (choice, index, list) => {
    const scalar = shapes.check(list, index, choice, SCALAR);
    return scalar === undefined ? undefined : String(scalar);
  });
  return {
    ...(value !== undefined && { default: String(value) }),
    ...defined({ enum: choices }),
    ...shapes.pick(node, ['description'], STRING),
  };
}

function readTags(shapes: ShapeReader, root: JsonObject): readonly TagObject[] | undefined {
  return shapes.list(root, 'tags', (value, index, list) => {
    const node = shapes.check(list, index, value, OBJECT);
    const name = node && shapes.check(node, 'name', own(node, 'name'), STRING);
    if (node === undefined || name === undefined) return undefined;
    const externalDocs = readExternalDocs(shapes, node);
    return {
      name,
      ...shapes.pick(node, ['summary', 'description', 'parent', 'kind'], STRING),
      ...defined({ externalDocs }),
    };
  });
}

/** Reads `security` of the document or of an operation: alternatives, each a map from scheme to scopes. */
function readSecurity(
  shapes: ShapeReader,
  node: JsonObject,
): readonly SecurityRequirementObject[] | undefined {
  return shapes.list(node, 'security', (value, index, list) => {
    const published = shapes.check(list, index, value, OBJECT);
    if (published === undefined) return undefined;
    const scopes = Object.keys(published).map(
      (name) => [name, shapes.strings(published, name) ?? []] as const,
    );
    return Object.fromEntries(scopes);
  });
}

function readSecurityScheme(
  shapes: ShapeReader,
  node: JsonObject,
): SecuritySchemeObject | undefined {
  const type = shapes.check(node, 'type', own(node, 'type'), STRING);
  if (type === undefined) return undefined;
  const flows = shapes.map(node, 'flows', (value, name, map) => {
    if (name.startsWith('x-')) return undefined;
    const flow = shapes.check(map, name, value, OBJECT);
    if (flow === undefined) return undefined;
    const scopes = shapes.map(flow, 'scopes', (text) => (typeof text === 'string' ? text : ''));
    return {
      ...shapes.pick(flow, FLOW_URLS, STRING),
      ...defined({ scopes }),
    };
  });
  const texts = [
    'description',
    'name',
    'in',
    'scheme',
    'bearerFormat',
    'openIdConnectUrl',
    'oauth2MetadataUrl',
  ] as const;
  return {
    type,
    ...shapes.pick(node, texts, STRING),
    ...shapes.pick(node, ['deprecated'], BOOLEAN),
    ...defined({ flows }),
  };
}
