import { getOperations } from '../model/walk.js';
import { inlineCode } from '../util/markdown.js';
import { collectServerVariables, describeDefaults } from './client.js';
import type { EmitContext, PackageSettings } from './context.js';
import { canRequestTokens, hasTokenEndpoint, toVariableName } from './credentials.js';
import { LOCATION_NAMES } from './jsdoc.js';

/** The options of a client that are credentials, each with its environment variable, for the README. Texts are Markdown. */
export interface ReadmeCredentials {
  /** Whether operations say what they need. */
  readonly isDeclared: boolean;
  /** Whether the document says nothing of credentials. */
  readonly isUnknown: boolean;
  readonly hasQueryKey: boolean;
  readonly keys: readonly {
    readonly option: string;
    readonly variable: string;
    readonly location: string;
    readonly wireName: string;
  }[];
  readonly basic: { readonly username: string; readonly password: string } | undefined;
  /** The client credentials grant of OAuth 2.0. */
  readonly grant:
    | {
        readonly id: string;
        readonly secret: string;
        readonly needsUrl: boolean;
        /** Empty without scopes. */
        readonly scopes: string;
      }
    | undefined;
  /** `formats`: what the document says of bearer tokens, such as `JWT`; may be empty. */
  readonly token: { readonly variable: string; readonly formats: string } | undefined;
}

export function getReadmeCredentials(
  context: EmitContext,
  settings: PackageSettings,
): ReadmeCredentials {
  const { credentials, model, names } = context;
  const toVariable = (option: string) =>
    inlineCode(toVariableName(names.environmentVariablePrefix, option));
  const isDeclared = getOperations(model).some(({ security }) => security.kind === 'schemes');
  const keys = [...credentials.keys];
  const scopes = model.securitySchemes.flatMap((scheme) =>
    scheme.kind === 'oauth2' && scheme.flow === 'clientCredentials' ? scheme.scopes : [],
  );
  const formats = model.securitySchemes.flatMap((scheme) =>
    scheme.kind === 'http' && scheme.bearerFormat ? [scheme.bearerFormat] : [],
  );
  return {
    isDeclared,
    isUnknown: !isDeclared && model.securitySchemes.length === 0,
    hasQueryKey: keys.some(([, scheme]) => scheme.in === 'query'),
    keys: keys.map(([option, scheme]) => ({
      option: inlineCode(option),
      variable: toVariable(option),
      location: LOCATION_NAMES[scheme.in],
      wireName: inlineCode(scheme.wireName),
    })),
    basic: credentials.takesBasic
      ? { username: toVariable('username'), password: toVariable('password') }
      : undefined,
    grant: canRequestTokens(credentials, settings)
      ? {
          id: toVariable('clientId'),
          secret: toVariable('clientSecret'),
          needsUrl: !hasTokenEndpoint(settings),
          scopes: toList(scopes),
        }
      : undefined,
    token: credentials.takesToken
      ? { variable: toVariable('token'), formats: toList(formats) }
      : undefined,
  };
}

/** The hosts of a client, for the README. Texts are Markdown. */
export interface ReadmeServers {
  readonly environments: readonly {
    readonly name: string;
    readonly baseUrl: string;
    readonly isDefault: boolean;
  }[];
  /** Whether there are several. */
  readonly hasChoice: boolean;
  /** The variables of URLs, with their defaults; may be empty. */
  readonly variables: string;
  /** Servers of single operations. */
  readonly own: readonly { readonly baseUrl: string; readonly operations: string }[];
}

export function getReadmeServers(context: EmitContext, settings: PackageSettings): ReadmeServers {
  const byServer = new Map<string, string[]>();
  for (const [id, { baseUrl }] of context.servers)
    byServer.set(baseUrl, [...(byServer.get(baseUrl) ?? []), id]);
  return {
    environments: Object.entries(settings.environments).map(([name, { baseUrl }]) => ({
      name: inlineCode(name),
      baseUrl: inlineCode(baseUrl),
      isDefault: name === settings.defaultEnvironment,
    })),
    hasChoice: Object.keys(settings.environments).length > 1,
    variables: collectServerVariables(context, settings)
      .map((each) => `${inlineCode(each.name)} (${describeDefaults(each, inlineCode)})`)
      .join(', '),
    own: [...byServer].map(([baseUrl, ids]) => ({
      baseUrl: inlineCode(baseUrl),
      operations: toList(ids),
    })),
  };
}

function toList(texts: readonly string[]): string {
  return [...new Set(texts)].map(inlineCode).join(', ');
}
