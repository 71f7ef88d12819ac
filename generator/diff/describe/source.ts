import type { Verdict } from '../change.js';
import type { Finding } from '../finding.js';
import { KINDS } from '../kinds/index.js';
import { hasParams } from '../../model/walk.js';
import type { SdkSide, TypeWords } from './sides.js';
import type { Sides } from './subjects.js';

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

/** The types at the two places of a finding, on one way, where the SDK has something there. */
export interface Types {
  readonly before: TypeWords | undefined;
  readonly after: TypeWords | undefined;
}

/**
 * What the rules say of programs that are compiled against the new SDK. A kind tells what it means where programs
 * notice; where names and printed types are the same, they do not.
 */
export function sourceVerdict(finding: Finding, types: readonly Types[], sides: Sides): Verdict {
  if (movesOptions(finding, sides)) return 'breaking';
  const rule = worst(finding.kinds.map((kind) => KINDS[kind]?.source ?? 'breaking'));
  if (rule === 'non-breaking') return rule;
  return isUnnoticed(finding, types, sides) ? 'non-breaking' : rule;
}

/** With its first parameter a method gets one more argument, and its options are the next after that. */
function movesOptions(
  { what, subject, reaches }: Finding,
  { before, after, newId }: Sides,
): boolean {
  if (what !== 'parameter-added-optional' && what !== 'request-body-added-optional') return false;
  const ids = subject.kind === 'operation' ? reaches.map(({ operation }) => operation) : [];
  return ids.some((id) => {
    const [old, now] = [before.operation(id), after.operation(newId(id))];
    return old !== undefined && now !== undefined && !hasParams(old) && hasParams(now);
  });
}

function isUnnoticed(finding: Finding, types: readonly Types[], sides: Sides): boolean {
  const { what, subject, reaches } = finding;
  const ids =
    subject.kind === 'operation'
      ? [subject.wireName, ...reaches.map((reach) => reach.operation)]
      : [];
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
      return types.every(sameTypes);
  }
}

function sameName(id: string, { before, after, newId }: Sides): boolean {
  return (
    before.call(id) === after.call(newId(id)) &&
    before.functionName(id) === after.functionName(newId(id))
  );
}

function sameExchange(id: string, { before, after, newId }: Sides): boolean {
  const [was, is] = [before.exchange(id), after.exchange(newId(id))];
  return was !== undefined && was === is;
}

function sameTypes({ before, after }: Types): boolean {
  return before !== undefined && before.whole === after?.whole;
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
