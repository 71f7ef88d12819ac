import { defined } from '../../util/defined.js';
import { byCodeUnit } from '../../util/order.js';
import {
  getPublishedOperations,
  type OpenApiDocument,
  type SecurityRequirementObject,
  type SecuritySchemeObject,
} from '../raw-openapi.js';
import type { Finding, Side } from '../finding.js';
import type { KindId } from '../kinds/index.js';
import { createSide, type Comparison, type PairContext } from './context.js';
import { haveSameShape } from './equal-nodes.js';

/** Alternatives, each a map from scheme to scopes; an operation's own replace the document's (OpenAPI 3.1, section 4.8.10.1). */
type Requirements = readonly SecurityRequirementObject[] | undefined;

interface SecurityDifference {
  readonly kind: KindId;
  readonly value: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** The ends of the ids of oasdiff: `removed`, `scope-added`. */
  readonly ids: readonly string[];
}

/** Compares two lists of alternatives; undefined if they accept the same credentials. */
function findSecurityDifference(
  before: Requirements,
  after: Requirements,
): SecurityDifference | undefined {
  const [was, is] = [describeRequirements(before), describeRequirements(after)];
  const removed = was.filter((one) => !is.includes(one));
  const added = is.filter((one) => !was.includes(one));
  if (removed.length + added.length === 0) return undefined;
  const scopes = findScopeIds(before ?? [], after ?? [], removed, added);
  const value = { before: was, after: is };
  if (scopes !== undefined) return { kind: 'security-scopes-changed', value, ids: scopes };
  const ids = [
    ...(removed.some((one) => one !== NO_CREDENTIALS) ? ['removed'] : []),
    ...(added.some((one) => one !== NO_CREDENTIALS) ? ['added'] : []),
  ];
  return { kind: getKind(was, is, removed, added), value, ids };
}

/** The alternative that requires no credentials. */
const NO_CREDENTIALS = 'none';

/** `oauth: [read, write] and key`, sorted. */
function describeRequirements(requirements: Requirements): readonly string[] {
  return [...new Set((requirements ?? []).map(describeRequirement))].sort(byCodeUnit);
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

/** The ids if the only difference is the scopes of one alternative; otherwise undefined. */
function findScopeIds(
  before: readonly SecurityRequirementObject[],
  after: readonly SecurityRequirementObject[],
  removed: readonly string[],
  added: readonly string[],
): readonly string[] | undefined {
  if (removed.length !== 1 || added.length !== 1) return undefined;
  const old = before.find((one) => describeRequirement(one) === removed[0]);
  const now = after.find((one) => describeRequirement(one) === added[0]);
  if (old === undefined || now === undefined) return undefined;
  const schemes = Object.keys(old).sort(byCodeUnit);
  if (schemes.length === 0 || schemes.join('\n') !== Object.keys(now).sort(byCodeUnit).join('\n'))
    return undefined;
  const lacks = (from: SecurityRequirementObject, than: SecurityRequirementObject): boolean =>
    schemes.some((scheme) =>
      (than[scheme] ?? []).some((scope) => !(from[scheme] ?? []).includes(scope)),
    );
  return [
    ...(lacks(now, old) ? ['scope-removed'] : []),
    ...(lacks(old, now) ? ['scope-added'] : []),
  ];
}

function getKind(
  was: readonly string[],
  is: readonly string[],
  removed: readonly string[],
  added: readonly string[],
): KindId {
  const isOpen = (list: readonly string[]): boolean =>
    list.length === 0 || list.includes(NO_CREDENTIALS);
  if (isOpen(was)) return isOpen(is) ? 'security-alternative-added' : 'security-added';
  if (isOpen(is)) return 'security-removed';
  // The old credentials are still accepted.
  if (removed.length === 0) return 'security-alternative-added';
  return added.length === 0 ? 'security-alternative-removed' : 'security-added';
}

const REACH = { direction: 'request', location: 'operation' } as const;

/** Compares an operation's own requirements. Those of the document are compared once, for the document. */
export function compareSecurity(context: PairContext): void {
  const { comparison, pair } = context;
  const [old, now] = [pair.before.node.security, pair.after.node.security];
  const difference = findSecurityDifference(old, now);
  const inherits = {
    before: comparison.before.loaded.document.security,
    after: comparison.after.loaded.document.security,
  };
  // `security: []` requires no credentials, while an operation without `security` inherits the document's.
  const effective = findSecurityDifference(old ?? inherits.before, now ?? inherits.after);
  const isOwn = (old === undefined) !== (now === undefined) || difference !== undefined;
  if (!isOwn || (difference === undefined && effective === undefined)) return;
  context.add({
    kind: effective?.kind ?? 'security-restated',
    part: 'security',
    before: context.createSideBefore(
      pair.before.node,
      difference?.value.before ?? effective?.value.before,
    ),
    after: context.createSideAfter(
      pair.after.node,
      difference?.value.after ?? effective?.value.after,
    ),
    reach: REACH,
    oasdiff: (difference?.ids ?? []).map((id) => `api-security-${id}`),
  });
}

/** Compares the requirements of the document, which apply to every operation without its own. */
export function compareGlobalSecurity({ before, after }: Comparison):
  | {
      readonly kind: KindId;
      readonly before: Side;
      readonly after: Side;
      readonly oasdiff: readonly string[];
    }
  | undefined {
  const [old, now] = [before.loaded.document, after.loaded.document];
  const difference = findSecurityDifference(old.security, now.security);
  if (difference === undefined) return undefined;
  return {
    kind: isRestated(old, now) ? 'security-restated' : difference.kind,
    before: {
      pointer: old.security ? before.getPointer(old.security) : '',
      value: difference.value.before,
    },
    after: {
      pointer: now.security ? after.getPointer(now.security) : '',
      value: difference.value.after,
    },
    oasdiff: difference.ids.map((id) => `api-global-security-${id}`),
  };
}

/** Whether every operation of both documents has requirements of its own in one of them, which are compared for each. */
function isRestated(before: OpenApiDocument, after: OpenApiDocument): boolean {
  const now = getPublishedOperations(after);
  const common = [...getPublishedOperations(before)].filter(([id]) => now.has(id));
  return (
    common.length > 0 && common.every(([id, { security }]) => security ?? now.get(id)?.security)
  );
}

/** Compares security schemes: how credentials are sent, and where tokens come from. */
export function compareSchemes(comparison: Comparison): readonly Finding[] {
  const old = comparison.before.loaded.document.components.securitySchemes;
  const now = comparison.after.loaded.document.components.securitySchemes;
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort(byCodeUnit);
  return names.flatMap((name) => compareScheme(comparison, name, old[name], now[name]));
}

function compareScheme(
  comparison: Comparison,
  name: string,
  old: SecuritySchemeObject | undefined,
  now: SecuritySchemeObject | undefined,
): readonly Finding[] {
  const before = old && createSide(comparison.before, old, old.type);
  const after = now && createSide(comparison.after, now, now.type);
  if (old === undefined)
    return [
      createFinding('security-scheme-added', name, { after }, ['api-security-component-added']),
    ];
  if (now === undefined)
    return [
      createFinding('security-scheme-removed', name, { before }, [
        'api-security-component-removed',
      ]),
    ];
  const sides = (was: unknown, is: unknown) => ({
    before: createSide(comparison.before, old, was),
    after: createSide(comparison.after, now, is),
  });
  const changed: Finding[] = [];
  const [was, is] = [describeScheme(old), describeScheme(now)];
  if (!haveSameShape(was, is)) {
    const ids = old.type === now.type ? [] : ['api-security-component-type-changed'];
    changed.push(createFinding('security-scheme-changed', name, sides(was, is), ids));
  }
  for (const key of SCHEME_URLS)
    if ((old[key] ?? '') !== (now[key] ?? ''))
      changed.push(createFinding('security-urls-changed', name, sides(old[key], now[key]), []));
  changed.push(...compareFlows(comparison, name, old, now));
  if ((old.deprecated === true) !== (now.deprecated === true))
    changed.push(
      createFinding(
        'document-documentation-changed',
        name,
        sides(old.deprecated === true, now.deprecated === true),
        [],
      ),
    );
  if (old.description !== now.description)
    changed.push(
      createFinding(
        'document-documentation-changed',
        name,
        sides(old.description, now.description),
        [],
      ),
    );
  return changed;
}

/** The properties that decide how a client sends its credentials. */
function describeScheme({ type, name, in: location, scheme }: SecuritySchemeObject): object {
  switch (type) {
    case 'apiKey':
      return { type, name, in: location };
    case 'http':
      return { type, scheme: (scheme ?? '').toLowerCase() };
    default:
      return { type };
  }
}

/** Where a scheme says how to get tokens; each flow has URLS of its own. */
const SCHEME_URLS = ['openIdConnectUrl', 'oauth2MetadataUrl'] as const;

const URLS = ['authorizationUrl', 'deviceAuthorizationUrl', 'tokenUrl', 'refreshUrl'] as const;

const URL_IDS: Readonly<Partial<Record<(typeof URLS)[number], string>>> = {
  authorizationUrl: 'api-security-component-oauth-url-changed',
  tokenUrl: 'api-security-component-oauth-token-url-changed',
};

function compareFlows(
  comparison: Comparison,
  name: string,
  old: SecuritySchemeObject,
  now: SecuritySchemeObject,
): readonly Finding[] {
  const flows = [...new Set([...Object.keys(old.flows ?? {}), ...Object.keys(now.flows ?? {})])];
  return flows.sort(byCodeUnit).flatMap((flow): readonly Finding[] => {
    const [was, is] = [old.flows?.[flow], now.flows?.[flow]];
    const sides = (from: unknown, to: unknown) => ({
      before: createSide(comparison.before, was ?? old, from),
      after: createSide(comparison.after, is ?? now, to),
    });
    const part = `${name} ${flow}`;
    if (was === undefined)
      return [createFinding('security-flow-changed', part, sides(undefined, flow), [])];
    if (is === undefined)
      return [createFinding('security-flow-changed', part, sides(flow, undefined), [])];
    // oasdiff compares the implicit flow only.
    const ids = (id: string | undefined) => (flow === 'implicit' && id !== undefined ? [id] : []);
    const urls = URLS.filter((key) => (was[key] ?? '') !== (is[key] ?? '')).map((key) =>
      createFinding('security-urls-changed', part, sides(was[key], is[key]), ids(URL_IDS[key])),
    );
    return [...urls, ...compareScopes(part, was.scopes ?? {}, is.scopes ?? {}, sides, ids)];
  });
}

type Scopes = Readonly<Record<string, string>>;

function compareScopes(
  part: string,
  was: Scopes,
  is: Scopes,
  sides: (from: unknown, to: unknown) => Sides,
  ids: (id: string) => readonly string[],
): readonly Finding[] {
  const id = 'api-security-component-oauth-scope';
  const removed = Object.keys(was)
    .filter((scope) => !Object.hasOwn(is, scope))
    .sort(byCodeUnit);
  const added = Object.keys(is)
    .filter((scope) => !Object.hasOwn(was, scope))
    .sort(byCodeUnit);
  const redescribed = Object.keys(was).filter(
    (scope) => Object.hasOwn(is, scope) && was[scope] !== is[scope],
  );
  return [
    ...(removed.length + added.length > 0
      ? [
          createFinding(
            'security-scopes-changed',
            part,
            sides(Object.keys(was).sort(byCodeUnit), Object.keys(is).sort(byCodeUnit)),
            [
              ...(removed.length > 0 ? ids(`${id}-removed`) : []),
              ...(added.length > 0 ? ids(`${id}-added`) : []),
            ],
          ),
        ]
      : []),
    ...redescribed
      .sort(byCodeUnit)
      .map((scope) =>
        createFinding(
          'document-documentation-changed',
          `${part} ${scope}`,
          sides(was[scope], is[scope]),
          ids(`${id}-changed`),
        ),
      ),
  ];
}

interface Sides {
  readonly before?: Side | undefined;
  readonly after?: Side | undefined;
}

/** @param part the name of the scheme, and the part of it that differs: `oauth implicit`. */
function createFinding(
  kind: KindId,
  part: string,
  { before, after }: Sides,
  oasdiff: readonly string[],
): Finding {
  const [wireName = '', ...rest] = part.split(' ');
  return {
    what: kind,
    subject: {
      kind: 'securityScheme',
      wireName,
      ...defined({ part: rest.length > 0 ? rest.join(' ') : undefined }),
      path: [],
    },
    ...defined({ before, after }),
    reaches: [],
    kinds: [kind],
    oasdiff: [...oasdiff].sort(),
  };
}
