import type { TypeDirection } from '../../emit/index.js';
import { defined } from '../../util/defined.js';
import { byCodeUnit } from '../../util/order.js';
import type { Change, TouchedOperation } from '../change.js';
import { createFingerprint, type Finding } from '../finding.js';
import { KINDS, type Kind } from '../kinds/index.js';
import { compareVerdicts, worst } from '../verdict.js';
import { printBeforeAndAfter, printCall, printMessage, printSubject } from './change-texts.js';
import type { SdkVersions, TypePair } from './sdk-version.js';
import { getSourceVerdict } from './source-verdict.js';

export {
  SdkVersion,
  type ComparedDocument,
  type ComparedSdk,
  type SdkVersions,
} from './sdk-version.js';

/** Describes findings by the SDK's names and judges them by the rules. Sorted by {@link compareChanges}. */
export function describeFindings(
  findings: readonly Finding[],
  versions: SdkVersions,
): readonly Change[] {
  return findings.map((finding) => describeFinding(finding, versions)).sort(compareChanges);
}

/** What breaks first, then by subject and id. */
export function compareChanges(a: Change, b: Change): number {
  return (
    compareVerdicts(worst([a.wire, a.source]), worst([b.wire, b.source])) ||
    Number(a.documentation) - Number(b.documentation) ||
    byCodeUnit(a.subject, b.subject) ||
    byCodeUnit(a.id, b.id) ||
    byCodeUnit(a.fingerprint, b.fingerprint) ||
    byCodeUnit(a.pointers.after ?? '', b.pointers.after ?? '')
  );
}

function describeFinding(finding: Finding, versions: SdkVersions): Change {
  const ids = getKindIds(finding, versions);
  const kinds = ids.map(getKind);
  const [id = finding.what] = ids;
  const advice = [...new Set(kinds.map((kind) => kind.advice))].filter(Boolean).join(' ');
  const types = printTypePairs(finding, versions);
  return {
    id,
    kinds: ids,
    wire: worst(kinds.map(({ wire }) => wire)),
    source: getSourceVerdict({ ...finding, kinds: ids }, types, versions),
    direction: getDirection(finding),
    subject: printSubject(finding, versions),
    tags: getTags(finding, versions),
    message: printMessage(finding, kinds, versions),
    ...defined({ advice: advice === '' ? undefined : advice }),
    ...printBeforeAndAfter(finding, types, versions),
    pointers: defined({ before: finding.before?.pointer, after: finding.after?.pointer }),
    documentation: kinds.every(({ documentation }) => documentation === true),
    operations: getTouchedOperations(finding, versions),
    fingerprint: createFingerprint(finding),
    oasdiff: finding.oasdiff,
  };
}

/** A changed title renames the client, unless the names lock keeps its name. */
function getKindIds(
  { what, kinds, subject }: Finding,
  { before, after }: SdkVersions,
): readonly string[] {
  const isRenamed =
    what === 'info-changed' &&
    subject.part === 'title' &&
    before.names.client !== after.names.client;
  return isRenamed ? ['client-renamed'] : kinds;
}

function getKind(id: string): Kind {
  const kind = KINDS[id];
  if (kind === undefined) throw new Error(`There is no kind of change '${id}'.`);
  return kind;
}

function getDirection({ reaches }: Finding): Change['direction'] {
  const directions = new Set(
    reaches
      .filter(({ location }) => location !== 'operation' && location !== 'document')
      .map((reach) => reach.direction),
  );
  if (directions.size === 2) return 'both';
  const [only] = directions;
  return only ?? 'none';
}

/** The types on each side that the finding concerns, requests first. */
function printTypePairs(
  finding: Finding,
  { before, after, newId }: SdkVersions,
): readonly TypePair[] {
  const direction = getDirection(finding);
  const sides: readonly TypeDirection[] =
    direction === 'both' ? ['request', 'response'] : [direction === 'none' ? 'either' : direction];
  const { subject } = finding;
  // The document as a whole has no type.
  const locations: Pick<Finding, 'before' | 'after'> = subject.kind === 'document' ? {} : finding;
  return sides.map((side) => ({
    side,
    before:
      locations.before &&
      (before.printAt(locations.before.pointer, side) ??
        before.printAlong(subject, subject.wireName, side)),
    after:
      locations.after &&
      (after.printAt(locations.after.pointer, side) ??
        after.printAlong(subject, newId(subject.wireName), side)),
  }));
}

function getTouchedOperations(
  { reaches }: Finding,
  versions: SdkVersions,
): readonly TouchedOperation[] {
  const directionsById = new Map<string, Set<'request' | 'response'>>();
  for (const { operation, direction, location } of reaches) {
    const directions = directionsById.get(operation) ?? new Set();
    directionsById.set(operation, directions);
    if (location !== 'operation' && location !== 'document') directions.add(direction);
  }
  return [...directionsById]
    .filter(([id]) => !id.startsWith('webhook '))
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([id, directions]) => ({
      id,
      call: printCall(id, versions),
      directions: [...directions].sort(byCodeUnit),
    }));
}

function getTags({ reaches }: Finding, { before, after, newId }: SdkVersions): readonly string[] {
  const tags = reaches.flatMap(
    ({ operation }) => before.getTag(operation) ?? after.getTag(newId(operation)) ?? [],
  );
  return [...new Set(tags)].sort(byCodeUnit);
}
