import { defined } from '../../util/defined.js';
import { byCodeUnit, sortKeys } from '../../util/order.js';
import type { SecurityRequirementObject, SecuritySchemeObject } from '../raw-openapi.js';
import type { Finding } from '../finding.js';
import type { KindId } from '../kinds/index.js';
import { compareAnnotations } from './annotations.js';
import {
  createSides,
  type AddFinding,
  type Comparison,
  type DocumentSide,
  type OperationPair,
  type PairContext,
} from './context.js';
import { getShape, haveSameShape } from './equal-nodes.js';
import { Unpaired } from './pairing.js';

/** Alternatives, each a map from scheme to scopes. */
type Requirements = readonly SecurityRequirementObject[];

/** An operation's own requirements replace the document's (OpenAPI 3.2, section 4.8.10.1). */
function getRequirements(document: DocumentSide, own?: Requirements): Requirements {
  const schemes = getSchemes(document);
  // A key that is no name may be a URI (OpenAPI 3.2, section 4.30).
  return renameSchemes(own ?? document.loaded.document.security ?? [], (key) =>
    Object.hasOwn(schemes, key) ? key : key.replace(/^#\/components\/securitySchemes\//, ''),
  );
}

function renameSchemes(all: Requirements, rename: (name: string) => string): Requirements {
  return all.map((one) =>
    Object.fromEntries(Object.entries(one).map(([name, scopes]) => [rename(name), scopes])),
  );
}

/** The alternative that requires no credentials. */
const NO_CREDENTIALS = 'none';

/** Returns what changed in the credentials that are required; undefined if the same are accepted. */
function findSecurityChange(before: Requirements, after: Requirements): KindId | undefined {
  const [old, now] = [before, after].map((all) => (all.length === 0 ? [{}] : all)) as [
    Requirements,
    Requirements,
  ];
  const [was, is] = [describeRequirements(old), describeRequirements(now)];
  if (haveSameShape(was, is)) return undefined;
  const isSatisfied = (credentials: SecurityRequirementObject): boolean =>
    now.some((one) => isWithin(one, credentials));
  if (old.every(isSatisfied)) {
    if (is.includes(NO_CREDENTIALS) && !was.includes(NO_CREDENTIALS)) return 'security-removed';
    return was.every((one) => is.includes(one))
      ? 'security-alternative-added'
      : 'security-loosened';
  }
  // A token may have more scopes than were asked for.
  const mayBeSatisfied = (credentials: SecurityRequirementObject): boolean =>
    now.some((one) => Object.keys(one).every((scheme) => Object.hasOwn(credentials, scheme)));
  if (old.every(mayBeSatisfied)) return 'security-scopes-changed';
  return old.some(mayBeSatisfied) ? 'security-alternative-removed' : 'security-added';
}

/** Whether credentials that satisfy `old` satisfy `now`. */
function isWithin(now: SecurityRequirementObject, old: SecurityRequirementObject): boolean {
  return Object.entries(now).every(
    ([scheme, scopes]) =>
      Object.hasOwn(old, scheme) && scopes.every((scope) => old[scheme]?.includes(scope)),
  );
}

/** `oauth: [read, write] and key`, sorted; no requirements need no credentials. */
function describeRequirements(requirements: Requirements): readonly string[] {
  const all = requirements.length === 0 ? [{}] : requirements;
  return [...new Set(all.map(describeRequirement))].sort(byCodeUnit);
}

function describeRequirement(requirement: SecurityRequirementObject): string {
  const parts = Object.keys(requirement)
    .sort(byCodeUnit)
    .map((scheme) => {
      const scopes = [...(requirement[scheme] ?? [])].sort(byCodeUnit);
      return scopes.length === 0 ? scheme : `${scheme}: [${scopes.join(', ')}]`;
    });
  return parts.length === 0 ? NO_CREDENTIALS : parts.join(' and ');
}

/** Compares the credentials that an operation requires, unless the document's changed alike. Where they are written makes no difference. */
export function compareSecurity(context: PairContext, ofDocument: readonly Finding[]): void {
  const { before, after, newSchemes } = context.comparison;
  const [old, now] = [context.pair.before.node, context.pair.after.node];
  if (old.security === undefined && now.security === undefined) return;
  const was = getRequirements(before, old.security);
  const is = getRequirements(after, now.security);
  const what = findSecurityChange(
    renameSchemes(was, (name) => newSchemes.get(name) ?? name),
    is,
  );
  if (what === undefined) return;
  const values = [describeRequirements(was), describeRequirements(is)];
  const isSame = (one: Finding) => haveSameShape([one.before?.value, one.after?.value], values);
  if (ofDocument.some(isSame)) return;
  const place = { direction: 'request', location: 'operation' } as const;
  context.between({ part: 'security', ...place, old, now })(what, ...values);
}

/**
 * Compares the requirements of the document, which apply to every operation without its own. If each has its own in one
 * of the documents, those are compared instead.
 */
export function compareGlobalSecurity(
  { before, after, newSchemes }: Comparison,
  pairs: readonly OperationPair[],
): readonly Finding[] {
  const [old, now] = [before.loaded.document, after.loaded.document];
  const [was, is] = [getRequirements(before), getRequirements(after)];
  const what = findSecurityChange(
    renameSchemes(was, (name) => newSchemes.get(name) ?? name),
    is,
  );
  const isInherited = pairs.some(
    (pair) => !(pair.before.node.security ?? pair.after.node.security),
  );
  if (what === undefined || (pairs.length > 0 && !isInherited)) return [];
  const [values, newValues] = [was, is].map(describeRequirements);
  return [
    {
      what,
      subject: { kind: 'document', wireName: '', part: 'security', path: [] },
      ...createSides(before, after, old.security ?? old, now.security ?? now, values, newValues),
      reaches: [],
    },
  ];
}

/** The new names of schemes that only have another name. */
export function findRenamedSchemes(
  before: DocumentSide,
  after: DocumentSide,
): ReadonlyMap<string, string> {
  const [old, now] = [getSchemes(before), getSchemes(after)];
  const renamed = new Map<string, string>();
  const open = new Unpaired(
    Object.keys(old).filter((name) => !Object.hasOwn(now, name)),
    Object.keys(now).filter((name) => !Object.hasOwn(old, name)),
    (name: string, newName) => renamed.set(name, newName),
  );
  open.pairUnique((name, isNew) => getShape((isNew ? now : old)[name]));
  return renamed;
}

function getSchemes({ loaded }: DocumentSide): Readonly<Record<string, SecuritySchemeObject>> {
  return loaded.document.components.securitySchemes;
}

/** Compares security schemes: how credentials are sent, and where tokens come from. */
export function compareSchemes({ before, after, newSchemes }: Comparison): readonly Finding[] {
  const [old, now] = [getSchemes(before), getSchemes(after)];
  const renamed = new Set(newSchemes.values());
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return names
    .filter((name) => !renamed.has(name))
    .sort(byCodeUnit)
    .flatMap((wireName) => {
      const findings: Finding[] = [];
      const newName = newSchemes.get(wireName);
      const [was, is] = [old[wireName], now[newName ?? wireName]];
      /** @param part What of the scheme differs: `implicit`. */
      const addAt: AddAt =
        (part, from = was, to = is) =>
        (what, value, newValue) => {
          findings.push({
            what,
            subject: { kind: 'securityScheme', wireName, ...defined({ part }), path: [] },
            ...createSides(before, after, from, to, value, newValue),
            reaches: [],
          });
        };
      if (newName !== undefined) addAt()('security-scheme-renamed', wireName, newName);
      compareScheme(was, is, addAt);
      return findings;
    });
}

type AddAt = (part?: string, was?: object, is?: object) => AddFinding;

function compareScheme(
  old: SecuritySchemeObject | undefined,
  now: SecuritySchemeObject | undefined,
  addAt: AddAt,
): void {
  const add = addAt();
  if (old === undefined || now === undefined) {
    add(old ? 'security-scheme-removed' : 'security-scheme-added', old?.type, now?.type);
    return;
  }
  const [was, is] = [describeScheme(old), describeScheme(now)];
  if (!haveSameShape(was, is)) add('security-scheme-changed', was, is);
  if (old.type === now.type) compareTokenSources(old, now, addAt);
  compareAnnotations(old, now, add);
}

/** Compares hints about tokens, and where they come from. */
function compareTokenSources(
  old: SecuritySchemeObject,
  now: SecuritySchemeObject,
  addAt: AddAt,
): void {
  const add = addAt();
  if ((old.bearerFormat ?? '') !== (now.bearerFormat ?? ''))
    add('bearer-format-changed', old.bearerFormat, now.bearerFormat);
  for (const key of ['openIdConnectUrl', 'oauth2MetadataUrl'] as const)
    if ((old[key] ?? '') !== (now[key] ?? '')) add('security-urls-changed', old[key], now[key]);
  compareFlows(old, now, addAt);
}

/** The properties that decide how a client sends its credentials. */
function describeScheme({ type, name, in: location, scheme }: SecuritySchemeObject): object {
  switch (type) {
    case 'apiKey':
      return { type, name: location === 'header' ? name?.toLowerCase() : name, in: location };
    case 'http':
      return { type, scheme: (scheme ?? '').toLowerCase() };
    default:
      return { type };
  }
}

const URLS = ['authorizationUrl', 'deviceAuthorizationUrl', 'tokenUrl', 'refreshUrl'] as const;

function compareFlows(old: SecuritySchemeObject, now: SecuritySchemeObject, addAt: AddAt): void {
  const flows = [...new Set([...Object.keys(old.flows ?? {}), ...Object.keys(now.flows ?? {})])];
  for (const flow of flows.sort(byCodeUnit)) {
    const [was, is] = [old.flows?.[flow], now.flows?.[flow]];
    const add = addAt(flow, was, is);
    if (was === undefined) add('security-flow-added', undefined, flow);
    else if (is === undefined) add('security-flow-removed', flow);
    else {
      for (const key of URLS)
        if ((was[key] ?? '') !== (is[key] ?? '')) add('security-urls-changed', was[key], is[key]);
      const [scopes, newScopes] = [was.scopes ?? {}, is.scopes ?? {}];
      const [names, newNames] = [scopes, newScopes].map((all) =>
        Object.keys(sortKeys(all) as object),
      );
      if (!haveSameShape(names, newNames)) add('security-scopes-changed', names, newNames);
      for (const name of names ?? [])
        if (Object.hasOwn(newScopes, name) && scopes[name] !== newScopes[name])
          addAt(`${flow} ${name}`, was, is)('documentation-changed', scopes[name], newScopes[name]);
    }
  }
}
