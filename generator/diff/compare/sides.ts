import { resolvePointer } from '../document.js';
import {
  METHODS,
  type LoadedDocument,
  type MethodKey,
  type OperationObject,
  type ParameterObject,
  type PathItemObject,
  type ReferenceObject,
} from '../document.js';
import { byCodeUnit, sortedBy } from '../../util/order.js';

/** An operation as it is published, in either document; what the API calls is one as well. */
export interface Operation {
  /** `GET /Vehicles/{id}`; of what the API calls, that of what it belongs to: `webhook sold`. */
  readonly id: string;
  readonly method: MethodKey;
  /** The path template, or else the webhook's name or the callback's expression. */
  readonly template: string;
  readonly node: OperationObject;
  readonly item: PathItemObject;
  /** Its own and its path's, each once, sorted by `key`. */
  readonly parameters: readonly Parameter[];
}

export interface Parameter {
  /** `query:Page`; headers in lower case, as HTTP does not tell them apart (RFC 9110, section 5.1). */
  readonly key: string;
  readonly node: ParameterObject;
  /** Declared for every operation of the path. */
  readonly ofPath: boolean;
}

const MAX_HOPS = 100;

/** One of the two documents, with its references followed. */
export class Document {
  readonly loaded: LoadedDocument;
  #paths: ReadonlySet<string> | undefined;

  readonly #only: ReadonlySet<string> | undefined;

  /** @param only the operations to look at, by id; all where it is undefined. */
  constructor(loaded: LoadedDocument, only?: ReadonlySet<string>) {
    this.loaded = loaded;
    this.#only = only;
  }

  /** What a reference leads to in the end; undefined where it leads nowhere. */
  resolve<T extends object>(node: T | ReferenceObject | undefined): T | undefined {
    let current: unknown = node;
    for (let hops = 0; hops < MAX_HOPS; hops += 1) {
      if (typeof current !== 'object' || current === null) return undefined;
      if (!('$ref' in current) || typeof current.$ref !== 'string') return current as T;
      current = resolvePointer(this.loaded.document, current.$ref);
    }
    return undefined;
  }

  /** Whether there is such a path, whatever its parameters are called. */
  hasPath(template: string): boolean {
    this.#paths ??= new Set(Object.keys(this.loaded.document.paths).map(blanked));
    return this.#paths.has(blanked(template));
  }

  /** JSON pointer in the document as published. */
  pointer(node: object): string {
    return this.loaded.pointerOf(node);
  }

  /** Sorted by id. */
  operations(): readonly Operation[] {
    const { paths } = this.loaded.document;
    const operations = Object.entries(paths).flatMap(([template, item]) =>
      this.operationsIn(template, item, (method) => `${method.toUpperCase()} ${template}`),
    );
    const asked = operations.filter(({ id }) => this.#only?.has(id) ?? true);
    return sortedBy(asked, ({ id }) => id);
  }

  /** The operations of a path item, in the order of methods. */
  operationsIn(
    template: string,
    item: PathItemObject,
    idOf: (method: MethodKey) => string,
  ): readonly Operation[] {
    return METHODS.flatMap((method) => {
      const node = item[method];
      if (node === undefined) return [];
      return {
        id: idOf(method),
        method,
        template,
        node,
        item,
        parameters: this.#parameters(item, node),
      };
    });
  }

  /** An operation's parameter replaces its path's (OpenAPI 3.1, section 4.8.10). Of two alike the first stands. */
  #parameters(item: PathItemObject, operation: OperationObject): readonly Parameter[] {
    const byKey = new Map<string, Parameter>();
    const lists = [
      { list: operation.parameters, ofPath: false },
      { list: item.parameters, ofPath: true },
    ];
    for (const { list = [], ofPath } of lists) {
      for (const entry of list) {
        const node = this.resolve<ParameterObject>(entry);
        // What has no name or place is no parameter, as `interpret` has told.
        if (typeof node?.name !== 'string' || typeof node.in !== 'string') continue;
        const key = parameterKeyOf(node);
        if (!byKey.has(key)) byKey.set(key, { key, node, ofPath });
      }
    }
    return [...byKey.values()].sort((a, b) => byCodeUnit(a.key, b.key));
  }
}

export function parameterKeyOf({ in: place, name }: ParameterObject): string {
  return `${place}:${place === 'header' ? name.toLowerCase() : name}`;
}

/** `/Vehicles/{}`: what a path is whatever its parameters are called. */
export function blanked(template: string): string {
  return template.replace(/\{[^{}]*\}/g, '{}');
}

/** `id` of `{id}`, `{*id}`, `{id:int}` and `{id?}`, in the order of the template. */
export function templateNames(template: string): readonly string[] {
  return [...template.matchAll(/\{\**([^{}?:=]*)[^{}]*\}/g)].map((match) =>
    (match[1] ?? '').trim(),
  );
}
