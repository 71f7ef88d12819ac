import type { SecuritySchemeObject } from '../document.js';
import { byCodeUnit } from '../../util/order.js';
import type { Finding, Side } from '../finding.js';
import type { KindId } from '../kinds/index.js';
import { side, type Comparison } from './context.js';
import { sameShape } from './shape.js';

/** How credentials are sent, and where tokens come from. */
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
  const before = old && side(comparison.before, old, old.type);
  const after = now && side(comparison.after, now, now.type);
  if (old === undefined)
    return [finding('security-scheme-added', name, { after }, ['api-security-component-added'])];
  if (now === undefined)
    return [
      finding('security-scheme-removed', name, { before }, ['api-security-component-removed']),
    ];
  const sides = (was: unknown, is: unknown) => ({
    before: side(comparison.before, old, was),
    after: side(comparison.after, now, is),
  });
  const changed: Finding[] = [];
  const [was, is] = [mannerOf(old), mannerOf(now)];
  if (!sameShape(was, is)) {
    const ids = old.type === now.type ? [] : ['api-security-component-type-changed'];
    changed.push(finding('security-scheme-changed', name, sides(was, is), ids));
  }
  changed.push(...compareFlows(comparison, name, old, now));
  if (old.description !== now.description)
    changed.push(
      finding('document-documentation-changed', name, sides(old.description, now.description), []),
    );
  return changed;
}

/** What a client does with its credentials. */
function mannerOf({
  type,
  name,
  in: place,
  scheme,
  openIdConnectUrl,
}: SecuritySchemeObject): object {
  switch (type) {
    case 'apiKey':
      return { type, name, in: place };
    case 'http':
      return { type, scheme: (scheme ?? '').toLowerCase() };
    case 'openIdConnect':
      return { type, openIdConnectUrl };
    default:
      return { type };
  }
}

const URLS = ['authorizationUrl', 'tokenUrl', 'refreshUrl'] as const;

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
      before: side(comparison.before, was ?? old, from),
      after: side(comparison.after, is ?? now, to),
    });
    const part = `${name} ${flow}`;
    if (was === undefined)
      return [finding('security-flow-changed', part, sides(undefined, flow), [])];
    if (is === undefined)
      return [finding('security-flow-changed', part, sides(flow, undefined), [])];
    // oasdiff reads the implicit flow alone.
    const ids = (id: string | undefined) => (flow === 'implicit' && id !== undefined ? [id] : []);
    const urls = URLS.filter((key) => (was[key] ?? '') !== (is[key] ?? '')).map((key) =>
      finding('security-urls-changed', part, sides(was[key], is[key]), ids(URL_IDS[key])),
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
  const reworded = Object.keys(was).filter(
    (scope) => Object.hasOwn(is, scope) && was[scope] !== is[scope],
  );
  return [
    ...(removed.length + added.length > 0
      ? [
          finding(
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
    ...reworded
      .sort(byCodeUnit)
      .map((scope) =>
        finding(
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

/** @param part the scheme's name, and what of it: `oauth implicit`. */
function finding(
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
      ...(rest.length > 0 && { part: rest.join(' ') }),
      path: [],
    },
    ...(before && { before }),
    ...(after && { after }),
    reaches: [],
    kinds: [kind],
    oasdiff: [...oasdiff].sort(),
  };
}
