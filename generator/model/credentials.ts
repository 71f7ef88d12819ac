import { byCodeUnit, sortedBy } from '../util/order.js';
import type { ApiModel, SecurityScheme } from './model.js';
import { getOperations } from './walk.js';

/**
 * What a client sends for a security scheme. `token`: a bearer token, for each scheme that ends in one, and for a
 * scheme that the document does not declare. `none`: nothing that the SDK could send.
 */
type CredentialKind = 'token' | 'basic' | 'key' | 'none';

export type KeyScheme = Extract<SecurityScheme, { readonly kind: 'apiKey' }>;

export function getCredentialKind(scheme: SecurityScheme | undefined): CredentialKind {
  switch (scheme?.kind) {
    case undefined:
    case 'oauth2':
    case 'openIdConnect':
      return 'token';
    case 'http':
      if (scheme.scheme === 'bearer') return 'token';
      return scheme.scheme === 'basic' ? 'basic' : 'none';
    case 'apiKey':
      return isKeyScheme(scheme) ? 'key' : 'token';
    case 'mutualTLS':
      return 'none';
  }
}

/** ASP.NET documents describe a bearer token as an API key in the header `Authorization`. */
function isKeyScheme(scheme: SecurityScheme): scheme is KeyScheme {
  return (
    scheme.kind === 'apiKey' &&
    !(scheme.in === 'header' && scheme.wireName.toLowerCase() === 'authorization')
  );
}

/** An API key, and the schemes by which it can be sent, best first: a header before the query, which proxies log. */
type KeyPlaces = readonly [KeyScheme, ...KeyScheme[]];

const PLACES: readonly KeyScheme['in'][] = ['header', 'query', 'cookie'];

/**
 * The API's keys, sorted by the name of their first scheme. Schemes in different places are one key where every
 * operation that accepts one accepts the other as well: Radarr's documents declare a header and a query parameter so.
 */
export function getKeys(model: ApiModel): readonly KeyPlaces[] {
  const schemes = sortedBy(
    model.securitySchemes.filter(isKeyScheme),
    (scheme) => `${PLACES.indexOf(scheme.in)} ${scheme.name}`,
  );
  const byUse = new Map<string, [KeyScheme, ...KeyScheme[]]>();
  for (const scheme of schemes) {
    const use = describeUse(model, scheme) ?? scheme.name;
    const group = byUse.get(use);
    if (group === undefined) byUse.set(use, [scheme]);
    else group.push(scheme);
  }
  const keys = [...byUse.values()].flatMap((group): readonly KeyPlaces[] => {
    const places = new Set(group.map((scheme) => scheme.in));
    return places.size === group.length ? [group] : group.map((scheme) => [scheme] as const);
  });
  return [...keys].sort(([a], [b]) => byCodeUnit(a.name, b.name));
}

/** The operations that accept the scheme alone; undefined when one wants it together with another, or none wants it. */
function describeUse(model: ApiModel, { name }: KeyScheme): string | undefined {
  const accepting: string[] = [];
  for (const { id, security } of getOperations(model)) {
    const alternatives = security.kind === 'schemes' ? security.alternatives : [];
    const own = alternatives.filter((each) => each.some(({ scheme }) => scheme === name));
    if (own.some((each) => each.length > 1)) return undefined;
    if (own.length > 0) accepting.push(id);
  }
  return accepting.length > 0 ? JSON.stringify(accepting) : undefined;
}
