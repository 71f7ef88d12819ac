import type { Destinations, Section } from './destinations.js';
import { isObject, own, type JsonObject } from './json.js';
import {
  METHODS,
  type MediaTypeObject,
  type OpenApiDocument,
  type OperationObject,
  type ParameterObject,
  type PathItemObject,
  type ReferenceObject,
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

const PLACES = new Set(['path', 'query', 'header', 'cookie']);

/** Makes the normal form of a document that has the structure of OpenAPI 3.x. Every published node is made once. */
export class NormalForm {
  readonly #origins: Origins;
  readonly #shapes: Shapes;
  readonly #schemas: Schemas;
  readonly #destinations: Destinations;
  readonly #follow: (node: JsonObject) => JsonObject | undefined;
  readonly #made = new Map<JsonObject, object>();

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
      this.#node(section, published),
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
      shapes.map(node, name, (value, key, map) => this.#part(name, value, key, map)) ?? {};
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
    return this.#once(published, () => {
      const target = this.#follow(published);
      const beyond = target && target !== published ? this.#pathItem(target) : {};
      const shapes = this.#shapes;
      const parameters = this.#parameters(published);
      const operations: [string, OperationObject][] = [];
      for (const key of Object.keys(published)) {
        const method = METHODS.find((name) => name === key.toLowerCase());
        const operation = method && shapes.read(published, key, OBJECT);
        if (method && operation) operations.push([method, this.#operation(operation)]);
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
    return this.#once(published, () => {
      const shapes = this.#shapes;
      const tags = shapes.texts(published, 'tags');
      const parameters = this.#parameters(published);
      const security = readSecurity(shapes, published);
      const requestBody = this.#under<RequestBodyObject>('requestBodies', published, 'requestBody');
      const responses = shapes.map(published, 'responses', (value, status, map) =>
        status.startsWith('x-')
          ? undefined
          : this.#part<ResponseObject>('responses', value, status, map),
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

  #parameters(node: JsonObject): readonly (ParameterObject | ReferenceObject)[] | undefined {
    return this.#shapes.list(node, 'parameters', (value, index, list) =>
      this.#part<ParameterObject>('parameters', value, index, list),
    );
  }

  #under<T extends object>(
    section: Section,
    node: JsonObject,
    key: string,
  ): T | ReferenceObject | undefined {
    const value = own(node, key);
    return value === undefined ? undefined : this.#part<T>(section, value, key, node);
  }

  /** A node of a kind, or a reference to one; undefined and a complaint when it is neither. */
  #part<T extends object>(
    section: Section,
    value: unknown,
    key: string,
    owner: object,
  ): T | ReferenceObject | undefined {
    const published = this.#shapes.part(owner, key, value, OBJECT);
    if (published === undefined) return undefined;
    if (section === 'parameters' && !this.#isParameter(published)) return undefined;
    return this.#node(section, published) as T | ReferenceObject;
  }

  #node(section: Section, published: JsonObject): object {
    if (section === 'schemas') return this.#schemas.of(published);
    return this.#once(published, () => {
      const ref = this.#shapes.read(published, '$ref', TEXT);
      const destination = ref === undefined ? undefined : this.#destinations.of(ref, section);
      if (destination !== undefined) return { $ref: destination };
      switch (section) {
        case 'parameters':
          return this.#parameter(published);
        case 'requestBodies':
          return this.#requestBody(published);
        case 'responses':
          return this.#response(published);
        default:
          return section satisfies never;
      }
    });
  }

  /** Without a name and a place there is nothing to send (OpenAPI 3.1, section 4.8.12.2). */
  #isParameter(published: JsonObject): boolean {
    if (own(published, '$ref') !== undefined)
      return this.#shapes.read(published, '$ref', TEXT) !== undefined;
    const name = own(published, 'name');
    const place = own(published, 'in');
    if (typeof name !== 'string') {
      this.#shapes.complain(published, 'name', 'a text', name);
    } else if (typeof place !== 'string' || !PLACES.has(place)) {
      this.#shapes.complain(published, 'in', `one of ${[...PLACES].join(', ')}`, place);
    } else {
      return true;
    }
    return false;
  }

  #parameter(published: JsonObject): ParameterObject {
    const shapes = this.#shapes;
    const schema = this.#schemas.under(published, 'schema');
    const content = this.#content(published);
    const example = own(published, 'example');
    return {
      name: String(own(published, 'name')),
      in: String(own(published, 'in')),
      ...shapes.pick(published, ['description', 'style'], TEXT),
      ...shapes.pick(published, ['required', 'deprecated', 'explode', 'allowReserved'], BOOLEAN),
      ...(schema !== undefined && { schema }),
      ...(content && { content }),
      ...(example !== undefined && { example }),
    };
  }

  #requestBody(published: JsonObject): RequestBodyObject {
    const content = this.#content(published);
    return {
      ...this.#shapes.pick(published, ['description'], TEXT),
      ...this.#shapes.pick(published, ['required'], BOOLEAN),
      ...(content && { content }),
    };
  }

  #response(published: JsonObject): ResponseObject {
    const content = this.#content(published);
    return {
      ...this.#shapes.pick(published, ['description'], TEXT),
      ...this.#shapes.pick(published, ['headers'], OBJECT),
      ...(content && { content }),
    };
  }

  /** `encoding` is left out: Swashbuckle writes `style: form` for every part, which says nothing (RFC 7578). */
  #content(node: JsonObject): Readonly<Record<string, MediaTypeObject>> | undefined {
    return this.#shapes.map(node, 'content', (value, mediaType, map) => {
      const published = this.#shapes.part(map, mediaType, value, OBJECT);
      if (published === undefined) return undefined;
      return this.#once(published, (): MediaTypeObject => {
        const schema = this.#schemas.under(published, 'schema');
        const example = own(published, 'example');
        return {
          ...(schema !== undefined && { schema }),
          ...(example !== undefined && { example }),
        };
      });
    });
  }

  #once<T extends object>(published: JsonObject, make: () => T): T {
    const known = this.#made.get(published);
    if (known !== undefined) return known as T;
    const made = this.#origins.derive(make(), published);
    this.#made.set(published, made);
    return made;
  }
}
