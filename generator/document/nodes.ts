import { defined } from '../util/defined.js';
import type { NodeCache } from './reuse.js';
import { own, pickOwn, type JsonObject } from './json.js';
import type {
  EncodingObject,
  EncodingsObject,
  ExampleObject,
  ExamplesObject,
  HeaderObject,
  MediaTypeObject,
  ParameterObject,
  ReferenceObject,
  RequestBodyObject,
  ResponseObject,
} from './openapi.js';
import type { Origins } from './origins.js';
import type { NormalReferences, Section } from './references.js';
import type { Schemas } from './schemas.js';
import { BOOLEAN, OBJECT, STRING, type ShapeReader } from './value-types.js';

/** Extensions about the lifecycle of an operation or parameter; of any shape, since no specification defines them. */
export const LIFECYCLE = ['x-sunset', 'x-stability-level'] as const;

const LOCATIONS = new Set(['path', 'query', 'querystring', 'header', 'cookie']);

/** The nodes of each section of `components`, schemas aside. */
interface NodeTypes {
  readonly parameters: ParameterObject;
  readonly requestBodies: RequestBodyObject;
  readonly responses: ResponseObject;
  readonly headers: HeaderObject;
}

/** What the normalization of a document shares. */
export interface NodeTools {
  readonly origins: Origins;
  readonly shapes: ShapeReader;
  readonly schemas: Schemas;
  readonly references: NormalReferences;
  /** Resolves a node's `$ref` to the published target; returns the node itself when it has none. */
  readonly follow: (node: JsonObject) => JsonObject | undefined;
  /** The cache of normalized nodes, which is filled. */
  readonly made: NodeCache;
}

/** Normalizes parameters, request bodies, responses and headers. Each published node is normalized once. */
export class NodeReader {
  readonly #origins: Origins;
  readonly #shapes: ShapeReader;
  readonly #schemas: Schemas;
  readonly #references: NormalReferences;
  readonly #follow: (node: JsonObject) => JsonObject | undefined;
  readonly #made: NodeCache;

  constructor({ origins, shapes, schemas, references, follow, made }: NodeTools) {
    this.#made = made;
    this.#follow = follow;
    this.#origins = origins;
    this.#shapes = shapes;
    this.#schemas = schemas;
    this.#references = references;
  }

  parameters(node: JsonObject): readonly (ParameterObject | ReferenceObject)[] | undefined {
    return this.#shapes.list(node, 'parameters', (value, index, list) =>
      this.readPart('parameters', value, index, list),
    );
  }

  /** The node under a key. */
  readUnder<S extends keyof NodeTypes>(
    section: S,
    node: JsonObject,
    key: string,
  ): NodeTypes[S] | ReferenceObject | undefined {
    const value = own(node, key);
    return value === undefined ? undefined : this.readPart(section, value, key, node);
  }

  /** A node of a kind, or a reference to one; reports and returns undefined when the value is neither. */
  readPart<S extends keyof NodeTypes>(
    section: S,
    value: unknown,
    key: string,
    owner: object,
  ): NodeTypes[S] | ReferenceObject | undefined {
    const published = this.#shapes.check(owner, key, value, OBJECT);
    if (published === undefined) return undefined;
    if (section === 'parameters' && !this.#isParameter(published)) return undefined;
    return this.read(section, published) as NodeTypes[S] | ReferenceObject;
  }

  /** The normal form of a node; of a reference, a reference. */
  read(section: Section, published: JsonObject): object {
    if (section === 'schemas') return this.#schemas.normalize(published);
    return this.readOnce(published, () => {
      const ref = this.#shapes.read(published, '$ref', STRING);
      const normalized = ref === undefined ? undefined : this.#references.toNormal(ref, section);
      if (normalized !== undefined) return { $ref: normalized };
      switch (section) {
        case 'parameters':
          return this.#parameter(published);
        case 'requestBodies':
          return this.#requestBody(published);
        case 'responses':
          return this.#response(published);
        case 'headers':
          return this.#described(published);
        default:
          return section satisfies never;
      }
    });
  }

  /** A parameter must have a name and a location (OpenAPI 3.1, section 4.8.12.2). */
  #isParameter(published: JsonObject): boolean {
    if (own(published, '$ref') !== undefined)
      return this.#shapes.read(published, '$ref', STRING) !== undefined;
    const name = own(published, 'name');
    const location = own(published, 'in');
    if (typeof name !== 'string') {
      this.#shapes.report(published, 'name', 'a string', name);
    } else if (typeof location !== 'string' || !LOCATIONS.has(location)) {
      this.#shapes.report(published, 'in', `one of ${[...LOCATIONS].join(', ')}`, location);
    } else {
      return true;
    }
    return false;
  }

  #parameter(published: JsonObject): ParameterObject {
    return {
      name: String(own(published, 'name')),
      in: String(own(published, 'in')),
      ...this.#shapes.pick(published, ['allowReserved', 'allowEmptyValue'], BOOLEAN),
      ...this.#described(published),
    };
  }

  /** The keywords that parameters and headers share. */
  #described(published: JsonObject): HeaderObject {
    const shapes = this.#shapes;
    const schema = this.#schemas.readUnder(published, 'schema');
    const content = this.#content(published);
    return {
      ...shapes.pick(published, ['description', 'style'], STRING),
      ...shapes.pick(published, ['required', 'deprecated', 'explode'], BOOLEAN),
      ...pickOwn(published, LIFECYCLE),
      ...defined({ schema, content }),
      ...this.#examples(published),
    };
  }

  /** A malformed header keeps its name: the server sends it anyway. */
  #headers(published: JsonObject): ResponseObject['headers'] {
    return this.#shapes.map(
      published,
      'headers',
      (value, name, map) => this.readPart('headers', value, name, map) ?? {},
    );
  }

  #requestBody(published: JsonObject): RequestBodyObject {
    const content = this.#content(published);
    return {
      ...this.#shapes.pick(published, ['description'], STRING),
      ...this.#shapes.pick(published, ['required'], BOOLEAN),
      ...defined({ content }),
    };
  }

  #response(published: JsonObject): ResponseObject {
    const headers = this.#headers(published);
    const content = this.#content(published);
    return {
      ...this.#shapes.pick(published, ['summary', 'description'], STRING),
      ...defined({ headers, content }),
    };
  }

  #content(node: JsonObject): Readonly<Record<string, MediaTypeObject>> | undefined {
    return this.#shapes.map(node, 'content', (value, mediaType, map) => {
      const entry = this.#shapes.check(map, mediaType, value, OBJECT);
      // A reference to one of `components.mediaTypes` (OpenAPI 3.2, section 4.8).
      const published = entry && this.#follow(entry);
      if (published === undefined) return undefined;
      return this.readOnce(published, (): MediaTypeObject => {
        const schema = this.#schemas.readUnder(published, 'schema');
        const itemSchema = this.#schemas.readUnder(published, 'itemSchema');
        return {
          ...defined({ schema, itemSchema }),
          ...this.#examples(published),
          ...this.#encodings(published),
        };
      });
    });
  }

  #examples(published: JsonObject): {
    readonly example?: unknown;
    readonly examples?: ExamplesObject;
  } {
    const examples = this.#shapes.map(published, 'examples', (value, name, map) => {
      const entry = this.#shapes.check(map, name, value, OBJECT);
      const node = entry && this.#follow(entry);
      return node && this.#example(node);
    });
    return { ...pickOwn(published, ['example']), ...defined({ examples }) };
  }

  #example(node: JsonObject): ExampleObject {
    const key = Object.hasOwn(node, 'dataValue') ? 'dataValue' : 'value';
    return {
      ...this.#shapes.pick(node, ['summary', 'description'], STRING),
      ...(Object.hasOwn(node, key) && { value: node[key] }),
      ...this.#shapes.pick(node, ['serializedValue', 'externalValue'], STRING),
    };
  }

  #encodings(published: JsonObject): EncodingsObject {
    const read = (part: unknown, key: string, owner: object) => {
      const node = this.#shapes.check(owner, key, part, OBJECT);
      return node && this.#encoding(node);
    };
    const encoding = this.#shapes.map(published, 'encoding', read);
    const prefixEncoding = this.#shapes.list(published, 'prefixEncoding', read);
    const item = own(published, 'itemEncoding');
    const itemEncoding = item === undefined ? item : read(item, 'itemEncoding', published);
    return defined({ encoding, prefixEncoding, itemEncoding });
  }

  #encoding(published: JsonObject): EncodingObject {
    const headers = this.#headers(published);
    return {
      ...this.#shapes.pick(published, ['contentType', 'style'], STRING),
      ...this.#shapes.pick(published, ['explode', 'allowReserved'], BOOLEAN),
      ...defined({ headers }),
      ...this.#encodings(published),
    };
  }

  /** Calls `make` for a published node once, and returns its result from the cache after that. */
  readOnce<T extends object>(published: JsonObject, make: () => T): T {
    const known = this.#made.get(published);
    if (known !== undefined) return known as T;
    const made = this.#origins.derive(make(), published);
    this.#made.set(published, made);
    return made;
  }
}
