import type { OutputSwitches } from '../model/switches.js';
import { getOperations } from '../model/walk.js';
import { defined } from '../util/defined.js';
import type { Change, DiffReport, DiffSide } from './change.js';
import { compareDocuments, type UsedMediaTypes } from './compare/index.js';
import { compareMethods } from './compare/methods.js';
import { findSourceBreaks, judge } from './compiler/index.js';
import {
  addTypeUsers,
  compareChanges,
  describeBreak,
  describeFindings,
  SdkVersion,
  type ComparedDocument,
  type ComparedSdk,
  type SdkVersions,
} from './describe/index.js';
import type { Finding } from './finding.js';
import { SchemaComparison } from './schemas/index.js';
import { acknowledge, getVerdict, type Acknowledgement } from './verdict.js';

export type * from './change.js';
export { getCalls, getMethodPath, type Call } from './compiler/index.js';
export type { ComparedDocument, ComparedSdk } from './describe/index.js';
export type { Finding, Reach, Side } from './finding.js';
export { getEffects } from './kinds/index.js';
export type { Acknowledgement } from './verdict.js';

export interface DiffOptions {
  /** Where the documents come from, for the report: a path, a URL without its query, or an environment's name. */
  readonly sources: { readonly before: string; readonly after: string };
  /** `YYYY-MM-DD`, in UTC: the day on which acknowledgements hold or have expired. Nothing else depends on it. */
  readonly today?: string;
  /** Changes that are accepted until a day, so they need `today`. */
  readonly acknowledgements?: readonly Acknowledgement[];
  /** Of the SDKs: with `accept`, requests may have text for some numbers. */
  readonly numericStrings?: OutputSwitches['numericStrings'];
}

/** What differs between two documents, before it is described and judged. */
export interface Differences {
  readonly findings: readonly Finding[];
  /** The new id of each old operation that still exists, wherever it moved. */
  readonly newIds: ReadonlyMap<string, string>;
  /** The new key of each schema that has another one, by the old key. */
  readonly newSchemas: ReadonlyMap<string, string>;
  /** The parameters that correspond, by the old operation's id: from the old `query:Page` to the new one. */
  readonly newParameters: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Finds what differs between two documents. Needs no names: where nothing differs, none are planned. */
export function findDifferences(
  before: ComparedDocument,
  after: ComparedDocument,
  { numericStrings }: Pick<DiffOptions, 'numericStrings'> = {},
): Differences {
  const schemas = new SchemaComparison(before.loaded, after.loaded, numericStrings === 'accept');
  const { findings, pairs, newParameters } = compareDocuments(before.loaded, after.loaded, {
    schemas,
    usedMediaTypes: getMediaTypes(before),
    only: { before: getSelectedIds(before), after: getSelectedIds(after) },
  });
  const newIds = new Map(pairs.map((pair) => [pair.before.id, pair.after.id]));
  const ofSchemas = withoutUnselectedSchemas(schemas.findings(), before, after);
  return {
    findings: [...findings, ...compareMethods(before.model, after.model, newIds), ...ofSchemas],
    newIds,
    newSchemas: schemas.newNames,
    newParameters,
  };
}

/** The report of two documents that do not differ. */
export function createUnchangedReport(
  before: ComparedDocument,
  after: ComparedDocument,
  options: DiffOptions,
): DiffReport {
  return createReport(before, after, [], options);
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
  const versions: SdkVersions = {
    before: new SdkVersion(before),
    after: new SdkVersion(after),
    newId: (id) => newIds.get(id) ?? id,
  };
  const described = describeFindings(findings, versions);
  const { changes, unexplained } = judge(described, await findSourceBreaks(before, after));
  const all = [...changes, ...unexplained.map((each) => describeBreak(each, versions))];
  const sorted = addTypeUsers(all.sort(compareChanges), versions);
  return createReport(before, after, sorted, options);
}

function createReport(
  before: ComparedDocument,
  after: ComparedDocument,
  changes: readonly Change[],
  { sources, today, acknowledgements }: DiffOptions,
): DiffReport {
  const acknowledged =
    acknowledgements && today !== undefined
      ? acknowledge(changes, acknowledgements, today)
      : { changes, stale: undefined };
  return {
    before: toDiffSide(before, sources.before),
    after: toDiffSide(after, sources.after),
    verdict: getVerdict(acknowledged.changes),
    changes: acknowledged.changes,
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
