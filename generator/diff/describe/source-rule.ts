import type { Operation } from '../../model/model.js';
import { getResult } from '../../model/result.js';
import { getErrorType } from '../../model/walk.js';
import type { Verdict } from '../change.js';
import { printsSame } from '../compiler/index.js';
import type { Finding } from '../finding.js';
import type { Effect } from '../kinds/index.js';
import { worst } from '../verdict.js';
import type { TypePair } from './index.js';
import type { SdkVersions } from './sdk-version.js';

/**
 * What the rules say of compiling a program against the new SDK: what its kind says, unless the types that
 * programs depend on are the same. `breaking` means that the compiler decides.
 */
export function getSourceRule(
  finding: Finding,
  effects: readonly Effect[],
  types: readonly TypePair[],
  versions: SdkVersions,
): Verdict {
  const rule = worst(effects.map(({ source }) => source));
  if (rule === 'non-breaking' || isPrintedAlike(finding, types, versions)) return 'non-breaking';
  // The old name may call another operation, or the same option need another value: both compile.
  const depends =
    isNameReused(finding, versions) ||
    finding.what === 'security-scheme-changed' ||
    isUnused(finding, types, versions);
  return depends ? 'potentially-breaking' : rule;
}

/** Whether no operation or webhook uses a type in a direction in which it changed. Programs may use it on their own. */
function isUnused(
  { subject }: Finding,
  types: readonly TypePair[],
  { before }: SdkVersions,
): boolean {
  const use = subject.kind === 'schema' ? before.getUse(subject.wireName) : undefined;
  return use !== undefined && types.some(({ direction: d }) => d !== 'either' && !use[d]);
}

function isPrintedAlike(
  finding: Finding,
  types: readonly TypePair[],
  versions: SdkVersions,
): boolean {
  const { what, subject } = finding;
  const { kind, part = '' } = subject;
  const typed = types.filter(({ before, after }) => before ?? after);
  if (typed.length > 0) return typed.every((pair) => isSameFor(what, pair));
  if (finding.before === undefined && finding.after === undefined) return false;
  // What has no type is nothing that programs name: a condition, a parameter or a media type that the SDK does not send.
  if (kind === 'schema' || /^(path|query|querystring|header|cookie):/.test(part)) return true;
  const isExchange = /^(body|default|\d)/.test(part) && !part.includes(' header ');
  return kind === 'operation' && isExchange && hasSameExchange(finding, versions);
}

/** Whether a pair is the same as far as a finding concerns it: its type, or whether it is required. */
function isSameFor(what: string, { before, after }: TypePair): boolean {
  if (before === undefined || after === undefined) return false;
  if (/became-(required|optional|(not-)?(read|write)-only)$/.test(what))
    return before.presence === after.presence;
  return before.type === after.type && printsSame(before.model, after.model);
}

/** Whether the calls that a finding is about still return, throw and take the same types. */
function hasSameExchange({ subject, reaches }: Finding, { before, after, newId }: SdkVersions) {
  const ids = new Set([subject.wireName, ...reaches.map(({ operation }) => operation)]);
  return [...ids].every((id) =>
    printsSame(getExchange(before.getOperation(id)), getExchange(after.getOperation(newId(id)))),
  );
}

function getExchange(operation: Operation | undefined) {
  if (operation === undefined) return undefined;
  const { type, maybeEmpty, stream } = getResult(operation);
  return [type, maybeEmpty, stream?.encoding, getErrorType(operation), operation.body];
}

/** Whether an operation has another name, and its old one is another operation's. */
function isNameReused({ what, subject }: Finding, { before, after, newId }: SdkVersions): boolean {
  if (!/^operation-(id|tag)-/.test(what)) return false;
  const call = before.getCall(subject.wireName);
  return (
    call !== undefined && call !== after.getCall(newId(subject.wireName)) && after.hasCall(call)
  );
}
