import { resolvePointer } from '../../document/index.js';
import {
  getOperationsOf,
  type HeaderObject,
  type Lifecycle,
  type LoadedDocument,
  type MediaTypeObject,
  type OperationObject,
  type ParameterObject,
  type ReferenceObject,
  type SchemaObject,
} from '../../document/openapi.js';
import type { Finding, Reach, Side } from '../../diff/index.js';
import { unescapeSegment } from '../../util/json-pointer.js';
import { resolveSchema, type ResolvedSchema, type Schema } from './resolve.js';

/** An operation of a document. */
export interface Operation {
  /** `GET /Vehicles/{id}` */
  readonly id: string;
  readonly template: string;
  readonly node: OperationObject;
  readonly parameters: readonly Parameter[];
}

interface Parameter {
  readonly node: ParameterObject;
  /** Declared for every operation of the path. */
  readonly ofPath: boolean;
}

/** A schema of an operation, and where it is used. */
interface Part extends Pick<Reach, 'direction' | 'location'> {
  readonly schema: Schema | undefined;
  readonly mediaType?: string;
  readonly parameter?: ParameterObject;
}

/** How a schema is used, as far as the ids of oasdiff depend on that. */
export interface Use extends Omit<Reach, 'operation'> {
  /** Whether the media type is JSON, where `1` and `"1"` differ. */
  readonly isJson: boolean;
  readonly parameter?: {
    readonly in: string;
    /** In either document. */
    readonly required: boolean;
    /** Whether the name is written once for each item: `?id=1&id=2`. */
    readonly isRepeated: boolean;
  };
}

/** A document in which nodes are found by their pointers in the published text. */
export class DocumentNodes {
  readonly loaded: LoadedDocument;
  readonly operations: readonly Operation[];
  readonly #nodes = new Map<string, object>();
  readonly #reachable = new Map<object, ReadonlySet<object>>();

  constructor(loaded: LoadedDocument) {
    this.loaded = loaded;
    this.operations = Object.entries(loaded.document.paths).flatMap(([template, item]) =>
      getOperationsOf(item).map(([method, node]) => ({
        id: `${method} ${template}`,
        template,
        node,
        parameters: [
          ...this.#resolveParameters(node.parameters, false),
          ...this.#resolveParameters(item.parameters, true),
        ],
      })),
    );
    // A node comes before those that were made of it, which have the same pointer.
    for (const node of findObjects(loaded.document)) {
      const pointer = loaded.getPointer(node);
      if (!this.#nodes.has(pointer)) this.#nodes.set(pointer, node);
    }
  }

  /** What stands at a side of a finding; undefined where the document has nothing there. */
  find(side: Side | undefined): object | undefined {
    return side && this.#nodes.get(side.pointer);
  }

  findSchema(side: Side | undefined): ResolvedSchema | undefined {
    const node = this.find(side);
    return node && resolveSchema(node, this.loaded.document);
  }

  /** The schemas of operations, by pointer. */
  listSchemas(): readonly (readonly [pointer: string, schema: SchemaObject])[] {
    const reachable = this.operations.flatMap((operation) =>
      this.#listParts(operation).flatMap(({ schema }) =>
        typeof schema === 'object' ? [...this.#getReachable(schema)] : [],
      ),
    );
    return [...new Set(reachable)].map((schema) => [this.loaded.getPointer(schema), schema]);
  }

  /** Whether the object around a property requires it. */
  requires({ pointer }: Side): boolean {
    const [, parent = '', name = ''] = /^(.*)\/properties\/([^/]+)$/.exec(pointer) ?? [];
    const { required } = (this.#nodes.get(parent) ?? {}) as { readonly required?: unknown };
    return Array.isArray(required) && required.includes(unescapeSegment(name));
  }

  /** @param id the id in either document: the names of parameters in its path may differ. */
  findOperation(id: string): Operation | undefined {
    const key = withoutNames(id);
    return this.operations.find((one) => withoutNames(one.id) === key);
  }

  hasPath(template: string): boolean {
    const { paths } = this.loaded.document;
    return Object.keys(paths).some((path) => withoutNames(path) === withoutNames(template));
  }

  /** The schemas of an operation that contain a node, or are it. */
  findParts(operation: Operation, node: object): readonly Part[] {
    return this.#listParts(operation).filter(
      ({ schema }) => typeof schema === 'object' && this.#getReachable(schema).has(node),
    );
  }

  #getReachable(schema: object): ReadonlySet<object> {
    const known = this.#reachable.get(schema) ?? findObjects(schema, this.loaded.document);
    this.#reachable.set(schema, known);
    return known;
  }

  #listParts({ node, parameters }: Operation): readonly Part[] {
    const body = this.#resolve(node.requestBody);
    return [
      ...parameters.map(({ node: parameter }): Part => ({
        direction: 'request',
        location: 'parameter',
        schema: getSchema(parameter),
        parameter,
      })),
      ...listContent(body?.content, { direction: 'request', location: 'body' }),
      ...Object.values(node.responses ?? {}).flatMap((one) => {
        const { content, headers } = this.#resolve(one) ?? {};
        return [
          ...listContent(content, { direction: 'response', location: 'response' }),
          ...Object.values(headers ?? {}).map((header): Part => {
            const schema = getSchema(this.#resolve(header) ?? {});
            return { direction: 'response', location: 'header', schema };
          }),
        ];
      }),
    ];
  }

  #resolveParameters(nodes: OperationObject['parameters'] = [], ofPath: boolean) {
    return nodes.flatMap((one): readonly Parameter[] => {
      const node = this.#resolve<ParameterObject>(one);
      return node === undefined ? [] : [{ node, ofPath }];
    });
  }

  #resolve<T extends object>(node: T | ReferenceObject | undefined): T | undefined {
    if (node === undefined || !('$ref' in node)) return node;
    return this.#resolve(resolvePointer(this.loaded.document, node.$ref) as T | undefined);
  }
}

/** `GET /Vehicles/{}`: the names of parameters make no difference. */
function withoutNames(template: string): string {
  return template.replace(/\{[^{}]*\}/g, '{}');
}

function getSchema({ schema, content = {} }: HeaderObject): Schema | undefined {
  return Object.values(content)[0]?.schema ?? schema;
}

function listContent(
  content: Readonly<Record<string, MediaTypeObject>> | undefined,
  reach: Pick<Part, 'direction' | 'location'>,
): readonly Part[] {
  return Object.entries(content ?? {}).flatMap(([mediaType, { schema, itemSchema }]) =>
    [schema, itemSchema].map((one) => ({ ...reach, schema: one, mediaType })),
  );
}

/** All objects under a node, those on the outside first. With a document, references are followed. */
function findObjects(root: object, document?: object): ReadonlySet<object> {
  const found = new Set<object>([root]);
  const add = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) found.add(value);
  };
  // The iteration of a Set also visits what is added meanwhile.
  for (const node of found) {
    Object.values(node).forEach(add);
    if (document && '$ref' in node && typeof node.$ref === 'string')
      add(resolvePointer(document, node.$ref));
  }
  return found;
}

/** Two documents, and which of their operations correspond. */
export class DocumentPair {
  readonly before: DocumentNodes;
  readonly after: DocumentNodes;
  readonly #newIds: ReadonlyMap<string, string>;

  /** @param newIds the new id of each old operation that still exists. */
  constructor(before: LoadedDocument, after: LoadedDocument, newIds: ReadonlyMap<string, string>) {
    this.before = new DocumentNodes(before);
    this.after = new DocumentNodes(after);
    this.#newIds = newIds;
  }

  /** @param id the id in the old document. */
  findNewOperation(id: string): Operation | undefined {
    return this.after.findOperation(this.#newIds.get(id) ?? id);
  }

  /** Whether oasdiff compares one of the operations that a finding reaches. */
  isChecked({ reaches }: Finding): boolean {
    return reaches.some(({ operation }) => {
      const found = this.findNewOperation(operation) ?? this.before.findOperation(operation);
      return found !== undefined && isChecked(found.node);
    });
  }

  /**
   * The uses of a schema that differs: those that the finding reaches, and for a property that is only received or only
   * sent also those in the other direction, which oasdiff compares as well. Callbacks and webhooks, which it ignores, are
   * left out.
   */
  findUses({ before, after, reaches }: Finding): readonly Use[] {
    const isOneWay = [this.before.findSchema(before), this.after.findSchema(after)].some(
      (schema) => schema?.annotations.readOnly ?? schema?.annotations.writeOnly,
    );
    return this.#listUses(before, after, (part, id) => {
      const matching = reaches.filter(
        ({ operation, direction, location }) =>
          operation === id && direction === part.direction && location === part.location,
      );
      return isOneWay && matching.length === 0 ? [{ nested: true }] : matching;
    });
  }

  /** All uses of a schema, whatever the findings reach. */
  findAllUses({ before, after }: Finding): readonly Use[] {
    const core = this.after.findSchema(after)?.core;
    return this.#listUses(before, after, ({ schema }) => {
      const whole = schema !== undefined && resolveSchema(schema, this.after.loaded.document);
      return [{ nested: !whole || whole.core !== core }];
    });
  }

  #listUses(
    before: Side | undefined,
    after: Side | undefined,
    select: (part: Part, operation: string) => readonly Pick<Reach, 'nested'>[],
  ): readonly Use[] {
    const [was, is] = [this.before.find(before), this.after.find(after)];
    const uses = this.before.operations.flatMap((old) => {
      const now = this.findNewOperation(old.id);
      if (now === undefined || !isChecked(now.node)) return [];
      const newParts = is && this.after.findParts(now, is);
      const parts = newParts ?? (was && this.before.findParts(old, was)) ?? [];
      return parts.flatMap((part) =>
        select(part, old.id).map(({ nested }) => toUse(part, nested, old)),
      );
    });
    return [...new Map(uses.map((use) => [JSON.stringify(use), use])).values()];
  }
}

const JSON_TYPE = /^application\/json(;|$)|\+json(;|$)/;

/** @param old the operation in the old document. */
function toUse(part: Part, nested: boolean, old: Operation): Use {
  const { direction, location, mediaType = '', parameter } = part;
  const use = { direction, location, nested, isJson: JSON_TYPE.test(mediaType) };
  if (parameter === undefined) return use;
  const { in: place, style = /^(query|cookie)$/.test(place) ? 'form' : 'simple' } = parameter;
  const before = old.parameters.find(
    ({ node }) => node.name === parameter.name && node.in === place,
  );
  return {
    ...use,
    parameter: {
      in: place,
      required: parameter.required === true || before?.node.required === true,
      isRepeated: style === 'form' && parameter.explode !== false,
    },
  };
}

/** By default oasdiff ignores drafts and alphas, but not unknown levels. */
export function isChecked(node: Lifecycle): boolean {
  return !['draft', 'alpha'].includes(String(node['x-stability-level']));
}
