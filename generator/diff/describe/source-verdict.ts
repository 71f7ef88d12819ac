import { getReachable } from '../../model/walk.js';
import { getArguments } from '../../model/arguments.js';
import type { Verdict } from '../change.js';
import type { Finding, Subject } from '../finding.js';
import { KINDS } from '../kinds/index.js';
import { getPayloadType, getWebhooksByName } from '../compiler/webhook-probes.js';
import { worst } from '../verdict.js';
import type { SdkVersion, SdkVersions, TypePair } from './sdk-version.js';

/**
 * The rules' verdict on compiling a program against the new SDK: that of the finding's kinds, unless the names and
 * printed types that programs depend on are the same.
 */
export function getSourceVerdict(
  finding: Finding,
  types: readonly TypePair[],
  versions: SdkVersions,
): Verdict {
  const special = getSpecialVerdict(finding, types, versions);
  if (special !== undefined) return special;
  const rule = worst(finding.kinds.map((kind) => KINDS[kind]?.source ?? 'breaking'));
  if (rule === 'non-breaking') return rule;
  if (isUnaffected(finding, types, versions)) return 'non-breaking';
  return isUnusedByOperations(finding, types, versions) ? 'potentially-breaking' : rule;
}

/** Where the verdict depends on more than the types at the location. */
function getSpecialVerdict(
  finding: Finding,
  types: readonly TypePair[],
  versions: SdkVersions,
): Verdict | undefined {
  switch (finding.what) {
    case 'parameter-added-optional':
    case 'request-body-added-optional':
      return movesOptions(finding, versions) ? 'breaking' : undefined;
    case 'request-media-type-added':
    case 'response-media-type-added':
      // The SDK may prefer the new media type.
      return getOperationIds(finding).every((id) => hasSameExchange(id, versions))
        ? undefined
        : 'breaking';
    case 'path-parameter-declared':
      return types.every(({ after }) => after?.type === 'string') ? undefined : 'breaking';
    case 'became-not-read-only':
    case 'became-not-write-only':
      return losesInputName(finding.subject, versions) ? 'breaking' : undefined;
    case 'discriminator-removed':
      // A request may then have any value there.
      return types.every(({ side }) => side === 'request') ? 'non-breaking' : undefined;
    case 'response-success-status-removed':
      return getOperationIds(finding).every((id) => hasNoNewResult(id, versions))
        ? 'non-breaking'
        : undefined;
    case 'operation-id-changed':
    case 'operation-id-removed':
    case 'operation-id-added':
      // The old name may now be another operation's: the compiler decides whether that has the same types.
      return getOperationIds(finding).some((id) => isNameReused(id, versions))
        ? 'potentially-breaking'
        : undefined;
    case 'prefix-items-added':
    case 'prefix-items-removed':
    case 'prefix-items-changed':
      // An array becomes a tuple, or the reverse.
      return types.every(sameTypes) ? 'non-breaking' : 'breaking';
    case 'webhook-removed':
    case 'webhook-changed':
    case 'callback-changed':
      return breaksWebhook(finding.subject, versions) ? 'breaking' : undefined;
    case 'security-added':
    case 'security-removed':
    case 'security-alternative-removed':
    case 'security-scheme-removed':
      return losesOption(versions) ? 'breaking' : undefined;
    case 'server-changed':
    case 'document-documentation-changed':
      // The environments of the package may be others than the document's servers.
      return finding.subject.part === 'servers' && losesServer(versions)
        ? 'potentially-breaking'
        : undefined;
    case 'security-scheme-changed':
      // The same options may now need other values.
      return losesOption(versions) ? 'breaking' : 'potentially-breaking';
    default:
      return undefined;
  }
}

/** Whether programs may pass a credential that the new client has no option for. */
function losesOption({ before, after }: SdkVersions): boolean {
  return [...before.credentialOptions].some((option) => !after.credentialOptions.has(option));
}

/** Whether programs may choose an environment, or a value of a variable, that the new client does not have. */
function losesServer({ before, after }: SdkVersions): boolean {
  return [...before.serverOptions].some(
    (option) =>
      !after.serverOptions.has(option) && !after.serverOptions.has(option.replace(/=.*/s, '=*')),
  );
}

/** The ids of the operations that a finding is about; none for findings about anything else. */
function getOperationIds({ subject, reaches }: Finding): readonly string[] {
  if (subject.kind !== 'operation') return [];
  return [...new Set([subject.wireName, ...reaches.map(({ operation }) => operation)])];
}

/** A method's first body or first parameter is a new argument before those that there were. */
function movesOptions(finding: Finding, { before, after, newId }: SdkVersions): boolean {
  return getOperationIds(finding).some((id) => {
    const [old, now] = [before.getOperation(id), after.getOperation(newId(id))];
    if (old === undefined || now === undefined) return false;
    const [was, is] = [getArguments(old), getArguments(now)];
    return (!was.params && is.params) || (!was.body && is.body);
  });
}

/** Whether `handleWebhook` no longer takes the name, or no longer reads the body as what it was. */
function breaksWebhook(
  { kind, wireName: owner, part = '' }: Subject,
  { before, after }: SdkVersions,
): boolean {
  const newWebhooks = getWebhooksByName(after);
  return [...getWebhooksByName(before)].some(([name, was]) => {
    const { callback, wireName } = was;
    const isMeant =
      callback === undefined
        ? kind === 'webhook' && wireName === owner
        : callback.operation === owner && `${part} `.startsWith(`callback ${wireName} `);
    if (!isMeant) return false;
    const is = newWebhooks.get(name);
    const type = getPayloadType(was);
    if (is === undefined || type === undefined || is.body?.encoding === was.body?.encoding)
      return is === undefined;
    const now = getPayloadType(is);
    return (
      now === undefined || before.printType(type, 'response') !== after.printType(now, 'response')
    );
  });
}

function isUnaffected(
  finding: Finding,
  types: readonly TypePair[],
  versions: SdkVersions,
): boolean {
  const { what, subject } = finding;
  if ([finding.before, finding.after].some((side) => side && isCondition(side.pointer)))
    return true;
  const ids = getOperationIds(finding);
  switch (what) {
    case 'operation-id-changed':
    case 'operation-id-removed':
    case 'operation-id-added':
    case 'operation-tag-changed':
    case 'operation-moved':
    case 'operation-method-changed':
      return ids.every((id) => hasSameName(id, versions));
    case 'path-parameter-renamed':
      // Path parameters are positional arguments: programs do not write their names.
      return true;
    case 'parameter-renamed':
    case 'parameter-moved':
      return hasSameArgument(finding, versions) && types.every(sameTypes);
    case 'parameter-removed':
      return ids.every(
        (id) => versions.before.getParameterName(id, subject.part ?? '') === undefined,
      );
    case 'parameter-added-required':
      return ids.every(
        (id) =>
          versions.after.getParameterName(versions.newId(id), subject.part ?? '') === undefined,
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
    case 'request-item-schema-added':
    case 'request-item-schema-removed':
    case 'response-item-schema-added':
    case 'response-item-schema-removed':
      return ids.every((id) => hasSameExchange(id, versions));
    default:
      return (
        isUnknownParameter(finding, versions) ||
        isAbsentFromSdk(finding, versions) ||
        types.every((pair) => sameTypes(pair) || isUnread(pair) || isSameFor(what, pair))
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

/** Whether a location lies in a condition, which no type expresses. Properties may be named like keywords. */
function isCondition(pointer: string): boolean {
  const segments = pointer.split('/');
  const schema = segments.findIndex((segment) => /^(schemas?|itemSchema)$/.test(segment));
  // A component's name may also be a keyword's.
  const from = segments[schema] === 'schemas' ? schema + 2 : schema + 1;
  return segments
    .slice(from)
    .some((segment, index, rest) => CONDITIONS.has(segment) && rest[index - 1] !== 'properties');
}

/** A parameter that neither SDK has: one that the path does not contain, or an ignored header. */
function isUnknownParameter(finding: Finding, { before, after, newId }: SdkVersions): boolean {
  const { part = '' } = finding.subject;
  if (!/^(path|query|querystring|header|cookie):/.test(part)) return false;
  return getOperationIds(finding).every(
    (id) =>
      before.getParameterName(id, part) === undefined &&
      after.getParameterName(newId(id), part) === undefined,
  );
}

function hasSameName(id: string, { before, after, newId }: SdkVersions): boolean {
  return (
    before.getCall(id) === after.getCall(newId(id)) &&
    before.getFunctionName(id) === after.getFunctionName(newId(id))
  );
}

function isNameReused(id: string, { before, after, newId }: SdkVersions): boolean {
  const call = before.getCall(id);
  return call !== undefined && call !== after.getCall(newId(id)) && after.hasCall(call);
}

function hasNoNewResult(id: string, { before, after, newId }: SdkVersions): boolean {
  const [was, is] = [before.getResults(id), after.getResults(newId(id))];
  return is.size > 0 && [...is].every((result) => was.has(result));
}

function hasSameExchange(id: string, { before, after, newId }: SdkVersions): boolean {
  const [was, is] = [before.printExchange(id), after.printExchange(newId(id))];
  return was !== undefined && was === is;
}

/**
 * Whether the SDK has nothing at the location, so that no program can depend on it: properties that the document
 * describes for something that is no object, or a media type that the SDK does not use.
 */
function isAbsentFromSdk({ subject, before, after }: Finding, versions: SdkVersions): boolean {
  const { wireName: id } = subject;
  return (
    ['operation', 'schema', 'webhook'].includes(subject.kind) &&
    (before !== undefined || after !== undefined) &&
    (before === undefined
      ? versions.after.lacks(subject, versions.newId(id))
      : versions.before.lacks(subject, id))
  );
}

/** A type that no operation or webhook uses on a side where it changed. Programs may still use it on their own. */
function isUnusedByOperations(
  { subject }: Finding,
  types: readonly TypePair[],
  { before }: SdkVersions,
): boolean {
  const use = subject.kind === 'schema' ? before.getUse(subject.wireName) : undefined;
  return use !== undefined && types.some(({ side }) => side !== 'either' && !use[side]);
}

/** Whether programs pass a parameter by the same name, or still as the same positional argument. */
function hasSameArgument(
  { before, after, subject }: Finding,
  { before: old, after: now, newId }: SdkVersions,
): boolean {
  const [location, wireName] = splitAtColon(subject.part ?? '');
  const id = subject.wireName;
  const getTarget = (version: SdkVersion, operation: string, key: string) => ({
    name: version.getParameterName(operation, key),
    isArgument: key.startsWith('path:'),
  });
  const changed = typeof after?.value === 'string' ? after.value : '';
  const key = before?.value === location ? `${changed}:${wireName}` : `${location}:${changed}`;
  const [was, is] = [getTarget(old, id, `${location}:${wireName}`), getTarget(now, newId(id), key)];
  return was.name !== undefined && was.name === is.name && was.isArgument === is.isArgument;
}

function splitAtColon(text: string): readonly [string, string] {
  const at = text.indexOf(':');
  return [text.slice(0, at), text.slice(at + 1)];
}

/**
 * Whether a type that refers to the schema loses its request-side name: `Order` has an `OrderInput` only while
 * something in it exists on one side alone.
 */
function losesInputName({ kind, wireName }: Subject, { before, after }: SdkVersions): boolean {
  if (kind !== 'schema') return false;
  const newNames = new Set(
    [...after.names.declarations.values()].flatMap(({ type, inputType }) => [type, inputType]),
  );
  return [...before.names.declarations].some(
    ([id, { type, inputType }]) =>
      inputType !== type &&
      !newNames.has(inputType) &&
      [...getReachable(before.model, id)].some(
        (inner) => before.model.declarations.get(inner)?.wireName === wireName,
      ),
  );
}

/** Findings about the members of a union or intersection. */
const COMPOSING: ReadonlySet<string> = new Set([
  'variant-added',
  'variant-removed',
  'all-of-added',
  'all-of-removed',
  'type-changed',
  'type-generalized',
  'type-specialized',
]);

const FORMATS: ReadonlySet<string> = new Set([
  'format-changed',
  'format-generalized',
  'format-specialized',
]);

/** Whether the old SDK had nothing there in responses, so that no program reads it. */
function isUnread({ side, before }: TypePair): boolean {
  return side === 'response' && before?.exists === false;
}

/** Whether types are the same as far as a finding concerns them; whether one is required is a finding of its own. */
function isSameFor(what: string, pair: TypePair): boolean {
  if (COMPOSING.has(what)) return hasCompatibleShapes(pair) || acceptsAnything(pair);
  const { before, after } = pair;
  return FORMATS.has(what) && before !== undefined && before.type === after?.type;
}

/** Whether the receiving type is `unknown`: the new one for requests, the old one for responses. */
function acceptsAnything({ side, before, after }: TypePair): boolean {
  const receiver = side === 'request' ? after : side === 'response' ? before : undefined;
  return receiver?.type === 'unknown';
}

/** Whether requests may still have every old member, and responses have no new one. */
function hasCompatibleShapes({ side, before, after }: TypePair): boolean {
  const [was, is] = [before?.shapes, after?.shapes];
  if (was === undefined || is === undefined) return false;
  const includes = (all: typeof was, some: typeof was) => {
    const shapes = new Set(all.values());
    return [...some].every(([name, shape]) => all.has(name) || shapes.has(shape));
  };
  return (side === 'response' || includes(is, was)) && (side === 'request' || includes(was, is));
}

function sameTypes({ before, after }: TypePair): boolean {
  return before !== undefined && before.signature === after?.signature;
}
