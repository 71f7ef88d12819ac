import type { Made } from './alike.js';
import type { Destinations, Section } from './destinations.js';
import { isObject, own, picked, type JsonObject } from './json.js';
import { LIFECYCLE, Nodes } from './nodes.js';
import {
  METHODS,
  type OpenApiDocument,
  type OperationObject,
  type PathItemObject,
  type RequestBodyObject,
  type ResponseObject,
} from './openapi.js';
import type { Origins } from './origins.js';
import type { Schemas } from './schemas.js';
import {
  readExternalDocs,
  readInfo,
  readSecurity,
  readSecurityScheme,
  readServers,
  readTags,
} from './surroundings.js';
import { BOOLEAN, OBJECT, TEXT, type Shapes } from './shapes.js';

/** Makes the normal form of a document that has the structure of OpenAPI 3.x. */
export class NormalForm {
  readonly #origins: Origins;
  readonly #shapes: Shapes;
  readonly #schemas: Schemas;
  readonly #destinations: Destinations;
  readonly #nodes: Nodes;
  readonly #follow: (node: JsonObject) => JsonObject | undefined;

  /**
   * @param follow what a node's `$ref` leads to in the end, as published; the node itself when it has none.
   * @param made filled while nodes are made.
   */
  constructor(
    origins: Origins,
    shapes: Shapes,
    schemas: Schemas,
    destinations: Destinations,
    follow: (node: JsonObject) => JsonObject | undefined,
    made: Made,
  ) {
    this.#origins = origins;
    this.#shapes = shapes;
    this.#schemas = schemas;
    this.#destinations = destinations;
    this.#follow = follow;
    this.#nodes = new Nodes(origins, shapes, schemas, destinations, made);
  }

  document(root: JsonObject): OpenApiDocument {
    const shapes = this.#shapes;
    const servers = readServers(shapes, root);
    const tags = readTags(shapes, root);
    const security = readSecurity(shapes, root);
    const externalDocs = readExternalDocs(shapes, root);
    const webhooks = this.#pathItems(root, 'webhooks');
    const document: OpenApiDocument = {
      openapi: '3.1.0',
      info: this.#origins.adopt(readInfo(shapes, root), this.#sourceUnder(root, 'info')),
      ...(servers && { servers }),
      ...(tags && { tags }),
      ...(security && { security }),
      ...(externalDocs && { externalDocs }),
      paths: this.#pathItems(root, 'paths') ?? {},
      ...(webhooks && { webhooks }),
      components: this.#components(root),
    };
    this.#destinations.settle(document, this.#origins, (section, published) =>
      this.#nodes.node(section, published),
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
    const section = (name: Exclude<Section, 'schemas'>) =>
      shapes.map(node, name, (value, key, map) => this.#nodes.part(name, value, key, map)) ?? {};
    const components = {
      schemas:
        shapes.map(node, 'schemas', (value, name, map) =>
          this.#schemas.component(value, name, map),
        ) ?? {},
      parameters: section('parameters') as OpenApiDocument['components']['parameters'],
      requestBodies: section('requestBodies') as OpenApiDocument['components']['requestBodies'],
      responses: section('responses') as OpenApiDocument['components']['responses'],
      headers: section('headers') as OpenApiDocument['components']['headers'],
      securitySchemes:
        shapes.map(node, 'securitySchemes', (value, name, map) => {
          const scheme = shapes.part(map, name, value, OBJECT);
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
      const published = this.#shapes.part(map, path, value, OBJECT);
      return published && this.#pathItem(published);
    });
  }

  /** What stands beside a path item's `$ref` adds to it (OpenAPI 3.1, section 4.8.9, leaves that open). */
  #pathItem(published: JsonObject): PathItemObject {
    return this.#nodes.once(published, () => {
      const target = this.#follow(published);
      const beyond = target && target !== published ? this.#pathItem(target) : {};
      return { ...beyond, ...this.#partsOf(published, (operation) => this.#operation(operation)) };
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
      const operation = shapes.read(published, keyOf(published, method), OBJECT);
      if (operation) operations.push([method, make(operation)]);
    }
    return {
      ...shapes.pick(published, ['summary', 'description'], TEXT),
      ...(parameters && { parameters }),
      ...(servers && { servers }),
      ...(Object.fromEntries(operations) as PathItemObject),
    };
  }

  #operation(published: JsonObject): OperationObject {
    return this.#nodes.once(published, () => {
      const callbacks = this.#callbacks(published);
      return { ...this.#withoutCallbacks(published), ...(callbacks && { callbacks }) };
    });
  }

  /** A callback may lead back to the operation that it belongs to, so their own callbacks are not read. */
  #callbacks(operation: JsonObject): OperationObject['callbacks'] {
    const shapes = this.#shapes;
    return shapes.map(operation, 'callbacks', (value, name, map) => {
      const callback = shapes.part(map, name, value, OBJECT);
      const target = callback && this.#follow(callback);
      if (target === undefined) return undefined;
      return shapes.map({ target }, 'target', (item, expression, items) => {
        if (expression.startsWith('x-')) return undefined;
        const published = shapes.part(items, expression, item, OBJECT);
        const pathItem = published && this.#follow(published);
        return pathItem && this.#partsOf(pathItem, (inner) => this.#calledBack(inner));
      });
    });
  }

  #calledBack(published: JsonObject): OperationObject {
    return this.#origins.derive(this.#withoutCallbacks(published), published);
  }

  #withoutCallbacks(published: JsonObject): OperationObject {
    const shapes = this.#shapes;
    const tags = shapes.texts(published, 'tags');
    const externalDocs = readExternalDocs(shapes, published);
    const parameters = this.#nodes.parameters(published);
    const security = readSecurity(shapes, published);
    const servers = readServers(shapes, published);
    const requestBody = this.#nodes.under<RequestBodyObject>(
      'requestBodies',
      published,
      'requestBody',
    );
    const responses = shapes.map(published, 'responses', (value, status, map) =>
      status.startsWith('x-')
        ? undefined
        : this.#nodes.part<ResponseObject>('responses', value, status, map),
    );
    return {
      ...shapes.pick(published, ['operationId', 'summary', 'description'], TEXT),
      ...shapes.pick(published, ['deprecated'], BOOLEAN),
      ...picked(published, LIFECYCLE),
      ...(externalDocs && { externalDocs }),
      ...(tags && { tags }),
      ...(parameters && { parameters }),
      ...(requestBody && { requestBody }),
      ...(responses && { responses }),
      ...(security && { security }),
      ...(servers && { servers }),
    };
  }
}

/** Methods are lower-case keys; some documents shout them. */
function keyOf(pathItem: JsonObject, method: string): string {
  if (Object.hasOwn(pathItem, method)) return method;
  const shouted = method.toUpperCase();
  return Object.hasOwn(pathItem, shouted) ? shouted : method;
}
