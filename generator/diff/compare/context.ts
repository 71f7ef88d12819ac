import type { Finding, Reach, Side, Subject } from '../finding.js';
import type { KindId } from '../kinds/index.js';
import type { Schema, Visit } from '../schemas/index.js';
import { isTold, stabilityOf } from './lifecycle.js';
import type { Document, Operation } from './sides.js';

/** What compares schemas: told of every pair in corresponding places, it gives each difference once in the end. */
export interface SchemaVisitor {
  visit(before: Schema | undefined, after: Schema | undefined, reach: Visit, owner: Subject): void;
  /** Whether a named schema is as it was, with all that it leads to. */
  isUnchanged(name: string): boolean;
}

/** Which media type the old SDK sends and reads; undefined where it has no such operation or body. */
export interface Spoken {
  readonly request: (operation: string) => string | undefined;
  readonly response: (operation: string, status: string) => string | undefined;
}

/** What stays the same while two documents are compared. */
export interface Comparison {
  readonly before: Document;
  readonly after: Document;
  readonly schemas: SchemaVisitor;
  readonly spoken: Spoken;
  /** `YYYY-MM-DD`; undefined: no date is judged. */
  readonly today: string | undefined;
}

/** Two operations that correspond. */
export interface OperationPair {
  readonly before: Operation;
  readonly after: Operation;
}

/** A difference as it is found, before what is shared is put together. */
export interface Found {
  readonly kind: KindId;
  readonly part?: string;
  readonly before?: Side;
  readonly after?: Side;
  readonly reach: Omit<Reach, 'operation' | 'nested'>;
  readonly oasdiff?: readonly string[];
}

/** What a pair of operations is compared with: the comparison, and how to write down what is found there. */
export class PairContext {
  readonly comparison: Comparison;
  readonly pair: OperationPair;
  readonly findings: Finding[] = [];
  /** oasdiff does not look at drafts and alphas. */
  readonly #told: boolean;

  constructor(comparison: Comparison, pair: OperationPair) {
    this.comparison = comparison;
    this.pair = pair;
    this.#told = isTold(pair.after.node);
  }

  /** The operation's id in the old document. */
  get id(): string {
    return this.pair.before.id;
  }

  add(found: Found): void {
    this.addAnyway(this.#told ? found : { ...found, oasdiff: [] });
  }

  /** As {@link add}, of drafts and alphas as well. */
  addAnyway({ kind, part, before, after, reach, oasdiff = [] }: Found): void {
    this.findings.push({
      what: kind,
      subject: this.subject(part),
      ...(before && { before }),
      ...(after && { after }),
      reaches: [{ operation: this.id, nested: false, ...reach }],
      kinds: [kind],
      oasdiff: [...new Set(oasdiff)].sort(),
    });
  }

  /** Compares the schemas of a part. */
  visit(
    before: Schema | undefined,
    after: Schema | undefined,
    part: string,
    reach: Omit<Visit, 'operation' | 'stability'>,
  ): void {
    if (before === undefined || after === undefined) return;
    const stability = stabilityOf(this.pair.after.node);
    const told = typeof stability === 'string' ? { stability } : {};
    this.comparison.schemas.visit(
      before,
      after,
      { operation: this.id, ...reach, ...told },
      this.subject(part),
    );
  }

  subject(part?: string): Subject {
    return { kind: 'operation', wireName: this.id, ...(part !== undefined && { part }), path: [] };
  }

  sideBefore(node: object, value?: unknown): Side {
    return side(this.comparison.before, node, value);
  }

  sideAfter(node: object, value?: unknown): Side {
    return side(this.comparison.after, node, value);
  }
}

export function side(document: Document, node: object, value?: unknown): Side {
  return { pointer: document.pointer(node), ...(value !== undefined && { value }) };
}

export type { Schema, Visit } from '../schemas/index.js';
