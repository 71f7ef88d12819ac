import { isDeepStrictEqual } from 'node:util';
import { byCodeUnit } from '../../util/order.js';
import type { LoadedDocument } from '../raw-openapi.js';
import type { Finding, Reach } from '../finding.js';
import { compareBody } from './bodies.js';
import { compareCallbacks, compareWebhooks } from './callbacks-and-webhooks.js';
import {
  DocumentSide,
  PairContext,
  type Comparison,
  type OperationPair,
  type SchemaVisitor,
  type UsedMediaTypes,
} from './context.js';
import { compareDocument } from './document.js';
import { compareOperation, createAddedOperation, createRemovedOperation } from './operations.js';
import { pairOperations } from './pairing.js';
import { compareParameters } from './parameters.js';
import { compareResponses } from './responses.js';
import { compareSecurity } from './security.js';

export type { UsedMediaTypes } from './context.js';

interface CompareOptions {
  readonly schemas: SchemaVisitor;
  readonly usedMediaTypes: UsedMediaTypes;
  /** `YYYY-MM-DD`; without it no date is near. */
  readonly today?: string;
  /** The ids of the operations to compare; all if it is undefined. */
  readonly only?: {
    readonly before: ReadonlySet<string> | undefined;
    readonly after: ReadonlySet<string> | undefined;
  };
}

interface Compared {
  /** The findings outside of schemas, each difference once. */
  readonly findings: readonly Finding[];
  /** The operations that correspond, sorted by the old id. */
  readonly pairs: readonly OperationPair[];
}

/** Compares two documents in normal form, except for schemas: it passes those that correspond to `schemas`. */
export function compareDocuments(
  before: LoadedDocument,
  after: LoadedDocument,
  { schemas, usedMediaTypes, today, only }: CompareOptions,
): Compared {
  const comparison: Comparison = {
    before: new DocumentSide(before, only?.before),
    after: new DocumentSide(after, only?.after),
    schemas,
    usedMediaTypes,
    today,
  };
  const paired = pairOperations(
    comparison.before.getOperations(),
    comparison.after.getOperations(),
  );
  const isUnchanged = recognizeUnchangedOperations(before, after, (name) =>
    schemas.isUnchanged(name),
  );
  const findings = [
    ...compareDocument(comparison),
    ...paired.removed.map((operation) => createRemovedOperation(comparison, operation)),
    ...paired.added.map((operation) => createAddedOperation(comparison, operation)),
    ...paired.pairs
      .filter((pair) => !isUnchanged(pair))
      .flatMap((pair) => comparePair(comparison, pair)),
    ...compareWebhooks(comparison),
  ];
  return { findings: mergeShared(findings), pairs: paired.pairs };
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

/**
 * Merges the findings for a parameter, response or header that several operations share into one that reaches all of
 * them.
 */
function mergeShared(findings: readonly Finding[]): readonly Finding[] {
  const byIdentity = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { what, subject, before, after } = finding;
    const identity = JSON.stringify([
      what,
      subject.kind,
      subject.kind === 'operation' ? '' : subject.wireName,
      subject.part,
      subject.path,
      before,
      after,
    ]);
    const same = byIdentity.get(identity);
    if (same) same.push(finding);
    else byIdentity.set(identity, [finding]);
  }
  return [...byIdentity.values()].flatMap(mergeReaches);
}

function mergeReaches(findings: readonly Finding[]): readonly Finding[] {
  const [first, ...others] = findings;
  if (first === undefined || others.length === 0) return findings;
  const reaches = findings.flatMap((finding) => finding.reaches);
  const ids = new Set(findings.flatMap(({ oasdiff }) => oasdiff));
  return [{ ...first, reaches: [...reaches].sort(byReach), oasdiff: [...ids].sort() }];
}

function byReach(a: Reach, b: Reach): number {
  return (
    byCodeUnit(a.operation, b.operation) ||
    byCodeUnit(a.direction, b.direction) ||
    byCodeUnit(a.location, b.location)
  );
}

type Section = 'schemas' | 'parameters' | 'requestBodies' | 'responses' | 'headers';

/** References to other locations count as changed, so that what is there is compared. */
const TO_COMPONENT =
  /^#\/components\/(schemas|parameters|requestBodies|responses|headers)\/([^/]+)$/;

type IsUnchanged = (reference: string) => boolean;

/**
 * Recognizes operations that did not change, nor anything to which they refer, so that they need no comparison.
 *
 * @param isSchemaUnchanged whether a named schema did not change, nor any to which it refers.
 */
function recognizeUnchangedOperations(
  before: LoadedDocument,
  after: LoadedDocument,
  isSchemaUnchanged: (name: string) => boolean,
): (pair: OperationPair) => boolean {
  const known = new Map<string, boolean>();
  // References between components end: the reader of documents refuses cycles of them.
  const isUnchanged: IsUnchanged = (reference) => {
    const result = known.get(reference) ?? compareTargets(reference);
    known.set(reference, result);
    return result;
  };
  const compareTargets: IsUnchanged = (reference) => {
    const [, section, key = ''] = TO_COMPONENT.exec(reference) ?? [];
    if (section === undefined) return false;
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~');
    if (section === 'schemas') return isSchemaUnchanged(name);
    const [was, is] = [before, after].map(({ document: { components } }) => {
      const all = components[section as Section];
      return Object.hasOwn(all, name) ? all[name] : undefined;
    });
    return typeof was === 'object' && typeof is === 'object' && isSame(was, is);
  };
  const isSame = (was: object, is: object): boolean =>
    isDeepStrictEqual(was, is) && hasOnlyReferences(is, isUnchanged);
  return ({ before: old, after: now }) => {
    if (old.id !== now.id || !isSame(old.node, now.node)) return false;
    return (['parameters', 'servers'] as const).every((key) =>
      isSame(old.item[key] ?? [], now.item[key] ?? []),
    );
  };
}

/** Whether every reference under a node is accepted. Not recursive. */
function hasOnlyReferences(node: object, isAccepted: IsUnchanged): boolean {
  const waiting: object[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [key, value] of Object.entries(next) as [string, unknown][]) {
      if (typeof value === 'object' && value !== null) waiting.push(value);
      else if (key === '$ref' && typeof value === 'string' && !isAccepted(value)) return false;
    }
  }
  return true;
}
