import { sortedBy } from '../../util/order.js';
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
import { compareOperation, createLoneOperation } from './operations.js';
import { matchParameters } from './matching.js';
import { pairOperations } from './pairing.js';
import { compareParameters } from './parameters.js';
import { compareResponses } from './responses.js';
import {
  compareGlobalSecurity,
  compareSchemes,
  compareSecurity,
  findRenamedSchemes,
} from './security.js';
import { recognizeUnchangedOperations } from './unchanged.js';

export type { UsedMediaTypes } from './context.js';

interface CompareOptions {
  readonly schemas: SchemaVisitor;
  readonly usedMediaTypes: UsedMediaTypes;
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
  /** The new keys of their parameters by the old ones, by the old operation's id. */
  readonly newParameters: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Compares two documents in normal form, except for schemas: it passes those that correspond to `schemas`. */
export function compareDocuments(
  before: LoadedDocument,
  after: LoadedDocument,
  { schemas, usedMediaTypes, only }: CompareOptions,
): Compared {
  const [old, now] = [new DocumentSide(before, only?.before), new DocumentSide(after, only?.after)];
  const newSchemes = findRenamedSchemes(old, now);
  const comparison = { before: old, after: now, schemas, usedMediaTypes, newSchemes };
  const { pairs, removed, added } = pairOperations(old.getOperations(), now.getOperations());
  const isUnchanged = recognizeUnchangedOperations(before, after, schemas);
  const security = compareGlobalSecurity(comparison, pairs);
  const findings = [
    ...compareDocument(comparison, pairs),
    ...security,
    ...compareSchemes(comparison),
    ...removed.map((operation) => createLoneOperation(comparison, operation, false)),
    ...added.map((operation) => createLoneOperation(comparison, operation, true)),
    ...pairs
      .filter((pair) => !isUnchanged(pair))
      .flatMap((pair) => comparePair(comparison, pair, security)),
    ...compareWebhooks(comparison),
  ];
  const newParameters = pairs.map((pair) => {
    const { matches } = matchParameters(pair, comparison);
    return [
      pair.before.id,
      new Map(matches.map((each) => [each.before.key, each.after.key])),
    ] as const;
  });
  return { findings: mergeShared(findings), pairs, newParameters: new Map(newParameters) };
}

function comparePair(
  comparison: Comparison,
  pair: OperationPair,
  ofDocument: readonly Finding[],
): readonly Finding[] {
  const context = new PairContext(comparison, pair);
  compareOperation(context);
  compareSecurity(context, ofDocument);
  compareParameters(context);
  compareBody(context);
  compareResponses(context);
  compareCallbacks(context);
  return context.findings;
}

/** Merges the findings for a parameter, response or header that several operations share into one that reaches all of them. */
function mergeShared(findings: readonly Finding[]): readonly Finding[] {
  const merged = new Map<string, { readonly finding: Finding; readonly reaches: Reach[] }>();
  for (const finding of findings) {
    const { reaches, subject, ...change } = finding;
    const { wireName, ...part } = subject;
    const owner = subject.kind === 'operation' ? '' : wireName;
    const identity = JSON.stringify([owner, part, change]);
    const known = merged.get(identity);
    if (known) known.reaches.push(...reaches);
    else merged.set(identity, { finding, reaches: [...reaches] });
  }
  return [...merged.values()].map(({ finding, reaches }) => ({
    ...finding,
    reaches: sortedBy(reaches, (reach) =>
      [reach.operation, reach.direction, reach.location].join('\n'),
    ),
  }));
}
