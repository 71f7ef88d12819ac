import type { TypeDirection } from '../../emit/index.js';
import { defined } from '../../util/defined.js';
import { byCodeUnit } from '../../util/order.js';
import type { Change, TouchedOperation } from '../change.js';
import type { SourceBreak } from '../compiler/index.js';
import { createFingerprint, type Finding, type Reach } from '../finding.js';
import { getEffects, getKindId, type KindId } from '../kinds/index.js';
import { compareVerdicts, worst } from '../verdict.js';
import { printBeforeAndAfter, printCall, printMessage, printSubject } from './change-texts.js';
import type { PrintedType, SdkVersions } from './sdk-version.js';
import { getSourceRule } from './source-rule.js';

export { addTypeUsers } from './type-users.js';
export {
  SdkVersion,
  type ComparedDocument,
  type ComparedSdk,
  type SdkVersions,
} from './sdk-version.js';

/**
 * Describes findings by the SDK's names. Their verdict on the source is that of their kinds: where that is `breaking`, the
 * compiler decides. Sorted by {@link compareChanges}.
 */
export function describeFindings(
  findings: readonly Finding[],
  versions: SdkVersions,
): readonly Change[] {
  return findings.map((finding) => describeFinding(finding, versions)).sort(compareChanges);
}

/** A break that no finding explains, as a change of its own. It is the same change whatever the compiler's words. */
export function describeBreak(found: SourceBreak, versions: SdkVersions): Change {
  const { subject, owner, position, pointer, reach, message } = found;
  const ids = owner.kind === 'operation' ? [owner.id] : [...(reach?.operations ?? [])];
  const change = describeFinding(
    {
      what: 'compile-error',
      subject: { kind: 'document', wireName: '', part: subject, path: [position] },
      before: { pointer },
      reaches: ids.map((operation): Reach => {
        const direction = position === 'argument' ? 'request' : 'response';
        const location =
          position === 'export' ? 'operation' : direction === 'request' ? 'body' : direction;
        return { operation, direction, location, nested: true };
      }),
    },
    versions,
  );
  return {
    ...change,
    source: found.isConfigurable ? 'potentially-breaking' : 'breaking',
    message: `${change.message}: ${message.replace(/\.$/, '')}`,
  };
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

function describeFinding(original: Finding, versions: SdkVersions): Change {
  const finding = { ...original, what: getWhat(original, versions) };
  const effects = getEffects(finding);
  const advice = [...new Set(effects.map((effect) => effect.advice))].filter(Boolean).join(' ');
  const types = printTypePairs(finding, versions);
  return {
    id: getKindId(finding),
    wire: worst(effects.map(({ wire }) => wire)),
    source: getSourceRule(finding, effects, types, versions),
    direction: getDirection(finding),
    subject: printSubject(finding, versions),
    tags: getTags(finding, versions),
    message: printMessage(finding, effects, versions),
    ...defined({ advice: advice === '' ? undefined : advice }),
    ...printBeforeAndAfter(finding, types, versions),
    pointers: defined({ before: finding.before?.pointer, after: finding.after?.pointer }),
    documentation: effects.every(({ documentation }) => documentation === true),
    operations: getTouchedOperations(finding, versions),
    fingerprint: createFingerprint(original),
  };
}

/** A changed title renames the client, unless the names lock keeps its name. */
function getWhat({ what, subject }: Finding, { before, after }: SdkVersions): KindId {
  const isRenamed =
    what === 'info-changed' &&
    subject.part === 'title' &&
    before.names.client !== after.names.client;
  return isRenamed ? 'client-renamed' : what;
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

/** The types at the two locations of a finding in one direction; undefined where the SDK has nothing there. */
export interface TypePair {
  readonly direction: TypeDirection;
  readonly before: PrintedType | undefined;
  readonly after: PrintedType | undefined;
}

/** The types in each direction that the finding concerns, requests first. */
function printTypePairs(finding: Finding, { before, after }: SdkVersions): readonly TypePair[] {
  // The document as a whole has no type.
  if (finding.subject.kind === 'document') return [];
  const direction = getDirection(finding);
  const directions: readonly TypeDirection[] =
    direction === 'both' ? ['request', 'response'] : [direction === 'none' ? 'either' : direction];
  return directions.map((each) => ({
    direction: each,
    before: finding.before && before.printAt(finding.before.pointer, each),
    after: finding.after && after.printAt(finding.after.pointer, each),
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
