import { operationsOf } from '../model/walk.js';
import type { LoadedDocument } from './document.js';
import { acknowledge, type Acknowledgement } from './acknowledgements/index.js';
import type { Change, DiffReport, DiffSide } from './change.js';
import type { Judgement } from './compiler/index.js';
import { compareDocuments, type Spoken } from './compare/index.js';
import {
  byImportance,
  describeFindings,
  SdkSide,
  type Meaning,
  type Understood,
} from './describe/index.js';
import type { Finding } from './finding.js';
import { addVersionIds } from './kinds/oasdiff-ids.js';
import { SchemaComparison } from './schemas/index.js';
import { verdictOf } from './verdict.js';

export type { Acknowledgement } from './acknowledgements/index.js';
export type * from './change.js';
export type { Meaning, Understood } from './describe/index.js';

export interface DiffOptions {
  /** Where the documents come from, as the report tells it: a path, a URL without its query, an environment's name. */
  readonly sources: { readonly before: string; readonly after: string };
  /** `YYYY-MM-DD`, in UTC; without it no date is judged, and nothing is acknowledged. */
  readonly today?: string;
  readonly acknowledgements?: readonly Acknowledgement[];
}

/** What was found in two documents, before it is told in an SDK's words. */
export interface Differences {
  readonly findings: readonly Finding[];
  /** The new id of each old operation that is still there, wherever it went. */
  readonly newIds: ReadonlyMap<string, string>;
}

/** Finds what differs. Names are not needed for that, and where nothing differs they never are. */
export function findDifferences(
  before: Meaning,
  after: Meaning,
  { today }: Pick<DiffOptions, 'today'> = {},
): Differences {
  const dated = today === undefined ? {} : { today };
  const schemas = new SchemaComparison(before.loaded, after.loaded, dated);
  const { findings, pairs } = compareDocuments(before.loaded, after.loaded, {
    schemas,
    spoken: spokenBy(before),
    only: { before: askedFor(before), after: askedFor(after) },
    ...dated,
  });
  const all = addVersionIds(
    [...findings, ...schemasAskedFor(schemas.findings(), before, after)],
    before.loaded.document.info.version,
    after.loaded.document.info.version,
  );
  return {
    findings: all,
    newIds: new Map(pairs.map((pair) => [pair.before.id, pair.after.id])),
  };
}

/** The report of two documents in which nothing differs. */
export function unchangedReport(
  before: Meaning,
  after: Meaning,
  { sources, today, acknowledgements }: DiffOptions,
): DiffReport {
  const nothing = { changes: [], disagreements: [], unexplained: [] };
  return reportOf(before, after, nothing, { sources, today, acknowledgements });
}

/**
 * What changed between two documents, for whoever uses the SDK: found in the documents, told in the SDK's words,
 * judged by rules for the wire and by TypeScript for the source.
 *
 * @param differences as {@link findDifferences} gives them for the same two.
 */
export async function diffUnderstood(
  before: Understood,
  after: Understood,
  options: DiffOptions,
  differences = findDifferences(before, after, options),
): Promise<DiffReport> {
  const { findings, newIds } = differences;
  const described = describeFindings(findings, {
    before: new SdkSide(before),
    after: new SdkSide(after),
    newId: (id) => newIds.get(id) ?? id,
  });
  return reportOf(before, after, await judged(described, before, after), options);
}

function reportOf(
  before: Meaning,
  after: Meaning,
  { changes, disagreements, unexplained }: Judgement,
  { sources, today, acknowledgements }: Asked,
): DiffReport {
  const known =
    acknowledgements && today !== undefined
      ? acknowledge(changes, acknowledgements, today)
      : { changes, stale: undefined };
  return {
    before: sideOf(before, sources.before),
    after: sideOf(after, sources.after),
    verdict: verdictOf(known.changes, unexplained.length > 0),
    changes: known.changes,
    disagreements,
    ...(known.stale && { staleAcknowledgements: known.stale }),
  };
}

type Asked = { readonly [K in keyof DiffOptions]: DiffOptions[K] | undefined } & Pick<
  DiffOptions,
  'sources'
>;

/** Of schemas that no operation asked for reaches, nothing is told. */
function schemasAskedFor(
  findings: readonly Finding[],
  before: Meaning,
  after: Meaning,
): readonly Finding[] {
  if (!before.filtered && !after.filtered) return findings;
  const there = new Set(
    [before, after].flatMap(({ model }) =>
      [...model.declarations.values()].map(({ wireName }) => wireName),
    ),
  );
  return findings.filter(
    ({ subject: { kind, wireName } }) => kind !== 'schema' || there.has(wireName),
  );
}

function askedFor({ filtered, model }: Meaning): ReadonlySet<string> | undefined {
  return filtered ? new Set(operationsOf(model).map(({ id }) => id)) : undefined;
}

/** What the SDK sends and reads is in the model. */
function spokenBy({ model }: Meaning): Spoken {
  const operations = new Map(operationsOf(model).map((operation) => [operation.id, operation]));
  return {
    request: (id) => operations.get(id)?.body?.mediaType,
    response: (id, status) =>
      operations.get(id)?.responses.find((response) => response.status === status)?.body?.mediaType,
  };
}

/** The compiler's word on the source. It is not even loaded where both packages print alike. */
async function judged(
  changes: readonly Change[],
  before: Understood,
  after: Understood,
): Promise<Judgement> {
  const { judge, findSourceBreaks } =
    require('./compiler/index.js') as typeof import('./compiler/index.js');
  const judgement = judge(changes, await findSourceBreaks(before, after));
  return { ...judgement, changes: [...judgement.changes].sort(byImportance) };
}

function sideOf({ loaded, model }: Meaning, source: string): DiffSide {
  const { info } = loaded.document;
  return {
    source,
    title: info.title,
    version: info.version,
    operations: operationsOf(model).length,
    schemas: schemasOf(loaded),
  };
}

function schemasOf({ document }: LoadedDocument): number {
  return Object.keys(document.components.schemas).length;
}
