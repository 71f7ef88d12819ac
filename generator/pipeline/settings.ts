import { defined } from '../util/defined.js';
import type { ClientServer, OperationServers, PackageSettings } from '../emit/index.js';
import { getTokenRequest } from '../model/environment.js';
import type { ApiModel, SecurityScheme, Server } from '../model/model.js';
import { getDefaultUrl, isSafeUrl, nameServers } from '../model/servers.js';
import { getOperations } from '../model/walk.js';
import { isSameApi, type NamesLock } from '../naming/index.js';
import { isUrl, withoutQuery } from '../util/url.js';
import { toAsciiWords } from '../util/words.js';
import type { Target } from './targets.js';

export interface SettingsRecipe {
  readonly target: Target;
  readonly packageVersion: string;
  /** The names of the package that is there already. */
  readonly namesLock?: NamesLock;
}

/** The settings of a package: from its environment, and from the document where that says nothing. */
export function packageSettings(
  { target, packageVersion, namesLock }: SettingsRecipe,
  model: ApiModel,
): PackageSettings {
  const kept = namesLock && isSameApi(model, namesLock) ? namesLock.package : undefined;
  const { environment = {} } = target;
  const { rateLimit, program, standIn } = environment;
  const declared = { tokenUrl: findTokenUrl(model.securitySchemes, getBase(target)) };
  const environments = listEnvironments(target, model);
  const defaultEnvironment =
    target.name === undefined
      ? Object.keys(environments)[0]
      : [target.defaultEnvironment, target.name].find(
          (name) => name !== undefined && Object.hasOwn(environments, name),
        );
  return {
    packageName: target.packageName ?? kept ?? toPackageName(model.title),
    packageVersion,
    environments,
    ...defined({ defaultEnvironment }),
    ...(Object.keys(environments).length === 0 && {
      ...defined(declared),
      ...getTokenRequest(environment),
    }),
    ...defined({ rateLimit, program, standIn, repository: target.repository }),
  };
}

/**
 * The URL that a package's relative URLs were resolved against; undefined where it has none, so that the package does not
 * depend on where its document is.
 */
export function findDocumentUrl(recipe: SettingsRecipe, model: ApiModel): string | undefined {
  const listUrls = (target: Target) =>
    JSON.stringify([
      packageSettings({ ...recipe, target }, model),
      [...operationServers(target, model)],
    ]);
  const { target } = recipe;
  return listUrls(target) === listUrls({ ...target, input: '' }) ? undefined : getBase(target);
}

/** What relative URLs are resolved against: the document's URL without credentials and query; empty for a file. */
function getBase({ input }: Target): string {
  return isUrl(input) ? withoutQuery(input) : '';
}

/** The environments of the configuration, with the document's servers for one whose base URL it does not say. */
function listEnvironments(target: Target, model: ApiModel): PackageSettings['environments'] {
  const { name, environment = {} } = target;
  const configured = withTokenUrls(target, model.securitySchemes);
  if (environment.baseUrl !== undefined) return configured;
  const declared = documentEnvironments(target, model);
  const [first, ...others] = Object.entries(declared);
  if (name === undefined || first === undefined) return { ...declared, ...configured };
  return {
    [name]: { ...first[1], ...getTokenRequest(environment) },
    ...Object.fromEntries(others.filter(([other]) => other !== name)),
    ...configured,
  };
}

/** The token URL of the document is the own environment's; a path is every environment's. */
function withTokenUrls(
  { name, hosts = {} }: Target,
  schemes: readonly SecurityScheme[],
): PackageSettings['environments'] {
  return Object.fromEntries(
    Object.entries(hosts).map(([key, each]) => {
      const declared = findTokenUrl(schemes, each.baseUrl);
      const isOwn = key === name || declared?.startsWith(new URL(each.baseUrl).origin + '/');
      return [key, { ...defined({ tokenUrl: isOwn ? declared : undefined }), ...each }];
    }),
  );
}

/** The document's servers with a web address, by name; those without TLS only if there is no other. */
function documentEnvironments(target: Target, model: ApiModel): PackageSettings['environments'] {
  const servers = model.servers.flatMap((server) => resolveServer(server, getBase(target)) ?? []);
  const safe = servers.filter(({ address }) => isSafeUrl(address));
  const usable = safe.length > 0 ? safe : servers;
  const urls = usable.map(({ baseUrl }) => baseUrl);
  const named = nameServers(usable.filter(({ baseUrl }, index) => urls.indexOf(baseUrl) === index));
  return Object.fromEntries(
    [...named].map(([name, { baseUrl, address, variables, description }]) => {
      const tokenUrl = findTokenUrl(model.securitySchemes, address);
      return [name, { baseUrl, ...defined({ variables, tokenUrl, description }) }];
    }),
  );
}

/**
 * The servers that operations have of their own; a relative one is a path on the host of the client's base URL. With a
 * base URL in the configuration, which says where credentials may go, only paths count.
 */
export function operationServers(target: Target, model: ApiModel): OperationServers {
  return new Map(
    getOperations(model).flatMap(({ id, servers = [] }) => {
      const usable = servers.flatMap((server): readonly ClientServer[] => {
        if (/[{}]/.test(getDefaultUrl(server))) return [];
        if (!isAbsolute(server)) return [toPath(server, getBase(target))];
        const resolved = resolveServer(server, getBase(target));
        if (resolved === undefined || target.environment?.baseUrl !== undefined) return [];
        const { baseUrl, variables } = resolved;
        return [{ baseUrl, ...defined({ variables }) }];
      });
      return usable.slice(0, 1).map((server) => [id, server] as const);
    }),
  );
}

/** Whether a server's URL names a host. */
function isAbsolute(server: Server): boolean {
  return /^([a-z][a-z0-9+.-]*:)?\/\//i.test(getDefaultUrl(server));
}

function toPath(server: Server, base: string): ClientServer {
  const { url, variables } = server;
  if (variables && url.startsWith('/')) return { baseUrl: url, variables };
  const whole = new URL(getDefaultUrl(server), URL.canParse(base) ? base : 'http://localhost/');
  return { baseUrl: whole.pathname };
}

interface ResolvedServer extends ClientServer, Pick<Server, 'name' | 'description'> {
  readonly address: string;
}

/**
 * Resolves a server against the document's location.
 *
 * @returns The URL with its variables, and `address` with their defaults; undefined for anything but a web address.
 */
function resolveServer(server: Server, base: string): ResolvedServer | undefined {
  const { variables, name, description } = server;
  const address = toWebUrl(getDefaultUrl(server), base);
  if (address === undefined) return undefined;
  const isPath = !isAbsolute(server) && server.url.startsWith('/');
  const template = isPath ? `${new URL(address).origin}${server.url}` : server.url;
  const isWhole = URL.canParse(getDefaultUrl({ ...server, url: template }));
  return {
    address,
    ...defined({ name, description }),
    ...(variables && isWhole ? { baseUrl: template, variables } : { baseUrl: address }),
  };
}

function findTokenUrl(schemes: readonly SecurityScheme[], baseUrl: string): string | undefined {
  const oauth = schemes.find(
    (scheme) => scheme.kind === 'oauth2' && scheme.flow === 'clientCredentials' && scheme.tokenUrl,
  );
  return oauth?.kind === 'oauth2' && oauth.tokenUrl ? toWebUrl(oauth.tokenUrl, baseUrl) : undefined;
}

/** Undefined for anything but a web address: a template with a placeholder, a relative path of a local file. */
function toWebUrl(url: string, base: string): string | undefined {
  const parsed = URL.canParse(url)
    ? new URL(url)
    : URL.canParse(url, base)
      ? new URL(url, base)
      : URL.canParse(`https:${url}`) && url.startsWith('//')
        ? new URL(`https:${url}`)
        : undefined;
  if (
    parsed === undefined ||
    !/^https?:$/.test(parsed.protocol) ||
    /[{}]|%7[BD]/i.test(parsed.href)
  )
    return undefined;
  return parsed.href;
}

/** npm's rules: lower case, no spaces, at most 214 characters. */
function toPackageName(title: string): string {
  return toAsciiWords(title).join('-').slice(0, 200) || 'api-sdk';
}
