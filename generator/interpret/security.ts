import type {
  OpenApiDocument,
  SecurityRequirementObject,
  SecuritySchemeObject,
} from '../document/openapi.js';
import type { OAuthFlow, OperationSecurity, SecurityScheme } from '../model/model.js';
import { byCodeUnit, sortedBy } from '../util/order.js';
import { getOrigin, type Context } from './context.js';

/** Flows that need no user at a browser come first. */
const PREFERRED_FLOWS: readonly OAuthFlow[] = [
  'clientCredentials',
  'password',
  'authorizationCode',
  'implicit',
];

export function readSecuritySchemes(context: Context): readonly SecurityScheme[] {
  const schemes = context.loaded.document.components.securitySchemes;
  return Object.keys(schemes)
    .sort(byCodeUnit)
    .flatMap((name) => {
      const node = schemes[name];
      const scheme = node && readScheme(name, node);
      if (node && !scheme) {
        context.diagnostics.report(
          'security-scheme-unsupported',
          getOrigin(context, node).pointer,
          `The security scheme '${name}' has the unsupported type '${node.type}'.`,
        );
      }
      return scheme ?? [];
    });
}

function readScheme(name: string, node: SecuritySchemeObject): SecurityScheme | undefined {
  switch (node.type) {
    case 'apiKey':
      if (node.in !== 'header' && node.in !== 'query' && node.in !== 'cookie') return undefined;
      return node.name === undefined
        ? undefined
        : { kind: 'apiKey', name, in: node.in, wireName: node.name };
    case 'http':
      return { kind: 'http', name, scheme: (node.scheme ?? 'bearer').toLowerCase() };
    case 'oauth2':
      return readOAuth(name, node);
    case 'openIdConnect':
      return { kind: 'openIdConnect', name, url: node.openIdConnectUrl ?? '' };
    default:
      return undefined;
  }
}

function readOAuth(name: string, node: SecuritySchemeObject): SecurityScheme | undefined {
  for (const flow of PREFERRED_FLOWS) {
    const details = node.flows?.[flow];
    if (details === undefined) continue;
    return {
      kind: 'oauth2',
      name,
      flow,
      ...(details.tokenUrl && { tokenUrl: details.tokenUrl }),
      scopes: Object.keys(details.scopes ?? {}).sort(byCodeUnit),
    };
  }
  return undefined;
}

/** An operation's own `security` replaces the document's; an empty list means that none is needed (OpenAPI 3.1, section 4.8.10.1). */
export function readSecurity(
  document: OpenApiDocument,
  own: readonly SecurityRequirementObject[] | undefined,
): OperationSecurity {
  const requirements = own ?? document.security;
  if (requirements === undefined) return { kind: 'default' };
  if (requirements.length === 0) return own === undefined ? { kind: 'default' } : { kind: 'none' };
  const alternatives = requirements.map((requirement) =>
    Object.keys(requirement)
      .sort(byCodeUnit)
      .map((scheme) => ({ scheme, scopes: [...(requirement[scheme] ?? [])].sort(byCodeUnit) })),
  );
  return {
    kind: 'schemes',
    alternatives: sortedBy(alternatives, (alternative) => JSON.stringify(alternative)),
  };
}
