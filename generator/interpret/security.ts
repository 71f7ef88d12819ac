import {
  getPublishedOperations,
  type OperationObject,
  type SecurityRequirementObject,
  type SecuritySchemeObject,
} from '../document/openapi.js';
import type {
  OAuthFlow,
  OperationSecurity,
  SecurityRequirement,
  SecurityScheme,
} from '../model/model.js';
import { defined } from '../util/defined.js';
import { byCodeUnit, sortedBy } from '../util/order.js';
import { getOrigin, type Context } from './context.js';

/** Flows that need no user at a browser come first. */
const PREFERRED_FLOWS: readonly OAuthFlow[] = [
  'clientCredentials',
  'password',
  'deviceAuthorization',
  'authorizationCode',
  'implicit',
];

export function readSecuritySchemes(context: Context): readonly SecurityScheme[] {
  const schemes = context.loaded.document.components.securitySchemes;
  return Object.keys(schemes)
    .sort(byCodeUnit)
    .flatMap((name) => {
      const node = schemes[name];
      if (node === undefined) return [];
      const scheme = readScheme(name, node);
      const problem = scheme ? describeUnsent(scheme) : `has the unsupported type '${node.type}'`;
      if (problem)
        context.diagnostics.report(
          'security-scheme-unsupported',
          getOrigin(context, node).pointer,
          `The security scheme '${name}' ${problem}.`,
        );
      return scheme ?? [];
    });
}

/** Why the SDK cannot send a scheme's credentials; undefined when it can. */
function describeUnsent(scheme: SecurityScheme): string | undefined {
  if (scheme.kind === 'mutualTLS') return 'needs a client certificate';
  return scheme.kind === 'http' && scheme.scheme !== 'bearer' && scheme.scheme !== 'basic'
    ? `uses the HTTP scheme '${scheme.scheme}'`
    : undefined;
}

function readScheme(name: string, node: SecuritySchemeObject): SecurityScheme | undefined {
  const { description, deprecated } = node;
  const base = { name, ...defined({ description, deprecated: deprecated || undefined }) };
  switch (node.type) {
    case 'apiKey':
      if (node.in !== 'header' && node.in !== 'query' && node.in !== 'cookie') return undefined;
      return node.name === undefined
        ? undefined
        : { ...base, kind: 'apiKey', in: node.in, wireName: node.name };
    case 'http':
      return {
        ...base,
        kind: 'http',
        scheme: (node.scheme ?? 'bearer').toLowerCase(),
        ...defined({ bearerFormat: node.bearerFormat }),
      };
    case 'oauth2': {
      const oauth = readOAuth(node);
      return oauth && { ...base, ...oauth };
    }
    case 'openIdConnect':
      return { ...base, kind: 'openIdConnect', url: node.openIdConnectUrl ?? '' };
    case 'mutualTLS':
      return { ...base, kind: 'mutualTLS' };
    default:
      return undefined;
  }
}

function readOAuth(node: SecuritySchemeObject) {
  for (const flow of PREFERRED_FLOWS) {
    const details = node.flows?.[flow];
    if (details === undefined) continue;
    return {
      kind: 'oauth2' as const,
      flow,
      ...(details.tokenUrl && { tokenUrl: details.tokenUrl }),
      scopes: Object.keys(details.scopes ?? {}).sort(byCodeUnit),
    };
  }
  return undefined;
}

/**
 * Reads what operations require. An operation's own `security` replaces the document's (OpenAPI 3.1, section 4.8.10.1).
 * Many ASP.NET documents declare schemes and require none of them anywhere, although the API does: their operations are
 * `default`. Where some requirement is declared, an operation without one is public.
 */
export class SecurityReader {
  readonly #context: Context;
  readonly #isDeclared: boolean;

  constructor(context: Context) {
    const { document } = context.loaded;
    this.#context = context;
    this.#isDeclared = [
      document.security,
      ...[...getPublishedOperations(document).values()].map(({ security }) => security),
    ].some((requirements = []) => requirements.some(isRequirement));
  }

  read(operation: OperationObject): OperationSecurity {
    const { document } = this.#context.loaded;
    const requirements = operation.security ?? document.security ?? [];
    if (requirements.some(isRequirement))
      return { kind: 'schemes', alternatives: this.#readAlternatives(requirements) };
    return { kind: operation.security || this.#isDeclared ? 'none' : 'default' };
  }

  #readAlternatives(requirements: readonly SecurityRequirementObject[]) {
    const alternatives = requirements.map((requirement) =>
      Object.keys(requirement)
        .sort(byCodeUnit)
        .map((scheme) => this.#readRequirement(requirement, scheme)),
    );
    const toKey = (alternative: readonly SecurityRequirement[]) => JSON.stringify(alternative);
    return [
      ...sortedBy(
        alternatives.filter((each) => each.length > 0),
        toKey,
      ),
      ...alternatives.filter((each) => each.length === 0).slice(0, 1),
    ];
  }

  #readRequirement(requirement: SecurityRequirementObject, key: string): SecurityRequirement {
    const { loaded, diagnostics } = this.#context;
    const isDeclared = (name: string) =>
      Object.hasOwn(loaded.document.components.securitySchemes, name);
    // OpenAPI 3.2, section 4.30: a key that is no name may be a URI.
    const scheme = [key, key.replace(SCHEMES, '')].find(isDeclared);
    if (scheme === undefined)
      diagnostics.report(
        'security-scheme-undeclared',
        getOrigin(this.#context, requirement).pointer,
        `The security scheme '${key}' is not declared.`,
      );
    return { scheme: scheme ?? key, scopes: [...(requirement[key] ?? [])].sort(byCodeUnit) };
  }
}

const SCHEMES = /^#\/components\/securitySchemes\//;

/** `{}` requires nothing. */
function isRequirement(requirement: SecurityRequirementObject): boolean {
  return Object.keys(requirement).length > 0;
}
