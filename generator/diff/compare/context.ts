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
import type { Finding, Reach, Side, Subject } from '../finding.js';
import type { KindId } from '../kinds/index.js';
import type { Schema, Visit } from '../schemas/index.js';
import { getStability, isCheckedByOasdiff } from './lifecycle.js';

/** Takes the corresponding schemas of operations, to compare each pair once. */
export interface SchemaVisitor {
  visit(before: Schema | undefined, after: Schema | undefined, reach: Visit, owner: Subject): void;
  /** Whether a named schema did not change, nor any to which it refers. */
  isUnchanged(name: string): boolean;
}

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
  /** `YYYY-MM-DD`; without it no date is near. */
  readonly today: string | undefined;
}

/** Two operations that correspond. */
export interface OperationPair {
  readonly before: Operation;
  readonly after: Operation;
}

/** A difference of one operation. */
export interface Found {
  readonly kind: KindId;
  readonly part?: string;
  readonly before?: Side;
  readonly after?: Side;
  readonly reach: Omit<Reach, 'operation' | 'nested'>;
  readonly oasdiff?: readonly string[];
}

/** Collects the findings of one pair of operations. */
export class PairContext {
  readonly comparison: Comparison;
  readonly pair: OperationPair;
  readonly findings: Finding[] = [];
  readonly #isCheckedByOasdiff: boolean;

  constructor(comparison: Comparison, pair: OperationPair) {
    this.comparison = comparison;
    this.pair = pair;
    this.#isCheckedByOasdiff = isCheckedByOasdiff(pair.after.node);
  }

  /** The operation's id in the old document. */
  get id(): string {
    return this.pair.before.id;
  }

  /** Adds a finding, without ids of oasdiff for drafts and alphas, which it ignores. */
  add(found: Found): void {
    this.addForAnyStability(this.#isCheckedByOasdiff ? found : { ...found, oasdiff: [] });
  }

  /** Adds a finding with its ids of oasdiff, for drafts and alphas too. */
  addForAnyStability({ kind, part, before, after, reach, oasdiff = [] }: Found): void {
    this.findings.push({
      what: kind,
      subject: this.createSubject(part),
      ...defined({ before, after }),
      reaches: [{ operation: this.id, nested: false, ...reach }],
      kinds: [kind],
      oasdiff: [...new Set(oasdiff)].sort(),
    });
  }

  /** Has the schemas of a part compared. */
  visit(
    before: Schema | undefined,
    after: Schema | undefined,
    part: string,
    reach: Omit<Visit, 'operation' | 'stability'>,
  ): void {
    if (before === undefined || after === undefined) return;
    const stability = getStability(this.pair.after.node);
    this.comparison.schemas.visit(
      before,
      after,
      {
        operation: this.id,
        ...reach,
        ...defined({ stability: typeof stability === 'string' ? stability : undefined }),
      },
      this.createSubject(part),
    );
  }

  createSubject(part?: string): Subject {
    return { kind: 'operation', wireName: this.id, ...defined({ part }), path: [] };
  }

  createSideBefore(node: object, value?: unknown): Side {
    return createSide(this.comparison.before, node, value);
  }

  createSideAfter(node: object, value?: unknown): Side {
    return createSide(this.comparison.after, node, value);
  }
}

export function createSide(document: DocumentSide, node: object, value?: unknown): Side {
  return { pointer: document.getPointer(node), ...defined({ value }) };
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
        const key = getParameterKey(node);
        if (!byKey.has(key)) byKey.set(key, { key, node, ofPath });
      }
    }
    return [...byKey.values()].sort((a, b) => byCodeUnit(a.key, b.key));
  }
}

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
