import type { OutputSwitches } from '../model/switches.js';
import { getOperations } from '../model/walk.js';
import { defined } from '../util/defined.js';
import type { DiffReport, DiffSide } from './change.js';
import { compareDocuments, type UsedMediaTypes } from './compare/index.js';
import { findSourceBreaks, judge, type Judgement } from './compiler/index.js';
import {
  compareChanges,
  describeFindings,
  SdkVersion,
  type ComparedDocument,
  type ComparedSdk,
} from './describe/index.js';
import type { Finding } from './finding.js';
import { addVersionIds } from './kinds/oasdiff-ids.js';
import { SchemaComparison } from './schemas/index.js';
import { acknowledge, getVerdict, type Acknowledgement } from './verdict.js';

export type * from './change.js';
export type { ComparedDocument, ComparedSdk } from './describe/index.js';
export type { Acknowledgement } from './verdict.js';

export interface DiffOptions {
  /** Where the documents come from, for the report: a path, a URL without its query, or an environment's name. */
  readonly sources: { readonly before: string; readonly after: string };
  /** `YYYY-MM-DD`, in UTC; without it no sunset date is checked and nothing is acknowledged. */
  readonly today?: string;
  readonly acknowledgements?: readonly Acknowledgement[];
  /** Of the SDKs: with `accept`, requests may have text for some numbers. */
  readonly numericStrings?: OutputSwitches['numericStrings'];
}

/** What differs between two documents, before it is described and judged. */
export interface Differences {
  readonly findings: readonly Finding[];
  /** The new id of each old operation that still exists, wherever it moved. */
  readonly newIds: ReadonlyMap<string, string>;
}

/** Finds what differs between two documents. Needs no names: where nothing differs, none are planned. */
export function findDifferences(
  before: ComparedDocument,
  after: ComparedDocument,
  { today, numericStrings }: Pick<DiffOptions, 'today' | 'numericStrings'> = {},
): Differences {
  const dated = today === undefined ? {} : { today };
  const schemas = new SchemaComparison(before.loaded, after.loaded, {
    ...dated,
    sendsText: numericStrings === 'accept',
  });
  const { findings, pairs } = compareDocuments(before.loaded, after.loaded, {
    schemas,
    usedMediaTypes: getMediaTypes(before),
    only: { before: getSelectedIds(before), after: getSelectedIds(after) },
    ...dated,
  });
  const all = addVersionIds(
    [...findings, ...withoutUnselectedSchemas(schemas.findings(), before, after)],
    before.loaded.document.info.version,
    after.loaded.document.info.version,
  );
  return {
    findings: all,
    newIds: new Map(pairs.map((pair) => [pair.before.id, pair.after.id])),
  };
}

/** The report of two documents that do not differ. */
export function createUnchangedReport(
  before: ComparedDocument,
  after: ComparedDocument,
  options: DiffOptions,
): DiffReport {
  const judgement = { changes: [], disagreements: [], unexplained: [] };
  return createReport(before, after, judgement, options);
}

/**
 * Reports what changed between two documents for users of the SDK: described by the SDK's names, judged by rules on
 * the wire axis and by the TypeScript compiler on the source axis.
 *
 * @param differences Of the same two documents, where {@link findDifferences} was called already.
 */
export async function createDiffReport(
  before: ComparedSdk,
  after: ComparedSdk,
  options: DiffOptions,
  differences = findDifferences(before, after, options),
): Promise<DiffReport> {
  const { findings, newIds } = differences;
  const described = describeFindings(findings, {
    before: new SdkVersion(before),
    after: new SdkVersion(after),
    newId: (id) => newIds.get(id) ?? id,
  });
  const judgement = judge(described, await findSourceBreaks(before, after));
  const changes = [...judgement.changes].sort(compareChanges);
  return createReport(before, after, { ...judgement, changes }, options);
}

function createReport(
  before: ComparedDocument,
  after: ComparedDocument,
  { changes, disagreements, unexplained }: Judgement,
  { sources, today, acknowledgements }: DiffOptions,
): DiffReport {
  const acknowledged =
    acknowledgements && today !== undefined
      ? acknowledge(changes, acknowledgements, today)
      : { changes, stale: undefined };
  return {
    before: toDiffSide(before, sources.before),
    after: toDiffSide(after, sources.after),
    verdict: getVerdict(acknowledged.changes, unexplained.length > 0),
    changes: acknowledged.changes,
    disagreements,
    ...defined({ staleAcknowledgements: acknowledged.stale }),
  };
}

/** Leaves out schemas that no selected operation uses. */
function withoutUnselectedSchemas(
  findings: readonly Finding[],
  before: ComparedDocument,
  after: ComparedDocument,
): readonly Finding[] {
  if (!before.filtered && !after.filtered) return findings;
  const selected = new Set(
    [before, after].flatMap(({ model }) =>
      [...model.declarations.values()].map(({ wireName }) => wireName),
    ),
  );
  return findings.filter(
    ({ subject: { kind, wireName } }) => kind !== 'schema' || selected.has(wireName),
  );
}

function getSelectedIds({ filtered, model }: ComparedDocument): ReadonlySet<string> | undefined {
  return filtered ? new Set(getOperations(model).map(({ id }) => id)) : undefined;
}

/** The media types that the SDK sends and reads. */
function getMediaTypes({ model }: ComparedDocument): UsedMediaTypes {
  const operations = new Map(getOperations(model).map((operation) => [operation.id, operation]));
  return {
    request: (id) => operations.get(id)?.body?.contents.map(({ mediaType }) => mediaType),
    response: (id, status) =>
      operations.get(id)?.responses.find((response) => response.status === status)?.body?.mediaType,
  };
}

function toDiffSide({ loaded, model }: ComparedDocument, source: string): DiffSide {
  const { info } = loaded.document;
  return {
    source,
    title: info.title,
    version: info.version,
    operations: getOperations(model).length,
    schemas: Object.keys(loaded.document.components.schemas).length,
  };
}
