import type { Verdict } from '../change.js';
import type { Finding } from '../finding.js';
import { KINDS } from '../kinds/index.js';
import { hasParams } from '../../model/walk.js';
import { losesInputName } from './input-names.js';
import type { SdkSide } from './sides.js';
import type { Sides } from './subjects.js';
import { isUnread, sameFor, sameTypes, type Types } from './types.js';

/** What breaks most first. */
const WEIGHTS: Readonly<Record<Verdict, number>> = {
  breaking: 0,
  'potentially-breaking': 1,
  'non-breaking': 2,
};

export function byWeight(a: Verdict, b: Verdict): number {
  return WEIGHTS[a] - WEIGHTS[b];
}

export function worst(verdicts: readonly Verdict[]): Verdict {
  return [...verdicts].sort(byWeight)[0] ?? 'non-breaking';
}

/**
 * What the rules say of programs that are compiled against the new SDK. A kind tells what it means where programs
 * notice; where names and printed types are the same, they do not.
 */
export function sourceVerdict(finding: Finding, types: readonly Types[], sides: Sides): Verdict {
  const special = specialVerdict(finding, types, sides);
  if (special !== undefined) return special;
  const rule = worst(finding.kinds.map((kind) => KINDS[kind]?.source ?? 'breaking'));
  if (rule === 'non-breaking') return rule;
  if (isUnnoticed(finding, types, sides)) return 'non-breaking';
  return isBesideCalls(finding, types, sides) ? 'potentially-breaking' : rule;
}

/** Where it depends on more than the types in that place. */
function specialVerdict(
  finding: Finding,
  types: readonly Types[],
  sides: Sides,
): Verdict | undefined {
  switch (finding.what) {
    case 'parameter-added-optional':
    case 'request-body-added-optional':
      return movesOptions(finding, sides) ? 'breaking' : undefined;
    case 'request-media-type-added':
    case 'response-media-type-added':
      // It may be one that the SDK would rather speak.
      return idsOf(finding).every((id) => sameExchange(id, sides)) ? undefined : 'breaking';
    case 'path-parameter-declared':
      return types.every(({ after }) => after?.type === 'string') ? undefined : 'breaking';
    case 'became-not-read-only':
    case 'became-not-write-only':
      return losesInputName(finding.subject, sides) ? 'breaking' : undefined;
    case 'discriminator-removed':
      // What is given may have any tag then.
      return types.every(({ way }) => way === 'request') ? 'non-breaking' : undefined;
    case 'response-success-status-removed':
      return idsOf(finding).every((id) => givesNothingNew(id, sides)) ? 'non-breaking' : undefined;
    case 'operation-id-changed':
    case 'operation-id-removed':
    case 'operation-id-added':
      // Its name may be another operation's now: whether that takes and gives the same is for the compiler to say.
      return idsOf(finding).some((id) => isTakenOver(id, sides))
        ? 'potentially-breaking'
        : undefined;
    case 'prefix-items-added':
    case 'prefix-items-removed':
    case 'prefix-items-changed':
      // Where there is a list for programs, it becomes a tuple, another, or none.
      return types.every(sameTypes) ? 'non-breaking' : 'breaking';
    case 'security-scheme-changed':
      // How the client is made is told by its environment, not by the document.
      return 'potentially-breaking';
    default:
      return undefined;
  }
}

/** The operations of a finding about operations. */
function idsOf({ subject, reaches }: Finding): readonly string[] {
  if (subject.kind !== 'operation') return [];
  return [...new Set([subject.wireName, ...reaches.map(({ operation }) => operation)])];
}

/** With its first parameter a method gets one more argument, and its options are the next after that. */
function movesOptions(finding: Finding, { before, after, newId }: Sides): boolean {
  return idsOf(finding).some((id) => {
    const [old, now] = [before.operation(id), after.operation(newId(id))];
    return old !== undefined && now !== undefined && !hasParams(old) && hasParams(now);
  });
}

function isUnnoticed(finding: Finding, types: readonly Types[], sides: Sides): boolean {
  const { what, subject } = finding;
  if ([finding.before, finding.after].some((side) => side && isCondition(side.pointer)))
    return true;
  const ids = idsOf(finding);
  switch (what) {
    case 'operation-id-changed':
    case 'operation-id-removed':
    case 'operation-id-added':
    case 'operation-tag-changed':
    case 'operation-moved':
    case 'operation-method-changed':
      return ids.every((id) => sameName(id, sides));
    case 'path-parameter-renamed':
      // Path parameters are arguments: nobody but the SDK's source spells their names.
      return true;
    case 'parameter-renamed':
    case 'parameter-moved':
      return sameArgument(finding, sides) && types.every(sameTypes);
    case 'parameter-removed':
      return ids.every((id) => sides.before.parameter(id, subject.part ?? '') === undefined);
    case 'parameter-added-required':
      return ids.every(
        (id) => sides.after.parameter(sides.newId(id), subject.part ?? '') === undefined,
      );
    case 'request-body-added-required':
    case 'request-body-removed':
    case 'request-body-became-required':
    case 'request-media-type-removed':
    case 'request-body-schema-added':
    case 'response-success-status-added':
    case 'response-success-status-removed':
    case 'response-success-status-changed':
    case 'response-error-status-added':
    case 'response-error-status-removed':
    case 'response-default-status-changed':
    case 'response-media-type-removed':
    case 'response-media-type-renamed':
    case 'response-body-removed':
      return ids.every((id) => sameExchange(id, sides));
    default:
      return (
        isOutside(finding, sides) ||
        isNowhere(finding, sides) ||
        types.every((both) => sameTypes(both) || isUnread(both) || sameFor(what, both))
      );
  }
}

const CONDITIONS: ReadonlySet<string> = new Set([
  'if',
  'then',
  'else',
  'not',
  'contains',
  'propertyNames',
  'patternProperties',
  'dependentSchemas',
  'unevaluatedItems',
  'unevaluatedProperties',
  'contentSchema',
]);

/** Whether a place lies in what no type says; a property may be called like a keyword. */
function isCondition(pointer: string): boolean {
  const segments = pointer.split('/');
  const schema = segments.findIndex((segment) => segment === 'schema' || segment === 'schemas');
  // The name of a component is none of its keywords.
  const from = segments[schema] === 'schemas' ? schema + 2 : schema + 1;
  return segments
    .slice(from)
    .some((segment, index, rest) => CONDITIONS.has(segment) && rest[index - 1] !== 'properties');
}

/** A parameter that no SDK has: one that the path does not name, or a header that is ignored. */
function isOutside(finding: Finding, { before, after, newId }: Sides): boolean {
  const { part = '' } = finding.subject;
  if (!/^(path|query|header|cookie):/.test(part)) return false;
  return idsOf(finding).every(
    (id) =>
      before.parameter(id, part) === undefined && after.parameter(newId(id), part) === undefined,
  );
}

function sameName(id: string, { before, after, newId }: Sides): boolean {
  return (
    before.call(id) === after.call(newId(id)) &&
    before.functionName(id) === after.functionName(newId(id))
  );
}

function isTakenOver(id: string, { before, after, newId }: Sides): boolean {
  const call = before.call(id);
  return call !== undefined && call !== after.call(newId(id)) && after.hasCall(call);
}

function givesNothingNew(id: string, { before, after, newId }: Sides): boolean {
  const [was, is] = [before.results(id), after.results(newId(id))];
  return is.size > 0 && [...is].every((result) => was.has(result));
}

function sameExchange(id: string, { before, after, newId }: Sides): boolean {
  const [was, is] = [before.exchange(id), after.exchange(newId(id))];
  return was !== undefined && was === is;
}

/**
 * Where no program written for the old SDK could be: at properties of what is no object, for example, which the
 * document describes all the same, or at a media type that the SDK does not speak.
 */
function isNowhere({ subject, before, after }: Finding, sides: Sides): boolean {
  const { wireName: id } = subject;
  return (
    ['operation', 'schema', 'webhook'].includes(subject.kind) &&
    (before !== undefined || after !== undefined) &&
    (before === undefined
      ? sides.after.lacks(subject, sides.newId(id))
      : sides.before.lacks(subject, id))
  );
}

/** A type that no call takes or gives, on a way that it travels: as what a callback sends it may be used all the same. */
function isBesideCalls({ subject }: Finding, types: readonly Types[], { before }: Sides): boolean {
  const use = subject.kind === 'schema' ? before.use(subject.wireName) : undefined;
  return use !== undefined && types.some(({ way }) => way !== 'either' && !use[way]);
}

/** Whether programs give a parameter by the same name and in the same way: in the path it is an argument. */
function sameArgument(
  { before, after, subject }: Finding,
  { before: old, after: now, newId }: Sides,
): boolean {
  const [place = '', wireName = ''] = splitOnce(subject.part ?? '');
  const id = subject.wireName;
  const target = (side: SdkSide, operation: string, key: string) => ({
    name: side.parameter(operation, key),
    isArgument: key.startsWith('path:'),
  });
  const moved = typeof after?.value === 'string' ? after.value : '';
  const key = before?.value === place ? `${moved}:${wireName}` : `${place}:${moved}`;
  const [was, is] = [target(old, id, `${place}:${wireName}`), target(now, newId(id), key)];
  return was.name !== undefined && was.name === is.name && was.isArgument === is.isArgument;
}

function splitOnce(text: string): readonly [string, string] {
  const at = text.indexOf(':');
  return [text.slice(0, at), text.slice(at + 1)];
}
