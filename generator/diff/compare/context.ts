import { defined } from '../../util/defined.js';
import { byCodeUnit, sortedBy } from '../../util/order.js';
import {
  getOperationsOf,
  resolvePointer,
  type LoadedDocument,
  type OperationObject,
  type ParameterObject,
  type PathItemObject,
  type ReferenceObject,
} from '../raw-openapi.js';
import type { Finding, Reach, Subject } from '../finding.js';
import type { KindId } from '../kinds/index.js';
import type { Schema, SchemaComparison } from '../schemas/index.js';

/** Takes the corresponding schemas of operations, to compare each pair once. */
export type SchemaVisitor = Pick<SchemaComparison, 'visit' | 'isUnchanged'>;

/** Which media types the old SDK sends and reads; undefined if it has no such operation or body. */
export interface UsedMediaTypes {
  readonly request: (operation: string) => readonly string[] | undefined;
  readonly response: (operation: string, status: string) => string | undefined;
}

/** What all comparisons of two documents share. */
export interface Comparison {
  readonly before: DocumentSide;
  readonly after: DocumentSide;
  readonly schemas: SchemaVisitor;
  readonly usedMediaTypes: UsedMediaTypes;
  /** The new names of security schemes that were renamed and are the same otherwise. */
  readonly newSchemes: ReadonlyMap<string, string>;
}

/** Two operations that correspond. */
export interface OperationPair {
  readonly before: Operation;
  readonly after: Operation;
}

/** Where a difference is, as {@link Reach} says it. */
export type Place = Pick<Reach, 'direction' | 'location'>;

/** A part of an operation as {@link Subject} names it, undefined for the operation itself, and its nodes. */
interface Located extends Place {
  readonly part?: string | undefined;
  /** Undefined where the old document has no such node; `now` likewise. */
  readonly old?: object | undefined;
  readonly now?: object | undefined;
}

/** Adds a finding, with the values that differ. */
export type AddFinding = (what: KindId, was?: unknown, is?: unknown) => void;

/** Collects the findings of one pair of operations. */
export class PairContext {
  readonly comparison: Comparison;
  readonly pair: OperationPair;
  readonly findings: Finding[] = [];
  readonly #owner: Subject;

  /** @param owner what the findings are about, and what their parts are parts of; by default the operation. */
  constructor(
    comparison: Comparison,
    pair: OperationPair,
    owner: Subject = { kind: 'operation', wireName: pair.before.id, path: [] },
  ) {
    this.comparison = comparison;
    this.pair = pair;
    this.#owner = owner;
  }

  /** The operation's id in the old document. */
  get id(): string {
    return this.pair.before.id;
  }

  /** Returns a function that adds findings about two nodes that correspond, or about one that has no counterpart. */
  between({ part, old, now, direction, location }: Located): AddFinding {
    const { before, after } = this.comparison;
    return (what, was, is) => {
      this.findings.push({
        what,
        subject: this.createSubject(part),
        ...createSides(before, after, old, now, was, is),
        reaches: [{ operation: this.id, nested: false, direction, location }],
      });
    };
  }

  /** Has the schemas of a part compared. */
  visit(before: Schema | undefined, after: Schema | undefined, part: string, place: Place): void {
    if (before === undefined || after === undefined) return;
    const visit = { operation: this.id, ...place };
    this.comparison.schemas.visit(before, after, visit, this.createSubject(part));
  }

  createSubject(part?: string): Subject {
    const parts = [this.#owner.part, part].filter((text) => text !== undefined);
    return { ...this.#owner, ...(parts.length > 0 && { part: parts.join(' ') }) };
  }
}

/** The sides of a finding; a document without the node has none. */
export function createSides(
  before: DocumentSide,
  after: DocumentSide,
  old: object | undefined,
  now: object | undefined,
  was?: unknown,
  is?: unknown,
): Pick<Finding, 'before' | 'after'> {
  return defined({
    before: old && { pointer: before.getPointer(old), ...defined({ value: was }) },
    after: now && { pointer: after.getPointer(now), ...defined({ value: is }) },
  });
}

/** An operation of a document, or of a callback or webhook. */
export interface Operation {
  /** `GET /Vehicles/{id}`; for a callback the id of its operation, for a webhook `webhook sold`. */
  readonly id: string;
  /** As sent: `GET`, `QUERY`. */
  readonly method: string;
  /** The path template, the webhook's name or the callback's expression. */
  readonly template: string;
  readonly node: OperationObject;
  readonly item: PathItemObject;
  /** Its own and those of its path, each once, sorted by `key`. */
  readonly parameters: readonly Parameter[];
}

export interface Parameter {
  /** `query:Page`; `querystring` has no name on the wire; headers in lower case, since HTTP ignores case there (RFC 9110, section 5.1). */
  readonly key: string;
  readonly node: ParameterObject;
  /** Declared for every operation of the path. */
  readonly ofPath: boolean;
}

const MAX_HOPS = 100;

/** One of the two documents. */
export class DocumentSide {
  readonly loaded: LoadedDocument;
  #paths: ReadonlySet<string> | undefined;
  readonly #only: ReadonlySet<string> | undefined;

  /** @param only the ids of the operations to compare; all if it is undefined. */
  constructor(loaded: LoadedDocument, only?: ReadonlySet<string>) {
    this.loaded = loaded;
    this.#only = only;
  }

  /** Follows references to the end; undefined if one leads nowhere. */
  resolve<T extends object>(node: T | ReferenceObject | undefined): T | undefined {
    let current: unknown = node;
    for (let hops = 0; hops < MAX_HOPS; hops += 1) {
      if (typeof current !== 'object' || current === null) return undefined;
      if (!('$ref' in current) || typeof current.$ref !== 'string') return current as T;
      current = resolvePointer(this.loaded.document, current.$ref);
    }
    return undefined;
  }

  /** Whether the document has a path, whatever the names of its parameters. */
  hasPath(template: string): boolean {
    this.#paths ??= new Set(Object.keys(this.loaded.document.paths).map(withoutParameterNames));
    return this.#paths.has(withoutParameterNames(template));
  }

  /** JSON pointer in the document as published. */
  getPointer(node: object): string {
    return this.loaded.getPointer(node);
  }

  /** Sorted by id. */
  getOperations(): readonly Operation[] {
    const { paths } = this.loaded.document;
    const operations = Object.entries(paths).flatMap(([template, item]) =>
      this.getOperationsIn(template, item, (method) => `${method} ${template}`),
    );
    const compared = operations.filter(({ id }) => this.#only?.has(id) ?? true);
    return sortedBy(compared, ({ id }) => id);
  }

  /** The operations of a path item, in the order of methods. */
  getOperationsIn(
    template: string,
    item: PathItemObject,
    idOf: (method: string) => string,
  ): readonly Operation[] {
    return getOperationsOf(item).map(([method, node]) => ({
      id: idOf(method),
      method,
      template,
      node,
      item,
      parameters: this.#getParameters(item, node),
    }));
  }

  /** An operation's parameter replaces its path's (OpenAPI 3.1, section 4.8.10). Of two with the same key the first counts. */
  #getParameters(item: PathItemObject, operation: OperationObject): readonly Parameter[] {
    const byKey = new Map<string, Parameter>();
    const lists = [
      { list: operation.parameters, ofPath: false },
      { list: item.parameters, ofPath: true },
    ];
    for (const { list = [], ofPath } of lists) {
      for (const entry of list) {
        const node = this.resolve<ParameterObject>(entry);
        // Without a name or location it is no parameter; `interpret` has a diagnostic for it.
        if (typeof node?.name !== 'string' || typeof node.in !== 'string') continue;
        if (node.in === 'header' && IGNORED_HEADERS.has(node.name.toLowerCase())) continue;
        const key = getParameterKey(node);
        if (!byKey.has(key)) byKey.set(key, { key, node, ofPath });
      }
    }
    return [...byKey.values()].sort((a, b) => byCodeUnit(a.key, b.key));
  }
}

/** OpenAPI 3.2, section 4.12.2.1. */
const IGNORED_HEADERS: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

export function getParameterKey({ in: location, name }: ParameterObject): string {
  if (location === 'querystring') return location;
  return `${location}:${location === 'header' ? name.toLowerCase() : name}`;
}

/** `/Vehicles/{}`: a path without the names of its parameters. */
export function withoutParameterNames(template: string): string {
  return template.replace(/\{[^{}]*\}/g, '{}');
}

/** The names in a template, in its order: `id` of `{id}`, `{*id}`, `{id:int}` and `{id?}`. */
export function getParameterNames(template: string): readonly string[] {
  return [...template.matchAll(/\{\**([^{}?:=]*)[^{}]*\}/g)].map((match) =>
    (match[1] ?? '').trim(),
  );
}
