import { defined } from '../util/defined.js';
import type { PackageSettings } from '../emit/index.js';
import type { ApiModel, SecurityScheme } from '../model/model.js';
import { getDefaultUrl } from '../model/servers.js';
import { isSameApi, type NamesLock } from '../naming/index.js';
import { ENVIRONMENTS, VENDOR } from '../vendor.js';
import type { Target } from './targets.js';

export interface SettingsRecipe {
  readonly target: Target;
  readonly packageVersion: string;
  /** The names of the package that is there already. */
  readonly namesLock?: NamesLock;
}

/** The settings of a package: from the preset for the vendor's environments, from the document for any other API. */
export function packageSettings(
  { target, packageVersion, namesLock }: SettingsRecipe,
  model: ApiModel,
): PackageSettings {
  const kept = namesLock && isSameApi(model, namesLock) ? namesLock.package : undefined;
  const tokenUrl = findTokenUrl(model.securitySchemes, target.input);
  const environments = target.environment
    ? vendorEnvironments(target)
    : documentEnvironments(target, model);
  const defaultEnvironment = target.environment
    ? VENDOR.defaultEnvironment
    : Object.keys(environments)[0];
  return {
    packageName: target.packageName ?? kept ?? toPackageName(model.title),
    packageVersion,
    environments,
    ...defined({ defaultEnvironment }),
    ...(Object.keys(environments).length === 0 && tokenUrl !== undefined && { tokenUrl }),
    ...(target.environment && { rateLimit: VENDOR.rateLimit, program: VENDOR.program }),
    ...defined({ standIn: target.standIn }),
  };
}

/** The vendor's packages know pre-production and production; the sandbox's package also knows the sandbox. */
function vendorEnvironments(target: Target): PackageSettings['environments'] {
  const listed = [
    ENVIRONMENTS.preprod,
    ENVIRONMENTS.prod,
    ...(target.environment?.remote === false ? [target.environment] : []),
  ];
  return Object.fromEntries(
    listed.map(({ name, apiUrl, tokenUrl }) => [name, { baseUrl: apiUrl, tokenUrl }]),
  );
}

/** The first server with a web address; a relative one is resolved against the document's location. */
function documentEnvironments(target: Target, model: ApiModel): PackageSettings['environments'] {
  for (const server of model.servers) {
    const baseUrl = toWebUrl(getDefaultUrl(server), target.input);
    if (baseUrl === undefined) continue;
    const tokenUrl = findTokenUrl(model.securitySchemes, baseUrl);
    return { default: { baseUrl, ...defined({ tokenUrl }) } };
  }
  return {};
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
  const words =
    title
      .toLowerCase()
      .normalize('NFKD')
      .match(/[a-z0-9]+/g) ?? [];
  return words.join('-').slice(0, 200) || 'api-sdk';
}
