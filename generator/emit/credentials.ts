import { getCredentialKind, getKeys, type KeyScheme } from '../model/credentials.js';
import type { ApiModel, Operation, SecurityRequirement, SecurityScheme } from '../model/model.js';
import { unreachable } from '../model/type-refs.js';
import { getOperations } from '../model/walk.js';
import { inlineCode } from '../util/markdown.js';
import type { Names } from '../naming/names.js';
import { byCodeUnit } from '../util/order.js';
import type { EmitContext, PackageSettings } from './context.js';
import { LOCATION_NAMES, toCode, type Comment } from './jsdoc.js';
import { toStringLiteral } from './structures.js';

/** What an operation needs of the client, as the runtime's `ApiRequest` says it. */
interface OperationAuth {
  /** Alternatives, each a list of names of credentials. Empty: none is sent. Undefined: all that the client has. */
  readonly auth: readonly (readonly string[])[] | undefined;
  /** The scopes of its token, space-separated. */
  readonly scope: string | undefined;
}

/** The credentials of an API as its client has them. */
export interface CredentialPlan {
  /** Whether a bearer token is one of them. */
  readonly takesToken: boolean;
  /** Whether the document says so; otherwise a token is only possible. */
  readonly declaresToken: boolean;
  readonly takesBasic: boolean;
  /** The API keys by the name of their option. */
  readonly keys: ReadonlyMap<string, KeyScheme>;
  /** What requests need that do not say so. */
  readonly defaults: OperationAuth;
  readonly getAuth: (operation: Operation) => OperationAuth;
}

/** Plans the credentials that the operations of an API need. */
export function planCredentials(model: ApiModel, names: Names): CredentialPlan {
  const schemes = new Map(model.securitySchemes.map((scheme) => [scheme.name, scheme]));
  const options = new Map<string, string>();
  const keys = new Map<string, KeyScheme>();
  for (const places of getKeys(model)) {
    const option = names.keys.get(places[0].name);
    if (option === undefined) throw new Error(`No name was planned for ${places[0].name}`);
    keys.set(option, places[0]);
    for (const { name } of places) options.set(name, option);
  }
  /** Undefined for a scheme that the SDK sends nothing for. */
  const getName = (scheme: string): string | undefined => {
    const kind = getCredentialKind(schemes.get(scheme));
    switch (kind) {
      case 'token':
      case 'basic':
        return kind;
      case 'key':
        return options.get(scheme);
      case 'none':
        return undefined;
      default:
        return unreachable(kind);
    }
  };
  const getAuth = ({ security }: Operation): OperationAuth => {
    if (security.kind === 'default') return { auth: undefined, scope: undefined };
    if (security.kind === 'none') return { auth: [], scope: undefined };
    const alternatives = security.alternatives.map((requirements) => {
      const sent = requirements.flatMap(({ scheme }) => getName(scheme) ?? []);
      return [...new Set(sent)].sort(byCodeUnit);
    });
    const scopes = security.alternatives.flatMap((each) => getGrantScopes(each, schemes))[0];
    return { auth: withoutRepeats(alternatives), scope: scopes?.join(' ') };
  };
  const all = getOperations(model).map(getAuth);
  const needed = new Set(all.flatMap(({ auth = [] }) => auth.flat()));
  // Where nothing is required anywhere, everything that is declared may be.
  const isUnsaid = needed.size === 0 && all.some(({ auth }) => auth === undefined);
  if (isUnsaid)
    for (const scheme of model.securitySchemes) needed.add(getName(scheme.name) ?? 'none');
  const declaresToken = needed.has('token');
  return {
    declaresToken,
    takesToken: declaresToken || (isUnsaid && [...needed].every((name) => name === 'none')),
    takesBasic: needed.has('basic'),
    keys: new Map([...keys].filter(([option]) => needed.has(option))),
    defaults: chooseDefaults(all),
    getAuth,
  };
}

/** Only the client credentials grant: an interactive flow has scopes, such as `openid`, that no program can have. */
function getGrantScopes(
  requirements: readonly SecurityRequirement[],
  schemes: ReadonlyMap<string, SecurityScheme>,
): readonly (readonly string[])[] {
  return requirements.flatMap(({ scheme, scopes }) => {
    const declared = schemes.get(scheme);
    const isGrant = declared?.kind === 'oauth2' && declared.flow === 'clientCredentials';
    return isGrant && scopes.length > 0 ? [scopes] : [];
  });
}

/** An alternative without credentials, which makes them optional, is the last; alone it is no alternative. */
function withoutRepeats(alternatives: readonly (readonly string[])[]) {
  const distinct = new Map(alternatives.map((names) => [names.join(' '), names]));
  const some = [...distinct.values()].filter((names) => names.length > 0);
  return distinct.has('') && some.length > 0 ? [...some, []] : some;
}

/**
 * The most frequent need. A bare caller sends its token with what says nothing, so this includes a token if any
 * operation takes one.
 */
function chooseDefaults(all: readonly OperationAuth[]): OperationAuth {
  const takesToken = ({ auth }: OperationAuth) => auth?.some((names) => names.includes('token'));
  const secured = all.filter(({ auth }) => auth && auth.length > 0);
  const withToken = secured.filter(takesToken);
  const counts = new Map<string, { readonly need: OperationAuth; count: number }>();
  for (const need of withToken.length > 0 ? withToken : secured) {
    const key = JSON.stringify(need);
    const known = counts.get(key) ?? { need, count: 0 };
    known.count += 1;
    counts.set(key, known);
  }
  const [most] = [...counts].sort(
    ([a, { count }], [b, other]) => other.count - count || a.length - b.length || byCodeUnit(a, b),
  );
  return most?.[1].need ?? { auth: undefined, scope: undefined };
}

/** Prints `auth` and `scope` of a request, where they differ from the client's. */
export function printAuth({ defaults, getAuth }: CredentialPlan, operation: Operation): string[] {
  const { auth, scope } = getAuth(operation);
  const needsToken = auth?.some((names) => names.includes('token'));
  return [
    ...(JSON.stringify(auth) === JSON.stringify(defaults.auth) || auth === undefined
      ? []
      : [`auth: ${printAlternatives(auth)}`]),
    ...(needsToken && scope !== defaults.scope ? [`scope: ${toStringLiteral(scope ?? '')}`] : []),
  ];
}

export function printAlternatives(auth: NonNullable<OperationAuth['auth']>): string {
  return `[${auth.map((names) => `[${names.map(toStringLiteral).join(', ')}]`).join(', ')}]`;
}

/** Prints how the runtime sends a credential besides the token, and the helper that it imports. */
export function printCredential(scheme: KeyScheme | 'basic'): {
  readonly helper: string;
  readonly text: string;
} {
  if (scheme === 'basic') return { helper: 'basicAuth', text: 'basicAuth' };
  const helper = KEY_HELPERS[scheme.in];
  return { helper, text: `${helper}(${toStringLiteral(scheme.wireName)})` };
}

const KEY_HELPERS = {
  header: 'apiKeyInHeader',
  query: 'apiKeyInQuery',
  cookie: 'apiKeyInCookie',
} as const;

/** Whether the client can request its tokens: the document declares a token, or the token endpoint is known. */
export function canRequestTokens(
  { declaresToken }: CredentialPlan,
  settings: PackageSettings,
): boolean {
  return declaresToken || hasTokenEndpoint(settings);
}

/** Whether a token endpoint is known, for all environments or for one. */
export function hasTokenEndpoint({ tokenUrl, environments }: PackageSettings): boolean {
  return tokenUrl !== undefined || Object.values(environments).some((each) => each.tokenUrl);
}

/** An option of the client for a credential besides the token. */
interface CredentialOption {
  readonly name: string;
  /** The environment variable that stands in for it. */
  readonly variable: string;
  readonly docs: Comment;
}

/** The names of the client's options for credentials. */
export function getCredentialOptions(plan: CredentialPlan): ReadonlySet<string> {
  return new Set([
    ...plan.keys.keys(),
    ...(plan.takesBasic ? ['username', 'password'] : []),
    ...(plan.takesToken ? ['token'] : []),
    ...(plan.declaresToken ? ['clientId', 'clientSecret'] : []),
  ]);
}

/** Describes the options of the client for credentials besides the token. */
export function describeClientOptions({
  credentials,
  names,
}: EmitContext): readonly CredentialOption[] {
  const describe = (name: string, use: string, scheme?: KeyScheme): CredentialOption => {
    const variable = toVariableName(names.environmentVariablePrefix, name);
    const docs = {
      paragraphs: [scheme?.description ?? ''],
      notes: [`${use} Default: the variable \`${variable}\`.`],
      tags: scheme?.deprecated ? ['@deprecated'] : [],
    };
    return { name, variable, docs };
  };
  return [
    ...[...credentials.keys].map(([name, scheme]) =>
      describe(
        name,
        `Sent as the ${LOCATION_NAMES[scheme.in]} ${toCode(scheme.wireName)}.`,
        scheme,
      ),
    ),
    ...(credentials.takesBasic
      ? [
          describe('username', 'Sent with HTTP basic authentication.'),
          describe('password', 'Sent with HTTP basic authentication.'),
        ]
      : []),
  ];
}

/** The environment variables that the client reads. */
export function getVariableNames(
  context: EmitContext,
  settings: PackageSettings,
): readonly string[] {
  const { credentials, names } = context;
  const toName = (option: string) => toVariableName(names.environmentVariablePrefix, option);
  return [
    ...(canRequestTokens(credentials, settings) ? ['clientId', 'clientSecret'].map(toName) : []),
    ...(credentials.takesToken ? [toName('token')] : []),
    ...describeClientOptions(context).map(({ variable }) => variable),
    ...(Object.keys(settings.environments).length > 0 ? [toName('environment')] : []),
  ];
}

/** The environment variable that stands in for an option, as the runtime reads it. */
export function toVariableName(prefix: string, option: string): string {
  return `${prefix}_${option.replace(/\p{Lu}/gu, '_$&').toUpperCase()}`;
}

/** Describes what an operation needs, in Markdown: `` `apiKey`, or `token` (`read write`) ``; undefined for nothing. */
export function describeNeeds(
  { getAuth }: CredentialPlan,
  operation: Operation,
): string | undefined {
  const { auth, scope } = getAuth(operation);
  if (auth === undefined || auth.length === 0) return undefined;
  const describe = (name: string) => {
    if (name === 'basic') return '`username` and `password`';
    const scopes = name === 'token' && scope ? ` (${inlineCode(scope)})` : '';
    return `${inlineCode(name)}${scopes}`;
  };
  const some = auth.filter((names) => names.length > 0);
  const text = some.map((names) => names.map(describe).join(' and ')).join(', or ');
  return some.length < auth.length ? `${text} (optional)` : text;
}
