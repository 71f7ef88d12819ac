import type { ApiModel, Operation, SecurityScheme } from '../model/model.js';
import { getOperations } from '../model/walk.js';
import { isBasic, takesToken } from './access/access-control.js';
import { TOKEN_PATH, type Credentials } from './access/identity.js';
import { FAULTS_PATH } from './active-faults.js';
import { getBasePath } from './router.js';

/** The URLs of a sandbox, the credentials of its API, and calls to try. */
export interface Endpoints {
  readonly documentation: string;
  readonly document: string;
  readonly token: string;
  readonly api: string;
  readonly faults: string;
  /** What the API's security schemes take, by label: `client id`. */
  readonly credentials: readonly (readonly [label: string, value: string])[];
  /** Shell lines, to run in this order: up to three calls that work, after a token where they need one. */
  readonly curl: readonly string[];
}

/** Finds the key of an item that the operation reads. */
export type FindKey = (operation: Operation) => string | undefined;

const MAX_CALLS = 3;
/** Characters of a list, about ten lines of a terminal. */
const MAX_OUTPUT = 800;

/** @param url of the sandbox; ends in a slash. */
export function describeEndpoints(
  model: ApiModel,
  url: string,
  documentPath: string,
  credentials: Credentials,
  findKey: FindKey,
): Endpoints {
  const resolve = (path: string) => new URL(path, url).href;
  const base = `${getBasePath(model)}/`;
  const token = resolve(TOKEN_PATH);
  const calls = findCalls(model, findKey).map(({ operation, target, isList }) => {
    const command = createCall(model, operation, resolve(`${base}${target.slice(1)}`), credentials);
    return isList ? `${command} | cut -c 1-${MAX_OUTPUT}` : command;
  });
  const needsToken = calls.some((call) => call.includes('$TOKEN'));
  return {
    documentation: resolve('/swagger/index.html'),
    document: resolve(documentPath),
    token,
    api: resolve(base),
    faults: resolve(FAULTS_PATH),
    credentials: describeCredentials(model, token, credentials),
    curl: needsToken ? [createTokenLine(token, credentials), ...calls] : calls,
  };
}

interface ExampleCall {
  readonly operation: Operation;
  /** Path and query. */
  readonly target: string;
  /** Has it no key, so that the response may be long? */
  readonly isList: boolean;
}

/** Reads that need nothing but the key of an item: the vendor's vehicles, or else a list and what is read by a key. */
function findCalls(model: ApiModel, findKey: FindKey): readonly ExampleCall[] {
  const calls = getOperations(model).flatMap(
    (operation) => createExample(operation, findKey) ?? [],
  );
  const ofVehicles = calls.filter(({ operation }) => operation.id.startsWith('GET /Vehicles'));
  const candidates = ofVehicles.length > 0 ? ofVehicles : calls;
  const first = candidates.find(({ target }) => target.includes('?')) ?? candidates[0];
  const others = candidates.filter((call) => call !== first);
  const items = others.filter(({ isList }) => !isList);
  const lists = others.filter(({ isList }) => isList);
  return [...(first ? [first] : []), ...items, ...lists].slice(0, MAX_CALLS);
}

/** Undefined for an operation that needs more. */
function createExample(operation: Operation, findKey: FindKey): ExampleCall | undefined {
  const { method, path, parameters, pagination, responses } = operation;
  const needsMore = parameters.some((one) => one.required && one.in !== 'path');
  const isStream = responses.some(({ body }) => body?.encoding === 'events');
  if (method !== 'GET' || needsMore || isStream) return undefined;
  const key = findKey(operation);
  const hasKey = path.some(({ kind }) => kind === 'parameter');
  if (hasKey && key === undefined) return undefined;
  const parts = path.map((part) =>
    part.kind === 'text' ? part.text : encodeURIComponent(key ?? ''),
  );
  const size = pagination && 'size' in pagination ? pagination.size : undefined;
  const query = size === undefined ? '' : `?${new URLSearchParams({ [size]: '2' }).toString()}`;
  return { operation, target: `${parts.join('')}${query}`, isList: !hasKey };
}

const TOKEN_PATTERN = `'s/.*"access_token":"\\([^"]*\\)".*/\\1/p'`;

function createTokenLine(url: string, { clientId, clientSecret }: Credentials): string {
  return `TOKEN=$(curl -sS -d grant_type=client_credentials -d client_id=${clientId} -d client_secret=${clientSecret} ${url} | sed -n ${TOKEN_PATTERN})`;
}

/** The schemes that a request meets; the first declared one where any is accepted. */
function getSchemes(
  { securitySchemes }: ApiModel,
  { security }: Operation,
): readonly (SecurityScheme | undefined)[] {
  if (security.kind === 'default') return securitySchemes.slice(0, 1);
  const [first = []] = security.kind === 'schemes' ? security.alternatives : [];
  return first.map(({ scheme }) => securitySchemes.find(({ name }) => name === scheme));
}

function createCall(
  model: ApiModel,
  operation: Operation,
  url: string,
  credentials: Credentials,
): string {
  const target = new URL(url);
  const options = new Set<string>();
  for (const scheme of getSchemes(model, operation)) {
    if (scheme?.kind === 'apiKey' && scheme.in === 'query')
      target.searchParams.set(scheme.wireName, credentials.clientSecret);
    else for (const option of createCurlOptions(scheme, credentials)) options.add(option);
  }
  return ['curl -sS', ...options, `'${target.href.replaceAll("'", '%27')}'`].join(' ');
}

/** curl's options for a security scheme; a token if the document does not declare the scheme. */
function createCurlOptions(
  scheme: SecurityScheme | undefined,
  { clientId, clientSecret }: Credentials,
): readonly string[] {
  if (scheme === undefined || takesToken(scheme)) return ['-H "Authorization: Bearer $TOKEN"'];
  if (scheme.kind !== 'apiKey') return isBasic(scheme) ? [`-u ${clientId}:${clientSecret}`] : [];
  // The name comes from a document: remove everything that a shell could interpret.
  const name = scheme.wireName.replace(/[^\w-]/g, '');
  return [scheme.in === 'cookie' ? `-b ${name}=${clientSecret}` : `-H '${name}: ${clientSecret}'`];
}

function describeCredentials(
  { securitySchemes }: ApiModel,
  token: string,
  { clientId, clientSecret }: Credentials,
): Endpoints['credentials'] {
  const rows = securitySchemes.flatMap((scheme): Endpoints['credentials'] => {
    if (takesToken(scheme))
      return [
        ['token', token],
        ['client id', clientId],
        ['client secret', clientSecret],
      ];
    if (scheme.kind === 'apiKey') return [['API key', `${clientSecret} (any text will do)`]];
    if (!isBasic(scheme)) return [];
    return [
      ['user name', clientId],
      ['password', clientSecret],
    ];
  });
  return [...new Map(rows)];
}
