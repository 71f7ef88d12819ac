import type { Destinations, Section } from './destinations.js';
import { isObject, own, type JsonObject } from './json.js';
import { Nodes } from './nodes.js';
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

  /** @param follow what a node's `$ref` leads to in the end, as published; the node itself when it has none. */
  constructor(
    origins: Origins,
    shapes: Shapes,
    schemas: Schemas,
    destinations: Destinations,
    follow: (node: JsonObject) => JsonObject | undefined,
  ) {
    this.#origins = origins;
    this.#shapes = shapes;
    this.#schemas = schemas;
    this.#destinations = destinations;
    this.#follow = follow;
    this.#nodes = new Nodes(origins, shapes, schemas, destinations);
  }

  document(root: JsonObject): OpenApiDocument {
    const shapes = this.#shapes;
    const servers = readServers(shapes, root);
    const tags = readTags(shapes, root);
    const security = readSecurity(shapes, root);
    const document: OpenApiDocument = {
      openapi: '3.1.0',
      info: this.#origins.adopt(readInfo(shapes, root), this.#sourceUnder(root, 'info')),
      ...(servers && { servers }),
      ...(tags && { tags }),
      ...(security && { security }),
      paths: this.#paths(root),
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
      headers: shapes.read(node, 'headers', OBJECT) ?? {},
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

  #paths(root: JsonObject): OpenApiDocument['paths'] {
    const paths = this.#shapes.map(root, 'paths', (value, path, map) => {
      if (path.startsWith('x-')) return undefined;
      const published = this.#shapes.part(map, path, value, OBJECT);
      return published && this.#pathItem(published);
    });
    return paths ?? {};
  }

  /** What stands beside a path item's `$ref` adds to it (OpenAPI 3.1, section 4.8.9, leaves that open). */
  #pathItem(published: JsonObject): PathItemObject {
    return this.#nodes.once(published, () => {
      const target = this.#follow(published);
      const beyond = target && target !== published ? this.#pathItem(target) : {};
      const shapes = this.#shapes;
      const parameters = this.#nodes.parameters(published);
      const operations: [string, OperationObject][] = [];
      for (const method of METHODS) {
        const operation = shapes.read(published, keyOf(published, method), OBJECT);
        if (operation) operations.push([method, this.#operation(operation)]);
      }
      return {
        ...beyond,
        ...shapes.pick(published, ['summary', 'description'], TEXT),
        ...(parameters && { parameters }),
        ...(Object.fromEntries(operations) as PathItemObject),
      };
    });
  }

  #operation(published: JsonObject): OperationObject {
    return this.#nodes.once(published, () => {
      const shapes = this.#shapes;
      const tags = shapes.texts(published, 'tags');
      const parameters = this.#nodes.parameters(published);
      const security = readSecurity(shapes, published);
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
        ...(tags && { tags }),
        ...(parameters && { parameters }),
        ...(requestBody && { requestBody }),
        ...(responses && { responses }),
        ...(security && { security }),
      };
    });
  }
}

/** Methods are lower-case keys; some documents shout them. */
function keyOf(pathItem: JsonObject, method: string): string {
  if (Object.hasOwn(pathItem, method)) return method;
  const shouted = method.toUpperCase();
  return Object.hasOwn(pathItem, shouted) ? shouted : method;
}
