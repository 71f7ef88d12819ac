import { operationsOf } from '../model/walk.js';
import type { LoadedDocument } from '../document/openapi.js';
import { acknowledge, type Acknowledgement } from './acknowledgements/index.js';
import type { Change, DiffReport, DiffSide } from './change.js';
import type { Judgement } from './compiler/index.js';
import { compareDocuments, type Spoken } from './compare/index.js';
import { byImportance, describeFindings, SdkSide, type Understood } from './describe/index.js';
import type { Finding } from './finding.js';
import { withVersionPolicy } from './oasdiff/version.js';
import { SchemaComparison } from './schemas/index.js';
import { verdictOf } from './verdict.js';

export type { Acknowledgement } from './acknowledgements/index.js';
export type * from './change.js';
export type { Understood } from './describe/index.js';

export interface DiffOptions {
  /** Where the documents come from, as the report tells it: a path, a URL without its query, an environment's name. */
  readonly sources: { readonly before: string; readonly after: string };
  /** `YYYY-MM-DD`, in UTC; without it no date is judged, and nothing is acknowledged. */
  readonly today?: string;
  readonly acknowledgements?: readonly Acknowledgement[];
}

/**
 * What changed between two documents, for whoever uses the SDK: found in the documents, told in the SDK's words,
 * judged by rules for the wire and by TypeScript for the source.
 */
export async function diffUnderstood(
  before: Understood,
  after: Understood,
  { sources, today, acknowledgements }: DiffOptions,
): Promise<DiffReport> {
  const described = describeAll(before, after, today);
  const { changes, disagreements, unexplained } = await judged(described, before, after);
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

function describeAll(
  before: Understood,
  after: Understood,
  today: string | undefined,
): readonly Change[] {
  const dated = today === undefined ? {} : { today };
  const schemas = new SchemaComparison(before.loaded, after.loaded, dated);
  const only = { before: askedFor(before), after: askedFor(after) };
  const { findings, pairs } = compareDocuments(before.loaded, after.loaded, {
    schemas,
    spoken: spokenBy(before),
    only,
    ...dated,
  });
  const [old, now] = [new SdkSide(before), new SdkSide(after)];
  const renamed = new Map(pairs.map((pair) => [pair.before.id, pair.after.id]));
  const isThere = ({ subject }: Finding): boolean =>
    subject.kind !== 'schema' ||
    (old.declaration(subject.wireName) ?? now.declaration(subject.wireName)) !== undefined;
  const inSchemas = schemas.findings();
  const asked = before.filtered || after.filtered ? inSchemas.filter(isThere) : inSchemas;
  const all = withVersionPolicy(
    [...findings, ...asked],
    before.loaded.document.info.version,
    after.loaded.document.info.version,
  );
  return describeFindings(all, { before: old, after: now, newId: (id) => renamed.get(id) ?? id });
}

function askedFor({ filtered, model }: Understood): ReadonlySet<string> | undefined {
  return filtered ? new Set(operationsOf(model).map(({ id }) => id)) : undefined;
}

/** What the SDK sends and reads is in the model. */
function spokenBy({ model }: Understood): Spoken {
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
  const { judge, sourceBreaks } = await import('./compiler/index.js');
  const judgement = judge(changes, await sourceBreaks(before, after));
  return { ...judgement, changes: [...judgement.changes].sort(byImportance) };
}

function sideOf({ loaded, model }: Understood, source: string): DiffSide {
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
