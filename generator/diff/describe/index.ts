import type { Side as Way } from '../../emit/types.js';
import { byCodeUnit } from '../../util/order.js';
import type { Change, TouchedOperation } from '../change.js';
import type { Finding } from '../finding.js';
import { fingerprintOf } from '../fingerprint.js';
import { KINDS, type Kind } from '../kinds/index.js';
import { byWeight, sourceVerdict, worst } from './source.js';
import { callOf, subjectOf, type Sides } from './subjects.js';
import type { Types } from './types.js';
import { toldValues } from './values.js';

export { SdkSide } from './sides.js';
export { byWeight, worst } from './source.js';
export type { Sides } from './subjects.js';
export type { Meaning, Understood } from './understood.js';

/** What was found, in the SDK's words and judged by the rules: what breaks first, then by subject and id. */
export function describeFindings(findings: readonly Finding[], sides: Sides): readonly Change[] {
  return findings.map((finding) => describe(finding, sides)).sort(byImportance);
}

export function byImportance(a: Change, b: Change): number {
  return (
    byWeight(worst([a.wire, a.source]), worst([b.wire, b.source])) ||
    Number(a.documentation) - Number(b.documentation) ||
    byCodeUnit(a.subject, b.subject) ||
    byCodeUnit(a.id, b.id) ||
    byCodeUnit(a.fingerprint, b.fingerprint) ||
    byCodeUnit(a.pointers.after ?? '', b.pointers.after ?? '')
  );
}

function describe(finding: Finding, sides: Sides): Change {
  const kinds = kindsOf(finding, sides);
  const known = kinds.map(kindOf);
  const [id = finding.what] = kinds;
  const advice = distinct(known.map((kind) => kind.advice)).join(' ');
  const types = typesAt(finding, sides);
  const operations = operationsOf(finding, sides);
  return {
    id,
    kinds,
    wire: worst(known.map(({ wire }) => wire)),
    source: sourceVerdict({ ...finding, kinds }, types, sides),
    direction: directionOf(finding),
    subject: subjectOf(finding, sides),
    tags: tagsOf(finding, sides),
    message: distinct(known.map(({ message }) => message)).join(', and '),
    ...(advice !== '' && { advice }),
    ...toldValues(finding, types, sides),
    pointers: {
      ...(finding.before && { before: finding.before.pointer }),
      ...(finding.after && { after: finding.after.pointer }),
    },
    documentation: known.every(({ documentation }) => documentation === true),
    operations,
    fingerprint: fingerprintOf(finding),
    oasdiff: finding.oasdiff,
  };
}

function distinct(texts: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== undefined);
}

/** A title that the client is named after renames it. */
function kindsOf({ what, kinds, subject }: Finding, { before, after }: Sides): readonly string[] {
  const isRenamed =
    what === 'info-changed' &&
    subject.part === 'title' &&
    before.names.client !== after.names.client;
  return isRenamed ? ['client-renamed'] : kinds;
}

function kindOf(id: string): Kind {
  const kind = KINDS[id];
  if (kind === undefined) throw new Error(`No kind is called '${id}'.`);
  return kind;
}

function directionOf({ reaches }: Finding): Change['direction'] {
  const directions = new Set(
    reaches
      .filter(({ place }) => place !== 'operation' && place !== 'document')
      .map((reach) => reach.direction),
  );
  if (directions.size === 2) return 'both';
  const [only] = directions;
  return only ?? 'none';
}

/** The types on each way that the difference travels, requests first. */
function typesAt(finding: Finding, { before, after, newId }: Sides): readonly Types[] {
  const direction = directionOf(finding);
  const ways: readonly Way[] =
    direction === 'both' ? ['request', 'response'] : [direction === 'none' ? 'either' : direction];
  const { subject } = finding;
  // What is said of the document as a whole has no type.
  const sides: Pick<Finding, 'before' | 'after'> = subject.kind === 'document' ? {} : finding;
  return ways.map((way) => ({
    way,
    before:
      sides.before &&
      (before.at(sides.before.pointer, way) ?? before.along(subject, subject.wireName, way)),
    after:
      sides.after &&
      (after.at(sides.after.pointer, way) ?? after.along(subject, newId(subject.wireName), way)),
  }));
}

function operationsOf({ reaches }: Finding, sides: Sides): readonly TouchedOperation[] {
  const directions = new Map<string, Set<'request' | 'response'>>();
  for (const { operation, direction, place } of reaches) {
    const known = directions.get(operation) ?? new Set();
    directions.set(operation, known);
    if (place !== 'operation' && place !== 'document') known.add(direction);
  }
  return [...directions]
    .filter(([id]) => !id.startsWith('webhook '))
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([id, ways]) => ({ id, call: callOf(id, sides), directions: [...ways].sort(byCodeUnit) }));
}

function tagsOf({ reaches }: Finding, { before, after, newId }: Sides): readonly string[] {
  const tags = reaches.flatMap(
    ({ operation }) => before.tag(operation) ?? after.tag(newId(operation)) ?? [],
  );
  return [...new Set(tags)].sort(byCodeUnit);
}
