import type { ApiModel, Operation, SecurityScheme } from '../model/model.js';
import { unreachable } from '../model/type-refs.js';
import { getOperations } from '../model/walk.js';
import { defined } from '../util/defined.js';
import { TOKEN_PATH, type Credentials } from './access/identity.js';
import { FAULTS_PATH } from './active-faults.js';
import { getBasePath } from './router.js';

/** The URLs of a sandbox, and a shell command to try each. */
export interface Endpoints {
  readonly documentation: string;
  readonly document: string;
  readonly token: string;
  readonly api: string;
  readonly faults: string;
  readonly curl: {
    readonly token: string;
    readonly document: string;
    /** Calls an operation with the credentials that it requires; undefined if every operation requires input. */
    readonly api?: string;
  };
}

/** @param url of the sandbox; ends in a slash. */
export function describeEndpoints(
  model: ApiModel,
  url: string,
  documentPath: string,
  credentials: Credentials,
): Endpoints {
  const resolve = (path: string) => new URL(path, url).href;
  const basePath = getBasePath(model);
  const document = resolve(documentPath);
  const tokenUrl = resolve(TOKEN_PATH);
  const token = createTokenCommand(tokenUrl, credentials);
  const operation = findExampleOperation(model);
  const api =
    operation &&
    createApiCommand(
      model,
      operation,
      resolve(`${basePath}${operation.pathTemplate}`),
      token,
      credentials,
    );
  return {
    documentation: resolve('/swagger/index.html'),
    document,
    token: tokenUrl,
    api: resolve(`${basePath}/`),
    faults: resolve(FAULTS_PATH),
    curl: defined({ token, document: `curl -sS ${document}`, api }),
  };
}

/** The vendor's list of vehicles, or the first operation without required input. */
function findExampleOperation(model: ApiModel): Operation | undefined {
  const callable = getOperations(model).filter(
    ({ method, path, parameters }) =>
      method === 'GET' &&
      path.every(({ kind }) => kind === 'text') &&
      !parameters.some(({ required }) => required),
  );
  return callable.find(({ id }) => id === 'GET /Vehicles') ?? callable[0];
}

function createTokenCommand(url: string, { clientId, clientSecret }: Credentials): string {
  return `curl -sS -d grant_type=client_credentials -d client_id=${clientId} -d client_secret=${clientSecret} ${url}`;
}

function createApiCommand(
  { securitySchemes }: ApiModel,
  { security }: Operation,
  url: string,
  tokenCommand: string,
  credentials: Credentials,
): string {
  const [first = []] = security.kind === 'schemes' ? security.alternatives : [];
  const required = first.map(({ scheme }) => securitySchemes.find(({ name }) => name === scheme));
  const target = new URL(url);
  const options = new Set<string>();
  // Where nothing is required, any scheme that is declared is accepted.
  for (const scheme of security.kind === 'default' ? securitySchemes.slice(0, 1) : required) {
    if (scheme?.kind === 'apiKey' && scheme.in === 'query')
      target.searchParams.set(scheme.wireName, credentials.clientSecret);
    else if (scheme?.kind !== 'mutualTLS')
      options.add(createCurlOption(scheme, tokenCommand, credentials));
  }
  return ['curl -sS', ...options, `'${target.href.replaceAll("'", '%27')}'`].join(' ');
}

/** curl's option for a security scheme; a bearer token if the document does not declare the scheme. */
function createCurlOption(
  scheme: Exclude<SecurityScheme, { kind: 'mutualTLS' }> | undefined,
  tokenCommand: string,
  { clientId, clientSecret }: Credentials,
): string {
  const bearer = `-H "Authorization: Bearer $(${tokenCommand} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')"`;
  switch (scheme?.kind) {
    case undefined:
    case 'oauth2':
    case 'openIdConnect':
      return bearer;
    case 'http':
      return scheme.scheme === 'basic' ? `-u ${clientId}:${clientSecret}` : bearer;
    case 'apiKey': {
      if (scheme.wireName.toLowerCase() === 'authorization') return bearer;
      // The name comes from a document: remove everything that a shell could interpret.
      const name = scheme.wireName.replace(/[^\w-]/g, '');
      return scheme.in === 'cookie'
        ? `-b ${name}=${clientSecret}`
        : `-H '${name}: ${clientSecret}'`;
    }
    default:
      return unreachable(scheme);
  }
}
