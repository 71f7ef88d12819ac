import type { ApiModel } from '../model/model.js';
import { getDefaultUrl } from '../model/servers.js';
import type { EmitContext, PackageSettings } from './context.js';
import { canRequestTokens, hasTokenEndpoint, toVariableName } from './credentials.js';
import { getNeededCredentials } from './example-call.js';
import { toStringLiteral } from './structures.js';

/** How the client of a first program is created, for the API and for a sandbox. */
export interface FirstClient {
  /** Arguments for the API, which leave credentials to the environment; undefined if the package knows no URL of it. */
  readonly options: string | undefined;
  /** The environment variables that hold the credentials of the example call; one alternative is enough. */
  readonly variables: readonly (readonly string[])[];
  /** Arguments for a sandbox on this machine. */
  readonly sandboxOptions: string;
}

/** Where a sandbox listens, and what it accepts. */
export interface SandboxAccess {
  /** Ends in a slash. */
  readonly url: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Describes the client that makes the example call. */
export function describeFirstClient(
  context: EmitContext,
  settings: PackageSettings,
  sandbox: SandboxAccess,
): FirstClient {
  const needed = getNeededCredentials(context);
  return {
    options: Object.keys(settings.environments).length > 0 ? '' : undefined,
    variables: listVariables(needed, context, settings),
    sandboxOptions: printSandboxOptions(needed, context, settings, sandbox),
  };
}

function listVariables(
  needed: readonly string[],
  { credentials, names }: EmitContext,
  settings: PackageSettings,
): readonly (readonly string[])[] {
  const toVariable = (option: string) => toVariableName(names.environmentVariablePrefix, option);
  const others = needed
    .filter((name) => name !== 'token')
    .flatMap((name) => (name === 'basic' ? ['username', 'password'] : [name]));
  if (others.length === needed.length) return others.length === 0 ? [] : [others.map(toVariable)];
  const canRequest = canRequestTokens(credentials, settings) && hasTokenEndpoint(settings);
  const tokens = [...(canRequest ? [['clientId', 'clientSecret']] : []), ['token']];
  return tokens.map((options) => [...options, ...others].map(toVariable));
}

function printSandboxOptions(
  needed: readonly string[],
  { model }: EmitContext,
  { standIn }: PackageSettings,
  { url, tokenUrl, clientId, clientSecret }: SandboxAccess,
): string {
  const options = needed.flatMap((name): readonly (readonly [string, string])[] => {
    switch (name) {
      case 'token':
        return [
          ...(standIn === undefined ? [['tokenUrl', tokenUrl] as const] : []),
          ['clientId', clientId],
          ['clientSecret', clientSecret],
        ];
      case 'basic':
        return [
          ['username', clientId],
          ['password', clientSecret],
        ];
      default:
        return [[name, clientSecret]];
    }
  });
  const place =
    standIn === undefined ? ['baseUrl', getBaseUrl(model, url)] : ['environment', 'sandbox'];
  const all = [place, ...options].map(
    ([name = '', value = '']) => `${name}: ${toStringLiteral(value)}`,
  );
  return `{ ${all.join(', ')} }`;
}

/** The sandbox has the path of the document's first server. */
function getBaseUrl({ servers: [server] }: ApiModel, url: string): string {
  const address = server === undefined ? '/' : getDefaultUrl(server);
  const path = URL.canParse(address, url) ? new URL(address, url).pathname : '/';
  return new URL(path, url).href;
}
