import type { LoadedDocument } from '../document.js';
import type { Finding } from '../finding.js';
import { compareBody } from './bodies.js';
import { compareCallbacks } from './callbacks.js';
import {
  PairContext,
  type Comparison,
  type OperationPair,
  type SchemaVisitor,
  type Spoken,
} from './context.js';
import { compareDocument } from './document.js';
import { compareOperation, operationAdded, operationRemoved } from './operations.js';
import { pairOperations } from './pairing.js';
import { compareParameters } from './parameters.js';
import { compareResponses } from './responses.js';
import { compareSecurity } from './security.js';
import { toldOnce } from './shared.js';
import { Document } from './sides.js';
import { unchangedOperations } from './unchanged.js';
import { compareWebhooks } from './webhooks.js';

export type { OperationPair, SchemaVisitor, Spoken, Visit } from './context.js';
export type { Operation } from './sides.js';

export interface CompareOptions {
  readonly schemas: SchemaVisitor;
  readonly spoken: Spoken;
  /** `YYYY-MM-DD`; undefined: no date is judged. */
  readonly today?: string;
  /** The operations to look at, by id; all where it is undefined. */
  readonly only?: {
    readonly before: ReadonlySet<string> | undefined;
    readonly after: ReadonlySet<string> | undefined;
  };
}

export interface Compared {
  /** Everything above schemas, each difference once. */
  readonly findings: readonly Finding[];
  /** Operations that correspond, sorted by the old id. */
  readonly pairs: readonly OperationPair[];
}

/** Compares two documents in normal form, down to the schemas, whose pairs are handed to `schemas`. */
export function compareDocuments(
  before: LoadedDocument,
  after: LoadedDocument,
  { schemas, spoken, today, only }: CompareOptions,
): Compared {
  const comparison: Comparison = {
    before: new Document(before, only?.before),
    after: new Document(after, only?.after),
    schemas,
    spoken,
    today,
  };
  const paired = pairOperations(comparison.before.operations(), comparison.after.operations());
  const isUnchanged = unchangedOperations(before, after, (name) => schemas.isUnchanged(name));
  const findings = [
    ...compareDocument(comparison),
    ...paired.removed.map((operation) => operationRemoved(comparison, operation)),
    ...paired.added.map((operation) => operationAdded(comparison, operation)),
    ...paired.pairs
      .filter((pair) => !isUnchanged(pair))
      .flatMap((pair) => comparePair(comparison, pair)),
    ...compareWebhooks(comparison),
  ];
  return { findings: toldOnce(findings), pairs: paired.pairs };
}

function comparePair(comparison: Comparison, pair: OperationPair): readonly Finding[] {
  const context = new PairContext(comparison, pair);
  compareOperation(context);
  compareSecurity(context);
  compareParameters(context);
  compareBody(context);
  compareResponses(context);
  compareCallbacks(context);
  return context.findings;
}
