import type { ApiModel, Operation, SecurityScheme } from '../model/model.js';
import { unreachable } from '../model/types.js';
import { operationsOf } from '../model/walk.js';
import { FAULTS_PATH } from './faults/index.js';
import { TOKEN_PATH, type Credentials } from './identity/index.js';
import { basePathOf } from './places.js';

/** Where things are, and a line for a shell that tries each. */
export interface Tour {
  readonly documentation: string;
  readonly document: string;
  readonly token: string;
  readonly api: string;
  readonly faults: string;
  readonly curl: {
    readonly token: string;
    readonly document: string;
    /** Calls an operation as the document says it wants to be called; undefined where none can be called with nothing. */
    readonly api?: string;
  };
}

/** @param url ends in a slash. */
export function tourOf(
  model: ApiModel,
  url: string,
  documentPath: string,
  credentials: Credentials,
): Tour {
  const at = (path: string) => new URL(path, url).href;
  const base = basePathOf(model);
  const document = at(documentPath);
  const operation = operationToTry(model);
  const token = tokenLine(at(TOKEN_PATH), credentials);
  return {
    documentation: at('/swagger/index.html'),
    document,
    token: at(TOKEN_PATH),
    api: at(`${base}/`),
    faults: at(FAULTS_PATH),
    curl: {
      token,
      document: `curl -sS ${document}`,
      ...(operation && {
        api: apiLine(model, operation, at(`${base}${operation.pathTemplate}`), token, credentials),
      }),
    },
  };
}

/** The vendor's list of vehicles, or the first operation that asks for nothing. */
function operationToTry(model: ApiModel): Operation | undefined {
  const callable = operationsOf(model).filter(
    ({ method, path, parameters }) =>
      method === 'GET' &&
      path.every(({ kind }) => kind === 'text') &&
      !parameters.some(({ required }) => required),
  );
  return callable.find(({ id }) => id === 'GET /Vehicles') ?? callable[0];
}

function tokenLine(url: string, { clientId, clientSecret }: Credentials): string {
  return `curl -sS -d grant_type=client_credentials -d client_id=${clientId} -d client_secret=${clientSecret} ${url}`;
}

function apiLine(
  { securitySchemes }: ApiModel,
  { security }: Operation,
  url: string,
  token: string,
  credentials: Credentials,
): string {
  const [first = []] = security.kind === 'schemes' ? security.alternatives : [];
  const named = first.map(({ scheme }) => securitySchemes.find(({ name }) => name === scheme));
  const target = new URL(url);
  const options = new Set<string>();
  const mayNeedToken = security.kind === 'default' && securitySchemes.length > 0;
  const schemes = mayNeedToken ? [undefined] : named;
  for (const scheme of schemes) {
    if (scheme?.kind === 'apiKey' && scheme.in === 'query')
      target.searchParams.set(scheme.wireName, credentials.clientSecret);
    else options.add(optionFor(scheme, token, credentials));
  }
  return ['curl -sS', ...options, `'${target.href.replaceAll("'", '%27')}'`].join(' ');
}

/** What curl is told for a scheme; a scheme that the document does not declare wants a token. */
function optionFor(
  scheme: SecurityScheme | undefined,
  token: string,
  { clientId, clientSecret }: Credentials,
): string {
  const bearer = `-H "Authorization: Bearer $(${token} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')"`;
  switch (scheme?.kind) {
    case undefined:
    case 'oauth2':
    case 'openIdConnect':
      return bearer;
    case 'http':
      return scheme.scheme === 'basic' ? `-u ${clientId}:${clientSecret}` : bearer;
    case 'apiKey': {
      if (scheme.wireName.toLowerCase() === 'authorization') return bearer;
      // A name comes from a document: nothing of it may be more than a name to the shell.
      const name = scheme.wireName.replace(/[^\w-]/g, '');
      return scheme.in === 'cookie'
        ? `-b ${name}=${clientSecret}`
        : `-H '${name}: ${clientSecret}'`;
    }
    default:
      return unreachable(scheme);
  }
}
